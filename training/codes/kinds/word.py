"""A Word file as text: the body in order, numbers as Word draws them, tables as rows the reader knows."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..reader.nodes import complete, opens
from ..reader.tables import clauses_of
from .limits import Limits
from .numbering import W, read_lists, value_of, whole
from .package import Package, links_of, main_part, open_package
from .paragraphs import Reading, read_paragraph
from .plain import composed
from .source import Source, TooLarge
from .styles import read_styles

MET = {
    "deleted": "Bagian yang dihapus dengan lacak perubahan tidak dibaca; sisipannya dibaca.",
    "hidden": "Teks tersembunyi tidak dibaca.",
    "box": "Teks di dalam kotak teks atau gambar tidak dibaca; salin bila termasuk aturan.",
    "chunk": "Dokumen lain yang disisipkan utuh tidak dibaca.",
    "embedded": "Berkas yang disematkan di dalam dokumen diabaikan.",
    "outside": "Tautan ke berkas di luar dokumen diabaikan.",
}
HARMLESS = {"hyperlink"}
TABLE_DEPTH = 4
FEW_BLANKS = 15


def read_word(data: bytes, *, name: str, limits: Limits) -> Source:
    """The text of a .docx. Headers, footers, notes, comments and text boxes are left out. Raises Refused."""
    package = open_package(data, name=name, limits=limits)
    main = main_part(package)
    links = links_of(package, main)
    part = {link.kind: link.target for link in links if not link.outside}
    styles, linked, default = read_styles(package.tree(part.get("styles", "")))
    reading = Reading(read_lists(package.tree(part.get("numbering", "")), linked), styles, default)
    if any("/embeddings/" in each or "/activeX/" in each for each in package.parts()):
        reading.met.add("embedded")
    if any(link.outside and link.kind not in HARMLESS for link in links):
        reading.met.add("outside")
    lines: list[str] = []
    length = 0
    for line in body_lines(package, main, reading):
        lines.append(line)
        length += len(line) + 1
        if length > limits.characters:
            raise TooLarge(name, f"Teksnya lebih dari {limits.characters:,} huruf.".replace(",", "."))
    text = composed("\n".join(spaced(lines)) + "\n", name=name)
    return Source(text, "docx", notes=tuple(note for key, note in MET.items() if key in reading.met))


def spaced(lines: list[str]) -> list[str]:
    """Blank lines where paragraphs part, for a document that parts them by style and not by empty ones."""
    printed = sum(bool(line.strip()) for line in lines)
    if (len(lines) - printed) * FEW_BLANKS > printed:
        return lines
    found: list[str] = []
    for line in lines:
        before, own = found[-1].strip() if found else "", line.strip()
        if own and complete(before or ",") and opens(own) and not own.startswith("|"):
            found.append("")
        found.append(line)
    return found


def body_lines(package: Package, main: str, reading: Reading) -> Iterator[str]:
    """The lines of the body, one block at a time so that a long document is never whole in memory."""
    path: list[Element] = []
    for event, element in package.events(main):
        if event == "start":
            path.append(element)
            continue
        path.pop()
        if len(path) == 2 and path[1].tag == W + "body":
            yield from block_lines(element, reading, 0)
            path[1].clear()


def block_lines(element: Element, reading: Reading, depth: int) -> Iterator[str]:
    """The lines of a paragraph, a table, or whatever is wrapped around them."""
    if element.tag == W + "p":
        paragraph = read_paragraph(element, reading)
        if paragraph is not None:
            yield from paragraph.lines or [""]
    elif element.tag == W + "tbl":
        yield from table_lines(element, reading, depth)
    elif element.tag == W + "altChunk":
        reading.met.add("chunk")
    elif element.tag not in (W + "del", W + "moveFrom", W + "sectPr", W + "sdtPr"):
        for child in element:
            yield from block_lines(child, reading, depth)


def table_lines(table: Element, reading: Reading, depth: int) -> Iterator[str]:
    """Rows between bars when the reader takes them for clauses; else the words of the cells in order."""
    rows = [cells_of(row, reading, depth) for row in rows_of(table)]
    flat = [[" ".join(" ".join(cell).split()).replace("|", "¦") for cell in row] for row in rows]
    wide = max((len(row) for row in flat), default=0)
    filled = [(number, row) for number, row in enumerate(flat) if any(row)]
    if wide > 1 and filled and clauses_of(filled):
        yield ""
        yield from ("| " + " | ".join(row) + " |" for _, row in filled)
        yield ""
        return
    for row in rows:
        yield from side_by_side([cell for cell in row if cell])


def rows_of(table: Element) -> list[Element]:
    """The rows of a table itself, not those of a table inside a cell; deleted rows are left out."""
    found = []
    for child in table:
        wrapped = child.findall(f".//{W}tr") if child.tag == W + "sdt" else [child]
        found += [row for row in wrapped if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]
    return found


def cells_of(row: Element, reading: Reading, depth: int) -> list[list[str]]:
    """The lines of each cell; a cell over several columns leaves the others empty, as does a merged one."""
    found: list[list[str]] = []
    for cell in row:
        cell = next(iter(cell.iter(W + "tc")), cell) if cell.tag == W + "sdt" else cell
        if cell.tag != W + "tc":
            continue
        properties = cell.find(W + "tcPr")
        merged = properties.find(W + "vMerge") if properties is not None else None
        goes_on = merged is not None and merged.get(W + "val") != "restart"
        lines = [] if goes_on or depth >= TABLE_DEPTH else cell_lines(cell, reading, depth)
        found += [lines] + [[]] * (min(whole(value_of(properties, "gridSpan"), 1), 20) - 1)
    return found


def cell_lines(cell: Element, reading: Reading, depth: int) -> list[str]:
    lines = [line.strip() for child in cell for line in block_lines(child, reading, depth + 1)]
    return [line for line in lines if line]


def side_by_side(cells: list[list[str]]) -> Iterator[str]:
    """A row that only places words beside each other: `Menimbang` `:` `a. bahwa …`."""
    *narrow, last = cells or [[]]
    if last and all(len(cell) == 1 for cell in narrow):
        yield " ".join([cell[0] for cell in narrow] + last[:1])
        yield from last[1:]
    else:
        yield from (line for cell in cells for line in cell)
