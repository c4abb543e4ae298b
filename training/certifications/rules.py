"""What is true of certifications: what somebody holds or owes on a day, computed whenever it is asked.

A later revocation, round or excusal is invisible to a question about an earlier day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from .expiry import (
    DAY,
    MODES,
    Held,
    NextPeriod,
    Scheme,
    add_months,
    latest,
    next_expiry,
    next_period,
    revoked,
)

__all__ = [
    "MODES",
    "Excusal",
    "Held",
    "NextPeriod",
    "Obligation",
    "Scheme",
    "State",
    "Status",
    "Stretch",
    "add_months",
    "days_left",
    "delta_due",
    "moved",
    "next_expiry",
    "next_period",
    "status",
]


class Status(StrEnum):
    """The first that applies. GRACE: counted as certified without a certificate that holds, in the days of
    grace after one or while HR certified somebody temporarily."""

    REVOKED = "revoked"
    CERTIFIED = "certified"
    EXPIRING = "expiring"
    GRACE = "grace"
    EXPIRED = "expired"
    FAILED = "failed"
    OVERDUE = "overdue"
    FUTURE = "future"
    PENDING = "pending"


MOST_DELTA_DAYS = 365
HOLDING = frozenset({Status.CERTIFIED, Status.EXPIRING, Status.GRACE})
BEHIND = frozenset({Status.REVOKED, Status.EXPIRED, Status.FAILED, Status.OVERDUE})


class State(NamedTuple):
    """A status and, beside it, whether the clock is stopped for this person."""

    status: Status
    excused: bool

    @property
    def holding(self) -> bool:
        """Counts as certified."""
        return self.status in HOLDING

    @property
    def late(self) -> bool:
        """Should be certified and is not. Never said of the excused."""
        return self.status in BEHIND and not self.excused


@dataclass(frozen=True)
class Obligation:
    """Who must hold it: from a day, by a day, at the latest by a day (all inclusive, all optional)."""

    due_on: date | None = None
    starts_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True)
class Stretch:
    """Days from one to another, both inclusive; open while `until` is None."""

    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= on and (self.until is None or on <= self.until)


Excusal = Stretch
"""Days on which the clock stood still."""


def status(
    periods: Iterable[Held],
    on: date,
    *,
    obligation: Obligation | None = None,
    excusals: Iterable[Excusal] = (),
    grace_days: int = 0,
    provisionals: Iterable[Stretch] = (),
) -> State:
    """What somebody held or owed on a day. Defined for every day. In the days of `provisionals` somebody
    without a certificate that holds counts as certified, unless it was revoked."""
    known = [excusal for excusal in excusals if excusal.since <= on]
    excused = any(excusal.holds(on) for excusal in known)
    begun = [period for period in periods if period.completed_on <= on]
    found = (
        _held(begun, on, grace_days)
        if begun
        else _owed(obligation or Obligation(), on, known, excused=excused)
    )
    lent = any(each.holds(on) for each in provisionals)
    if lent and found not in HOLDING and found is not Status.REVOKED:
        found = Status.GRACE
    return State(found, excused)


def days_left(
    periods: Iterable[Held],
    on: date,
    *,
    obligation: Obligation | None = None,
    excusals: Iterable[Excusal] = (),
) -> int | None:
    """Days until the day that counts: 0 on the last day in time, negative after it, None without one.

    That day is the end of validity for who was certified, else the due day moved by the excused days.
    """
    begun = [period for period in periods if period.completed_on <= on]
    if begun:
        end = _end(begun, on)
        return (end.valid_until - on).days if end else None
    if obligation is None or obligation.due_on is None:
        return None
    return (moved(obligation.due_on, excusals, on) - on).days


def moved(due: date, excusals: Iterable[Excusal], on: date) -> date:
    """A due day moved by the excused days that began before it, as far as they are known on a day."""
    until = date.min
    for excusal in sorted(excusals, key=lambda each: each.since):
        since = max(excusal.since, until + DAY) if until > date.min else excusal.since
        last = on if excusal.until is None else excusal.until
        if since <= min(due, last) and excusal.since <= on:
            due += last - since + DAY
        until = max(until, last)
    return due


def delta_due(asked_on: date, days: int) -> date:
    """The last day to catch up with a version that came into force on a day, given so many days for it."""
    return asked_on + timedelta(days=days)


def _held(begun: Sequence[Held], on: date, grace_days: int) -> Status:
    end = _end(begun, on)
    if end is None:
        return Status.REVOKED
    if on <= end.valid_until:
        return Status.EXPIRING if on >= end.window_opens else Status.CERTIFIED
    return Status.GRACE if (on - end.valid_until).days <= grace_days else Status.EXPIRED


def _end(begun: Sequence[Held], on: date) -> Held | None:
    """The round that holds longest; None when the last one was revoked, whatever came before it."""
    last = latest(begun)
    if last is None or revoked(last, on):
        return None
    return max((period for period in begun if not revoked(period, on)), key=lambda period: period.valid_until)


def _owed(obligation: Obligation, on: date, excusals: Sequence[Excusal], *, excused: bool) -> Status:
    if not excused and obligation.closes_on and on > moved(obligation.closes_on, excusals, on):
        return Status.FAILED
    if not excused and obligation.due_on and on > moved(obligation.due_on, excusals, on):
        return Status.OVERDUE
    if obligation.starts_on and on < obligation.starts_on:
        return Status.FUTURE
    return Status.PENDING
