"""Which lettered and numbered items are headings of clauses, and which are clauses."""

import re

from .cleaning import fold
from .nodes import Node, complete, heading_like
from .polarity import NORMATIVE, kind_of_heading

SUBJECT = re.compile(
    r"(?:terhadap|dalam|etika|sikap|hubungan|kepada|perilaku|bagi|towards?|conduct|with)\b", re.I
)


def section_heads(node: Node) -> set[Node]:
    """The children of a heading that are headings themselves."""
    heads = {child for child in node.children if child.role in ("division", "heading")}
    if node.role == "division" and node.rank == 3:
        named = [child for child in node.children if child.naming and child.family == "decimal"]
        return heads | set(named) if node.title and len(named) > 1 else heads
    families: dict[tuple[str, str], list[Node]] = {}
    for child in node.children:
        if child.role == "item" and child.style != "cell":
            families.setdefault((child.family, child.style), []).append(child)
    for (family, _), items in families.items():
        if family in ("upper", "roman"):
            heads |= lettered_heads(node, items)
        elif family in ("digit", "decimal", "lower") and numbered_heads(node, items):
            heads |= set(items)
    return heads


def lettered_heads(node: Node, items: list[Node]) -> set[Node]:
    """Capitals and numerals with a list beneath; under a labelled heading a mere lead-in is a clause."""
    sure = {
        item
        for item in items
        if item.children and reads_as_heading(item, colon=not node.label or bool(kind_of_heading(item.head)))
    }
    return sure | {
        item for item in items if sure and not item.children and reads_as_heading(item, colon=False)
    }


def numbered_heads(node: Node, items: list[Node]) -> bool:
    """Numbers are headings when each one names a subject and most have a list of their own."""
    if not all(
        reads_as_heading(item, colon=bool(kind_of_heading(item.head)) and not modal(item))
        or headed_prose(item)
        for item in items
    ):
        return False
    if sum(any(c.role == "item" or item.naming for c in item.children) for item in items) * 2 < len(items) + (
        len(items) > 1
    ):
        return False
    outermost = node.role == "root" or not node.label or (node.role == "division" and node.rank < 3)
    return outermost or all(kind_of_heading(item.head) or SUBJECT.match(item.head) for item in items)


def headed_prose(item: Node) -> bool:
    """Whether an item is a title on a line of its own with prose beneath it."""
    return (
        len(item.parts) > 1
        and not item.children
        and not complete(item.parts[0][1])
        and heading_like(item.parts[0][1])
    )


def unfold(head: Node) -> None:
    """Part the title of a numbered heading from the prose beneath it."""
    if head.role == "item" and headed_prose(head) and complete(head.tail):
        head.add(Node("para", head.parts[1][0], parts=head.parts[1:]))
        head.parts = head.parts[:1]


def modal(item: Node) -> bool:
    return NORMATIVE.search(fold(item.head)) is not None


def reads_as_heading(item: Node, *, colon: bool) -> bool:
    text = item.text.rstrip()
    if not text or len(text) > 160:
        return False
    if text.endswith(":"):
        return colon
    return (not complete(text) and (heading_like(text) or text[0] in "=+@")) or (
        text.isupper() and len(text) < 100
    )
