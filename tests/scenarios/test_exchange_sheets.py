"""Workbooks, rows and lists as people make them: merged cells, formulas, odd headings, bullets, smart quotes."""

from datetime import time
from io import BytesIO

import pytest
from openpyxl import Workbook

from training.scenarios.exchange.detecting import read_file
from training.scenarios.exchange.result import Draft, Reading

HEADINGS = ["Kode", "Judul", "Butir utama", "Situasi", "Tindakan", "Nilai", "Menegakkan", "Melanggar"]
ROWS = [
    ["map", "Map biru", "D.5", "Map tertinggal.", "Menyimpannya.", "Terbaik", "D.5", ""],
    ["", "", "", "", "Membacanya.", "pelanggaran", "", "D.5"],
]
CLAUSES = frozenset({"D.3", "D.4", "D.5"})


def book(rows=ROWS, headings=HEADINGS, prepare=None) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    for row in [headings, *rows]:
        sheet.append(row)
    if prepare:
        prepare(workbook, sheet)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def read(data: bytes) -> Reading:
    return read_file(data, name="soal.xlsx", clauses=CLAUSES)


def only(reading: Reading) -> Draft:
    assert not reading.rejected, reading.rejected
    (draft,) = reading.drafts
    return draft


def places(reading: Reading) -> list[tuple[int, str]]:
    return [(note.line, note.message) for note in reading.rejected]


def test_rows_below_a_code_belong_to_it():
    draft = only(read(book()))
    node = draft.data["nodes"]["awal"]
    assert (draft.slug, draft.line) == ("map", 2)
    assert [(o["id"], o["text"], o["grade"]) for o in node["options"]] == [
        ("a", "Menyimpannya.", "best"),
        ("b", "Membacanya.", "violation"),
    ]
    assert set(draft.needs) == {"role", "place", "time"}


def test_merged_cells_hold_what_their_first_one_says():
    def merge(_book, sheet):
        for column in "ABCD":
            sheet.merge_cells(f"{column}2:{column}3")

    assert only(read(book(prepare=merge))).data == only(read(book())).data


def test_headings_may_stand_lower_and_in_any_order_or_case():
    def shift(_book, sheet):
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Soal dari Bidang Pelayanan"

    draft = only(read(book(headings=[h.upper() for h in HEADINGS], prepare=shift)))
    assert draft.line == 4


def test_a_formula_is_read_as_its_value_and_a_text_that_looks_like_one_stays_text():
    def fill(_book, sheet):
        sheet["D2"] = "=CONCATENATE(1,2)"
        sheet["E2"].value, sheet["E2"].data_type = "=HYPERLINK(9)", "s"

    reading = read(book(prepare=fill))
    node = only(reading).data["nodes"]["awal"]
    assert node["options"][0]["text"] == "=HYPERLINK(9)"
    assert "CONCATENATE" not in str(node)
    assert any("rumus (D2)" in note.message for note in reading.remarks)


def test_hidden_sheets_are_named_and_not_read():
    def hide(workbook, _sheet):
        other = workbook.create_sheet("Rahasia")
        other.append(HEADINGS)
        other.append(["lain", *ROWS[0][1:]])
        other.sheet_state = "veryHidden"

    reading = read(book(prepare=hide))
    assert only(reading).slug == "map"
    assert "Rahasia" in reading.remarks[0].message


def test_times_days_and_numbers_are_read_as_people_see_them():
    rows = [[*row, extra] for row, extra in zip(ROWS, [time(10, 40), None], strict=True)]
    assert only(read(book(rows, [*HEADINGS, "Waktu"]))).data["time"] == "10.40"
    rows[0][-1] = "8:05"
    assert only(read(book(rows, [*HEADINGS, "Waktu"]))).data["time"] == "08.05"


