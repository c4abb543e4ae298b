"""Read a workbook in a child process that may use only so much memory and time.

Run as a module it is that child: bytes on standard input, one line of JSON on standard output. A workbook may
claim a cell in its very last row and column; whoever makes room for all before it must not be a web worker.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, Final

from ...codes.confined import confine
from ...codes.extraction import ENVIRONMENT, ROOT
from ...codes.kinds.limits import Limits
from .result import MAX_ROWS, Unusable

LIMITS: Final = Limits(cpu_seconds=20, wall_seconds=30)
MODULE: Final = "training.scenarios.exchange.apart"
WIDEST: Final = 60
FELL: Final = (
    "Lembar kerja ini terlalu besar, rusak, atau sengaja dibuat untuk merusak; pembacaannya dihentikan. "
    "Salin isinya ke templat Adab."
)


def workbook_apart(data: bytes) -> dict[str, Any]:
    """`{"sheets": [{"name", "rows", "merged", "hidden"}]}`, cells as text. Raises Unusable."""
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-s", "-B", "-m", MODULE],
            cwd=ROOT,
            env=ENVIRONMENT,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LIMITS.wall_seconds,
            start_new_session=True,
        )
        answer: dict[str, Any] = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unusable(FELL) from None
    if "refused" in answer:
        raise Unusable(answer["refused"])
    return answer


def sheets_of(data: bytes) -> list[dict[str, Any]]:
    """Every worksheet with its cells as text."""
    from io import BytesIO

    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    found = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        for place, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            hidden = about.visible != SheetVisibleEnum.Visible
            sheet = {"name": about.name[:100], "hidden": hidden, "rows": [], "merged": []}
            found.append(sheet)
            if hidden:
                continue
            read = book.get_sheet_by_index(place)
            rows = read.to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)
            sheet["rows"] = [[_text(cell) for cell in row[:WIDEST]] for row in rows]
            sheet["merged"] = read.merged_cell_ranges or []
    return found


def _text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days as in our files, times as 10.40."""
    from datetime import date, datetime, time, timedelta

    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell:%H.%M}"
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60:02}.{minutes % 60:02}"
    return "" if cell is None else str(cell)


def main() -> None:
    """Be the child."""
    confine(LIMITS)
    from python_calamine import CalamineError, PasswordError

    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"sheets": sheets_of(data)}
    except PasswordError:
        answer = {"refused": "Berkas ini dikunci kata sandi. Simpan salinan tanpa kata sandi."}
    except MemoryError:
        answer = {"refused": "Membaca berkas ini menghabiskan terlalu banyak memori, jadi dihentikan."}
    except (CalamineError, ValueError, OSError):
        answer = {"refused": "Lembar kerja ini rusak. Buka di Excel lalu simpan ulang sebagai .xlsx."}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
