"""The cells of a file as text, whatever the file is. Runs in the child process only."""

from __future__ import annotations

from typing import Final

from .cells import Grid, Unusable
from .csvs import read_csv
from .limits import MAX_COLUMNS, MAX_ROWS
from .workbooks import read_workbook

OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
ZIP: Final = b"PK\x03\x04"


def read_grid(data: bytes) -> Grid:
    """The rows of a file, whatever it is called. Raises Unusable."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Unusable("empty")
    if data.startswith(OLD_OFFICE):
        raise Unusable("locked" if ENCRYPTED in data else "old_excel")
    grid = read_workbook(data) if data.startswith(ZIP) else Grid(read_csv(data))
    while grid.rows and not any(cell.strip() for cell in grid.rows[-1]):
        grid.rows.pop()
    if not grid.rows:
        raise Unusable("empty")
    if len(grid.rows) > MAX_ROWS:
        raise Unusable("too_many_rows", str(MAX_ROWS))
    width = max(len(row) for row in grid.rows)
    if width > MAX_COLUMNS:
        raise Unusable("too_many_columns", str(MAX_COLUMNS))
    for row in grid.rows:
        row.extend([""] * (width - len(row)))
    return grid
