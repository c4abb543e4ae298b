"""Sheets for the tests: rows as they are read, and held as a trial without a child process."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from training.core.clock import day_in, now
from training.core.db import db
from training.people.importing import receiving
from training.people.importing.apart import pack
from training.people.importing.cells import Grid
from training.people.importing.models import PeopleImport
from training.people.importing.options import Options
from training.people.importing.sheets import sheet_of
from training.people.importing.trying import try_out
from training.people.models import Person

HEAD = ["Nama", "NIP", "Surel", "Unit Kerja", "Jabatan"]
UNIT = "Bidang Pelayanan Sosial"
NEWCOMER = ["Putri Anggraini", "199901012025032001", "putri@dinsos.contoh.id", UNIT, "Petugas loket"]


def csv_of(rows: Sequence[Sequence[str]], *, sign: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A CSV file."""
    return "\r\n".join(sign.join(row) for row in rows).encode(encoding)


def xlsx_of(rows: Sequence[Sequence[Any]], *, merged: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merged:
        book.active.merge_cells(area)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def hold(
    person: Person, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD, **options: Any
) -> PeopleImport:
    """A trial of these rows, its columns matched as they are guessed."""
    grid = Grid([list(head), *([*row, *[""] * (len(head) - len(row))] for row in rows)])
    sheet = sheet_of(grid)
    packed = {place: pack(values) for place, values in sheet.values.items()}
    row = receiving.keep(person, sheet.about(), packed, name="rekap.csv", now=now())
    receiving.match(row, row.meanings, now=now())
    today = options.pop("today", None) or day_in(person.agency.zone)
    try_out(row, Options(options.pop("since", today), **options), today=today)
    db.session.flush()
    return row
