"""Headings without a number: their shape, their titles, and the running heads that only look like them."""

import re

from .cleaning import Line, fold
from .labels import mark_of
from .nodes import Node, complete, heading_like, opens
from .outline import Outline
from .polarity import INTRODUCES, NORMATIVE, PLEDGE, kind_of_heading

UNFINISHED = re.compile(
    r"\b(?:dengan|meliputi|mencakup|yaitu|yakni|adalah|atas|berupa|wajib|dilarang|untuk|secara|dari)$", re.I
)
BRIDGE = re.compile(r"(?:untuk|kepada|yaitu|yakni|menetapkan|isi)\s*:$", re.I)


def section_of(tree: Outline) -> Node:
    """The heading that unmarked words belong to: a lettered heading, else the division."""
    found = tree.base
    for level in tree.levels:
        if level.naming:
            found = level
            continue
        if level.family not in ("upper", "roman") or not level.parts or complete(level.tail):
            break
        found = level
    return found


def plain(text: str) -> str:
    return text.strip("#*_ ") or text


def is_section_head(node: Node) -> bool:
    """Whether a lettered item reads as a heading, so that words beneath it are not part of it."""
    lettered = node.role == "item" and node.family in ("upper", "roman")
    return lettered and not complete(node.tail) and heading_like(node.head[:120])


def continues_heading(tree: Outline, index: int, node: Node) -> bool:
    """A heading goes on when it was cut after a joining word, or in the same capitals."""
    line = tree.lines[index]
    if line.gap or len(line.text) > 90 or line.text[-1] in ":":
        return False
    if not opens(line.text):
        return True
    joins = re.search(
        r"(?:\b(?:dan|atau|terhadap|dengan|dalam|bagi|untuk|and|of|for|to|di|pada)|[,/&-])$", node.tail
    )
    same = node.head[:120].isupper() and line.text.isupper() and not kind_of_heading(line.text)
    short = (
        line.text[-1] not in ".;"
        and len(node.head) > 40
        and tree.following[index] == index + 1
        and not NORMATIVE.search(fold(line.text))
    )
    return bool(joins) or same or short


def titles(tree: Outline, index: int) -> bool:
    """Whether a line is the title of the division just opened."""
    line, node = tree.lines[index], tree.open
    if not heading_like(plain(line.text)) or line.text.endswith(":"):
        return False
    if node is not None and node.rank == 3 and UNFINISHED.search(line.text):
        return False
    return node is not None and (
        node.rank < 3 or (tree.following[index] == index + 1 and len(line.text) < 80)
    )


def titles_on(tree: Outline, index: int) -> bool:
    line, node = tree.lines[index], tree.open
    return (
        not line.gap
        and node is not None
        and not node.children
        and node.title.isupper()
        and line.text.isupper()
    )


def heads(tree: Outline, index: int) -> bool:
    """Whether a line has the shape of an unnumbered heading."""
    text = plain(tree.lines[index].text)
    asks = text.endswith("?") and tree.starts_list(index)
    if not heading_like(text.rstrip(":?" if asks else ":") or ":") or len(text) > 90:
        return False
    if text.endswith(":") and (
        PLEDGE.search(fold(text)) or (NORMATIVE.search(fold(text)) and not text.isupper())
    ):
        return False
    if (text[0] in '"“' and text[-1] in '"”') or BRIDGE.match(text):
        return False
    capital = text.isupper() or text.istitle() or text != tree.lines[index].text or alone(tree, index)
    return capital or bool(kind_of_heading(text) and len(text.split()) <= 8)


def alone(tree: Outline, index: int) -> bool:
    """Whether a few words stand by themselves right above a list, as the heading above them does."""
    line = tree.lines[index]
    above_list = tree.following[index] == index + 1 and tree.starts_list(index)
    named = line.gap and opens(line.text) and len(line.text.split()) < 5 and line.text[-1] != ":"
    return named and above_list and tree.base.role == "heading"


def is_heading(tree: Outline, index: int) -> bool:
    """An unnumbered heading: heading shape, and a list, a table or a paragraph of its own beneath it."""
    line = tree.lines[index]
    if index in tree.prose_heads:
        return True
    if not heads(tree, index):
        return False
    text = plain(line.text)
    marked = line.text.startswith("#") or text != line.text
    if (
        tree.open is not None
        and tree.open.role == "item"
        and not complete(tree.open.tail)
        and not (line.gap or tree.starts_list(index))
    ):
        return False
    follower = tree.lines[index + 1] if index + 1 < len(tree.lines) else None
    if follower is None or (index == 0 and not line.gap and tree.following[0] > 1):
        return False
    if not follower.gap and follower.text.endswith(":") and PLEDGE.search(fold(follower.text)):
        return False
    if section_of(tree).next_lead and section_of(tree).listing and not text.isupper():
        return False
    if tree.starts_list(index) or marked or follower.text.startswith("|"):
        return True
    if line.gap and tree.numbers_run_on(index):
        return True
    named = bool(kind_of_heading(text)) or text.isupper()
    return (
        named
        and (line.gap or text.isupper())
        and len(text.split()) <= 10
        and opens(follower.text)
        and not text.endswith(":")
    )


def is_running_head(tree: Outline, index: int) -> bool:
    """Capitals in the body that only repeat words of the title, with no list of their own."""
    text = tree.lines[index].text
    words = set(fold(text).split())
    if len(words) > 2 and fold(text) == tree.title_key and tree.root.children:
        return True
    if not text.isupper() or len(words) < 2 or tree.starts_list(index) or not tree.root.children:
        return False
    return words <= tree.title_words and not tree.divisions[index]


def open_heading(tree: Outline, line: Line) -> None:
    """Begin an unnumbered heading: a section of its own, or the lead of a list inside a numbered one."""
    text = plain(line.text).rstrip(":").strip()
    section = section_of(tree)
    kind = kind_of_heading(text)
    inside = section.role == "division" or section.role == "item"
    capitals = text.isupper() and not (section.title or section.head or "a").isupper()
    leads = line.text.endswith(":")
    if inside and not capitals and (kind != "procedure" or leads):
        tree.to_lead(section)
        section.next_lead, section.listing = (line.number, text), False
        tree.levels = tree.levels[: tree.levels.index(section) + 1] if section in tree.levels else []
        tree.open = None
        return
    parent = tree.path[-1] if tree.path and tree.path[-1].rank < 3 and section.role != "item" else tree.root
    mark = mark_of(text) if line.text.startswith("#") else None
    numbered = mark is not None and mark.rest and mark.readings[0].family not in ("bullet", "lost")
    label, title = (mark.label, mark.rest) if mark is not None and numbered else ("", text)
    node = parent.add(Node("heading", line.number, label=label, title=title))
    if parent is tree.root:
        tree.path = []
    tree.base, tree.levels, tree.open = node, [], node


def introduces(tree: Outline, index: int) -> bool:
    """Whether the sentence that begins here is a lead-in: it ends with a colon and names what follows."""
    if not opens(tree.lines[index].text):
        return False
    words: list[str] = []
    for line in tree.lines[index : index + 6]:
        if words and (line.gap or tree.marks[tree.lines.index(line, index, index + 6)]):
            break
        words.append(line.text[-300:])
        if complete(line.text):
            break
    text = " ".join(words)
    return text.endswith(":") and bool(INTRODUCES.search(fold(text[-160:])) or INTRODUCES.search(fold(text)))
