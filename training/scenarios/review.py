"""What there is to say about a scenario text: every fault and every doubt, each with its line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from . import formats
from .document import ScenarioDoc
from .rules import Finding, lint

ERROR: Final = "error"


@dataclass(frozen=True, slots=True)
class Review:
    """A text as far as it is a scenario. `doc` is None when it cannot be one; the findings say why."""

    doc: ScenarioDoc | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity == ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def review(text: str, *, slug: str, clauses: Collection[str]) -> Review:
    """Read a text that should be the scenario `slug` of a code with these clause addresses. Never refuses."""
    try:
        doc = formats.parse(text, name=f"{slug}.yaml")
    except formats.InvalidScenario as invalid:
        return Review(None, tuple(fault(each.line, each.path, each.message) for each in invalid.problems))
    return Review(doc, doubts(doc, clauses))


def doubts(doc: ScenarioDoc, clauses: Collection[str]) -> tuple[Finding, ...]:
    """The findings about a well-formed scenario: errors first, then in the order of the file."""
    return tuple(sorted(lint(doc, clauses), key=lambda finding: finding.severity != ERROR))


def fault(line: int | None, path: str, message: str) -> Finding:
    """What keeps a file from being read, as a finding."""
    return Finding("format", ERROR, path, line, message)
