"""A sheet without what must not be held: named columns with samples, and the values of each column."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from .cells import Grid, Unusable
from .forbidden import forbidden_by_content, forbidden_by_heading, without_cards
from .guessing import IGNORE, guess
from .headings import fingerprint, heading_row, headings_of, is_repeated, letters
from .limits import LOOKED_AT, SHOWN, SHOWN_LENGTH
from .numbers import read_nip


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its place. `refused` says why it must not be held: then it has no samples and no values."""

    place: int
    heading: str
    samples: tuple[str, ...] = ()
    guess: str = IGNORE
    refused: str = ""
    filled: int = 0

    @property
    def letters(self) -> str:
        return letters(self.place)


@dataclass(slots=True)
class Sheet:
    """What was read of a file. `numbers` are the rows' numbers in the sheet, `values` cells by place."""

    columns: list[Column]
    numbers: list[int]
    values: dict[int, list[str]]
    top: int
    mark: str
    name: str = ""
    others: list[str] = field(default_factory=list)
    scrubbed: int = 0

    def about(self) -> dict[str, Any]:
        """All but the values, as plain data."""
        return {
            "columns": [asdict(column) for column in self.columns],
            "numbers": self.numbers,
            "top": self.top,
            "mark": self.mark,
            "name": self.name,
            "others": self.others,
            "scrubbed": self.scrubbed,
        }


def sheet_of(grid: Grid) -> Sheet:
    """The sheet below its headings. Raises Unusable when there are no rows."""
    top = heading_row(grid.rows)
    names = [_heading(name) for name in headings_of(grid.rows, top)]
    below = [
        (number, row)
        for number, row in enumerate(grid.rows[top + 1 :], start=top + 2)
        if any(cell.strip() for cell in row) and not is_repeated(row, names)
    ]
    if not below:
        raise Unusable("no_rows")
    rows = [row for _number, row in below]
    refused = _refused(names, rows)
    kept = [place for place in range(len(names)) if not refused[place]]
    values, scrubbed = _values(rows, kept)
    guesses = dict(
        zip(kept, guess([names[p] for p in kept], [values[p][:LOOKED_AT] for p in kept]), strict=True)
    )
    columns = [
        Column(place, names[place], refused=refused[place])
        if refused[place]
        else _column(place, names[place], values[place], guesses[place])
        for place in range(len(names))
    ]
    used = [column for column in columns if column.heading or column.filled or column.refused]
    held = {column.place: values[column.place] for column in used if column.place in values}
    numbers = [number for number, _row in below]
    return Sheet(used, numbers, held, top + 1, fingerprint(names), grid.sheet, grid.others, scrubbed)


def _heading(name: str) -> str:
    """A heading of many digits is no heading: the file has none, and its first person stands there."""
    return "" if sum(sign.isdigit() for sign in name) >= 5 else name


def _refused(names: list[str], rows: list[list[str]]) -> list[str]:
    looked = rows[:LOOKED_AT]
    nips = next(
        (
            [read_nip(row[place])[0] for row in looked]
            for place in range(len(names))
            if sum(len(read_nip(row[place])[0]) == 18 for row in looked[:20]) >= 2
        ),
        [],
    )
    return [
        forbidden_by_heading(name.rpartition(" · ")[2])
        or forbidden_by_heading(name)
        or forbidden_by_content([row[place] for row in looked], nips)
        for place, name in enumerate(names)
    ]


def _values(rows: list[list[str]], kept: list[int]) -> tuple[dict[int, list[str]], int]:
    scrubbed = 0
    values: dict[int, list[str]] = {}
    for place in kept:
        cells = [" ".join(without_cards(row[place]).split()) for row in rows]
        scrubbed += sum(cell != " ".join(row[place].split()) for cell, row in zip(cells, rows, strict=True))
        values[place] = cells
    return values, scrubbed


def _column(place: int, name: str, cells: list[str], meaning: str) -> Column:
    samples = tuple(cell[:SHOWN_LENGTH] for cell in cells[:SHOWN])
    return Column(place, name, samples, meaning, filled=sum(map(bool, cells)))
