"""Lines without a mark: more of the open text, a heading, a lead-in, an item without its number, or prose."""

from collections.abc import Sequence

from .cleaning import Line, fold
from .columns import columns_of
from .divisions import REFERRING
from .document import Finding
from .furniture import running_message
from .headings import (
    continues_heading,
    heads,
    introduces,
    is_heading,
    is_running_head,
    is_section_head,
    open_heading,
    plain,
    section_of,
    titles,
    titles_on,
)
from .labels import Mark, Reading
from .lost import add_lost, is_lost_item
from .nodes import CONJUNCTION, Node, complete, joined, opens, refers_on
from .outline import Outline
from .polarity import INSTRUCTION, NARRATIVE, NORMATIVE
from .tables import Cell, pole_of, table_at
from .voices import ONCE


def outline(lines: Sequence[Line], title: str, *, prose: bool) -> Outline:
    """Build the tree of the body lines, tables included; in `prose` short lines are headings."""
    tree = Outline(lines, title, prose=prose)
    index = 0
    while index < len(lines):
        cells, after = table_at(lines, index)
        if after == index:
            cells, after = columns_of(lines, index)
        if cells:
            place_cells(tree, cells)
        elif not tree.take(index):
            place_words(tree, index)
        index = max(after, index + 1) if cells else index + 1
    return tree


def place_cells(tree: Outline, cells: list[Cell]) -> None:
    """Put the cells of a table under the heading in force."""
    section = section_of(tree)
    tree.to_lead(section)
    for cell in cells:
        if cell.names:
            over = tree.path[-1] if tree.path else tree.root
            section = over.add(Node("heading", cell.line, label=cell.label, title=cell.text))
            tree.base = section
            continue
        value = int(cell.label) if cell.label.isdecimal() else 0
        mark = Mark(cell.label, cell.label, "cell", cell.text, (Reading("digit", value, label=cell.label),))
        node = section.add(
            Node("item", cell.line, mark=mark, reading=mark.readings[0], label=cell.label, value=value)
        )
        node.parts = [(cell.line, cell.text), *cell.more]
        if cell.group or (cell.heading and pole_of(cell.heading)):
            node.lead, node.group, node.lead_line = cell.heading, cell.group or None, cells[0].line
    tree.levels, tree.open = [], None


def place_words(tree: Outline, index: int) -> None:
    """Place one unmarked line."""
    line, node = tree.lines[index], tree.open
    if INSTRUCTION.search(line.text[:2000]) and not (node and node.parts and not complete(node.tail)):
        tree.findings.append(
            Finding("instruction-in-text", line.number, "warning", instruction_message(line))
        )
    elif (term := defining(tree, line)) is not None:
        tree.open = term.add(Node("para", line.number, parts=[(line.number, line.text)]))
    elif node is not None and fold(line.text) != tree.title_key and continues(tree, index):
        node.parts.append((line.number, line.text))
    elif node is not None and node.role == "division" and not node.title and titles(tree, index):
        node.title = plain(line.text)
    elif (
        node is not None
        and node.role == "division"
        and node.rank < 3
        and node.title
        and titles_on(tree, index)
    ):
        node.title = joined([node.title, plain(line.text)])
    elif is_running_head(tree, index):
        tree.findings.append(Finding("running-head", line.number, "note", running_message(line)))
    elif is_heading(tree, index):
        open_heading(tree, line)
    elif is_lost_item(tree, index):
        add_lost(tree, line)
    else:
        add_paragraph(tree, index)


def defining(tree: Outline, line: Line) -> Node | None:
    """The item that leads in to a defined term in quotation marks, which begins a paragraph of its own."""
    node = tree.open
    if node is None or not line.gap or line.text[0] not in '"“':
        return None
    if node.role == "para" and node.parent is not None and node.parent.role == "item":
        return node.parent if complete(node.tail) else None
    return node if node.role == "item" and node.tail.endswith((":", "—")) else None


def instruction_message(line: Line) -> str:
    return (
        f"Baris {line.number}: kalimat ini berbunyi seperti perintah kepada sistem, bukan aturan bagi "
        f"petugas. "
        "Kalimat tidak dijalankan dan tidak dijadikan butir."
    )


def continues(tree: Outline, index: int) -> bool:
    """Whether a line goes on with the text that is open."""
    line, node = tree.lines[index], tree.open
    if index in tree.prose_heads:
        return False
    if node is None or not node.parts or node.role == "heading":
        return node is not None and node.role == "item" and not node.parts
    if node.naming and len(node.parts) == 1:
        return False
    if is_section_head(node):
        return continues_heading(tree, index, node)
    done, mark = complete(node.tail), tree.marks[index]
    if (
        not done
        and not line.gap
        and (
            (mark and refers_on(node.tail, mark))
            or (not CONJUNCTION.search(node.tail) and REFERRING.search(node.tail))
        )
    ):
        return True
    if node.role == "para" and node.tail.endswith(":") and opens(line.text):
        return False
    if not opens(line.text):
        return line.text.endswith(":") or not (line.gap and done and node.role == "para")
    starting = tree.starts_list(index) and (introduces(tree, index) or heads(tree, index))
    again = node.head.split()[:1] == line.text.split()[:1]
    if done and node.role == "para" and (again or tree.begins_paragraph(index)):
        return False
    if done:
        listing = node.listing or (node.role == "item" and node.family == "lost")
        return not (line.gap or starting or listing or is_lost_item(tree, index) or introduces(tree, index))
    if line.gap and (node.role == "para" or unpunctuated(node)):
        return False
    leads = line.gap and line.text.endswith(":") and tree.starts_list(index)
    return not (starting or leads)


def unpunctuated(node: Node) -> bool:
    """Whether an item stands in a list whose items end without a mark, so that a blank ends it."""
    brothers = node.parent.children[-3:-1] if node.parent is not None and node.role == "item" else []
    return any(x.role == "item" and x.style == node.style and not complete(x.tail) for x in brothers)


def add_paragraph(tree: Outline, index: int) -> None:
    """Add a paragraph to the heading in force; one that ends with a colon opens an unnumbered list."""
    line = tree.lines[index]
    section = section_of(tree)
    last = section.children[-1] if section.children else None
    if (
        last
        and last.role == "para"
        and tree.open is last
        and last.tail.endswith(":")
        and not introduces(tree, index)
    ):
        section.children.pop()
        section.next_lead, section.listing = (last.line, last.text), True
        add_lost(tree, line)
        return
    tree.levels = tree.levels[: tree.levels.index(section) + 1] if section in tree.levels else []
    section.listing = False
    node = section.add(Node("para", line.number, parts=[(line.number, line.text)]))
    node.doubt = (
        ""
        if not section.listed or NORMATIVE.search(fold(line.text)) or introduces(tree, index)
        else "outside"
    )
    if NARRATIVE.match(fold(line.text)) or (
        ONCE.search(line.text[:1000]) and not NORMATIVE.search(fold(line.text))
    ):
        node.doubt = "narrative"
    tree.open = node
