"""Columns made with spaces: where cells begin, tables under a header, and two numbered lists side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .cleaning import Line
from .labels import mark_of
from .tables import FIRST, NUMBER, Cell, clauses_of, group_name

CELL = re.compile(r"\S+(?: \S+)*")


def columns_of(lines: Sequence[Line], index: int) -> tuple[list[Cell], int]:
    """The cells of the columns that begin at `index`, and the index after them; none if there are none."""
    if opens_twin(lines, index):
        return twin_at(lines, index)
    return columns_at(lines, index) if opens_columns(lines, index) else ([], index)


def opens_columns(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the header of a table in spaced columns: its first word or its rows say so."""
    cells = spaced(lines[index])
    if len(cells) < 3 or re.search(r"\d", lines[index].text):
        return False
    places = [found.start() for found in cells]
    beneath = [spaced(line) for line in lines[index + 1 : index + 3]]
    aligned = len(beneath) == 2 and all(
        [found.start() for found in row] == places and NUMBER.match(row[0].group()) for row in beneath
    )
    return aligned or FIRST.match(cells[0].group()) is not None


def spaced(line: Line) -> list[re.Match[str]]:
    """The cells of a line in spaced columns."""
    return list(CELL.finditer(line.raw[:400].expandtabs(8)))


def columns_at(lines: Sequence[Line], index: int) -> tuple[list[Cell], int]:
    """A table whose cells stand under the words of its header."""
    starts = [found.start() for found in spaced(lines[index])]
    rows = [(lines[index].number, [found.group() for found in spaced(lines[index])])]
    end = index + 1
    while end < len(lines) and len(lines[end].raw) < 400:
        cells = [""] * len(starts)
        for found in spaced(lines[end]):
            place = nearest(starts, found.start())
            cells[place] = (cells[place] + " " + found.group()).strip()
        if not NUMBER.match(cells[0]) and (cells[0] or sum(map(bool, cells)) == 0):
            break
        rows.append((lines[end].number, cells))
        end += 1
    return (clauses_of(rows, headed=True), end) if len(rows) > 1 else ([], index)


def opens_twin(lines: Sequence[Line], index: int) -> bool:
    """Whether two names stand side by side above two lists whose items begin under them."""
    cells = spaced(lines[index])
    if len(cells) != 2 or index + 1 == len(lines):
        return False
    beneath = spaced(lines[index + 1])
    return len(beneath) == 2 and all(
        abs(cell.start() - name.start()) < 3 and mark_of(cell.group()) is not None
        for name, cell in zip(cells, beneath, strict=True)
    )


def twin_at(lines: Sequence[Line], index: int) -> tuple[list[Cell], int]:
    """The items of two lists side by side, row by row, each in the group its column names."""
    names = spaced(lines[index])
    starts = [name.start() for name in names]
    found: list[Cell] = []
    last: dict[int, int] = {}
    end = index + 1
    while end < len(lines):
        row = spaced(lines[end])
        if lines[end].gap and not (len(row) == 2 and mark_of(row[-1].group())):
            break
        for cell in row:
            column, mark = nearest(starts, cell.start()), mark_of(cell.group())
            if mark is not None:
                heading = names[column].group()
                last[column] = len(found)
                found.append(Cell(mark.label, group_name(heading), mark.rest, lines[end].number, heading))
            elif column in last:
                place = last[column]
                goes_on = (lines[end].number, cell.group())
                found[place] = replace(found[place], more=(*found[place].more, goes_on))
        end += 1
    return found, end


def nearest(starts: list[int], column: int) -> int:
    """The column of a header that begins closest to a place."""
    return min(range(len(starts)), key=lambda i: abs(starts[i] - column))
