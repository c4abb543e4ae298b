"""Lists written inside a sentence: `Petugas wajib: (1) …; (2) …; dan (3) …`."""

import re

from .labels import Mark, Reading
from .nodes import Node, glued, joined

MARKER = re.compile(r"(?<![\w(])(?P<open>\()?(?P<value>\d{1,2}|[a-z])(?P<close>[.)])\s+(?=[^\s;,.])")
BEFORE = re.compile(r"(?:[;,.]|[;,.]\s*(?:dan/atau|dan|atau|serta|and/or|and|or))$")


def split_inline(node: Node) -> None:
    """Give every sentence with a list inside it the items of that list, in the whole tree."""
    stack = [node]
    while stack:
        current = stack.pop()
        if current.children:
            current.children = [piece for child in current.children for piece in pieces(child)]
            current.listed = any(child.role == "item" for child in current.children)
        stack.extend(current.children)


def pieces(node: Node) -> list[Node]:
    """The node itself, or the nodes its text really holds."""
    if node.role not in ("item", "para") or not node.parts or node.listed:
        return [node]
    text = node.text
    found = markers(text, node)
    if not found:
        return [node]
    starts = [match.start() for match in found]
    lead = text[: starts[0]].rstrip()
    items = [
        made(node, match, spread(node, text, match.end(), end))
        for match, end in zip(found, [*starts[1:], len(text)], strict=True)
    ]
    opening = spread(node, text, 0, starts[0])
    if node.reading and first_value(found[0]) > 1:
        node.parts = opening
        return [node, *items]
    if node.role == "item":
        node.parts = opening
        for item in items:
            node.add(item)
        return [node]
    for item in items:
        item.lead, item.lead_line = lead, node.line
        item.parent = node.parent
    return items


def markers(text: str, node: Node) -> list[re.Match[str]]:
    """Markers that count up from one after a colon, or from the node's own number, between semicolons."""
    style, expected = "", 1
    if node.mark and node.reading and node.reading.family in ("digit", "lower") and node.reading.value:
        own, after = node.mark.style, node.reading.value + 1
    else:
        own, after = "", 0
    found: list[re.Match[str]] = []
    for match in MARKER.finditer(text):
        shape = (match["open"] or "") + match["close"]
        value = first_value(match)
        before = text[max(0, match.start() - 14) : match.start()].rstrip()
        if not found:
            opening = node.role == "para" and match.start() == 0 and match["open"] is not None
            leads = value == 1 and (before.endswith(":") or opening)
            goes_on = (
                shape == own
                and value == after
                and (
                    before.endswith((";", "; dan", "; atau", "; and")) or (own == "()" and before[-1:] == ".")
                )
                and node.role == "item"
            )
            if leads or goes_on:
                style, expected = shape + match["value"].isdecimal() * "#", value
                found.append(match)
        elif (
            shape + match["value"].isdecimal() * "#" == style
            and value == expected + 1
            and BEFORE.search(before)
        ):
            expected = value
            found.append(match)
    return found if len(found) > 1 or (found and first_value(found[0]) > 1) else []


def first_value(match: re.Match[str]) -> int:
    value = match["value"]
    return int(value) if value.isdecimal() else ord(value) - 96


def spread(node: Node, text: str, start: int, end: int) -> list[tuple[int, str]]:
    """A stretch of the text of a node, with the lines it begins and ends on."""
    words = text[start:end].strip()
    first = line_at(node, start + len(text[start:end]) - len(text[start:end].lstrip()))
    last = line_at(node, start + len(text[start:end].rstrip()) - 1)
    head, _, tail = words.rpartition(" ")
    if first == last or not head or head.endswith("-"):
        return [(first, words)]
    return [(first, head), (last, tail)]


def made(node: Node, match: re.Match[str], parts: list[tuple[int, str]]) -> Node:
    value, line = match["value"], line_at(node, match.start())
    text = joined([words for _, words in parts])
    family = "digit" if value.isdecimal() else "lower"
    reading = Reading(family, first_value(match), label=value)  # type: ignore[arg-type]
    mark = Mark(match.group().strip(), value, (match["open"] or "") + match["close"], text, (reading,))
    item = Node(
        "item", line, parent=node.parent, mark=mark, reading=reading, label=value, value=reading.value
    )
    item.lead, item.lead_line, item.parts = node.lead, node.lead_line, parts
    return item


def line_at(node: Node, offset: int) -> int:
    """The source line of a place in the joined text."""
    words = glued([text for _, text in node.parts])
    for (line, _), text in zip(node.parts, words, strict=True):
        if offset < len(text) or not text:
            return line
        offset -= len(text)
    return node.parts[-1][0]
