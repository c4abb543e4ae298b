"""How well a mark fits the lists now open: as the next brother at some depth, a first child, or a new run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .cleaning import Line
from .labels import Mark, Reading
from .marking import Marking
from .nodes import Node, complete, heading_like, opens
from .polarity import kind_of_heading

DEEPEST = 7
HEADLIKE = ("upper", "roman")


class Lists(Marking):
    """The open lists, innermost last, and the numbers last seen in every style."""

    def __init__(self, lines: Sequence[Line], *, prose: bool) -> None:
        super().__init__(lines, prose=prose)
        self.root = Node("root", 0)
        self.base = self.root
        self.levels: list[Node] = []
        self.open: Node | None = None
        self.running: dict[tuple[str, str], int] = {}

    def options(self, mark: Mark, reading: Reading, line: Line) -> list[tuple[int, float]]:
        """(depth, score) of every possible place: brother of level `depth`, or child at len(levels)."""
        cost = 3.0 if reading.repaired else 0.0
        if reading.repaired and reading.family == "lower" and not self.after_sentence(line):
            return []
        if reading.family == "lost":
            return self.lost_options(mark)
        if reading.repaired and reading.family in HEADLIKE:
            return [(0, self.next_head(mark, reading, line) - cost)]
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

    def next_head(self, mark: Mark, reading: Reading, line: Line) -> float:
        """How well a damaged letter or numeral is the next heading after the last one."""
        last = self.levels[0] if self.levels else None
        if last is None or last.family != reading.family or reading.value != last.value + 1:
            return -9.0
        named = heading_like(mark.rest or ".") and (mark.rest.isupper() or bool(kind_of_heading(mark.rest)))
        return brother(last, mark, replace(reading, repaired=False), line) if named else -9.0

    def after_sentence(self, line: Line) -> bool:
        return self.open is None or line.gap or complete(self.open.tail)

    def lost_options(self, mark: Mark) -> list[tuple[int, float]]:
        if not opens(mark.rest) and not mark.label:
            return []
        counted = ("digit", "lost", "lower") if mark.label.isupper() else ("digit", "lost")
        for depth in range(len(self.levels) - 1, -1, -1):
            if self.levels[depth].family in counted:
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
        next_mark = self.mark_after(index)
        if mark.style == " ":
            return self.bare_ahead(reading, next_mark, index)
        if reading.family == "lost" and mark.label:
            fits = mark.label.isupper() and opens(mark.rest) and self.counts("digit")
            return 3.0 if self.bridges(next_mark) else 0.0 if fits else -9.0
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

    def bare_ahead(self, reading: Reading, next_mark: Mark | None, index: int) -> float:
        """`1 Menyapa …` counts as an item only in a run of its kind or between dotted ones."""
        level = next((x for x in reversed(self.levels) if x.family == reading.family), None)
        unfinished = self.open is not None and self.open is not self.base and not complete(self.open.tail)
        if level and level.value + 1 + level.lost == reading.value and (level.style == " " or not unfinished):
            return 3.0
        runs = next_mark is not None and next_mark.style == " " and next_mark.reads(reading.family, 2)
        return 3.0 if reading.value == 1 and runs and not level else -9.0

    def numbers_run_on(self, index: int) -> bool:
        """Whether the mark right below a line goes on counting from the list above it."""
        mark = self.marks[index + 1] if index + 1 < len(self.lines) else None
        return mark is not None and any(
            reading.family == "digit" and reading.value == self.running.get(("digit", mark.style), -1) + 1
            for reading in mark.readings
            if reading.value > 1 and not reading.repaired
        )

    def bridges(self, after: Mark | None) -> int:
        """The one number or letter that lacks between the open list and the next mark, or 0."""
        level = next((x for x in reversed(self.levels) if x.family in ("digit", "lower")), None)
        if level is None or after is None:
            return 0
        gap, found = level.value + level.lost + 1, after.readings[0]
        sure = not found.repaired or found.family == "lower"
        return gap if sure and (found.family, found.value) == (level.family, gap + 1) else 0

    def counts(self, family: str) -> bool:
        """Whether a list of a family is open."""
        return any(level.family in (family, "lost") for level in self.levels)

    def out_of_step(self, reading: Reading) -> bool:
        """A capital inside a numbered list that does not follow the last lettered heading."""
        numbered = any(level.family == "digit" for level in self.levels)
        heads = [level for level in self.levels if level.family == reading.family]
        return numbered and bool(heads) and reading.value != heads[0].value + 1


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
