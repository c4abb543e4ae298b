"""Tables as text: CSV as Indonesian Excel reads it, with no cell that a spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")


def plain_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front."""
    return f"'{text}" if text.startswith(BREAKS) or text.lstrip().startswith(FORMULA) else text


def text_number(digits: str) -> str:
    """A long number for a CSV cell: with an apostrophe, since Excel keeps only 15 digits of a bare one."""
    return f"'{digits}" if digits else ""


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines of a CSV file, one at a time: byte order mark, `;`, texts made plain, a comma in fractions.

    None is an empty cell.
    """
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield BOM
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    return plain_cell(value) if isinstance(value, str) else value
