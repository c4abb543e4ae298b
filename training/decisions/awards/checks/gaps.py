"""The days on which somebody was not certified, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from ....certifications.rules import HOLDING, status
from .evidence import Certified

DAY = timedelta(days=1)
HELD, GAP, EXCUSED, NOT_ASKED = "held", "gap", "excused", "not_asked"


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that are alike: HELD, GAP, EXCUSED or NOT_ASKED (before it was owed)."""

    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def said(self) -> dict[str, Any]:
        """As plain JSON values."""
        ends = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {"kind": self.kind, "days": self.days} | ends


def runs_of(certified: Certified, first: date, last: date) -> list[Run]:
    """Every day from `first` until `last` in runs, as each day was on that day itself."""
    alike = groupby(_days(first, last), lambda day: kind_of(certified, day))
    return [_run(kind, list(days)) for kind, days in alike]


def kind_of(certified: Certified, day: date) -> str:
    """What one day counts as. Who is certified is so, excused or not."""
    found = status(
        certified.rounds,
        day,
        excusals=certified.excused,
        grace_days=certified.grace_days,
        provisionals=certified.lent,
    )
    if found.status in HOLDING:
        return HELD
    if found.excused:
        return EXCUSED
    begun = any(each.completed_on <= day for each in certified.rounds)
    owed = certified.owed_from is not None and certified.owed_from <= day
    return GAP if begun or owed else NOT_ASKED


def total(runs: Sequence[Run], kind: str) -> int:
    """How many days are of a kind."""
    return sum(each.days for each in runs if each.kind == kind)


def _run(kind: str, days: Sequence[date]) -> Run:
    return Run(kind, days[0], days[-1])


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY
