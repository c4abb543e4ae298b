"""How long a round holds: the three ways of counting, by months that clamp to the last of a shorter month.

`expires` is the first day no longer valid; `valid_until`, the day before, is the last valid one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

DAY = timedelta(days=1)
MODES = ("completion", "expiry", "fixed")


class Held(Protocol):
    """What the rules need of a round somebody completed. Days are the agency's."""

    @property
    def completed_on(self) -> date: ...

    @property
    def valid_until(self) -> date: ...

    @property
    def window_opens(self) -> date: ...

    @property
    def revoked_on(self) -> date | None: ...


H = TypeVar("H", bound=Held)


class BadScheme(ValueError):
    """Months or a mode that contradict each other: `field` is the first that must change, `reason` a word."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


@dataclass(frozen=True)
class Scheme:
    """Months a certification holds (A), may be renewed before its end (W), must hold at least (Mn).

    Raises BadScheme unless A > W, W ≤ Mn ≤ A and Mn ≥ 1: with no minimum a round could end as it begins.
    """

    active_months: int = 12
    window_months: int = 2
    minimum_months: int = 6
    mode: str = "expiry"
    grace_days: int = 0

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise BadScheme("mode", "unknown")
        for field in ("window_months", "grace_days"):
            if getattr(self, field) < 0:
                raise BadScheme(field, "negative")
        if self.active_months <= self.window_months:
            raise BadScheme("window_months", "window_exceeds_active")
        if self.minimum_months < max(1, self.window_months):
            raise BadScheme("minimum_months", "minimum_below_window")
        if self.minimum_months > self.active_months:
            raise BadScheme("minimum_months", "minimum_exceeds_active")


@dataclass(frozen=True)
class Counted:
    """A round counted from `base`: its first invalid day, and the day from which it may be renewed."""

    base: date
    expires: date
    window_opens: date

    @property
    def valid_until(self) -> date:
        """The last valid day."""
        return self.expires - DAY


@dataclass(frozen=True)
class NextPeriod:
    """A round that begins. `anchor` is the day fixed dates are counted from; the round after needs it."""

    completed_on: date
    valid_from: date
    valid_until: date
    window_opens: date
    anchor: date
    revoked_on: date | None = None


def next_period(
    scheme: Scheme,
    completed: date,
    *,
    periods: Sequence[Held] = (),
    due: date | None = None,
    in_time_until: date | None = None,
    anchor: date | None = None,
) -> NextPeriod:
    """The round that begins on the day everything was met; the last unrevoked one before it spawns it."""
    known = [period for period in periods if period.completed_on <= completed]
    last = latest(period for period in known if not revoked(period, completed))
    expires = last.valid_until + DAY if last else None
    counted = count(scheme, completed, due=due, in_time_until=in_time_until, expires=expires, anchor=anchor)
    return NextPeriod(
        completed_on=completed,
        valid_from=completed,
        valid_until=counted.valid_until,
        window_opens=counted.window_opens,
        anchor=anchor or expires or due or completed,
    )


def next_expiry(
    scheme: Scheme,
    completed: date,
    *,
    due: date | None = None,
    in_time_until: date | None = None,
    expires: date | None = None,
    anchor: date | None = None,
) -> date:
    """The first day no longer valid, see `count`."""
    return count(
        scheme, completed, due=due, in_time_until=in_time_until, expires=expires, anchor=anchor
    ).expires


def count(
    scheme: Scheme,
    completed: date,
    *,
    due: date | None = None,
    in_time_until: date | None = None,
    expires: date | None = None,
    anchor: date | None = None,
) -> Counted:
    """How long a round holds that was completed on a day. `expires` is the first invalid day of the round
    before; `due` the last day in time, and `in_time_until` a later one that was granted: who keeps it is
    counted from `due` all the same, unless so little would be left that the minimum is not reached.

    `anchor`, for fixed dates, is the day the first round was counted from: counting from it, and not from the
    round before, keeps the 31st the 31st after a shorter month. Raises ValueError beyond the year 9999.
    """
    active = scheme.active_months
    if scheme.mode == "fixed":
        base, ends = _fixed(scheme, completed, anchor or expires or due or completed)
    elif scheme.mode == "expiry" and expires is not None:
        base, ends = _from_expiry(scheme, completed, expires)
    elif scheme.mode == "expiry" and due is not None and _in_time(scheme, completed, due, in_time_until):
        base, ends = due, add_months(due, active)
    else:
        base, ends = completed, add_months(completed, active)
    return Counted(base, ends, add_months(ends, -scheme.window_months))


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier); the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def latest(periods: Iterable[H]) -> H | None:
    """The round completed last; of one day, the one listed last."""
    last = None
    for period in periods:
        if last is None or period.completed_on >= last.completed_on:
            last = period
    return last


def revoked(period: Held, on: date) -> bool:
    """Whether it had been revoked by the end of that day."""
    return period.revoked_on is not None and period.revoked_on <= on


def _in_time(scheme: Scheme, completed: date, due: date, until: date | None) -> bool:
    least = add_months(completed, scheme.minimum_months)
    return completed <= (until or due) and add_months(due, scheme.active_months) >= least


def _from_expiry(scheme: Scheme, completed: date, expires: date) -> tuple[date, date]:
    if completed >= expires:
        return completed, add_months(completed, scheme.active_months)
    if completed < add_months(expires, -scheme.window_months):
        return add_months(expires, -scheme.active_months), expires
    return expires, add_months(expires, scheme.active_months)


def _fixed(scheme: Scheme, completed: date, anchor: date) -> tuple[date, date]:
    """While base − Mn ≥ completed, back by A; while base + A < completed + Mn, forward by A; then + A."""
    months, least = scheme.active_months, scheme.minimum_months
    steps = 0
    while add_months(add_months(anchor, steps * months), -least) >= completed:
        steps -= 1
    while add_months(anchor, (steps + 1) * months) < add_months(completed, least):
        steps += 1
    return add_months(anchor, steps * months), add_months(anchor, (steps + 1) * months)
