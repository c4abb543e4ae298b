"""What held on a day, as it was known at a moment. Pure.

Two times stand beside each other: the day on which something counts (`on`, in the agency's calendar) and the
moment at which it came on record (`known_at`). What was recorded later, or happened later, changes nothing
about what was known then; it is told apart, by `later`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something on record about one officer.

    It counts from `on`, through `until` where it ends; when that end is known only since a moment, that is
    `end_known_at`. It stands until it is withdrawn. `record` is the ledger record it rests on, `about` what
    it speaks of (a clause, a run, a scheme). `values` are what it says.
    """

    kind: str
    on: date
    known_at: datetime
    record: str | None = None
    about: str = ""
    until: date | None = None
    end_known_at: datetime | None = None
    withdrawn_at: datetime | None = None
    values: Any = field(default=None, hash=False)

    def stands(self, known_by: datetime) -> bool:
        """Whether it was on record at a moment."""
        taken_back = self.withdrawn_at is not None and self.withdrawn_at <= known_by
        return self.known_at <= known_by and not taken_back

    def lasts(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.on <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Facts:
    """What had happened by the end of `as_of`, as known by `known_by`: in the order of days, and on one day
    as it came on record."""

    as_of: date
    known_by: datetime
    held: tuple[Event, ...]

    def of(self, kind: str, about: str | None = None) -> tuple[Event, ...]:
        """Those of a kind, of one thing or of all."""
        return tuple(e for e in self.held if e.kind == kind and about in (None, e.about))

    def that_day(self, kind: str, about: str | None = None) -> tuple[Event, ...]:
        """Those that lasted through the day."""
        return tuple(each for each in self.of(kind, about) if each.lasts(self.as_of))

    def last(self, kind: str, about: str | None = None) -> Event | None:
        """The latest, which is what counts where one takes the place of another."""
        return next(reversed(self.of(kind, about)), None)


def facts(events: Iterable[Event], *, as_of: date, known_by: datetime) -> Facts:
    """What held on a day as known at a moment. The order of `events` does not matter."""
    held = [_as_known(e, known_by) for e in events if e.on <= as_of and e.stands(known_by)]
    return Facts(as_of, known_by, tuple(sorted(held, key=_place)))


def later(events: Iterable[Event], *, as_of: date, known_by: datetime, now: datetime) -> tuple[Event, ...]:
    """What is on record by `now` and was not known then, or happened only after the day. What was taken back
    meanwhile is told by its withdrawal: as it was then it stands among the facts."""
    found = [
        _as_known(each, now)
        for each in events
        if each.stands(now) and not (each.on <= as_of and each.known_at <= known_by)
    ]
    return tuple(sorted(found, key=_place))


def withdrawn_since(
    events: Iterable[Event], *, as_of: date, known_by: datetime, now: datetime
) -> tuple[Event, ...]:
    """What was held for true then and was taken back since."""
    gone = [
        each
        for each in events
        if each.on <= as_of
        and each.stands(known_by)
        and each.withdrawn_at is not None
        and each.withdrawn_at <= now
    ]
    return tuple(sorted(gone, key=_place))


def gaps(stretches: Iterable[tuple[date, date]], *, since: date, until: date) -> list[tuple[date, date]]:
    """The days from `since` to `until` that lie in no stretch, as stretches; all ends inclusive. A stretch
    that ends before it begins holds no day."""
    found, next_day = [], since
    for first, last in sorted(each for each in stretches if each[0] <= each[1]):
        if first > until:
            break
        if first > next_day:
            found.append((next_day, first - DAY))
        next_day = max(next_day, last + DAY)
    return [*found, (next_day, until)] if next_day <= until else found


def _as_known(event: Event, known_by: datetime) -> Event:
    if event.end_known_at is not None and event.end_known_at > known_by:
        return replace(event, until=None, end_known_at=None)
    return event


def _place(event: Event) -> tuple[Any, ...]:
    ends, told = event.until or date.max, repr(event.values)
    return event.on, event.known_at, event.kind, event.about, event.record or "", ends, told
