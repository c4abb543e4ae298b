"""Workbooks of Excel and its kin: the fullest visible sheet, values only."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from .cells import Grid, Unusable, shown_cell
from .limits import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED


def read_workbook(data: bytes) -> Grid:
    """The fullest sheet of a workbook. Raises Unusable."""
    from zipfile import BadZipFile, ZipFile

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with ZipFile(BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise Unusable("too_large")
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _fullest(book)
    except PasswordError:
        raise Unusable("locked") from None
    except (CalamineError, BadZipFile, ValueError, OSError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable("broken_workbook") from None


def _fullest(book: Any) -> Grid:
    """The visible sheet with most rows: beside the people stand recapitulations and lists."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    places = [
        place
        for place, about in enumerate(book.sheets_metadata)
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
    ]
    if not places:
        raise Unusable("empty")
    sheets = {place: book.get_sheet_by_index(place) for place in places}
    best = max(places, key=lambda place: (sheets[place].height, -place))
    sheet = sheets[best]
    if sheet.total_height > MAX_ROWS:
        raise Unusable("too_many_rows", str(MAX_ROWS))
    if sheet.total_width > MAX_COLUMNS * 4:
        raise Unusable("too_many_columns", str(MAX_COLUMNS))
    rows = [
        _trimmed([_text(cell) for cell in row])
        for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)
    ]
    _spread(rows, sheet.merged_cell_ranges or [])
    others = [sheets[place].name[:60] for place in places if place != best and sheets[place].height]
    return Grid(rows, sheet.name[:60], others)


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _spread(rows: list[list[str]], merged: list[Any]) -> None:
    """Give every cell of a merged range what its first cell says."""
    for (top, left), (bottom, right) in merged[:20_000]:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        said = rows[top][left]
        for row in rows[top : bottom + 1]:
            # A title over the whole sheet is no group of columns.
            last = min(right, MAX_COLUMNS - 1)
            row.extend([""] * (last + 1 - len(row)))
            row[left : last + 1] = [said] * (last + 1 - left)


def _text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days as ISO."""
    if isinstance(cell, str):
        return shown_cell(cell)
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else f"{cell!r}".upper()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
