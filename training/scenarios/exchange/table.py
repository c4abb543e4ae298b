"""Rows of a sheet as values by column: the heading row is found, cells are named, what is unknown is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .columns import HEADINGS, NEEDED, key_of
from .result import Note, Unusable

LOOK_FOR_HEADINGS: Final = 10
EXAMPLE: Final = "contoh"
ERRORS: Final = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its number from 1 and its filled cells by key."""

    number: int
    cells: Mapping[str, str]


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Where the headings stand, from 0; None when the sheet has none of ours."""
    for place, row in enumerate(rows[:LOOK_FOR_HEADINGS]):
        if len({key_of(cell) for cell in row} - {None}) >= 3:
            return place
    return None


def rows_of(
    cells: Sequence[Sequence[str]], *, numbers: Sequence[int] | None = None
) -> tuple[list[Row], list[Note]]:
    """The rows below the headings and what was refused in them. Raises Unusable without usable headings.

    `numbers` are the lines the rows stand on where they are not their place.
    """
    top = heading_row(cells)
    if top is None:
        known = ", ".join(HEADINGS[key] for key in ("id", "title", "clause", "text", "grade"))
        raise Unusable(f"Baris judul kolom tidak ditemukan. Judul yang dipakai antara lain: {known}.")
    line = numbers or range(1, len(cells) + 1)
    keys, notes = _keys(cells[top], line[top])
    found: list[Row] = []
    for place in range(top + 1, len(cells)):
        filled = {
            key: text for key, cell in zip(keys, cells[place], strict=False) if key and (text := cell.strip())
        }
        for key, text in filled.items():
            if text in ERRORS:
                notes.append(Note(line[place], f"Kolom {HEADINGS[key]}: rumus di sel ini gagal ({text})."))
        stray = [cell for key, cell in zip(keys, cells[place], strict=False) if not key and cell.strip()]
        extra = [cell for cell in cells[place][len(keys) :] if cell.strip()]
        if stray or extra:
            notes.append(Note(line[place], f"Ada isi di kolom tanpa judul: “{(stray + extra)[0][:30]}”."))
        if filled:
            found.append(Row(line[place], filled))
    return found, notes


def _keys(headings: Sequence[str], line: int) -> tuple[list[str | None], list[Note]]:
    keys: list[str | None] = []
    notes: list[Note] = []
    for place, heading in enumerate(headings):
        key = key_of(heading)
        if heading.strip() and key is None:
            notes.append(Note(line, f"Kolom {letters(place)}: judul “{heading.strip()[:40]}” tidak dikenal."))
        elif key in keys and key is not None:
            notes.append(Note(line, f"Kolom {letters(place)}: judul “{heading.strip()}” ada dua kali."))
            key = None
        keys.append(key)
    if lacking := [HEADINGS[key] for key in NEEDED if key not in keys]:
        raise Unusable(f"Kolom {' dan '.join(lacking)} tidak ada. Pakai templat Adab.", line=line)
    return keys, notes


def letters(place: int) -> str:
    """A column's letters in a spreadsheet, from 0: A, B, … AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
