"""The screens of entries: from a person's page to an entry and its withdrawal; a sheet is checked first."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask, render_template

from training.core.db import db
from training.decisions.entries import service
from training.decisions.entries.models import Entry
from training.decisions.entries.telling import tell_all
from training.people.models import Person

from ...checking import CheckingClient
from ..office import person_of

pytestmark = pytest.mark.usefixtures("board", "that_morning")
DESK = "/people-entries"
SANCTION = {
    "level": "discipline.light",
    "title": "Teguran tertulis",
    "number": "800/12/2026",
    "since": "2026-03-02",
    "until": "",
    "note": "",
}
ATTENDANCE = {"year": "2025", "percent": "98,5", "absent_days": "1", "note": ""}


@pytest.fixture
def sari(app: Flask, cast) -> str:
    """Sari's reference."""
    return ref_of(app, cast.sari)


def ref_of(app: Flask, member) -> str:
    with app.app_context():
        return person_of(member).ref


def entry_ref(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(sa.select(Entry.ref).order_by(Entry.id.desc())).first()


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Entry))


def send(client: CheckingClient, person: str, data: dict, kind: str = "sanction"):
    return client.post_form(f"{DESK}/about/{person}/{kind}", data)


def test_from_the_persons_page_to_the_entry(app: Flask, client: CheckingClient, cast, sari: str) -> None:
    client.sign_in(cast.hesti)
    assert f"{DESK}?person={sari}" in client.get(f"/reports/people/{sari}").text
    assert "Belum ada catatan" in client.get(f"{DESK}?person={sari}").text
    assert "Sanksi" in client.get(f"{DESK}/new?person={sari}").text
    page = client.get(f"{DESK}/about/{sari}/sanction").text
    assert (
        "Sari Wulandari" in page and "Disiplin: Ringan" in page and "Kode etik: Sanksi moral tertutup" in page
    )
    answer = send(client, sari, SANCTION)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert (
        "800/12/2026" in page and "Hesti Ramadhani" in page and "2 Maret 2026" in page and "Disiplin" in page
    )
    assert "Nilai bukan bukti pelanggaran" in page
    assert "Teguran tertulis" in client.get(DESK).text and "Teguran" in client.get(f"{DESK}?q=sari").text
    assert "Teguran" not in client.get(f"{DESK}?q=joko").text
    assert "Teguran" not in client.get(f"{DESK}?kind=complaint").text


def test_sending_twice_makes_one(app: Flask, client: CheckingClient, cast, sari: str) -> None:
    client.sign_in(cast.hesti)
    assert send(client, sari, SANCTION).location == send(client, sari, SANCTION).location
    assert count(app) == 1


@pytest.mark.parametrize(
    ("kind", "data", "shown"),
    [
        ("commendation", {"title": "Petugas teladan", "since": "2026-02-01"}, "Petugas teladan"),
        ("attendance", ATTENDANCE, "98,5 persen"),
        (
            "complaint",
            {"number": "L-7", "title": "Antre", "since": "2026-02-01", "upheld": "no"},
            "Tidak terbukti",
        ),
        ("sanction", SANCTION | {"level": "ethics.open"}, "Sanksi moral terbuka"),
    ],
)
def test_each_kind_is_entered(
    app: Flask, client: CheckingClient, cast, sari: str, kind: str, data: dict, shown: str
) -> None:
    answer = send(client.sign_in(cast.hesti), sari, data, kind)
    assert answer.status_code == 303 and shown in client.get(answer.location).text


def test_an_outage_needs_nobody(app: Flask, client: CheckingClient, cast) -> None:
    data = {"title": "Jaringan padam", "since": "2026-05-04", "until": "2026-05-06"}
    answer = client.sign_in(cast.hesti).post_form(f"{DESK}/outage", data)
    assert "4 Mei 2026 sampai dengan 6 Mei 2026" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("sanction", SANCTION | {"number": ""}, "Isi nomor surat"),
        ("sanction", SANCTION | {"level": "ethics.light"}, "field-error"),
        ("sanction", {"title": "Teguran", "number": "1", "since": "2026-03-02"}, "Pilih tingkat"),
        ("sanction", SANCTION | {"since": "2026-02-30"}, "field-error"),
        ("sanction", SANCTION | {"until": "2026-03-01"}, "sebelum hari pertama"),
        ("attendance", ATTENDANCE | {"percent": "101"}, "antara 0 dan 100"),
        ("attendance", ATTENDANCE | {"percent": "banyak"}, "Isi persentasenya"),
        ("attendance", ATTENDANCE | {"year": "9" * 30}, "Periksa tahunnya"),
        (
            "complaint",
            {"number": "L-7", "title": "Antre", "since": "2026-11-24", "upheld": "no"},
            "belum tiba",
        ),
    ],
)
def test_a_faulty_entry_is_not_saved(
    app: Flask, client: CheckingClient, cast, sari: str, kind: str, data: dict, said: str
) -> None:
    answer = send(client.sign_in(cast.hesti), sari, data, kind)
    assert answer.status_code == 422 and said in answer.text and "Sari Wulandari" in answer.text
    assert count(app) == 0


def test_an_entry_is_withdrawn_once_with_a_reason(
    app: Flask, client: CheckingClient, cast, sari: str
) -> None:
    page = send(client.sign_in(cast.hesti), sari, SANCTION).location
    empty = client.post_form(f"{page}/withdraw", {"reason": " "})
    assert empty.status_code == 422 and "Tuliskan alasannya" in empty.text
    assert client.post_form(f"{page}/withdraw", {"reason": "Salah orang"}).status_code == 303
    shown = client.get(page).text
    assert "Salah orang" in shown and "Tarik catatan ini" not in shown
    late = client.post_form(f"{page}/withdraw", {"reason": "Lagi"})
    assert late.status_code == 409 and "sudah ditarik" in late.text
    assert "Ditarik" in client.get(DESK).text


