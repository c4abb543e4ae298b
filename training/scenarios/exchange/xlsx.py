"""Our workbook: its reader. Values only, visible sheets only, merged cells hold what their first one says."""

from __future__ import annotations

import re
from typing import Any, Final

from .apart import workbook_apart
from .archive import contents, opened
from .result import MAX_ROWS, Note, Reading, Unusable
from .rows import Sheet
from .table import heading_row, rows_of

OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f\b')
SHOWN_CELLS: Final = 5
MOST_MERGED: Final = 5_000


def read_xlsx(data: bytes) -> Reading:
    """Every scenario of a workbook. Raises Unusable."""
    formulas = _formulas(data)
    sheets = workbook_apart(data)["sheets"]
    reading = Reading("xlsx")
    for sheet in sheets:
        if sheet["hidden"] and sheet["name"] != LISTS:
            reading.remarks.append(Note(1, f"Lembar tersembunyi “{sheet['name']}” tidak dibaca."))
    usable = [sheet for sheet in sheets if not sheet["hidden"] and heading_row(sheet["rows"]) is not None]
    if not usable:
        raise Unusable("Tidak ada lembar dengan judul kolom templat Adab (Kode, Judul, Butir utama, …).")
    for sheet in usable:
        _read_sheet(sheet, reading, sheet["name"] if len(usable) > 1 else "")
    reading.remarks.extend(formulas)
    return reading


LISTS: Final = "Daftar"


def _read_sheet(sheet: dict[str, Any], reading: Reading, name: str) -> None:
    cells: list[list[str]] = sheet["rows"]
    if len(cells) > MAX_ROWS + 1:
        raise Unusable(f"Lembar ini lebih dari {MAX_ROWS:,} baris.".replace(",", "."), line=MAX_ROWS + 2)
    _spread(cells, sheet["merged"])
    rows, notes = rows_of(cells)
    story = Sheet()
    story.take(rows)
    for kept, found in ((reading.rejected, [*notes, *story.rejected]), (reading.remarks, story.remarks)):
        kept.extend(Note(note.line, note.message, name) for note in found)
    refused = {note.line for note in notes}
    reading.drafts.extend(draft for draft in story.drafts if not refused & set(draft.lines.values()))


def _spread(cells: list[list[str]], merged: list[Any]) -> None:
    """Give every cell of a merged range what its first cell says."""
    for (top, left), (bottom, right) in merged[:MOST_MERGED]:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        said = cells[top][left]
        for row in cells[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = said


def _formulas(data: bytes) -> list[Note]:
    """A remark where cells hold formulas: only what they last came to is read, and nothing is computed."""
    if data.startswith(OLD_OFFICE):
        locked = ENCRYPTED in data
        raise Unusable(
            "Berkas ini dikunci kata sandi. Simpan salinan tanpa kata sandi."
            if locked
            else "Ini berkas Excel lama (.xls). Buka di Excel lalu simpan sebagai .xlsx."
        )
    found: list[str] = []
    for name, sheet in contents(opened(data), (".xml",)):
        if name.startswith("xl/worksheets/"):
            found += [cell.decode() for cell in _FORMULA.findall(sheet)]
    if not found:
        return []
    shown = ", ".join(found[:SHOWN_CELLS]) + (", …" if len(found) > SHOWN_CELLS else "")
    return [Note(1, f"{len(found)} sel berisi rumus ({shown}); hanya hasilnya yang dibaca.")]
