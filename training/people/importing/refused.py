"""The rows that were refused, as a file to be mended: the sheet's own columns and a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import sqlalchemy as sa
from flask_babel import gettext as _

from ...core.cells import BREAKS, FORMULA, csv_lines
from ...core.db import db
from . import parts
from .models import ImportStep, PeopleImport
from .planning import REJECTED
from .trying import entries_of
from .wording import fault_words, step_words

BOOK: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONG_NUMBER: Final = 12

Table = list[list[str]]


def table_of(row: PeopleImport) -> Table:
    """Headings and refused rows; of a finished import as long as they are kept."""
    return parts.take(row.id, "rejected") or _built(row)


def keep_for_later(number: int) -> None:
    """Keep the refused rows of an import whose sheet is about to be forgotten."""
    row = db.session.get_one(PeopleImport, number, populate_existing=True)
    late = dict(
        db.session.execute(
            sa.select(ImportStep.row, ImportStep.why).where(
                ImportStep.import_id == number, ImportStep.kind == "refused"
            )
        ).all()
    )
    row.counts = {**row.counts, "late": len(late)}
    table = _built(row, late)
    # Of an import that was stopped twice nothing is left to build it from.
    if len(table) > 1:
        parts.put(number, {"rejected": table})


def as_csv(table: Table) -> Iterator[str]:
    """The lines of a CSV file; long numbers are texts, so that Excel leaves their digits alone."""
    yield from csv_lines([[_text_number(cell) for cell in line] for line in table])


def as_xlsx(table: Table) -> bytes:
    """A workbook of texts: nothing in it is a formula."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, BOOK)
    sheet = book.add_worksheet(_("Ditolak")[:31])
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    for number, line in enumerate(table):
        for place, cell in enumerate(line):
            if cell:
                risky = cell.startswith(BREAKS) or cell.lstrip().startswith(FORMULA)
                sheet.write_string(number, place, cell, quoted if risky else bold if not number else text)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()


def _built(row: PeopleImport, late: dict[int, str] | None = None) -> Table:
    columns = [column for column in row.about["columns"] if not column["refused"]]
    headings = {column["place"]: column["heading"] for column in columns}
    reasons = {
        entry.row: "; ".join(fault_words(fault, headings) for fault in entry.faults)
        for entry in entries_of(row, REJECTED)
    }
    reasons |= {number: step_words(why) for number, why in (late or {}).items()}
    values = parts.take_many(row.id, ["numbers", *(f"column:{place}" for place in headings)])
    head = [_("Alasan ditolak"), _("Baris di berkas asal"), *headings.values()]
    return [head, *_lines(reasons, values, list(headings))] if "numbers" in values else [head]


def _lines(reasons: dict[int, str], values: dict[str, Any], places: Sequence[int]) -> Iterator[list[str]]:
    for index, number in enumerate(values["numbers"]):
        if number in reasons:
            cells = [values[f"column:{place}"][index] for place in places]
            yield [reasons[number], str(number), *cells]


def _text_number(cell: str) -> str:
    return f"'{cell}" if len(cell) >= LONG_NUMBER and cell.isdigit() else cell
