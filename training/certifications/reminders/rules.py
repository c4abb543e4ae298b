"""What is true of reminders: which letters people's standings call for, and when.

They go out when the window opens, 30, 7 and 1 days before the due day, on it, and then every week. A worker
that comes late catches up with the latest letter somebody missed, not with all of them.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .pressing import Asked, Deadline, deadline_on, turning_days

KEY = "reminder"
AGAIN_AFTER = timedelta(days=7)
BEFORE = {"month": 30, "week": 7, "day": 1}
NOTICES = frozenset(BEFORE.values())


class Kind(StrEnum):
    """The occasions, in the order of their days."""

    OPENS = "opens"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One letter: `day` is the one its occasion fell on, `on` the one it is written."""

    person_id: int
    scheme_id: int
    kind: Kind
    day: date
    on: date
    deadline: Deadline

    @property
    def days_left(self) -> int:
        """0 on the due day, negative after it."""
        return (self.deadline.due_on - self.on).days

    @property
    def topic(self) -> str:
        """What all letters to the person about this deadline have in common."""
        pressing = self.deadline
        about = f"{pressing.about}{pressing.number}:{pressing.due_on:%Y%m%d}"
        return f"{KEY}:{self.scheme_id}:{self.person_id}:{about}"

    @property
    def key(self) -> str:
        """What this letter is, for all time."""
        return f"{self.topic}:{self.kind}:{self.day:%Y%m%d}"


Called = tuple[Asked, list[Reminder]]


def topic_of(key: str) -> str:
    """The topic of a reminder's key."""
    return key.rsplit(":", 2)[0]


def calls(asked: Iterable[Asked], first: date, last: date) -> list[Called]:
    """What everybody's standing calls for from one day through another, written before or not: for each the
    letters in the order of their days, on the first day that calls for them."""
    return [(each, some) for each in asked if (some := _calls_of(each, first, last))]


def due_reminders(
    called: Iterable[Called],
    last: date,
    *,
    written: Collection[str] = (),
    told: Mapping[str, date] | None = None,
) -> list[Reminder]:
    """Of the letters that are called for, those that go out through a day if nothing changes, by day.

    `written` are the keys of letters that exist, `told` the last day of a letter by topic: whoever is late
    hears of one thing at most once in seven days.
    """
    found, seen, spoken = [], set(written), dict(told or {})
    for each, some in called:
        waiting = list(some)
        while waiting:
            now = waiting.pop(0)
            if now.key in seen:
                continue
            later = _not_before(now, spoken)
            if later is None:
                found.append(now)
                seen.add(now.key)
                spoken[now.topic] = now.on
            elif later <= last and (again := called_for(each, later)):
                insort(waiting, again, key=lambda one: one.on)
    return sorted(found, key=lambda each: each.on)


def called_for(asked: Asked, on: date) -> Reminder | None:
    """The letter a standing calls for on a day: the latest whose occasion has come, written before or not."""
    deadline = deadline_on(asked, on)
    if deadline is None or on < deadline.opens_on:
        return None
    occasion = _overdue(deadline, on) if on > deadline.due_on else _ahead(deadline, on)
    return Reminder(asked.person_id, asked.scheme_id, *occasion, on, deadline)


def _overdue(deadline: Deadline, on: date) -> tuple[Kind, date]:
    weeks = (on - deadline.due_on) // AGAIN_AFTER
    return (Kind.OVERDUE if weeks else Kind.DUE), deadline.due_on + weeks * AGAIN_AFTER


def _ahead(deadline: Deadline, on: date) -> tuple[Kind, date]:
    """The latest occasion until the due day. No month's notice in the week after the window opened: the
    letter that said so is still fresh."""
    opens, due = deadline.opens_on, deadline.due_on
    occasions = [(Kind.OPENS, opens)]
    for name, days in BEFORE.items():
        kind, day = Kind(name), due - timedelta(days=days)
        if day > opens + (AGAIN_AFTER if kind is Kind.MONTH else timedelta()):
            occasions.append((kind, day))
    occasions.append((Kind.DUE, due))
    return [each for each in occasions if each[1] <= on][-1]


def _calls_of(asked: Asked, first: date, last: date) -> list[Reminder]:
    found: dict[str, Reminder] = {}
    for on in _days_to_look_at(asked, first, last):
        now = called_for(asked, on)
        if now:
            found.setdefault(now.key, now)
    return list(found.values())


def _days_to_look_at(asked: Asked, first: date, last: date) -> list[date]:
    """The days on which a letter may be called for that was not the day before; `first` at any rate."""
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    turning = turning_days(asked) if len(days) > 1 else None
    if turning is None:
        return days
    turns, ends = turning
    return [day for day in days if day == first or day in turns or _is_occasion(day, ends)]


def _is_occasion(day: date, ends: set[date]) -> bool:
    """Whether the day is one of those before, on or after a due day on which letters go out."""
    left = [(end - day).days for end in ends]
    return any(each in NOTICES or (each <= 0 and each % AGAIN_AFTER.days == 0) for each in left)


def _not_before(now: Reminder, spoken: Mapping[str, date]) -> date | None:
    """The day before which whoever is late is left in peace, None if that is over."""
    at = spoken.get(now.topic)
    due_again = at + AGAIN_AFTER if at is not None and now.kind is Kind.OVERDUE else now.on
    return due_again if due_again > now.on else None
