"""What a spreadsheet makes of our tables: text stays text, numbers stay numbers."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.cells import BOM, csv_lines, plain_cell, text_number


@pytest.mark.parametrize(
    "text", ["=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\rx", "  =cmd|' /C calc'!A0", "＝1", "\x85=1"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@given(st.text())
def test_a_safe_cell_keeps_its_text(text: str) -> None:
    cell = plain_cell(text)
    assert cell.removeprefix("'") == text.removeprefix("'") and not cell.lstrip().startswith(
        ("=", "+", "-", "@")
    )


def test_a_nip_stays_text() -> None:
    assert text_number("199803122024032001") == "'199803122024032001" and text_number("") == ""


def test_a_table_is_read_back_as_it_was():
    lines = "".join(csv_lines([["Nama; unit", 12, None], ["=1+1", -3.5, "baris\nbaru"], [60.0, 1 / 3]]))
    assert lines.startswith(BOM)
    read = list(csv.reader(lines.removeprefix(BOM).splitlines(keepends=True), delimiter=";"))
    assert read == [["Nama; unit", "12", ""], ["'=1+1", "-3,5", "baris\nbaru"], ["60", "0,3333"]]
