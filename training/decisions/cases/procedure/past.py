"""What the rules of cases speak of: steps as plain values, faults, counted days, how a case stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...acts import Past
from ...calendar.rules import Skipped
from ...calendar.rules_terms import Term
from .acts import Opened, Verdict

Terms = Callable[[str, date], Term | None]
"""The term of a key in force on a day, on the track in question; None where the track has no such term."""


def at_issue(history: Sequence[Past]) -> tuple[str, ...]:
    """The clauses a case is about, as it was taken up."""
    return next((past.act.clauses for past in history if isinstance(past.act, Opened)), ())


@dataclass(frozen=True, slots=True)
class Warned:
    """What is unusual and no obstacle: a code, the number of the step it is about (none: the whole case)."""

    code: str
    step: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """The `day` something is due, counted from `since`: `term` tells by which rule, `unknown_years` those on
    the way whose holidays nobody told the calendar, `skipped` the days that are not worked. `met_on` is when
    it was done. A day that is over makes it `late`, never impossible."""

    key: str
    day: date
    since: date
    term: Term | None = None
    unknown_years: tuple[int, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    late: bool = False
    met_on: date | None = None

    @property
    def source(self) -> str:
        """The regulation it comes from, or the reason of the office; nothing where a step itself set it."""
        return self.term.source if self.term else ""

    @property
    def own(self) -> bool:
        """Whether the office set it itself."""
        return self.term is None or self.term.own


@dataclass(frozen=True, slots=True)
class Settled:
    """The decision that stands: its number, its verdict, when and by whom; `reviewed` when it is what became
    of an objection."""

    number: str
    verdict: Verdict
    on: date
    by: str
    step: int
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands. `stage` is one of `stages.STAGES`, `next_acts` the kinds of act that may come.

    `due` is what is open, `met` what was done, in time or late. `decided` is the decision that stands, none
    when it was cancelled; `effective_on` the day it works from, once that is known; `final` tells that
    nothing can change it in its usual course any more.
    """

    stage: str
    next_acts: tuple[str, ...]
    due: tuple[Due, ...] = ()
    decided: Settled | None = None
    effective_on: date | None = None
    closed: bool = False
    met: tuple[Due, ...] = ()
    final: bool = False
    warnings: tuple[Warned, ...] = ()
