"""The tree behind the lines: which mark is a brother, which a child, and which words belong to which mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .cleaning import Line, fold
from .divisions import Division
from .document import Finding
from .doubts import repaired
from .fitting import HEADLIKE, Lists
from .labels import Mark, Reading, mark_of
from .nodes import Node, complete, heading_like, opens, refers_on
from .polarity import INTRODUCES, MODAL, NORMATIVE

LED = re.compile(rf"(?:{MODAL.pattern})\W*$")
MORE = re.compile(r"\s\(2\)\s")


class Outline(Lists):
    """Builds the tree line by line. `root` is the result; `findings` are the doubts met on the way."""

    def __init__(self, lines: Sequence[Line], title: str, *, prose: bool) -> None:
        super().__init__(lines, prose=prose)
        self.title_key = fold(title)
        self.title_words = set(self.title_key.split())
        self.path: list[Node] = []
        self.findings: list[Finding] = []

    def take(self, index: int) -> bool:
        """Place one line by its division word or mark; False when it has neither and is only words."""
        mark, division = self.marks[index], self.divisions[index]
        if index in self.pages:
            return True
        if division and not self.refers(division, index):
            self.open_division(division, index)
            return True
        return mark is not None and self.place(mark, index)

    def refers(self, division: Division, index: int) -> bool:
        """A division word at the start of a wrapped line, out of step with the divisions so far."""
        last = next((node for node in reversed(self.path) if node.rank == division.rank), None)
        if last is None or division.value == last.value + 1 or division.rank < 3:
            return False
        unfinished = self.open is not None and self.open.role != "division" and not complete(self.open.tail)
        return unfinished and not self.lines[index].gap

    def open_division(self, division: Division, index: int) -> None:
        line = self.lines[index]
        self.path = [node for node in self.path if node.rank < division.rank]
        parent = self.path[-1] if self.path else self.root
        node = parent.add(
            Node("division", line.number, rank=division.rank, label=division.label, value=division.value)
        )
        self.path.append(node)
        self.base, self.levels, self.open = node, [], node
        if not division.rest:
            return
        inner = mark_of(division.rest)
        if (
            inner is not None
            and inner.style == "()"
            and inner.reads("digit", 1)
            and not MORE.search(division.rest)
        ):
            self.insert(inner, inner.readings[0], 0, index)
            return
        title = division.rest.strip(" *#-–—")
        if title and heading_like(title) and (node.rank < 3 or self.names(title, index)):
            node.title = title
        else:
            self.open = node.add(Node("para", line.number, parts=[(line.number, division.rest)]))

    def names(self, title: str, index: int) -> bool:
        """Whether the words after `Pasal 5` are its title, not a rule that begins on the same line."""
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        wraps = after is not None and not after.gap and not opens(after.text) and not self.marks[index + 1]
        return len(title.split()) < 10 and not title.endswith(":") and not wraps

    def place(self, mark: Mark, index: int) -> bool:
        """Put a mark where its number fits best; False when it fits nowhere and is only words."""
        line = self.lines[index]
        before = self.open.tail if self.open and self.open.role != "division" else ""
        if before and not line.gap and refers_on(before, mark):
            return False
        best: tuple[float, int, Reading] | None = None
        for reading in mark.readings:
            for depth, score in self.options(mark, reading, line):
                score += self.ahead(reading, mark, index)
                if best is None or score > best[0]:
                    best = (score, depth, reading)
        if best is None or best[0] < 3:
            return False
        self.insert(mark, best[2], best[1], index)
        return True

    def insert(self, mark: Mark, reading: Reading, depth: int, index: int) -> None:
        """Add an item as brother of level `depth`, or as child of the innermost level."""
        line = self.lines[index]
        brother_node = self.levels[depth] if depth < len(self.levels) else None
        headed = reading.family in HEADLIKE and depth == 0
        if headed and self.base.role == "heading":
            self.base = self.path[-1] if self.path else self.root
        parent = self.levels[depth - 1] if depth else self.base
        self.to_lead(parent)
        self.levels = self.levels[:depth]
        node = parent.add(
            Node("item", line.number, mark=mark, reading=reading, indent=line.indent, label=reading.label)
        )
        node.value, node.lost = reading.value, 0
        if headed and reading.repaired:
            self.findings.append(repaired(node))
        if reading.family == "lost":
            previous = brother_node if brother_node and brother_node.lead_line == node.lead_line else None
            node.value, node.lost = (previous.value, previous.lost + 1) if previous else (0, 1)
        else:
            self.running[(reading.family, mark.style)] = reading.value
        if mark.rest:
            node.parts.append((line.number, mark.rest))
        node.naming = depth == 0 and self.named_part(node, brother_node, index)
        self.levels.append(node)
        self.open = node
        self.part_first(node, mark, index)

    def part_first(self, node: Node, mark: Mark, index: int) -> None:
        """Part `4. (1) …` in a number without words and the first paragraph beneath it."""
        inner = mark_of(mark.rest) if mark.rest[:1] == "(" and mark.rest[1:2] in "1lIa" else None
        if inner is None or not inner.rest or mark.style.startswith("(") or node.family == "bullet":
            return
        first = next((reading for reading in inner.readings if reading.value == 1), None)
        if first is not None:
            node.parts = []
            self.insert(inner, first, len(self.levels), index)

    def named_part(self, node: Node, above: Node | None, index: int) -> bool:
        """Whether `1. Respect` names a part: a lead-in or prose stands beneath it, as beneath those above."""
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if node.family not in ("digit", "decimal") or after is None or not heading_like(node.head or "a"):
            return False
        if self.marks[index + 1] or self.divisions[index + 1] or not opens(after.text):
            return False
        if len(node.head.split()) > 8 or NORMATIVE.search(fold(node.head)) or node.head.endswith(":"):
            return False
        first = above is None and node.value == 1 and self.base.role != "item"
        prose = (after.gap and complete(after.text)) or self.breaks_early(index)
        beneath = after.text.endswith(":") or prose
        return beneath and (first or (above is not None and above.naming))

    def to_lead(self, parent: Node) -> None:
        """Turn the paragraph just above a list into its lead-in."""
        last = parent.children[-1] if parent.children else None
        if not last or last.role != "para" or last.reading:
            return
        text = last.text
        introduces = text.endswith((":", "：")) or (
            not complete(text) and INTRODUCES.search(fold(text[-120:]))
        )
        first = not parent.listed
        if (
            introduces
            or LED.search(fold(text[-40:]))
            or (first and not NORMATIVE.search(fold(text[-200:]) + fold(text)))
            or re.search(r"berikut\s*(?:ini)?\s*[.:;]?$", text)
        ):
            parent.children.pop()
            parent.next_lead = (last.line, text)

    def levels_in(self, section: Node) -> bool:
        """Whether a numbered list is open beneath a section."""
        return bool(self.levels) and self.levels[-1] is not section
