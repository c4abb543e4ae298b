"""The pages of an import, through a browser that checks every answer."""

import json
import re

import pytest
import sqlalchemy as sa

from tests.people.sheets import HEAD, NEWCOMER, UNIT, csv_of, hold, xlsx_of
from training.core.db import db
from training.core.worker import Worker
from training.people.importing import queueing
from training.people.importing.models import PeopleImport
from training.people.models import Departure, Person, Unit

PAGE = "/administration/imports"
NIK = ["3603010903860001", "3603011501900002"]


@pytest.fixture
def admin(signed_in, cast):
    return signed_in(cast.agus)


def send(browser, data, name="rekap.csv"):
    from io import BytesIO

    return browser.post(PAGE, data={"csrf_token": browser.token(), "file": (BytesIO(data), name)})


def meanings(app, ref):
    with app.app_context():
        row = db.session.scalars(sa.select(PeopleImport).filter_by(ref=ref)).one()
        return {f"column-{place}": meaning for place, meaning in row.meanings.items()}


def sent(browser, app, rows, head=HEAD):
    """A file that is uploaded and matched as guessed; the address of its trial."""
    answer = send(browser, csv_of([head, *rows]))
    assert answer.status_code == 303, answer.text
    ref = answer.location.split("/")[-2]
    matched = browser.post_form(answer.location, meanings(app, ref), page=answer.location)
    assert matched.status_code == 303
    return f"{PAGE}/{ref}"


def confirm(browser, page):
    stamp = re.search(r'name="stamp" value="([^"]+)"', browser.get(page).text)[1]
    return browser.post_form(f"{page}/confirmation", {"stamp": stamp}, page=page)


def person(app, **by):
    with app.app_context():
        return db.session.scalar(sa.select(Person).filter_by(**by))


def test_from_the_file_to_the_person_and_back(admin, app):
    page = sent(admin, app, [NEWCOMER, ["Tanpa Unit", "", "", "", ""]])
    trial = admin.get(page).text
    assert "1 baru, 0 berubah, 0 tetap, 1 ditolak" in trial
    assert "Kolom D “Unit Kerja”: unit kerja kosong" in trial
    assert person(app, nip=NEWCOMER[1]) is None
    assert confirm(admin, page).status_code == 303
    assert "Impor selesai" in admin.get(page).text
    assert person(app, nip=NEWCOMER[1]).password_hash == ""
    admin.post_form(f"{page}/undo", page=page)
    assert "Semua kembali seperti sebelum impor" in admin.get(page).text
    assert person(app, nip=NEWCOMER[1]) is None


def test_seventy_columns_fit_on_a_page_and_secrets_are_on_none(admin, app):
    head = [*HEAD, "NIK", "Agama", "Gaji", *["TMT", "No SK", ""] * 21]
    rows = [[*NEWCOMER, nik, "Islam", "3500000", *["01-02-2015", "821/77", "x"] * 21] for nik in NIK]
    answer = send(admin, csv_of([head, *rows]))
    page = admin.get(answer.location).text
    assert "Tidak diambil: NIK atau KTP" in page
    assert page.count("<select") == 5 + 63
    assert not any(secret in page for secret in (*NIK, "Islam", "3500000"))
    with app.app_context():
        kept = str(db.session.execute(sa.text("SELECT about, meanings FROM people_import")).all())
    assert not any(secret in kept for secret in (*NIK, "Islam", "3500000"))


def test_a_workbook_is_taken_as_well(admin, app):
    answer = send(admin, xlsx_of([["Daftar"], HEAD, NEWCOMER]), "rekap.xlsx")
    assert answer.status_code == 303
    assert "Putri Anggraini" in admin.get(answer.location).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7", "bukan tabel"),
        (b"PK\x03\x04zzz", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel lama"),
        (b"Nama;NIP\n", "Tidak ada baris pegawai"),
    ],
)
def test_what_is_no_sheet_is_said_on_the_form(admin, app, data, said):
    answer = send(admin, data)
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(PeopleImport.id)) is None


