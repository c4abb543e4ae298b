"""Addresses under which calendar programs read somebody's dates: opened, renewed and ended by their owner."""

from datetime import datetime

import sqlalchemy as sa

from ...core.db import affected, db
from ...people.models import Person
from .models import CalendarFeed


def feed_of(person: Person) -> CalendarFeed | None:
    """The person's address now, if any."""
    rows = sa.select(CalendarFeed).where(CalendarFeed.person_id == person.id)
    return db.session.scalar(rows.where(CalendarFeed.ended_at.is_(None)))


def find_feed(token: str) -> CalendarFeed | None:
    """The feed with this token, while it is in use and its owner is here."""
    rows = sa.select(CalendarFeed).join(Person, Person.id == CalendarFeed.person_id)
    rows = rows.where(CalendarFeed.token == token, CalendarFeed.ended_at.is_(None), Person.active)
    return db.session.scalar(rows)


def open_feed(person: Person, *, now: datetime) -> CalendarFeed:
    """A new address; the one before ends. The person's row is locked, so that two tabs open one each."""
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())
    end_feed(person, now=now)
    feed = CalendarFeed(person_id=person.id, opened_at=now)
    db.session.add(feed)
    db.session.flush()
    return feed


def end_feed(person: Person, *, now: datetime) -> bool:
    """Nobody reads the person's dates any more; False when nobody could."""
    rows = sa.update(CalendarFeed).where(CalendarFeed.person_id == person.id, CalendarFeed.ended_at.is_(None))
    return affected(rows.values(ended_at=now)) > 0
