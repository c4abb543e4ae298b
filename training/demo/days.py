"""The days the invented office has behind it, and living through them in their order."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import heapify, heappop, heappush
from typing import TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ..core.clock import day_in
from ..core.db import db
from ..decisions.calendar.service import working_days
from ..people.models import Agency, Person

Told = TypeVar("Told")
Telling = Generator[datetime, datetime, Told]
Story = Telling[None]
"""What somebody does, one thing after another: it yields when the next is done, and is sent that moment."""


@dataclass(frozen=True, slots=True)
class Days:
    """The working days of an office between two days, both apart, the first first; never empty.

    A place before the first is the first and one after the last is the last: where holidays leave few days,
    more is done on one.
    """

    zone: str
    worked: tuple[date, ...]

    def on(self, place: int) -> date:
        """The working day at a place."""
        return self.worked[min(max(place, 0), len(self.worked) - 1)]

    def at(self, place: int, hour: int, minute: int = 0) -> datetime:
        """A time of the office's clock on the working day at a place."""
        there = datetime.combine(self.on(place), time(hour, minute), ZoneInfo(self.zone))
        return there.astimezone(UTC)


def days_between(agency: Agency, first: datetime, last: datetime) -> Days:
    """The working days of an office after the day of one moment and before that of another.

    Raises ValueError when there is none.
    """
    calendar = working_days(agency.id)
    day, end = day_in(agency.zone, first), day_in(agency.zone, last)
    between = (day + timedelta(days=number) for number in range(1, (end - day).days))
    worked = tuple(each for each in between if calendar.is_working(each))
    if not worked:
        raise ValueError(f"no working day between {day} and {end}")
    return Days(agency.zone, worked)


def person_of(key: str) -> Person:
    """Somebody of the invented people, by the name of their e-mail address."""
    return db.session.scalars(sa.select(Person).where(Person.email.startswith(f"{key}@"))).one()


def live(stories: Iterable[Story]) -> None:
    """Let everything happen in the order of its moments, whichever story it is of, and commit each."""
    waiting = [(next(story), place, story) for place, story in enumerate(stories)]
    heapify(waiting)
    while waiting:
        at, place, story = heappop(waiting)
        later = next_of(story, at)
        db.session.commit()
        if later is not None:
            heappush(waiting, (later, place, story))


def next_of(story: Story, at: datetime) -> datetime | None:
    """Let a story go on; when it does so again, or None when it is over."""
    try:
        return story.send(at)
    except StopIteration:
        return None
