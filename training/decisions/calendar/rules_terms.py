"""How long a step of a procedure may or must take: how many days, of which kind, in which direction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .rules import FURTHEST, Counted, WorkingDays

WORKING, CALENDAR = "working", "calendar"
AT_LEAST, AT_MOST, ON = "at_least", "at_most", "on"
DIRECTIONS = (AT_LEAST, AT_MOST, ON)
# How sure we are: seen, seen second-hand, from memory, or no law at all but the office's own choice.
SEEN, SECOND_HAND, MEMORY, OFFICE = "S", "S2", "M", "O"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Term:
    """`days` days of `unit` (WORKING or CALENDAR) from a day on, `direction` one of DIRECTIONS. `source` is
    the regulation, or the reason of the office when it is its `own`; `sure` one of SEEN, SECOND_HAND, MEMORY,
    OFFICE; `checked_on` when somebody last compared it, `checked_how` with what."""

    track: str
    key: str
    days: int
    unit: str
    direction: str
    since: date
    source: str
    sure: str
    checked_on: date
    checked_how: str
    own: bool = False

    def count(self, calendar: WorkingDays, since: date) -> Counted:
        """The day on which it ends when it runs from `since` (not counted itself), and why then."""
        if self.unit == WORKING:
            return calendar.count(since, self.days)
        return Counted(since, self.days, since + timedelta(days=self.days), (), ())

    def kept(self, calendar: WorkingDays, since: date, until: date) -> bool:
        """Whether what happened on `until` keeps it: not before, not after, or exactly on its last day."""
        last = self.count(calendar, since).last
        return {AT_LEAST: until >= last, AT_MOST: until <= last, ON: until == last}[self.direction]


def term_on(terms: Iterable[Term], day: date) -> Term:
    """The term in force on a day: the last that began, the office's own before the law's of the same day;
    before all of them the first of the law. Raises LookupError when there is none."""
    ordered = sorted(terms, key=lambda term: (term.since, term.own))
    begun = [term for term in ordered if term.since <= day] or [term for term in ordered if not term.own][:1]
    if not begun:
        raise LookupError(day)
    return begun[-1]


def faults(
    days: int | None, direction: str, reason: str, *, since: date | None, today: date
) -> dict[str, str]:
    """Why an office's own term cannot be taken, by field: `empty`, `unknown`, `range`, `long`, or `past`: a
    term never changes for days that are over."""
    found: dict[str, str] = {}
    if days is None:
        found["days"] = "empty"
    elif not 0 <= days <= FURTHEST:
        found["days"] = "range"
    if direction not in DIRECTIONS:
        found["direction"] = "unknown"
    if since is None:
        found["since"] = "empty"
    elif since < today:
        found["since"] = "past"
    if not reason.strip():
        found["reason"] = "empty"
    elif len(reason) > LONGEST:
        found["reason"] = "long"
    return found