@pytest.mark.parametrize(
    ("row", "column", "value", "line", "said"),
    [
        (0, 5, "bagus", 2, "Nilai: “bagus”"),
        (1, 5, "", 3, "Nilai"),
        (1, 5, "terbaik", 2, "tepat satu pilihan"),
        (0, 2, "Z.9", 2, "Z.9 tidak ada"),
        (1, 7, "Z.9", 3, "Kolom Melanggar: Butir Z.9"),
        (1, 4, "", 3, "Tindakan: kosong"),
        (1, 1, "Judul lain", 3, "Judul: isinya berbeda"),
        (0, 0, "", 2, "Kode kosong"),
        (0, 3, "#REF!", 2, "Rumus di sel D2 gagal"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(row, column, value, line, said):
    rows = [list(each) for each in ROWS]
    rows[row][column] = value
    reading = read(book(rows))
    assert not reading.drafts
    assert any(at == line and said in message for at, message in places(reading)), places(reading)


def test_unknown_and_missing_headings_are_named():
    reading = read(book(headings=[*HEADINGS[:-1], "Catatan saya"]))
    assert (1, "Kolom H: judul “Catatan saya” tidak dikenal.") in places(reading)
    reading = read(book(headings=["Kode", "Judul", "Butir utama", "Situasi", "X", "Nilai", "", ""]))
    assert any("Tindakan tidak ada" in message for _, message in places(reading))
    assert "Tidak ada lembar" in places(read(book(headings=list("abcdefgh"))))[0][1]


def test_a_code_used_twice_is_refused_where_it_comes_again():
    rows = [*ROWS, ["lain", *ROWS[0][1:]], ROWS[1], *ROWS]
    reading = read(book(rows))
    assert [draft.slug for draft in reading.drafts] == ["map", "lain"]
    assert places(reading) == [(6, "Kode “map” sudah dipakai di baris 2 berkas ini.")]


def test_a_cell_in_the_last_corner_of_the_sheet_does_no_harm():
    def corner(_book, sheet):
        sheet["XFD1048576"] = "x"

    reading = read(book(prepare=corner))
    assert not reading.drafts and reading.rejected


def test_ten_thousand_rows_are_read():
    rows = [row for n in range(5000) for row in ([f"s{n}", *ROWS[0][1:]], ROWS[1])]
    reading = read(book(rows))
    assert len(reading.drafts) == 5000 and not reading.rejected


def test_rows_pasted_from_a_sheet_may_hold_cells_of_several_lines():
    text = "\t".join(HEADINGS) + "\n" + "\t".join(ROWS[0]).replace("Map tertinggal.", '"Map\ntertinggal."')
    reading = read_file(f"{text}\n{chr(9).join(ROWS[1])}\n".encode(), name="", clauses=CLAUSES)
    draft = only(reading)
    assert reading.format == "table" and draft.data["nodes"]["awal"]["situation"] == "Map\ntertinggal."
    assert draft.lines["nodes.awal.options[1]"] == 4


@pytest.mark.parametrize("mark", [";", ","])
def test_a_csv_is_rows_too(mark):
    text = "\n".join(mark.join(row) for row in [HEADINGS, *ROWS])
    assert only(read_file(f"\ufeff{text}".encode(), name="soal.csv", clauses=CLAUSES)).slug == "map"


@pytest.mark.parametrize(
    "text",
    [
        "Apa yang Anda lakukan?\nA. Diam\nB. Melapor *\nC. Pergi",
        "1.\tApa yang Anda lakukan?\na)\tDiam\n*b)\tMelapor\nc)\tPergi",
        "1) Apa yang Anda lakukan?\nA.\u00a0Diam\nB.\u00a0Melapor\nC.\u00a0Pergi\nJawaban: B",
        "Apa yang Anda lakukan?\n\n•\tDiam\n\n•\tMelapor ✓\n\n•\tPergi",
        "Apa yang Anda lakukan?\n- Diam\n- Melapor\n- Pergi\nKunci: Melapor",
        "Soal 1. Apa yang Anda lakukan?\n(a) Diam\n(b) Melapor (benar)\n(c) Pergi",
    ],
)
def test_a_list_of_any_shape_is_understood(text):
    reading = read_file(text.encode(), name="")
    node = only(reading).data["nodes"]["awal"]
    assert reading.format == "list" and node["question"] == "Apa yang Anda lakukan?"
    found = [(o["text"], o["grade"]) for o in node["options"]]
    assert found == [("Diam", "poor"), ("Melapor", "best"), ("Pergi", "poor")]


def test_smart_quotes_stay_and_several_questions_are_told_apart():
    text = (
        "1. Ibu berkata, “Tolong.” Apa jawaban Anda?\nA. Ya\nB. Tidak\nJawaban: A\n\n"
        "2. Tanpa kunci?\nA. Ya\nB. Tidak\n\n3. Beberapa?\n*A. Ya\n*B. Bisa\nC. Tidak\n"
    )
    reading = read_file(text.encode(), name="")
    first, third = reading.drafts
    assert "“Tolong.”" in first.data["nodes"]["awal"]["situation"]
    assert third.data["nodes"]["awal"]["kind"] == "several"
    assert places(reading) == [
        (6, "Jawaban yang benar tidak ditandai: beri tanda * atau tulis “Jawaban: B”.")
    ]
