"""The exports page and its files, read back cell by cell."""

import csv
import sys
from datetime import timedelta
from hashlib import sha256
from io import BytesIO, StringIO

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from training.certifications.corrections.models import Correction
from training.certifications.manual.models import Waiver
from training.certifications.models import Certificate, Certification
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.people.models import Unit
from training.reports.exporting.members import lists
from training.reports.exporting.models import ExportLog

from ...certifications.office import MORNING, complete, declare, hand_in, modules_for, person_of, scheme_for
from ...checking import CheckingClient

pytestmark = pytest.mark.usefixtures("that_morning")
MARK = "Rahasia · diunduh oleh Hesti Ramadhani, 23 November 2026 09.00 WIB · "


@pytest.fixture
def hesti(app: Flask, client: CheckingClient, cast) -> CheckingClient:
    """HR of an office where Sari is certified with 6 JP, Bayu passed a module, and a name is a formula."""
    with app.app_context():
        sari = person_of(cast.sari)
        sari.employment = "pns"
        scheme_for(sari).hours = 6
        db.session.commit()
        complete(sari, MORNING)
        bayu = person_of(cast.bayu)
        hand_in(bayu, modules_for(bayu)[1], MORNING - timedelta(days=2))
        person_of(cast.joko).name = '=HYPERLINK("http://jahat")'
        db.session.commit()
    return client.sign_in(cast.hesti)


def take(browser: CheckingClient, kind: str, form: str, **asked: str):
    return browser.post_form("/reports/exports", {"kind": kind, "form": form, **asked})


def sheets(answer) -> list:
    assert answer.status_code == 200, answer.text
    return load_workbook(BytesIO(answer.data)).worksheets


def table(sheet) -> list[dict]:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(rows) if row[1] and len(row) > 2)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def log(app: Flask) -> list[ExportLog]:
    return list(db.session.scalars(sa.select(ExportLog).order_by(ExportLog.id)))


@pytest.mark.parametrize("kind", ["matrix", "siasn", "hours", "socialisation", "list"])
def test_each_kind_shows_its_first_rows(hesti: CheckingClient, kind: str) -> None:
    page = hesti.get(f"/reports/exports?kind={kind}")
    assert page.status_code == 200 and "Sari Wulandari" in page.text
    assert ("1 baris" if kind == "siasn" else "8 baris") in page.text
    assert "Nilai bukan bukti pelanggaran" in page.text and "Rangga" not in page.text


