"""Sheets as offices send them: separators, encodings, titles, groups, repeated headings; and what is no sheet."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.sheets import csv_of, xlsx_of
from training.people.importing.apart import answer, sheet_apart, unpack
from training.people.importing.cells import Grid, Unusable
from training.people.importing.csvs import delimiter_of
from training.people.importing.forbidden import forbidden_by_content, forbidden_by_heading
from training.people.importing.grids import read_grid
from training.people.importing.guessing import MEANINGS, guess
from training.people.importing.headings import fingerprint, heading_row, letters
from training.people.importing.limits import MAX_COLUMNS
from training.people.importing.sheets import sheet_of

NIPS = ["198603092015051001", "199001152015031006", "199406222019032007"]
NIKS = ["3603010903860001", "3603011501900002", "3603012206940003"]
HEAD = [
    "No",
    "NIP",
    "NIK",
    "Nama",
    "Tgl Lahir",
    "No SK",
    "TMT",
    "No SK",
    "TMT",
    "Unit Kerja",
    "Unit Kerja",
    "",
    "No. HP",
]


def rows_of(niks=NIKS):
    days = ["09-03-1986", "15-01-1990", "22-06-1994"]
    return [
        [
            str(n + 1),
            NIPS[n],
            niks[n],
            f"Pegawai {'ABC'[n]}",
            days[n],
            "821/1",
            "01-05-2015",
            "822/2",
            "01-04-2019",
            f"Seksi {n}",
            "Bidang A",
            "x",
            "081234567890",
        ]
        for n in range(3)
    ]


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_csv_is_read_whatever_parts_and_encodes_it(sign, encoding):
    told = [["Nama", "NIP", "Unit Kerja"], ["José Ñuñez", NIPS[0], "Seksi Café"], ["Budi", NIPS[1], "Seksi"]]
    assert read_grid(csv_of(told, sign=sign, encoding=encoding)).rows == told


def test_quotes_hold_separators_and_line_ends():
    grid = read_grid(b'\xef\xbb\xbfNama;Unit Kerja\r\n"Budi; S.Sos.";"Seksi\nSatu"\r\n')
    assert grid.rows[1] == ["Budi; S.Sos.", "Seksi Satu"]


def test_what_must_not_be_held_is_neither_kept_nor_shown():
    sheet = sheet_of(Grid([HEAD, *rows_of()]))
    refused = {column.heading: column.refused for column in sheet.columns if column.refused}
    assert refused == {"NIK": "nik", "Tgl Lahir": "birth", "No. HP": "phone"}
    said = json.dumps(sheet.about()) + json.dumps(sheet.values)
    assert not any(secret in said for secret in (*NIKS, "09-03-1986", "081234567890"))


def test_an_unnamed_column_of_identity_numbers_is_known_by_its_content():
    head = ["" if name in {"NIK", "Tgl Lahir", "No. HP"} else name for name in HEAD]
    sheet = sheet_of(Grid([head, *rows_of()]))
    assert {column.place for column in sheet.columns if column.refused} == {2, 4, 12}
    said = json.dumps(sheet.about()) + json.dumps(sheet.values)
    assert not any(secret in said for secret in (*NIKS, "09-03-1986", "081234567890"))


def test_a_stray_identity_number_is_struck_out():
    rows = rows_of()
    rows[1][3] = f"Pegawai B {NIKS[1]}"
    sheet = sheet_of(Grid([HEAD, *rows]))
    assert NIKS[1] not in json.dumps(sheet.values)
    assert sheet.scrubbed == 1


def test_columns_are_kept_apart_by_place_although_they_share_a_name():
    sheet = sheet_of(Grid([HEAD, *rows_of()]))
    guesses = {column.place: column.guess for column in sheet.columns if column.guess}
    assert guesses == {1: "nip", 3: "name", 9: "unit", 10: "parent"}
    assert sheet.values[6] == ["01-05-2015"] * 3
    assert sheet.values[8] == ["01-04-2019"] * 3


def test_titles_above_groups_and_numbers_below_are_no_people():
    title = ["REKAPITULASI PEGAWAI", *[""] * 12]
    groups = ["", "", "", "", "", "CPNS", "CPNS", "PANGKAT", "PANGKAT", "", "", "", ""]
    numbers = [str(n) for n in range(1, 14)]
    sheet = sheet_of(Grid([title, [""] * 13, groups, HEAD, numbers, *rows_of(), HEAD, [""] * 13]))
    assert sheet.top == 4
    assert sheet.numbers == [6, 7, 8]
    assert next(column for column in sheet.columns if column.place == 6).heading == "CPNS · TMT"
    assert next(column for column in sheet.columns if column.place == 6).guess == "joined_on"


def test_merged_groups_of_a_workbook_name_their_columns():
    data = xlsx_of(
        [["CPNS", "", "Nama"], ["TMT", "No SK", "Nama"], ["2015-01-01", "1", "Budi"]], merged=["A1:B1"]
    )
    grid = read_grid(data)
    assert grid.rows[0][:2] == ["CPNS", "CPNS"]


def test_a_workbook_is_read_by_its_fullest_visible_sheet():
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Petunjuk"
    book.active.append(["Isi lembar berikut"])
    people = book.create_sheet("Data")
    for row in (["Nama", "NIP"], ["Budi", NIPS[0]], ["Ani", NIPS[1]]):
        people.append(row)
    hidden = book.create_sheet("Sembunyi")
    hidden.sheet_state = "hidden"
    for _ in range(9):
        hidden.append(["rahasia"])
    file = BytesIO()
    book.save(file)
    about, packed = sheet_apart(file.getvalue())
    assert (about["name"], about["others"]) == ("Data", ["Petunjuk"])
    assert unpack(packed[0]) == ["Budi", "Ani"]


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "empty"),
        (b"\r\n\r\n  ", "empty"),
        (b"Nama;NIP\r\n", "no_rows"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"<!DOCTYPE html><table>", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"PK\x03\x04 broken", "broken_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_excel"),
        (b"Nama;NIP\n" + b";".join([b"x"] * (MAX_COLUMNS + 1)), "too_many_columns"),
        (b"Nama;NIP\n" + b"Budi;1\n" * 30_001, "too_many_rows"),
    ],
)
def test_what_is_no_sheet_is_refused_with_its_reason(data, slug):
    with pytest.raises(Unusable) as refused:
        sheet_of(read_grid(data))
    assert refused.value.slug == slug


def test_a_zip_that_unpacks_without_end_is_stopped_in_the_child():
    import zipfile
    from io import BytesIO

    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (400 * 1024 * 1024))
    with pytest.raises(Unusable):
        sheet_apart(file.getvalue())


@given(st.binary(max_size=400))
def test_any_bytes_become_a_sheet_or_a_reason(data):
    first = json.loads(answer(data)[0])
    assert "columns" in first or len(first["refused"]) == 2


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("NIK", "nik"),
        ("No. KK", "family"),
        ("Agama", "religion"),
        ("Gaji Pokok (Rp)", "pay"),
        ("No HP/WA", "phone"),
        ("Alamat Rumah", "address"),
        ("No. Rekening", "account"),
        ("NPWP", "tax"),
        ("Tempat, Tanggal Lahir", "birth"),
        ("Alamat Surel", ""),
        ("Alamat Email", ""),
        ("NIP", ""),
        ("Nama", ""),
        ("Unit Kerja", ""),
        ("Jabatan", ""),
        ("TMT Jabatan", ""),
    ],
)
def test_headings_tell_what_must_not_be_held(heading, kind):
    assert forbidden_by_heading(heading) == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (NIKS, "nik"),
        (["3.60301E+15", "3.60302E+15"], "nik"),
        (["0812-3456-7890", "+62 812 3456 7890"], "phone"),
        (["12.345.678.9-401.000", "09.254.294.3-407.000"], "tax"),
        (["Islam", "Kristen", "Hindu"], "religion"),
        (NIPS, ""),
        (["821/1", "822/2"], ""),
        ([], ""),
    ],
)
def test_contents_tell_what_must_not_be_held(values, kind):
    assert forbidden_by_content(values) == kind


@given(st.permutations(range(len(HEAD))))
def test_the_order_of_columns_does_not_matter(order):
    sheet = sheet_of(Grid([[row[place] for place in order] for row in (HEAD, *rows_of())]))
    found = {column.guess: order[column.place] for column in sheet.columns if column.guess}
    assert found == {"nip": 1, "name": 3, "unit": 9, "parent": 10}


@given(st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=4), min_size=2, max_size=8))
def test_each_meaning_is_guessed_at_most_once(rows):
    found = [said for said in guess(rows[0], list(zip(*rows[1:], strict=True))) if said]
    assert len(found) == len(set(found))
    assert set(found) <= set(MEANINGS)


def test_the_same_headings_have_the_same_mark_and_others_another():
    assert fingerprint(["Nama ", "N I P", ""]) == fingerprint(["NAMA", "n i p"])
    assert fingerprint(["Nama", "NIP"]) != fingerprint(["NIP", "Nama"])


def test_a_sheet_without_known_headings_starts_at_its_first_wide_row():
    assert heading_row([["Judul"], ["A", "B"], ["c", "d"]]) == 1


def test_letters_of_columns():
    assert [letters(place) for place in (0, 25, 26, 69, 701, 702)] == ["A", "Z", "AA", "BR", "ZZ", "AAA"]


def test_one_column_needs_no_separator():
    assert delimiter_of("Nama\nBudi\n") in ";,\t|"
