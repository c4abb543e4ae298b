"""What a check says: an answer to each criterion, with its reasons. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from ....certifications.rules import add_months
from .gaps import DAY, Run

YES, NO, UNKNOWN = MET = ("yes", "no", "unknown")
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: a code of `words.why_text` with its values, days as ISO text."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to one criterion. `sources` are references of what was looked at, `runs` the days
    of a certification in rows, by its title."""

    kind: str
    met: str
    why: tuple[Why, ...]
    sources: tuple[str, ...] = ()
    runs: tuple[tuple[str, tuple[Run, ...]], ...] = ()

    def said(self) -> dict[str, Any]:
        """As plain JSON values, to be frozen."""
        rows = [{"title": title, "runs": [run.said() for run in runs]} for title, runs in self.runs]
        why = [asdict(each) for each in self.why]
        return {"kind": self.kind, "met": self.met, "why": why, "sources": list(self.sources), "rows": rows}


def first_day(as_of: date, months: int) -> date:
    """The first of the days of so many months that end on a day, both inclusive."""
    return _back(as_of, months) + DAY


def _back(day: date, months: int) -> date:
    try:
        return add_months(day, -months)
    except ValueError:
        return EARLIEST
