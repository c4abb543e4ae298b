"""Where the headings of a sheet stand, what each column is called, and a mark to know such a sheet again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from .forbidden import forbidden_by_heading, plain_heading
from .guessing import meaning_by_heading

LOOK_FOR_HEADINGS: Final = 20
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Grid = Sequence[Sequence[str]]


def heading_row(rows: Grid) -> int:
    """Which row holds the headings, from 0: the first with most words that headings are made of.

    Title rows above are longer than they are wide; a sheet without any heading we know starts at its first
    row of several filled cells.
    """
    best, most = -1, 0
    for place, row in enumerate(rows[:LOOK_FOR_HEADINGS]):
        known = sum(bool(meaning_by_heading(cell) or forbidden_by_heading(cell)) for cell in row)
        if known > most:
            best, most = place, known
    if most >= 2:
        return best
    wide = (place for place, row in enumerate(rows[:LOOK_FOR_HEADINGS]) if len(_filled(row)) >= 2)
    return next(wide, 0)


def headings_of(rows: Grid, top: int) -> list[str]:
    """What each column is called: with the heading of its group, when the row above names groups."""
    below = [_tidy(cell) for cell in rows[top]] if rows else []
    above = [_tidy(cell) for cell in rows[top - 1]] if top else []
    if len({cell for cell in above if cell}) < 2:
        return below
    named = []
    for place in range(max(len(below), len(above))):
        group = above[place] if place < len(above) else ""
        own = below[place] if place < len(below) else ""
        named.append(f"{group} · {own}" if group and own and group != own else own or group)
    return named


def is_repeated(row: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether a row is no person: the headings once more on another page, or the numbers of the columns."""
    filled = _filled(row)
    if len(filled) >= 3 and [cell.rstrip(".0").rstrip(".") or cell for cell in filled[:3]] == ["1", "2", "3"]:
        return all(cell.replace(".", "").isdigit() for cell in filled)
    same = sum(
        _tidy(cell) == heading.rpartition(" · ")[2]
        for cell, heading in zip(row, headings, strict=False)
        if cell.strip()
    )
    return len(filled) >= 2 and same == len(filled)


def fingerprint(headings: Sequence[str]) -> str:
    """The same for two sheets with the same headings in the same order."""
    said = "\n".join(plain_heading(heading) for heading in headings).rstrip("\n")
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def letters(place: int) -> str:
    """A column's letters in a spreadsheet, from 0: A, B, … AA."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = LETTERS[rest] + text
    return text


def _filled(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _tidy(cell: str) -> str:
    return " ".join(cell.split())[:80]
