"""What is true of reminders: which letters people's standings call for, and when.

They go out when the window opens, 30, 7 and 1 days before the due day, on it, and then every week. A worker
that comes late catches up with the latest letter somebody missed, not with all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .pressing import Asked, Deadline, deadline_on

KEY = "reminder"
AGAIN_AFTER = timedelta(days=7)
BEFORE = {"month": 30, "week": 7, "day": 1}


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


def topic_of(key: str) -> str:
    """The topic of a reminder's key."""
    return key.rsplit(":", 2)[0]


def due_reminders(
    asked: Iterable[Asked],
    first: date,
    last: date,
    *,
    written: Collection[str] = (),
    told: Mapping[str, date] | None = None,
) -> list[Reminder]:
    """The letters called for from one day through another if nothing changes, by day.

    `written` are the keys of letters that exist, `told` the last day of a letter by topic: whoever is late
    hears of one thing at most once in seven days.
    """
    found, seen, spoken = [], set(written), dict(told or {})
    for each in asked:
        for offset in range((last - first).days + 1):
            now = called_for(each, first + timedelta(days=offset))
            if now is None or now.key in seen or _just_told(now, spoken):
                continue
            found.append(now)
            seen.add(now.key)
            spoken[now.topic] = now.on
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


def _just_told(now: Reminder, spoken: Mapping[str, date]) -> bool:
    at = spoken.get(now.topic)
    return now.kind is Kind.OVERDUE and at is not None and now.on - at < AGAIN_AFTER