def test_columns_that_cannot_be_meant_are_explained(admin, app):
    answer = send(admin, csv_of([HEAD, NEWCOMER]))
    wrong = admin.post_form(answer.location, {"column-0": "name", "column-4": "name"}, page=answer.location)
    assert wrong.status_code == 422
    assert "beberapa kolom: A, E" in wrong.text


def test_a_column_that_must_not_be_held_cannot_be_asked_for(admin, app):
    answer = send(admin, csv_of([["Nama", "NIK"], ["Budi", NIK[0]], ["Ani", NIK[1]]]))
    page = answer.location
    assert admin.post_form(page, {"column-0": "name", "column-1": "nip"}, page=page).status_code == 422


def test_units_are_made_only_when_ticked(admin, app):
    page = sent(admin, app, [[*NEWCOMER[:3], "Loket Percobaan", ""]])
    assert "unit “Loket Percobaan” belum ada" in admin.get(page).text
    admin.post_form(f"{page}/options", {"since": "2026-11-20", "create_units": "y"}, page=page)
    assert "1 unit akan dibuat" in admin.get(page).text
    with app.app_context():
        assert db.session.scalar(sa.select(Unit.id).filter_by(name="Loket Percobaan")) is None
    confirm(admin, page)
    with app.app_context():
        assert db.session.scalar(sa.select(Unit.id).filter_by(name="Loket Percobaan"))


def test_bad_options_are_explained(admin, app):
    page = sent(admin, app, [NEWCOMER])
    for since in ("", "kemarin", "0001-01-01", "2199-01-01"):
        assert admin.post_form(f"{page}/options", {"since": since}, page=page).status_code == 422


def test_a_second_tab_confirms_nothing_twice(admin, app):
    page = sent(admin, app, [NEWCOMER])
    stamp = re.search(r'name="stamp" value="([^"]+)"', admin.get(page).text)[1]
    admin.post_form(f"{page}/options", {"since": "2026-11-20"}, page=page)
    admin.post_form(f"{page}/confirmation", {"stamp": stamp}, page=page)
    assert "sudah diperbarui atau sudah dikonfirmasi" in admin.get(page).text
    assert person(app, nip=NEWCOMER[1]) is None
    assert confirm(admin, page).status_code == 303
    admin.post_form(f"{page}/confirmation", {"stamp": stamp}, page=page)
    assert person(app, nip=NEWCOMER[1])


def test_changes_are_shown_old_and_new(admin, app, cast):
    page = sent(admin, app, [["Sari Wulan", cast.sari.nip, "", "Sekretariat", ""]])
    text = admin.get(f"{page}?show=changed").text
    assert "<del>Sari Wulandari</del> → <ins>Sari Wulan</ins>" in text
    assert f"<del>{UNIT}</del> → <ins>Sekretariat</ins>" in text


def test_long_lists_come_a_page_at_a_time(admin, app):
    rows = [[f"Pegawai {n:03}", "", f"p{n}@contoh.id", UNIT, ""] for n in range(60)]
    page = sent(admin, app, rows)
    first, last = admin.get(f"{page}?show=new").text, admin.get(f"{page}?show=new&page=3").text
    assert "Pegawai 000" in first
    assert "Pegawai 059" not in first
    assert "Pegawai 059" in last


def test_refused_rows_are_downloaded_without_formulas(admin, app):
    page = sent(admin, app, [["=1+1", "", "", "Tidak Ada", "x"], NEWCOMER])
    csv = admin.get(f"{page}/rejected.csv")
    assert csv.data.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in csv.get_data(as_text=True)
    book = admin.get(f"{page}/rejected.xlsx")
    assert book.data.startswith(b"PK")
    assert "attachment" in book.headers["Content-Disposition"]
    assert admin.get(f"{page}/rejected.exe").status_code == 404
    confirm(admin, page)
    assert "Tidak Ada" in admin.get(f"{page}/rejected.csv").get_data(as_text=True)


