"""Words with places on a page, laid out again as lines: reading order, indents, columns, blank lines."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

WIDE_GAP = 0.8
COLUMN_GAP = 0.35
NEW_PARAGRAPH = 1.45
DEEPEST_INDENT = 60
WIDEST = 400
COLUMN_LINES = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; y grows upwards."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 0.1)


@dataclass(slots=True)
class Row:
    """The words of one printed line, from left to right once `settle` has run."""

    words: list[Word] = field(default_factory=list)
    bottom: float = 0.0
    top: float = 0.0
    margin: float | None = None

    def add(self, word: Word) -> None:
        """Take in a word; the first one sets the height of the line."""
        if not self.words:
            self.bottom, self.top = word.bottom, word.top
        self.words.append(word)

    def holds(self, word: Word) -> bool:
        """Whether a word stands at the height of this line."""
        overlap = min(self.top, word.top) - max(self.bottom, word.bottom)
        return overlap > 0.5 * min(self.top - self.bottom, word.height)

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def gaps(self) -> list[float]:
        return [after.left - before.right for before, after in pairwise(self.words)]

    def breaks(self, columns: Container[int] = ()) -> set[int]:
        """The places of words that begin a part of their own; at a known column a smaller gap will do."""
        gaps, height = self.gaps, self.top - self.bottom
        usual = median(gaps) if len(gaps) > 2 else 0.0
        return {
            place
            for place, gap in enumerate(gaps, start=1)
            if gap > max(WIDE_GAP * height, 2.5 * usual)
            or (gap > max(COLUMN_GAP * height, 1.5 * usual) and round(self.words[place].left) in columns)
        }


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The printed lines of a page, top to bottom; a second column of text comes after the first."""
    blocks: list[list[Row]] = [[]]
    row: Row | None = None
    for word in words:
        if row is None or not row.holds(word):
            block = blocks[-1]
            if row is not None and begins_column(block, row, word):
                blocks.append(block := [])
            row = next((each for each in reversed(block) if each.holds(word)), None)
            if row is None:
                block.append(row := Row())
        row.add(word)
    for number, block in enumerate(blocks):
        block.sort(key=lambda each: -each.bottom)
        for each in block:
            each.words.sort(key=lambda word: word.left)
            each.margin = min(other.left for other in block) if number else None
    return [each for block in blocks for each in block]


def begins_column(block: Sequence[Row], last: Row, word: Word) -> bool:
    """Whether the text jumps up again, to the right of everything it leaves behind.

    A table is drawn row by row, so its cells never jump up by more than a few lines.
    """
    if word.bottom < last.top + COLUMN_LINES * word.height:
        return False
    beside = [row for row in block if row.bottom <= word.top]
    return len(beside) >= COLUMN_LINES and sum(row.right <= word.left for row in beside) > 0.8 * len(beside)


def left_of(rows: Sequence[Row]) -> float | None:
    """Where the text of a page begins, judged by its fuller lines."""
    full = [row.left for row in rows if len(row.words) > 3]
    return min(full, default=None)


def lines_of(rows: Sequence[Row], left: float) -> list[str]:
    """The lines as text: wide gaps kept as columns, wide leading as blank lines, `left` the margin."""
    letters = sum(len(word.text) for row in rows for word in row.words)
    unit = sum(word.right - word.left for row in rows for word in row.words) / max(letters, 1) or 5.0
    steps = [above.bottom - below.bottom for above, below in pairwise(rows)]
    usual = leading(rows, steps)
    columns = columns_of(rows)
    lines: list[str] = []
    for number, row in enumerate(rows):
        if number and not 0 < steps[number - 1] <= NEW_PARAGRAPH * usual:
            lines.append("")
        lines.append(line_of(row, left if row.margin is None else row.margin, unit, columns))
    return lines


def leading(rows: Sequence[Row], steps: Sequence[float]) -> float:
    """The distance between lines of one paragraph: the closest tenth, steps within a line aside."""
    height = median([row.top - row.bottom for row in rows] or [0.0])
    apart = sorted(step for step in steps if step > 0.8 * height)
    return apart[len(apart) // 10] if apart else 0.0


def columns_of(rows: Sequence[Row]) -> set[int]:
    """Where the columns of a page's tables begin: places after a wide gap on more than one line."""
    starts = Counter(round(row.words[place].left) for row in rows for place in row.breaks())
    return {start for start, times in starts.items() if times > 1}


def line_of(row: Row, left: float, unit: float, columns: set[int]) -> str:
    """One line, each part after a wide gap at its own column."""
    gaps, breaks = row.gaps, row.breaks(columns)
    line = " " * max(0, min(round((row.left - left) / unit), DEEPEST_INDENT))
    for place, word in enumerate(row.words):
        if place in breaks:
            line = (line + "  ").ljust(max(0, min(round((word.left - left) / unit), WIDEST)))
        elif place and gaps[place - 1] > 0.05 * (row.top - row.bottom):
            line += " "
        line += word.text
    return line
