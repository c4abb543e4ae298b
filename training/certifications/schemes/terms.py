"""The terms of a scheme as plain values, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from ..expiry import MODES, BadScheme, Scheme
from .audience import LONGEST_ARRIVAL, Audience

LONGEST_TITLE = 300
MOST_MONTHS, MOST_DAYS, MOST_HOURS = 120, 730, 1000


class Flaw(NamedTuple):
    """A field of the terms and a word for what is wrong with it."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Terms:
    """All that somebody sets of a scheme. `modules` and `short_modules` are keys; none stand for all modules,
    or for a renewal that asks the same."""

    title: str
    modules: tuple[str, ...] = ()
    short_modules: tuple[str, ...] = ()
    attestation: bool = True
    pass_percent: int | None = None
    hours: int | None = None
    mode: str = "expiry"
    active_months: int = 12
    window_months: int = 2
    minimum_months: int = 6
    grace_days: int = 0
    due_days: int = 30
    closes_days: int | None = None
    audience: Audience = field(default_factory=Audience)

    @property
    def scheme(self) -> Scheme:
        """What the rules of expiry need. Raises ValueError when it contradicts itself."""
        return Scheme(self.active_months, self.window_months, self.minimum_months, self.mode, self.grace_days)


RANGES = {
    "active_months": (2, MOST_MONTHS),
    "window_months": (1, MOST_MONTHS),
    "minimum_months": (1, MOST_MONTHS),
    "grace_days": (0, MOST_DAYS),
    "due_days": (1, MOST_DAYS),
    "closes_days": (1, MOST_DAYS),
    "pass_percent": (1, 100),
    "hours": (1, MOST_HOURS),
}


def flaws(terms: Terms, *, modules: Collection[str]) -> list[Flaw]:
    """What is wrong with the terms of a scheme for a code of these modules, field by field."""
    found = [Flaw("title", "missing")] if not terms.title.strip() else []
    found += [Flaw("title", "too_long")] if len(terms.title) > LONGEST_TITLE else []
    found += [Flaw(name, "range") for name in RANGES if not _in_range(terms, name)]
    found += [Flaw("mode", "unknown")] if terms.mode not in MODES else []
    found += _unfit_modules(terms, modules)
    arrival = terms.audience.joined_within_days
    if arrival is not None and not 1 <= arrival <= LONGEST_ARRIVAL:
        found.append(Flaw("joined_within_days", "range"))
    named = {flaw.field for flaw in found}
    return found + [flaw for flaw in month_flaws(terms) if flaw.field not in named]


def month_flaws(terms: Terms) -> list[Flaw]:
    """Where the months contradict each other, as the rules of expiry say."""
    try:
        _fits = terms.scheme
    except BadScheme as bad:
        return [Flaw(bad.field, bad.reason)]
    return []


def changed(before: Terms, after: Terms) -> list[str]:
    """The fields in which two sets of terms differ, in their order."""
    return [each.name for each in fields(Terms) if getattr(before, each.name) != getattr(after, each.name)]


def _in_range(terms: Terms, name: str) -> bool:
    value = getattr(terms, name)
    lowest, highest = RANGES[name]
    return value is None or lowest <= value <= highest


def _unfit_modules(terms: Terms, known: Collection[str]) -> list[Flaw]:
    found = [Flaw("modules", "unknown")] if set(terms.modules) - set(known) else []
    asked = set(terms.modules) or set(known)
    if set(terms.short_modules) - asked:
        found.append(Flaw("short_modules", "not_asked"))
    return found
