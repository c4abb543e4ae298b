"""Clauses laid out in a table: piped, tabbed, or in columns of spaces under a header that begins with No."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .cleaning import Line, fold, folded
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


def table_at(lines: Sequence[Line], index: int) -> tuple[list[Cell], int]:
    """The cells of the table that begins at `index`, and the index after it; no cells if it is none."""
    if not is_row(lines[index]):
        return [], index
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
