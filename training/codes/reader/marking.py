"""What every line shows before the tree is built: its mark or division, and which mark comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .cleaning import Line
from .divisions import division_of
from .labels import Mark, mark_of
from .nodes import complete, opens
from .runs import first_letters, lone_numbers, ordinals_of, prose_heads, unwrapped


class Marking:
    """The marks and divisions of all lines. `following` holds for each line the next marked one."""

    def __init__(self, lines: Sequence[Line], *, prose: bool) -> None:
        self.lines = lines
        lone = lone_numbers([line.text for line in lines])
        self.pages = {index for index, mark in lone.items() if mark is None}
        openings = [line.text[:80] for line in lines]
        lone |= first_letters(openings) | ordinals_of(openings)
        self.marks = [self.mark_at(i, lone) for i in range(len(lines))]
        self.divisions = [
            division_of(line.text, lines[i - 1].text if i else "") for i, line in enumerate(lines)
        ]
        self.following = self.next_marked()
        self.width = max((len(line.text) for line in lines if len(line.text) < 110), default=0)
        self.unwrapped = unwrapped([line for i, line in enumerate(lines) if not self.marks[i]])
        self.prose_heads = prose_heads(lines, self.marks, self.divisions) if prose else set()

    def mark_at(self, index: int, known: dict[int, Mark | None]) -> Mark | None:
        """The mark of a line; one that was found in its opening keeps all the words of its line."""
        mark, text = known.get(index), self.lines[index].text
        if mark is None and index not in known:
            return mark_of(text)
        if mark is not None and mark.style in ("ordinal", " "):
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

    def begins_paragraph(self, index: int) -> bool:
        """Whether a sentence that begins a line begins a paragraph too: set in, or after a line cut short."""
        line, above = self.lines[index], self.lines[index - 1]
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if not opens(line.text) or not complete(above.text):
            return False
        indented = line.indent > 1 and any(
            near is not None and not near.gap and near.indent + 2 <= line.indent for near in (above, below)
        )
        room = len(above.text) + len(line.text.split()[0]) + 1
        return indented or self.unwrapped or (self.width > 50 and room < 0.8 * self.width)

    def mark_after(self, index: int) -> Mark | None:
        """The next mark below a line; None when a division or nothing comes first."""
        after = self.following[index]
        return self.marks[after] if after < len(self.lines) else None

    def starts_list(self, index: int) -> bool:
        """Whether the next mark after a line begins a list."""
        mark = self.mark_after(index)
        if mark is None or self.following[index] > index + 4:
            return False
        return any(r.value == 1 for r in mark.readings) or mark.readings[0].family in ("bullet", "lost")

    def breaks_early(self, index: int) -> bool:
        """Whether a line ends well before the margin although the next word had room on it."""
        line, after = self.lines[index], self.lines[index + 1]
        room = len(line.text) + len(after.text.split()[0]) + 1
        return len(after.text.split()) > 4 and self.width > 50 and room < 0.7 * self.width
