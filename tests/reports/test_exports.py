"""The files HR takes away, read back byte by byte."""

import csv
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from training.core.db import db

from ..certifications.office import MORNING, complete, person_of
from ..checking import CheckingClient

pytestmark = pytest.mark.usefixtures("that_morning")
DISCLAIMER = "Nilai bukan bukti pelanggaran."


@pytest.fixture
def hesti(app: Flask, client: CheckingClient, cast) -> CheckingClient:
    """HR of an office where Sari is certified and somebody's name is a formula."""
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
        person_of(cast.joko).name = '=HYPERLINK("http://jahat")'
        db.session.commit()
    return client.sign_in(cast.hesti)


def test_csv_as_excel_in_indonesia_reads_it(hesti: CheckingClient) -> None:
    answer = hesti.post_form("/reports/people.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf") and answer.mimetype == "text/csv"
    assert "filename=sertifikasi-dinsos-banten-2026-11-23-rahasia-" in answer.headers["Content-Disposition"]
    header, *rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    people = {row[1]: dict(zip(header, row, strict=True)) for row in rows[:8]}
    sari = people["Sari Wulandari"]
    assert sari["NIP"] == "'199803122024032001" and sari["Status"] == "Berlaku"
    assert (sari["Berlaku mulai"], sari["Berlaku sampai"]) == ("2026-11-23", "2027-12-21")
    assert sari["Nomor sertifikat"] == "ADAB/DINSOS-BANTEN/2026/000001" and sari["Modul lulus"] == "5"
    assert '\'=HYPERLINK("http://jahat")' in people
    notes = " ".join(row[0] for row in rows[9:])
    assert (
        DISCLAIMER in notes
        and "Rahasia · diunduh oleh Hesti Ramadhani, 23 November 2026 09.00 WIB · " in notes
    )


def test_no_cell_of_the_csv_begins_like_a_formula(hesti: CheckingClient) -> None:
    rows = csv.reader(
        StringIO(hesti.post_form("/reports/people.csv").data.decode("utf-8-sig")), delimiter=";"
    )
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_xlsx_keeps_the_nip_and_freezes_the_header(hesti: CheckingClient) -> None:
    book = load_workbook(BytesIO(hesti.post_form("/reports/people.xlsx").data))
    sheet, about = book.worksheets
    assert sheet.freeze_panes == "C7" and sheet.auto_filter.ref == "A6:N14"
    people = {row[1].value: row for row in sheet.iter_rows(min_row=7)}
    nip = people["Sari Wulandari"][0]
    assert nip.value == "199803122024032001" and nip.data_type == "s" and nip.number_format == "@"
    assert people["Sari Wulandari"][7].value.date().isoformat() == "2027-12-21"
    formula = people['=HYPERLINK("http://jahat")'][1]
    assert formula.data_type == "s"
    said = " ".join(cell.value for (cell,) in about.iter_rows(max_col=1))
    assert DISCLAIMER in said and "diunduh oleh Hesti Ramadhani" in said
    assert DISCLAIMER in sheet.oddFooter.left.text


def test_files_follow_the_filters_and_the_day(hesti: CheckingClient) -> None:
    only = hesti.post_form("/reports/people.csv?status=certified").data.decode()
    assert "Sari Wulandari" in only and "Ningsih" not in only
    before = hesti.post_form("/reports/people.csv?status=certified&on=2026-11-22")
    assert (
        "Sari Wulandari" not in before.text and "2026-11-22-rahasia-" in before.headers["Content-Disposition"]
    )
    sheet = load_workbook(BytesIO(hesti.post_form("/reports/people.xlsx?q=sari").data)).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=7)] == ["Sari Wulandari"]


def test_files_hold_one_agency(app: Flask, hesti: CheckingClient) -> None:
    assert "Rangga" not in hesti.post_form("/reports/people.csv").text
