"""Clauses laid out in a table: piped, tabbed, or in columns of spaces under a header that begins with No."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cleaning import Line, fold, folded
from .labels import mark_of
from .nodes import heading_like
from .polarity import POLES, VALUE, group_of, kind_of_heading

NUMBER = re.compile(r"\W{0,2}(\d{1,3}(?:\.\d{1,2})*|[a-z]|[A-Z]|[IVX]{1,5}|[A-Z]{1,4}[-.]?\d{1,3})\W{0,2}$")
NAMING = folded(
    r"\W*(?:nilai|prinsip|asas|aspek|dimensi|unsur|bidang|kategori|topik|tema|values?|principles?|aspects?|"
    r"areas?|topics?)\b"
)
FIRST = re.compile(r"\W*(?:no|nomor|nr|#|bil|number|butir)\W*$", re.I)
ASIDE = folded(
    r"\W*(?:keterangan|contoh|catatan|dasar hukum|paraf|ttd|tanggal|tanda tangan|notes?|remarks?|example|"
    r"penanggung jawab|unit|bukti)\b"
)
NEGATION = re.compile(r"\b(?:tidak|jangan|bukan|not|don'?t)\b")
CELL = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One clause of a row: the row's number, the column's name when several hold clauses, the words.

    `more` are the lines and words of the rows beneath that go on with it.
    """

    label: str
    group: str
    text: str
    line: int
    heading: str
    names: bool = False
    more: tuple[tuple[int, str], ...] = ()


def is_row(line: Line) -> bool:
    """Whether a line is a row of a piped or tabbed table."""
    return (line.text.startswith("|") and line.text.count("|") > 2) or line.raw.strip().count("\t") > 1


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


def table_at(lines: Sequence[Line], index: int) -> tuple[list[Cell], int]:
    """The cells of the table that begins at `index`, and the index after it; no cells if it is none."""
    if not is_row(lines[index]):
        if opens_twin(lines, index):
            return twin_at(lines, index)
        return columns_at(lines, index) if opens_columns(lines, index) else ([], index)
    end = index
    while end < len(lines) and is_row(lines[end]):
        end += 1
    rows = [(line.number, cells_of(line)) for line in lines[index:end]]
    rows = [(number, cells) for number, cells in rows if any(re.search(r"\w", cell) for cell in cells)]
    piped = lines[index].text.startswith("|")
    headed = bool(rows) and any(FIRST.match(cell) for cell in rows[0][1][:1])
    if not rows or (not piped and not headed):
        return [], index
    ruled = piped and index + 1 < end and not re.search(r"\w", lines[index + 1].text)
    return clauses_of(rows, headed=ruled), end


def cells_of(line: Line) -> list[str]:
    if line.text.startswith("|"):
        return [" ".join(cell.split()) for cell in line.text.strip().strip("|").split("|")]
    return [" ".join(cell.split()) for cell in line.raw.strip().split("\t")]


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


def clauses_of(rows: list[tuple[int, list[str]]], *, headed: bool = False) -> list[Cell]:
    """Cells that are clauses, row by row; a row without a number continues the one above."""
    header = rows[0][1] if not NUMBER.match(rows[0][1][0]) and (headed or is_header(rows[0][1])) else []
    body = rows[1:] if header else rows
    numbered = any(NUMBER.match(cells[0]) for _, cells in body)
    width = max((len(cells) for _, cells in body), default=0)
    columns = [
        i
        for i in range(1 if numbered else 0, width)
        if not (i < len(header) and ASIDE.match(fold(header[i])))
    ]
    poles = [i for i in columns if i < len(header) and pole_of(header[i])]
    if not header and not numbered:
        return []
    naming = not numbered and len(columns) > 1 and NAMING.match(fold(header[0])) is not None
    if naming:
        columns, poles = columns[1:], [i for i in poles if i]
    poles = opposed(header, columns) or poles
    split = len(poles) > 1
    found: list[Cell] = []
    for number, cells in body:
        if cells == header:
            continue
        if numbered and (head := section_row(cells, number)):
            found.append(head)
            continue
        if naming and re.search(r"\w", cells[0]):
            found.append(Cell("", "", cells[0], number, "", names=True))
        label = found_label.group(1) if numbered and (found_label := NUMBER.match(cells[0])) else ""
        texts = [
            (i, cells[i])
            for i in (poles if split else columns)
            if i < len(cells) and re.search(r"\w", cells[i])
        ]
        if not split:
            texts = [(texts[0][0], " ".join(text for _, text in texts))] if texts else []
        for i, text in texts:
            heading = header[i] if i < len(header) else ""
            found.append(Cell(label, group_name(heading) if split else "", text, number, heading))
    return joined(found) if numbered else found


def opposed(header: list[str], columns: list[int]) -> list[int]:
    """Columns whose names differ only by a `not`: `Yang dilakukan` and `Yang tidak dilakukan`."""
    plain = {i: NEGATION.sub("", header[i].lower()).split() for i in columns if i < len(header)}
    return [i for i in plain if header[i] and sum(other == plain[i] for other in plain.values()) > 1]


def section_row(cells: list[str], number: int) -> Cell | None:
    """A row that only names the rows beneath it: one text in capitals or bold, with or without a letter."""
    label = found.group(1) if (found := NUMBER.match(cells[0])) else ""
    texts = [cell for cell in cells[1 if label else 0 :] if re.search(r"\w", cell)]
    if len(texts) != 1 or label.isdecimal() or len(texts[0]) > 80:
        return None
    plain = texts[0].strip("*_# ")
    strong = plain.isupper() or texts[0].startswith("**")
    if not strong and not (label.isupper() and kind_of_heading(plain) and heading_like(plain)):
        return None
    return Cell(label, "", plain, number, "", names=True)


def joined(cells: list[Cell]) -> list[Cell]:
    """Glue rows without a number to the cell above them in the same column."""
    kept: list[Cell] = []
    places: dict[str, int] = {}
    for cell in cells:
        if cell.names:
            places = {}
            kept.append(cell)
            continue
        if not cell.label and cell.group in places:
            above = kept[places[cell.group]]
            kept[places[cell.group]] = replace(above, more=(*above.more, (cell.line, cell.text)))
            continue
        places[cell.group] = len(kept)
        kept.append(cell)
    return kept


def is_header(cells: list[str]) -> bool:
    return any(FIRST.match(cell) for cell in cells[:1]) or any(pole_of(cell) for cell in cells)


def pole_of(heading: str) -> bool:
    key = fold(heading)
    return len(heading) < 60 and any(pattern.search(key) for _, pattern in (*POLES, ("value", VALUE)))


def group_name(heading: str) -> str:
    return group_of(heading)
