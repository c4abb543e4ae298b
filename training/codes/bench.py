"""The review screen's state: which doubt or clause is on the bench, what can be done, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .models import DRAFT, Clause, CodeVersion, ReadingFinding, Section
from .rules import small_number
from .sheets import sheet_at, sheets_of
from .spread import Spread

AROUND, LONGEST = 2, 14
HOMES = 40


@dataclass(frozen=True)
class Bench:
    """One version being reviewed. At most one of `finding`, `clause` and `section` was asked for.

    `spread` is the part of the source on the page: what is on the bench stands on it.
    """

    version: CodeVersion
    lines: Sequence[str]
    findings: Sequence[ReadingFinding]
    spread: Spread
    finding: ReadingFinding | None = None
    clause: Clause | None = None
    section: Section | None = None
    clauses: Sequence[Clause] = field(default_factory=tuple)

    @property
    def draft(self) -> bool:
        return self.version.state == DRAFT

    @property
    def open(self) -> list[ReadingFinding]:
        """The doubts nobody has answered, by line."""
        return [found for found in self.findings if found.open]

    @property
    def errors(self) -> list[ReadingFinding]:
        """Those that hold publication back."""
        return [found for found in self.open if found.severity == "error"]

    @property
    def run(self) -> list[Clause]:
        """The clauses without a label that the doubt on the bench speaks of."""
        if self.finding is None:
            return []
        lines = range(self.finding.line, self.finding.last_line + 1)
        return [clause for clause in self.clauses if clause.line in lines and not clause.label]

    @property
    def previous(self) -> ReadingFinding | None:
        """The open doubt before the one on the bench."""
        before = [found for found in self.open if _place(found) < self._here]
        return before[-1] if before else None

    @property
    def next(self) -> ReadingFinding | None:
        """The open doubt after the one on the bench, else the first of all."""
        others = [found for found in self.open if found is not self.finding]
        return next((found for found in others if _place(found) > self._here), others[0] if others else None)

    @property
    def excerpt(self) -> list[tuple[int, str]]:
        """The source lines around what is on the bench: (number, words)."""
        first, last = self.span
        if not first:
            return []
        start = max(first - AROUND, 1)
        stop = min(last + AROUND, start + LONGEST - 1, len(self.lines))
        return [(number, self.lines[number - 1]) for number in range(start, stop + 1)]

    @property
    def span(self) -> tuple[int, int]:
        """The source lines of what is on the bench; (0, 0) when nothing is."""
        if self.clause:
            return self.clause.line, max(self.clause.last_line, self.clause.line)
        if self.finding:
            return self.finding.line, self.finding.last_line
        return (self.section.line, self.section.line) if self.section else (0, 0)

    @property
    def before(self) -> Clause | None:
        """The clause that the one on the bench could be merged with."""
        members = self.clause.section.clauses if self.clause else []
        place = members.index(self.clause) if self.clause else 0
        return members[place - 1] if place else None

    @property
    def near(self) -> Section | None:
        """The section a line on the bench would belong to."""
        first, _last = self.span
        above = [section for section in self.version.sections if section.line <= first]
        return above[-1] if above else next(iter(self.version.sections), None)

    @property
    def homes(self) -> Sequence[Section]:
        """The sections a clause may be moved to: all, or of very many those around this page."""
        every, line = self.version.sections, self.span[0] or self.spread.sheet.first
        place = sum(section.line <= line for section in every)
        start = max(min(place - HOMES // 2, len(every) - HOMES), 0)
        return every[start : start + HOMES]

    @property
    def clauses_at(self) -> Mapping[int, Clause]:
        """The first clause that begins on each line."""
        return {clause.line: clause for clause in reversed(self.clauses)}

    @property
    def findings_at(self) -> Mapping[int, ReadingFinding]:
        """The first doubt about each line, an open one before one that is answered."""
        ordered = sorted(self.findings, key=lambda found: found.open)
        return {found.line: found for found in ordered}

    @property
    def _here(self) -> tuple[int, int]:
        return _place(self.finding) if self.finding else (self.span[0] or self.spread.sheet.first - 1, 0)


def bench_of(
    version: CodeVersion,
    lines: Sequence[str],
    findings: Sequence[ReadingFinding],
    asked: Mapping[str, str],
) -> Bench:
    """Put on the bench the `finding`, `clause` or `section` the address asks for, else the first open doubt,
    of the `page` asked for if one is.

    A doubt brings the clause it is about along; what is not there asks for nothing.
    """
    clauses = [clause for section in version.sections for clause in section.clauses]
    breaks = (section.line for section in version.sections)
    sheets = sheets_of(lines, breaks, (clause.line for clause in clauses))
    page = small_number(asked.get("page", ""), 0)
    turned = sheets[min(page, len(sheets)) - 1] if page > 0 else None
    clause = next((c for c in clauses if c.address == asked.get("clause")), None)
    section = next((s for s in version.sections if str(s.position) == asked.get("section")), None)
    finding = next((f for f in findings if str(f.id) == asked.get("finding")), None)
    if not (clause or section or finding):
        finding = _first([f for f in findings if turned is None or sheet_at(sheets, f.line) is turned])
    if finding and clause is None:
        clause = clause_at(clauses, finding)
    first = next((each.line for each in (clause, finding, section) if each), 0)
    sheet = turned if turned and not first else sheet_at(sheets, first)
    spread = Spread(version, lines, findings, sheets, sheet)
    return Bench(version, lines, findings, spread, finding, clause, section, clauses)


def clause_at(clauses: Sequence[Clause], finding: ReadingFinding) -> Clause | None:
    """The clause a doubt about one line speaks of; a doubt about a whole list speaks of none alone."""
    if finding.last_line > finding.line and finding.slug == "labels-lost":
        return None
    on_line = [c for c in clauses if c.line <= finding.line <= max(c.last_line, c.line)]
    return next((c for c in on_line if c.line == finding.line), on_line[0] if on_line else None)


def _first(findings: Sequence[ReadingFinding]) -> ReadingFinding | None:
    waiting = [found for found in findings if found.open]
    heavy = [found for found in waiting if found.severity == "error"]
    return next(iter(heavy or waiting), None)


def _place(finding: ReadingFinding) -> tuple[int, int]:
    return finding.line, finding.id