def test_a_date_before_the_service_is_shown_as_doubtful(
    app: Flask, client: CheckingClient, cast, sari
) -> None:
    with app.app_context():
        db.session.scalars(sa.select(Person).filter_by(ref=sari)).one().joined_on = None
        db.session.execute(
            sa.update(Person).where(Person.ref == sari).values(joined_on=sa.text("'2026-06-01'"))
        )
        db.session.commit()
    answer = send(client.sign_in(cast.hesti), sari, SANCTION)
    assert answer.status_code == 303 and "sebelum pegawai mulai bekerja" in client.get(answer.location).text
    assert "Perlu diperiksa" in client.get(DESK).text


def test_about_oneself_a_colleague_writes(app: Flask, client: CheckingClient, cast) -> None:
    own = ref_of(app, cast.hesti)
    client.sign_in(cast.hesti)
    assert "oleh rekan lain" in client.get(f"{DESK}/new?person={own}").text
    answer = send(client, own, SANCTION)
    assert answer.status_code == 422 and "oleh rekan lain" in answer.text and count(app) == 0


def test_others_do_not_come_in(app: Flask, client: CheckingClient, signed_in, cast, sari: str) -> None:
    page = send(client.sign_in(cast.hesti), sari, SANCTION).location
    for member in (cast.sari, cast.ratna, cast.agus):
        other = signed_in(member)
        for path in (DESK, f"{DESK}/new", f"{DESK}/attendance", page):
            assert other.get(path).status_code == 404
        assert send(other, sari, SANCTION).status_code == 404
    elsewhere = signed_in(cast.maya)
    assert elsewhere.get(page).status_code == 404
    assert elsewhere.post_form(f"{page}/withdraw", {"reason": "x"}).status_code == 404
    assert "Teguran" not in elsewhere.get(DESK).text
    assert send(elsewhere, sari, SANCTION).status_code == 404 and count(app) == 1
    assert "Sari" not in elsewhere.get(f"{DESK}/new?person={sari}").text
    for path in (f"{sari}/sanction", f"{sari}/praise", f"{sari}/outage"):
        assert elsewhere.get(f"{DESK}/about/{path}").status_code == 404


def test_a_sheet_is_checked_then_saved_and_a_second_time_changes_nothing(
    app: Flask, client: CheckingClient, cast
) -> None:
    data = (
        f"NIP;Tahun;Persen;Hari\r\n{cast.sari.nip};2025;98,5;1\r\n{cast.maya.nip};2025;98;0\r\n123;2025;98;0"
    )
    client.sign_in(cast.hesti)
    form = {"file": (BytesIO(b"\xef\xbb\xbf" + data.encode()), "hadir.csv"), "text": ""}
    page = client.post_form(f"{DESK}/attendance", form, content_type="multipart/form-data")
    assert page.status_code == 200 and "Sari Wulandari" in page.text and "98,5" in page.text
    assert "Tidak ada pegawai dengan NIP ini" in page.text and "NIP harus 18 digit" in page.text
    assert count(app) == 0
    again = {"text": f"{cast.sari.nip};2025;98.5;1"}
    for _twice in range(2):
        assert client.post_form(f"{DESK}/attendance/confirmation", again).status_code == 303
    assert count(app) == 1 and "Kehadiran 2025" in client.get(f"{DESK}?kind=attendance").text
    once_more = client.post_form(f"{DESK}/attendance", again)
    assert "Sudah tersimpan sebelumnya" in once_more.text and "Simpan 1 catatan" not in once_more.text


def test_a_thousand_rows_fit_the_page(app: Flask, client: CheckingClient, cast) -> None:
    rows = "\n".join(f"{199001010000000000 + number};2025;98;0" for number in range(1000))
    page = client.sign_in(cast.hesti).post_form(f"{DESK}/attendance", {"text": rows})
    assert page.status_code == 200 and "dan 950 baris lain" in page.text


@pytest.mark.parametrize("text", ["", "   ", "<html>", "1;2;3;4\n" * 1001])
def test_what_is_no_sheet_is_said_to_be_none(app: Flask, client: CheckingClient, cast, text: str) -> None:
    client.sign_in(cast.hesti)
    page = client.post_form(f"{DESK}/attendance", {"text": text})
    assert page.status_code == 422 and "field-error" in page.text
    answer = client.post_form(f"{DESK}/attendance/confirmation", {"text": text})
    assert answer.status_code in (303, 422) and count(app) == 0


def test_the_person_reads_everything_about_themselves(app: Flask, client: CheckingClient, cast, sari) -> None:
    page = send(client.sign_in(cast.hesti), sari, SANCTION).location
    client.post_form(f"{page}/withdraw", {"reason": "Salah orang"})
    send(client, sari, ATTENDANCE, "attendance")
    with app.test_request_context():
        told = tell_all(service.all_about(person_of(cast.sari)))
        shown = render_template("decisions/entries/_own.html", entries=told)
        nothing = render_template("decisions/entries/_own.html", entries=[])
    assert "Salah orang" in shown and "Kehadiran 2025" in shown and "Teguran tertulis" in shown
    assert "Belum ada sanksi" in nothing