def test_matrix_says_who_passed_what_on_which_day(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        joko = person_of(cast.ningsih)
        made = {"agency_id": joko.agency_id, "person": joko, "certification": scheme_for(joko)}
        row = Waiver(**made, subject="b", reason="Pernah mengajar.", document="-", recorded_at=MORNING)
        row.recorded_by = person_of(cast.hesti)
        db.session.add(row)
        db.session.commit()
    sheet, _about = sheets(take(hesti, "matrix", "xlsx"))
    people = {row["Nama"]: row for row in table(sheet)}
    sari, bayu, ningsih = people["Sari Wulandari"], people["Bayu Prasetyo"], people["Ningsih Handayani"]
    modules = [name for name in sari if name and name[1:2] == "."]
    assert len(modules) == 5 and sari["NIP"] == "199803122024032001" and sari["Status"] == "Berlaku"
    assert sari["Berlaku sampai"].date().isoformat() == "2027-12-21"
    assert {sari[name].date().isoformat() for name in modules} == {"2026-11-23"}
    assert bayu["Status"] == "Sedang berjalan" and bayu[modules[1]].date().isoformat() == "2026-11-21"
    assert [bayu[name] for name in modules[:1] + modules[2:]] == [None] * 4
    assert ningsih[modules[1]] == "dibebaskan"


def test_matrix_of_an_earlier_day_knows_nothing_later(hesti: CheckingClient) -> None:
    sheet, _about = sheets(take(hesti, "matrix", "xlsx", on="2026-11-22"))
    sari = next(row for row in table(sheet) if row["Nama"] == "Sari Wulandari")
    assert sari["Status"] == "Belum mulai" and sari["Berlaku sampai"] is None


def test_every_sheet_and_page_says_who_took_it(app: Flask, hesti: CheckingClient) -> None:
    for kind in ("matrix", "hours", "socialisation", "list"):
        for sheet in sheets(take(hesti, kind, "xlsx")):
            assert any(str(cell.value or "").startswith(MARK) for (cell,) in sheet.iter_rows(max_col=1))
            assert MARK in sheet.oddFooter.right.text.replace("&8", "")
            assert "Nilai bukan bukti pelanggaran" in sheet.oddFooter.left.text
    for kind in ("socialisation", "hours", "list"):
        answer = take(hesti, kind, "pdf")
        assert answer.mimetype == "application/pdf"
        for page in PdfReader(BytesIO(answer.data)).pages:
            assert MARK in page.extract_text() and "bukan bukti pelanggaran" in page.extract_text()


def test_formulas_are_text_and_the_nip_keeps_its_digits(hesti: CheckingClient) -> None:
    sheet, _about = sheets(take(hesti, "list", "xlsx"))
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert cells['=HYPERLINK("http://jahat")'].data_type == "s"
    assert cells["199803122024032001"].data_type == "s"
    rows = csv.reader(StringIO(take(hesti, "list", "csv").data.decode("utf-8-sig")), delimiter=";")
    told = [cell for row in rows for cell in row]
    assert "'199803122024032001" in told and '\'=HYPERLINK("http://jahat")' in told
    assert not [cell for cell in told if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any(cell.startswith(MARK) for cell in told)


def test_siasn_rows_are_exactly_what_it_takes(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        scheme_for(person_of(cast.sari)).hours = None
        db.session.commit()
        complete(person_of(cast.farid), MORNING)
    courses, apart, _about = sheets(take(hesti, "siasn", "xlsx"))
    header = [cell.value for cell in next(courses.iter_rows())]
    fields = ["namaKursus", "institusiPenyelenggara", "jumlahJam"]
    fields += ["nomorSertipikat", "tanggalKursus", "tanggalSelesaiKursus"]
    assert header == ["NIP", "Nama", *fields]
    (row,) = table(courses)
    assert (row["NIP"], row["Nama"], row["jumlahJam"]) == ("199803122024032001", "Sari Wulandari", 6)
    assert row["nomorSertipikat"] == "ADAB/DINSOS-BANTEN/2026/000001"
    assert (row["tanggalKursus"], row["tanggalSelesaiKursus"]) == ("23-11-2026", "23-11-2026")
    assert row["institusiPenyelenggara"] == "Dinas Sosial Provinsi Banten"
    (left,) = table(apart)
    assert left["Nama"] == "Farid Maulana" and left["Mengapa tidak masuk"] == "tidak memberi JP"
    assert MARK in courses.oddFooter.right.text.replace("&8", "")
    answer = take(hesti, "siasn", "csv")
    lines = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 2 and lines[0] == header
    with app.app_context():
        assert f"rahasia-{log(app)[-1].ref}.csv" in answer.headers["Content-Disposition"]


def test_a_revoked_certificate_and_a_person_without_nip_stand_apart(
    app: Flask, hesti: CheckingClient, cast
) -> None:
    with app.app_context():
        held = complete(person_of(cast.farid), MORNING)
        held.revoked_at = MORNING
        person_of(cast.sari).nip = None
        db.session.commit()
    courses, apart, _about = sheets(take(hesti, "siasn", "xlsx"))
    assert not table(courses)
    assert [row["Mengapa tidak masuk"] for row in table(apart)] == ["tanpa NIP", "sertifikat dicabut"]
    other = sheets(take(hesti, "siasn", "xlsx", since="2025-01-01", until="2026-11-22"))
    assert not table(other[0]) and not table(other[1])


def test_hours_are_summed_per_person_and_year(app: Flask, hesti: CheckingClient) -> None:
    sheet, about = sheets(take(hesti, "hours", "xlsx", **{"from": "2025", "to": "2026"}))
    sari = {row["Tahun"]: row for row in table(sheet) if row["Nama"] == "Sari Wulandari"}
    assert (sari[2025]["JP"], sari[2026]["JP"], sari[2026]["Selisih dari norma"]) == (0, 6, -14)
    assert sari[2026]["Norma JP"] == "paling sedikit 20"
    said = " ".join(str(cell.value or "") for (cell,) in about.iter_rows(max_col=1))
    assert "PP 11/2017" in said and "diperiksa 22 November 2026" in said and "belum naskah resmi" in said


def test_hours_count_by_the_day_of_the_agency(app: Flask, hesti: CheckingClient, cast) -> None:
    """A round completed on 31 December, 23.30 WIB, is of that year although it was next year nowhere else."""
    with app.app_context():
        held = complete(person_of(cast.farid), MORNING.replace(month=12, day=31, hour=17, minute=30))
        assert held.completed_on.isoformat() == "2027-01-01"
    sheet, _about = sheets(take(hesti, "hours", "xlsx", **{"from": "2026", "to": "2027"}))
    farid = {row["Tahun"]: row["JP"] for row in table(sheet) if row["Nama"] == "Farid Maulana"}
    assert farid == {2026: 0, 2027: 6}


def test_socialisation_counts_whom_the_code_has_reached(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        declare(person_of(cast.ningsih), MORNING)
        db.session.commit()
    page = hesti.get("/reports/exports?kind=socialisation").text
    assert "2 dari 8 pegawai (25%)" in page and "23 November 2026 sampai 23 November 2026" in page
    people, units, about = sheets(take(hesti, "socialisation", "xlsx"))
    rows = {row["Nama"]: row for row in table(people)}
    assert rows["Sari Wulandari"]["Lulus semua modul"].date().isoformat() == "2026-11-23"
    assert rows["Ningsih Handayani"]["Lulus semua modul"] is None
    assert rows["Ningsih Handayani"]["Menyatakan"].date().isoformat() == "2026-11-23"
    reached = {row["Unit"]: row["Cakupan, persen"] for row in table(units)}
    assert reached == {"Bidang Pelayanan Sosial": 100, "Bidang Rehabilitasi Sosial": 0, "Sekretariat": 0}
    said = " ".join(str(cell.value or "") for row in about.iter_rows() for cell in row)
    assert "tidak membuktikan" in said and "D.4" in said
    earlier = hesti.get("/reports/exports?kind=socialisation&since=2026-01-01&until=2026-11-22").text
    assert "0 dari 8 pegawai (0%)" in earlier


def test_the_printed_socialisation_is_ready_to_be_signed(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        unit = db.session.scalars(sa.select(Unit).filter_by(name="Bidang Pelayanan Sosial")).one()
        unit.head_id, ref = sari.id, unit.ref
        db.session.commit()
    text = "".join(
        page.extract_text()
        for page in PdfReader(BytesIO(take(hesti, "socialisation", "pdf", unit=ref).data)).pages
    )
    assert "Tanda tangan" in text and "Kepala unit" in text and "Ningsih Handayani" in text
    assert "Joko" not in text and text.count("Sari Wulandari") >= 2 and "Keputusan" in text


def test_a_unit_holds_those_beneath_it(app: Flask, hesti: CheckingClient) -> None:
    with app.app_context():
        units = {unit.name: unit for unit in db.session.scalars(sa.select(Unit))}
        top, below = units["Sekretariat"], units["Bidang Pelayanan Sosial"]
        below.parent_id, ref = top.id, top.ref
        db.session.commit()
    sheet, _about = sheets(take(hesti, "list", "xlsx", unit=ref))
    assert {"Sari Wulandari", "Hesti Ramadhani"} < {row["Nama"] for row in table(sheet)}
    assert "Farid Maulana" not in {row["Nama"] for row in table(sheet)}


def test_each_file_is_on_record_with_whom_it_lists(app: Flask, hesti: CheckingClient, cast) -> None:
    answer = take(hesti, "siasn", "xlsx")
    with app.app_context():
        (kept,) = log(app)
        assert (kept.kind, kept.form, kept.rows) == ("siasn", "xlsx", 1)
        assert kept.content_hash == sha256(answer.data).hexdigest() and kept.at == MORNING
        assert lists(kept.members, person_of(cast.sari).id)
        assert not lists(kept.members, person_of(cast.bayu).id)
        leaf = db.session.scalars(sa.select(LedgerLeaf).filter_by(kind="report.exported")).one()
        assert leaf.record == f"export:{kept.ref}"
        ref = kept.ref
    page = hesti.get("/reports/exports/log").text
    assert ref in page and "Hesti Ramadhani" in page and "Baris kursus untuk SIASN · XLSX" in page


def test_what_cannot_be_made_is_not_on_record(app: Flask, hesti: CheckingClient, monkeypatch) -> None:
    for asked in ({"kind": "matrix", "form": "pdf"}, {"kind": "list", "form": "exe"}, {}):
        assert hesti.post_form("/reports/exports", asked).status_code == 422
    wrong = {"kind": "siasn", "form": "csv", "since": "2026-12-01", "until": "2026-01-01"}
    assert hesti.post_form("/reports/exports", wrong).status_code == 422
    monkeypatch.setattr("training.reports.exporting.printing.MOST_PRINTED", 3)
    answer = take(hesti, "list", "pdf")
    assert answer.status_code == 422 and "Terlalu panjang untuk dicetak" in answer.text
    with app.app_context():
        assert not log(app)


@pytest.mark.parametrize(
    "asked",
    [
        "kind=siasn&since=31-12-2026",
        "kind=matrix&on=1066-01-01",
        "kind=hours&from=abcd",
        "kind=hours&from=2010&to=2026",
        "kind=siasn&since=2026-05-01&until=2026-04-01",
    ],
)
def test_bad_filters_are_named_where_they_stand(hesti: CheckingClient, asked: str) -> None:
    answer = hesti.get(f"/reports/exports?{asked}")
    assert answer.status_code == 422 and "field-error" in answer.text


def test_units_and_schemes_of_others_do_not_exist(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        agency = person_of(cast.maya).agency_id
        unit = db.session.scalars(sa.select(Unit.ref).filter_by(agency_id=agency)).first()
        scheme = db.session.scalars(sa.select(Certification.ref).filter_by(agency_id=agency)).one()
    for asked in (f"unit={unit}", f"scheme={scheme}", "unit=zzzzzzzzzzzz"):
        assert hesti.get(f"/reports/exports?kind=matrix&{asked}").status_code == 404
    assert take(hesti, "matrix", "xlsx", unit=unit).status_code == 404


def test_the_log_of_another_agency_stays_there(app: Flask, hesti: CheckingClient, signed_in, cast) -> None:
    take(hesti, "list", "csv")
    with app.app_context():
        ref = log(app)[0].ref
    assert ref not in signed_in(cast.maya).get("/reports/exports/log").text


def test_an_office_without_a_certification_has_nothing_to_report(app: Flask, hesti: CheckingClient) -> None:
    with app.app_context():
        db.session.execute(sa.update(Certification).values(closed_at=MORNING))
        db.session.commit()
    page = hesti.get("/reports/exports?kind=matrix")
    assert page.status_code == 200 and "Belum ada sertifikasi" in page.text
    assert take(hesti, "matrix", "xlsx").status_code == 422
    assert hesti.get("/reports/exports?kind=siasn").status_code == 200


def test_frozen_words_go_into_the_course_rows(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        person_of(cast.sari).name = "Sari Nama Baru"
        scheme_for(person_of(cast.sari)).title = "Judul baru"
        scheme_for(person_of(cast.sari)).hours = 99
        frozen = db.session.scalars(sa.select(Certificate.frozen)).one()
        db.session.commit()
    (row,) = table(sheets(take(hesti, "siasn", "xlsx"))[0])
    assert (row["Nama"], row["namaKursus"], row["jumlahJam"]) == ("Sari Wulandari", frozen["title"], 6)


def test_what_only_stands_apart_can_still_be_taken(app: Flask, hesti: CheckingClient) -> None:
    with app.app_context():
        db.session.scalars(sa.select(Certificate)).one().period.revoked_at = MORNING
        db.session.commit()
    page = hesti.get("/reports/exports?kind=siasn").text
    assert "0 baris" in page and "1 sertifikat tidak masuk" in page and "Unduh XLSX" in page


@pytest.mark.parametrize("kind", ["matrix", "hours", "socialisation", "list"])
def test_part_by_part_is_the_same_file(hesti: CheckingClient, monkeypatch, kind: str) -> None:
    whole = [table(sheet) for sheet in sheets(take(hesti, kind, "xlsx"))[:-1]]
    monkeypatch.setattr("training.reports.exporting.people.AT_A_TIME", 3)
    parted = [table(sheet) for sheet in sheets(take(hesti, kind, "xlsx"))[:-1]]
    assert whole == parted and len(whole[0]) == 8


def test_the_record_of_exports_and_corrections_verifies(
    app: Flask, hesti: CheckingClient, signed_in, cast
) -> None:
    take(hesti, "list", "csv")
    asked = {"about": "name", "wrong": "Gelar.", "wanted": "S.Sos."}
    signed_in(cast.sari).post_form("/corrections", asked)
    with app.app_context():
        ref = db.session.scalars(sa.select(Correction.ref)).one()
    assert (
        hesti.post_form(
            f"/corrections/{ref}/answer", {"decision": "accepted", "reason": "Sudah."}
        ).status_code
        == 303
    )
    result = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        db.session.execute(sa.update(ExportLog).values(rows=1))
        db.session.commit()
    assert app.test_cli_runner().invoke(args=["ledger", "verify"]).exit_code != 0


def test_printing_keeps_no_memory_of_lists(hesti: CheckingClient) -> None:
    """What typst remembers of a list must not stay with the web server: it is loaded in another process."""
    before = "typst" in sys.modules
    assert take(hesti, "list", "pdf").data.startswith(b"%PDF-")
    assert ("typst" in sys.modules) == before


def test_what_people_typed_is_printed_as_it_is(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        person_of(cast.ningsih).name = '#panic("x") $a_1$ *b* \\ 🪤 "]'
        db.session.commit()
    answer = take(hesti, "list", "pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    assert '#panic("x") $a_1$ *b* \\' in " ".join(text.split())
