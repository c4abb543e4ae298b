"""The tree behind the lines: which mark is a brother, which a child, and which words belong to which mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cleaning import Line, fold
from .divisions import Division, division_of
from .document import Finding
from .labels import Mark, Reading, mark_of
from .nodes import Node, complete, heading_like, opens, refers_on
from .polarity import INTRODUCES, NORMATIVE
from .runs import lone_numbers, ordinals_of, prose_heads
from .titles import TITLE

DEEPEST = 7
HEADLIKE = ("upper", "roman")


class Outline:
    """Builds the tree line by line. `root` is the result; `findings` are the doubts met on the way."""

    def __init__(self, lines: Sequence[Line], title: str) -> None:
        self.lines = lines
        self.title_key = fold(title)
        self.title_words = set(self.title_key.split())
        self.root = Node("root", 0)
        self.path: list[Node] = []
        self.base = self.root
        self.levels: list[Node] = []
        self.open: Node | None = None
        self.findings: list[Finding] = []
        self.running: dict[tuple[str, str], int] = {}
        lone = lone_numbers([line.text for line in lines])
        self.pages = {index for index, mark in lone.items() if mark is None}
        lone |= ordinals_of([line.text[:80] for line in lines])
        self.marks = [self.mark_at(i, lone) for i in range(len(lines))]
        self.divisions = [
            division_of(line.text, lines[i - 1].text if i else "") for i, line in enumerate(lines)
        ]
        self.following = self.next_marked()
        self.width = max((len(line.text) for line in lines if len(line.text) < 110), default=0)
        self.prose_heads = (
            prose_heads(lines, self.marks, self.divisions) if TITLE.match(fold(title)) else set()
        )

    def mark_at(self, index: int, known: dict[int, Mark | None]) -> Mark | None:
        """The mark of a line; that of an ordinal word keeps all the words of its line."""
        mark, text = known.get(index), self.lines[index].text
        if mark is None and index not in known:
            return mark_of(text)
        if mark is not None and mark.style == "ordinal":
            return replace(mark, rest=text[len(text[:80]) - len(mark.rest) :])
        return mark

    def next_marked(self) -> list[int]:
        """For each line the index of the next line with a sure mark or a division (len when none)."""
        following, ahead = [len(self.lines)] * (len(self.lines) + 1), len(self.lines)
        for index in range(len(self.lines) - 1, -1, -1):
            following[index] = ahead
            if self.divisions[index] or self.marks[index]:
                ahead = index
        return following

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

    def options(self, mark: Mark, reading: Reading, line: Line) -> list[tuple[int, float]]:
        """(depth, score) of every possible place: brother of level `depth`, or child at len(levels)."""
        cost = 3.0 if reading.repaired else 0.0
        if reading.repaired and reading.family == "lower" and not self.after_sentence(line):
            return []
        if reading.family == "lost":
            return self.lost_options(mark)
        found = []
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            if level.family in (reading.family, "lost") and (
                reading.family != "bullet" or level.style == mark.style
            ):
                found.append((depth, brother(level, mark, reading, line) - cost))
        found.append((len(self.levels), self.child(mark, reading, line) - cost))
        if self.levels and reading.family in HEADLIKE:
            found.append((0, self.fresh(mark, reading) - cost))
        return [(depth, score) for depth, score in found if depth < DEEPEST]

    def after_sentence(self, line: Line) -> bool:
        return self.open is None or line.gap or complete(self.open.tail)

    def lost_options(self, mark: Mark) -> list[tuple[int, float]]:
        if not opens(mark.rest):
            return []
        for depth in range(len(self.levels) - 1, -1, -1):
            if self.levels[depth].family in ("digit", "lost"):
                return [(depth, 3.0 if mark.label else 5.0)]
        return [] if mark.label else [(len(self.levels), 5.0)]

    def child(self, mark: Mark, reading: Reading, line: Line) -> float:
        """How well a mark begins a new list under the innermost open item."""
        top = self.levels[-1] if self.levels else None
        same = [level for level in self.levels if (level.family, level.style) == (reading.family, mark.style)]
        if reading.family == "bullet":
            return (5.0 if not same else 2.0) + (3.0 if top and line.indent > top.indent + 1 else 0.0)
        score = 2.0 if not same else 0.0
        if reading.value == 1 or (
            self.running.get((reading.family, mark.style)) == reading.value - 1 and not same
        ):
            score += 4.0
        else:
            score += 1.0 if not any(level.family == reading.family for level in self.levels) else -2.0
            score -= 2.0 if reading.value > 4 and reading.family != "digit" else 0.0
        if top:
            score -= 3.0 if same and complete(top.tail) and not top.tail.endswith(":") else 0.0
            score -= 2.0 if reading.family in HEADLIKE and top.family not in HEADLIKE else 0.0
            score += 1.0 if line.indent > top.indent + 1 else 0.0
        return score

    def fresh(self, mark: Mark, reading: Reading) -> float:
        """How well a capital letter or roman numeral begins a new run of headings."""
        same = any((level.family, level.style) == (reading.family, mark.style) for level in self.levels)
        running = self.running.get((reading.family, mark.style), -1) == reading.value - 1
        return (4.0 if reading.value == 1 or running else 0.0) + (0.0 if same else 1.5)

    def ahead(self, reading: Reading, mark: Mark, index: int) -> float:
        """What the next mark says about this one: after a heading comes a first item."""
        after = self.following[index]
        next_mark = self.marks[after] if after < len(self.lines) else None
        if mark.style == " ":
            return self.bare_ahead(reading, next_mark, index)
        if reading.family == "lost" and mark.label:
            return 3.0 if self.bridges(next_mark) else -9.0 * mark.label.islower()
        if reading.repaired and reading.family == "digit":
            return 3.0 if self.bridges(next_mark) == reading.value else 0.0
        if reading.family in HEADLIKE and next_mark:
            starts = (
                next_mark.reads("digit", 1)
                or next_mark.reads("lower", 1)
                or next_mark.readings[0].family == "bullet"
            )
            second = next_mark.reads("digit", 2) and not next_mark.readings[0].repaired
            if second and reading.value == 1 and reading.family == "roman":
                return -4.0
            if starts and heading_like(mark.rest or "A"):
                return 3.0
        if reading.family in HEADLIKE and self.out_of_step(reading):
            return -6.0
        if (
            reading.family in HEADLIKE
            and mark.rest
            and mark.rest[-1] in ";."
            and any(x.family == "digit" for x in self.levels)
        ):
            return -2.0
        return 0.0

    def bridges(self, after: Mark | None) -> int:
        """The one number that lacks between the open numbered list and the next mark, or 0."""
        level = next((x for x in reversed(self.levels) if x.family == "digit"), None)
        gap = level.value + level.lost + 1 if level is not None else 0
        return gap if gap and after is not None and after.readings[0] == sure(gap + 1) else 0

    def out_of_step(self, reading: Reading) -> bool:
        """A capital inside a numbered list that does not follow the last lettered heading."""
        numbered = any(level.family == "digit" for level in self.levels)
        heads = [level for level in self.levels if level.family == reading.family]
        return numbered and bool(heads) and reading.value != heads[0].value + 1

    def bare_ahead(self, reading: Reading, next_mark: Mark | None, index: int) -> float:
        """`1 Menyapa …` counts as an item only in a run of its kind or between dotted ones."""
        level = next((x for x in reversed(self.levels) if x.family == "digit"), None)
        unfinished = self.open is not None and self.open is not self.base and not complete(self.open.tail)
        if level and level.value + 1 + level.lost == reading.value and (level.style == " " or not unfinished):
            return 3.0
        runs = next_mark is not None and next_mark.style == " " and next_mark.reads("digit", 2)
        return 3.0 if reading.value == 1 and runs and not level else -9.0

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

    def breaks_early(self, index: int) -> bool:
        """Whether a line ends well before the margin although the next word had room on it."""
        line, after = self.lines[index], self.lines[index + 1]
        room = len(line.text) + len(after.text.split()[0]) + 1
        return len(after.text.split()) > 4 and self.width > 50 and room < 0.7 * self.width

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
            or (first and not NORMATIVE.search(fold(text[-200:]) + fold(text)))
            or re.search(r"berikut\s*(?:ini)?\s*[.:;]?$", text)
        ):
            parent.children.pop()
            parent.next_lead = (last.line, text)

    def levels_in(self, section: Node) -> bool:
        """Whether a numbered list is open beneath a section."""
        return bool(self.levels) and self.levels[-1] is not section

    def starts_list(self, index: int) -> bool:
        """Whether the next mark after a line begins a list."""
        after = self.following[index]
        mark = self.marks[after] if after < len(self.lines) else None
        if mark is None or after > index + 4:
            return False
        return any(r.value == 1 for r in mark.readings) or mark.readings[0].family in ("bullet", "lost")


def sure(number: int) -> Reading:
    """A number as printed, without any repair."""
    return Reading("digit", number, label=str(number))


def brother(level: Node, mark: Mark, reading: Reading, line: Line) -> float:
    """How well a mark follows the last item of an open level."""
    near = 1.0 if abs(line.indent - level.indent) <= 2 else 0.0
    style = 3.0 if level.style == mark.style else 0.0
    if reading.family == "bullet":
        return style + 3.0 + near
    step = reading.value - level.value - level.lost
    if step == 1 or (level.lost and reading.value > level.value):
        score = 4.0
    elif reading.family == "decimal" and reading.value == 1:
        score = 2.0
    elif step == 0:
        score = 1.0 if reading.family not in HEADLIKE else 0.0
    else:
        score = (
            2.0
            if 1 < step <= 4
            else (0.0 if complete(level.tail) and reading.family not in HEADLIKE else -3.0)
        )
    if reading.repaired and step != 1:
        return (
            style + near + 3.0 if step == 2 and mark.printed[0].isupper() and complete(level.tail) else -9.0
        )
    restart = reading.value == 1 and level.value >= 1 and style
    return score + style + near + (1.0 if restart and complete(level.tail) and step != 0 else 0.0)
