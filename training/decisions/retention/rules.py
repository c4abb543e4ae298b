"""How long a matter is kept after it is closed: dated data, by what it is and by what became of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..acts import Closing, Fault

PROVEN, UNPROVEN, GIVEN, DECLINED, UNDECIDED = ("proven", "unproven", "given", "declined", "undecided")
ENDS = {
    "decided": PROVEN,
    "unproven": UNPROVEN,
    "awarded": GIVEN,
    "revoked": GIVEN,
    "declined": DECLINED,
}
LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """So many `years` after the day of closing, of what was closed from `since` on. `of` is a track, or
    `nomination`; an office may set another day when it closes one. `sure` tells how sure the product is of
    it, `checked_how` with what somebody compared it on `checked_on`."""

    of: str
    outcome: str
    years: int
    since: date
    source: str
    sure: str
    checked_on: date
    checked_how: str

    def last_day(self, closed_on: date) -> date:
        """The last day on which what was closed on a day is kept."""
        leap = (closed_on.month, closed_on.day) == LEAP_DAY
        day = closed_on.replace(day=28) if leap else closed_on
        return day.replace(year=closed_on.year + self.years)


def outcome_of(why: str) -> str:
    """What became of a matter, by why it is closed."""
    return ENDS.get(why, UNDECIDED)


def rule_on(rules: Iterable[RetentionRule], of: str, outcome: str, closed_on: date) -> RetentionRule:
    """The rule for what is closed on a day: the last that began, or the first of all. Raises LookupError."""
    fitting = sorted(
        (rule for rule in rules if (rule.of, rule.outcome) == (of, outcome)), key=lambda rule: rule.since
    )
    if not fitting:
        raise LookupError(of, outcome)
    return next((rule for rule in reversed(fitting) if rule.since <= closed_on), fitting[0])


def short_faults(act: Closing, proposed: Mapping[str, date]) -> list[Fault]:
    """`note` with `kept_short`: less time than is `proposed` for the reason, and nothing that says why."""
    last = proposed.get(act.why, act.kept_until)
    short = act.kept_until < last and not act.note
    return [Fault("note", "kept_short", {"day": last})] if short else []


def is_over(kept_until: date | None, today: date) -> bool:
    """Whether the last day of keeping is past."""
    return kept_until is not None and kept_until < today
