"""A long source in sheets, each short enough to be read and sent at once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_LINES, MOST_SIGNS = 400, 12_000
# A section that begins in the last third of a sheet begins the next one instead.
EARLIEST = 2 / 3
LONGEST_LINE = 2_000
# What a clause in the outline weighs, in characters of the source.
ENTRY = 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines `first` to `last` of a source, both counted from 1 and inclusive; `number` counts from 1."""

    number: int
    first: int
    last: int

    def holds(self, line: int) -> bool:
        """Whether a line stands on it."""
        return self.first <= line <= self.last


def sheets_of(lines: Sequence[str], breaks: Iterable[int] = (), clauses: Iterable[int] = ()) -> list[Sheet]:
    """Every line on one sheet, in order; at least one sheet. `breaks` are lines where a section begins,
    `clauses` those where clauses do, which are listed beside the source and take room, too."""
    wanted, listed, found, first = set(breaks), Counter(clauses), list[Sheet](), 1
    while first <= max(len(lines), 1):
        last = _fills(lines, first, listed)
        if last < len(lines):
            earliest = first + int((last - first + 1) * EARLIEST)
            last = next((line - 1 for line in range(last + 1, earliest, -1) if line in wanted), last)
        found.append(Sheet(len(found) + 1, first, last))
        first = last + 1
    return found


def sheet_at(sheets: Sequence[Sheet], line: int) -> Sheet:
    """The sheet a line stands on; the first or last one for a line outside."""
    return next((sheet for sheet in sheets if line <= sheet.last), sheets[-1])


def shown(line: str) -> tuple[str, int]:
    """A line as far as a page shows it, and how many characters it leaves out."""
    return line[:LONGEST_LINE], max(len(line) - LONGEST_LINE, 0)


def _fills(lines: Sequence[str], first: int, listed: Mapping[int, int]) -> int:
    """The last line of a full sheet that begins at a line."""
    signs, last = 0, first
    for line in range(first, min(first + MOST_LINES, len(lines) + 1)):
        signs += min(len(lines[line - 1]), LONGEST_LINE) + listed.get(line, 0) * ENTRY
        if signs > MOST_SIGNS and line > first:
            break
        last = line
    return last
