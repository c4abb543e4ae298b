"""What one page of the review screen shows: a sheet of the source, and what was read from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from .models import Clause, CodeVersion, ReadingFinding, Section
from .sheets import Sheet, sheet_at, shown


@dataclass(frozen=True)
class Spread:
    """One of the `sheets` of a source, with the sections, clauses and doubts that stand on it."""

    version: CodeVersion
    lines: Sequence[str]
    findings: Sequence[ReadingFinding]
    sheets: Sequence[Sheet]
    sheet: Sheet

    @property
    def paged(self) -> bool:
        """Whether there is more than this page."""
        return len(self.sheets) > 1

    @property
    def source(self) -> list[tuple[int, str, int]]:
        """The lines of this page: (number, words, how many characters are left out)."""
        numbers = range(self.sheet.first, min(self.sheet.last, len(self.lines)) + 1)
        return [(number, *shown(self.lines[number - 1])) for number in numbers]

    @property
    def outline(self) -> list[tuple[Section, list[Clause]]]:
        """The sections that begin or go on on this page, with their clauses here."""
        here = [(s, [c for c in s.clauses if self._holds(c.line)]) for s in self.version.sections]
        return [(section, found) for section, found in here if found or self._holds(section.line)]

    @property
    def open(self) -> list[ReadingFinding]:
        """The open doubts about this page."""
        return [found for found in self.findings if found.open and self._holds(found.line)]

    @property
    def answered(self) -> list[ReadingFinding]:
        """The doubts about this page that somebody has answered."""
        return [found for found in self.findings if not found.open and self._holds(found.line)]

    @property
    def elsewhere(self) -> list[tuple[Sheet, int, int]]:
        """Other pages with open doubts: how many, and how many of them hold publication back."""
        told: dict[Sheet, list[ReadingFinding]] = {}
        for found in self.findings:
            if found.open and not self._holds(found.line):
                told.setdefault(sheet_at(self.sheets, found.line), []).append(found)
        counted = [
            (sheet, len(all_), sum(f.severity == "error" for f in all_)) for sheet, all_ in told.items()
        ]
        return sorted(counted, key=lambda each: each[0].number)

    @property
    def contents(self) -> list[tuple[Sheet, str]]:
        """Every page with the section it begins in, or the first one that begins on it."""
        return [(sheet, self._heading(sheet)) for sheet in self.sheets]

    def _heading(self, sheet: Sheet) -> str:
        begun = [section for section in self.version.sections if section.line <= sheet.first]
        first = begun[-1:] or [s for s in self.version.sections if s.line <= sheet.last][:1]
        return first[0].heading if first else ""

    def _holds(self, line: int) -> bool:
        return sheet_at(self.sheets, line) is self.sheet
