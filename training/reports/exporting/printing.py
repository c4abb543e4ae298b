"""Reports on A4 paper, by typst. What people typed is data and never markup; no font but ours is used."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Lock
from typing import IO, Any

from flask_babel import gettext as _

from ...certifications.printing.glyphs import FONTS, printable
from ...core.i18n import current_language, show_number
from .rules import MOST_PRINTED, SOCIALISATION
from .tables import NIP, NUMBER, Column, Report, Table, Tally
from .words import disclaimer
from .writing import Mark

PRESS = Path(__file__).parent / "press.py"
LONGEST_SECONDS = 50
SIGNATURE_WIDTH = 26
WIDE_FROM = 6

_press = Lock()


class TooMany(ValueError):
    """More rows than a printed list may have: `MOST_PRINTED`."""


def write_pdf(report: Report, mark: Mark, file: IO[bytes]) -> Tally:
    """The report as a tagged PDF (PDF/UA-1). Raises TooMany."""
    tally = Tally()
    if report.main.count() > MOST_PRINTED:
        raise TooMany(report.main.count())
    said = json.dumps(_data(report, mark, tally))
    file.write(_pressed(said.encode(), int(mark.at.timestamp())))
    return tally


def _pressed(said: bytes, moment: int) -> bytes:
    """One at a time in a process, since each takes memory of its own. See `press`."""
    command = [sys.executable, "-I", str(PRESS), str(FONTS), str(moment)]
    with _press:
        done = subprocess.run(  # noqa: S603 - our own file, and what people typed goes in as data
            command, input=said, capture_output=True, timeout=LONGEST_SECONDS, check=False
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _data(report: Report, mark: Mark, tally: Tally) -> dict[str, Any]:
    sign = report.asked.kind == SOCIALISATION
    tables = [_table(table, tally, signed=sign and table is report.main) for table in report.tables]
    return {
        "lang": current_language(),
        "title": printable(report.title),
        "subject": printable(report.subject),
        "agency": printable(report.agency),
        "time": report.time,
        "facts": [[printable(name), printable(value)] for name, value in report.facts],
        "notes": [printable(note) for note in report.notes[1:]],
        "mark": printable(mark.words()),
        "disclaimer": disclaimer(),
        # What sums up stands before what lists.
        "tables": sorted(tables, key=lambda table: table["signed"]),
        "wide": any(len(table["columns"]) > WIDE_FROM for table in tables),
        "sign": sign,
        "signer": [printable(each) for each in report.signer],
        "words": _words(tally.rows),
    }


def _table(table: Table, tally: Tally, *, signed: bool) -> dict[str, Any]:
    shown = [place for place, column in enumerate(table.columns) if column.printed]
    columns = [table.columns[place] for place in shown]
    rows = [
        [_text(line[place], table.columns[place]) for place in shown]
        + ([f"{number}." if number % 2 else f"          {number}."] if signed else [])
        for number, line in enumerate(tally.watch(table.rows(None)), start=1)
    ]
    return {
        "name": table.name,
        "columns": [column.label for column in columns] + ([_("Tanda tangan")] if signed else []),
        "widths": [column.width + (4 if column.kind == NIP else 0) for column in columns]
        + ([SIGNATURE_WIDTH] if signed else []),
        "numbers": [place for place, column in enumerate(columns) if column.kind == NUMBER],
        "rows": rows,
        "signed": signed,
    }


def _text(value: Any, column: Column) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, int | float):
        return str(value) if value >= 1000 and "." not in str(value) else str(show_number(value))
    text = "" if value is None else printable(str(value))
    if column.kind == NIP and len(text) == 18:
        # As it is printed on cards: birth, appointment, sex, sequence; never parted over two lines.
        return "\u00a0".join((text[:8], text[8:14], text[14:15], text[15:]))
    return text


def _words(people: int) -> dict[str, str]:
    return {
        "people": _("%(people)s pegawai dalam daftar.", people=show_number(people)),
        "page": _("Halaman"),
        "place": _("Tempat, tanggal: ……………………………"),
        "head": _("Kepala unit,"),
        "name": _("Nama: ………………………………………"),
    }
