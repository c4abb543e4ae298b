"""Our workbook: its reader. Values only, visible sheets only, merged cells hold what their first one says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from .apart import workbook_apart
from .archive import contents, opened
from .result import MAX_ROWS, Note, Reading, Unusable
from .rows import Sheet
from .table import heading_row, rows_of

OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f\b')
_FAILED = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}\d{1,7})"')
SHOWN_CELLS: Final = 5
MOST_MERGED: Final = 5_000


def read_xlsx(data: bytes) -> Reading:
    """Every scenario of a workbook. Raises Unusable."""
    formulas, failed = _formulas(data)
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
    reading.remarks.extend(_remark(formulas))
    rows = {int(re.sub("[A-Z]", "", cell)): cell for cell in failed}
    reading.rejected.extend(Note(row, f"Rumus di sel {cell} gagal.") for row, cell in rows.items())
    kept = [draft for draft in reading.drafts if not rows.keys() & set(draft.lines.values())]
    return replace(reading, drafts=kept)


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


def _formulas(data: bytes) -> tuple[list[str], list[str]]:
    """The cells that hold formulas, and those whose formula failed: their values are read as empty."""
    if data.startswith(OLD_OFFICE):
        locked = ENCRYPTED in data
        raise Unusable(
            "Berkas ini dikunci kata sandi. Simpan salinan tanpa kata sandi."
            if locked
            else "Ini berkas Excel lama (.xls). Buka di Excel lalu simpan sebagai .xlsx."
        )
    formulas: list[str] = []
    failed: list[str] = []
    for name, sheet in contents(opened(data), (".xml",)):
        if name.startswith("xl/worksheets/"):
            formulas += [cell.decode() for cell in _FORMULA.findall(sheet)]
            failed += [cell.decode() for cell in _FAILED.findall(sheet)]
    return formulas, failed


def _remark(formulas: list[str]) -> list[Note]:
    if not formulas:
        return []
    shown = ", ".join(formulas[:SHOWN_CELLS]) + (", …" if len(formulas) > SHOWN_CELLS else "")
    return [Note(1, f"{len(formulas)} sel berisi rumus ({shown}); hanya hasilnya yang dibaca.")]