def test_a_trial_can_be_thrown_away(admin, app):
    page = sent(admin, app, [NEWCOMER])
    admin.post_form(f"{page}/cancellation", page=page)
    assert admin.get(page).status_code == 404


def test_who_is_missing_leaves_only_by_hand(admin, app, cast):
    page = sent(admin, app, [["Sari Wulandari", cast.sari.nip, "", UNIT, "Kepala"]])
    confirm(admin, page)
    assert cast.ningsih.name in admin.get(page).text
    ningsih, joko = person(app, email=cast.ningsih.email), person(app, email=cast.joko.email)
    asked = {"person": [ningsih.ref, joko.ref], "last": "2026-11-20", "reason": "Pindah instansi"}
    admin.post_form(f"{page}/departures", asked, page=page)
    assert str(person(app, id=ningsih.id).left_on) == "2026-11-20"
    assert person(app, id=joko.id).left_on is None
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Departure)) == 1


def test_a_larger_import_shows_its_progress(admin, app, cast, monkeypatch):
    monkeypatch.setattr("training.people.importing.queueing.AT_ONCE", 0)
    page = sent(admin, app, [NEWCOMER])
    confirm(admin, page)
    assert "Menunggu giliran" in admin.get(page).text
    part = admin.get(page, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in part.text
    with app.app_context():
        assert queueing.take_up(Worker(app))
    over = admin.get(page, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert over.headers["HX-Redirect"] == page
    assert "Impor selesai" in admin.get(page).text


def test_another_agencys_import_does_not_exist(app, cast, signed_in):
    with app.app_context():
        agus = db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()
        ref = hold(agus, [NEWCOMER]).ref
        db.session.commit()
    other = signed_in(cast.lina)
    for path in ("", "/columns", "/rejected.csv"):
        assert other.get(f"{PAGE}/{ref}{path}").status_code == 404
    for path in ("columns", "options", "confirmation", "cancellation", "undo", "departures"):
        assert other.post_form(f"{PAGE}/{ref}/{path}", {"column-0": "name"}).status_code == 404


def test_the_command_tries_out_and_writes(app, tmp_path):
    file = tmp_path / "rekap.csv"
    file.write_bytes(csv_of([HEAD, NEWCOMER, ["", "", "", UNIT, ""]]))
    run = app.test_cli_runner().invoke
    dry = run(args=["people", "import", str(file), "--agency", "dinsos-banten", "--dry-run", "--json"])
    told = json.loads(dry.output)
    assert (dry.exit_code, told["counts"], told["dry_run"]) == (1, {"new": 1, "rejected": 1}, True)
    assert told["rejected"] == [{"row": 3, "reasons": ["Kolom A “Nama”: nama kosong"]}]
    assert person(app, nip=NEWCOMER[1]) is None
    wet = run(args=["people", "import", str(file), "--agency", "dinsos-banten"])
    assert "1 baru" in wet.output
    assert person(app, nip=NEWCOMER[1])


def test_the_command_takes_a_mapping_and_says_what_is_wrong(app, tmp_path):
    file, mapping = tmp_path / "rekap.csv", tmp_path / "kolom.json"
    file.write_bytes(
        csv_of([["a", "b", "c"], ["Budi", "199001012015011001", UNIT], ["Ani", "199001012015012002", UNIT]])
    )
    mapping.write_text('{"A": "name", "B": "nip", "C": "unit"}')
    run = app.test_cli_runner().invoke
    asked = ["people", "import", str(file), "--agency", "dinsos-banten"]
    assert run(args=[*asked, "--mapping", str(mapping)]).exit_code == 0
    assert person(app, nip="199001012015011001").name == "Budi"
    assert "Pilih kolom yang berisi nama" in run(args=asked).output or run(args=asked).exit_code == 0
    mapping.write_text("bukan json")
    assert run(args=[*asked, "--mapping", str(mapping)]).exit_code == 1
    assert run(args=["people", "import", str(file), "--agency", "tidak-ada"]).exit_code == 1
