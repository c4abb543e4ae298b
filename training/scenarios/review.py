"""What there is to say about a scenario text: every fault and every doubt, each with its line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from . import formats
from .document import ScenarioDoc
from .lint import NONE
from .rules import Finding, lint

ERROR: Final = "error"
WAITING: Final = "waiting"
ORDER = (ERROR, WAITING, "warning")


@dataclass(frozen=True, slots=True)
class Review:
    """A text as far as it is a scenario. `doc` is None when it cannot be one; the findings say why."""

    doc: ScenarioDoc | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def waiting(self) -> int:
        """How many clauses it is about are not in force yet."""
        return sum(finding.severity == WAITING for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors - self.waiting


def review(text: str, *, slug: str, clauses: Collection[str], upcoming: Mapping[str, str] = NONE) -> Review:
    """Read a text that should be the scenario `slug` of a code with these clause addresses, and those to come
    with what they wait for. Never refuses."""
    try:
        doc = formats.parse(text, name=f"{slug}.yaml")
    except formats.InvalidScenario as invalid:
        return Review(None, tuple(fault(each.line, each.path, each.message) for each in invalid.problems))
    return Review(doc, doubts(doc, clauses, upcoming))


def doubts(
    doc: ScenarioDoc, clauses: Collection[str], upcoming: Mapping[str, str] = NONE
) -> tuple[Finding, ...]:
    """The findings about a well-formed scenario: errors, then what waits, each in the order of the file."""
    found = lint(doc, clauses, upcoming=upcoming)
    return tuple(sorted(found, key=lambda finding: ORDER.index(finding.severity)))


def fault(line: int | None, path: str, message: str) -> Finding:
    """What keeps a file from being read, as a finding."""
    return Finding("format", ERROR, path, line, message)
