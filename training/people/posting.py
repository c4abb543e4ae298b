"""Where people work: moved from a day on, corrected, taken back. What was known earlier stays on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ..core.db import affected, db
from .changes import settle
from .models import Person, Posting, Unit
from .posts import posts_of
from .refusals import Clash, Stale
from .rules import tidy_name

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """A post to be written: `until` is its last day, None while it lasts."""

    unit: Unit
    position: str
    kind: str
    since: date
    until: date | None = None

    def of(self, person: Person, now: datetime) -> Posting:
        """The row."""
        return Posting(
            agency_id=person.agency_id,
            person_id=person.id,
            unit=self.unit,
            position=tidy_name(self.position),
            kind=self.kind,
            since=self.since,
            until=self.until,
            recorded_at=now,
        )


def transfer(person: Person, post: Post, *, by: Person | None, now: datetime) -> Posting:
    """Move somebody from a day on, past or future: the post held until then ends the day before.

    Raises Clash when another post begins later and the new one does not end before it.
    """
    written = move(person, post, now=now)
    settle("post.given", person, by=by, now=now)
    return written


def correct(person: Person, row: Posting, post: Post, *, by: Person | None, now: datetime) -> Posting:
    """Replace a post that was entered wrongly. Raises Clash."""
    written = replace(person, row, post, now=now)
    settle("post.changed", person, by=by, now=now)
    return written


def move(person: Person, post: Post, *, now: datetime) -> Posting:
    """What `transfer` does, for whoever tells of several people at once. Raises Clash."""
    posts = posts_of(person)
    before = [row for row in posts if row.since < post.since and _last_day(row) >= post.since]
    written = _write(person, post, [row for row in posts if row not in before], now)
    for row in before:
        end(row, post.since - DAY, now)
    return written


def replace(person: Person, row: Posting, post: Post, *, now: datetime) -> Posting:
    """What `correct` does, for whoever tells of several people at once. Raises Clash."""
    written = _write(person, post, [other for other in posts_of(person) if other is not row], now)
    row.withdrawn_at = now
    return written


def withdraw(person: Person, row: Posting, *, by: Person | None, now: datetime) -> None:
    """Take back a post that never was."""
    row.withdrawn_at = now
    settle("post.withdrawn", person, by=by, now=now)


def end(row: Posting, last: date, now: datetime) -> Posting | None:
    """Have a post end on a day: withdrawn, and written again with its last day if it began by then."""
    row.withdrawn_at = now
    if row.since > last:
        return None
    shorter = Post(row.unit, row.position, row.kind, row.since, last).of(row.person, now)
    db.session.add(shorter)
    return shorter


def claim(person: Person, rev: int) -> None:
    """Go on only if nobody changed the person since `rev`. Raises Stale."""
    claimed = sa.update(Person).where(Person.id == person.id, Person.rev == rev).values(rev=rev + 1)
    if affected(claimed.execution_options(synchronize_session="fetch")) != 1:
        raise Stale


def _write(person: Person, post: Post, others: Iterable[Posting], now: datetime) -> Posting:
    row = post.of(person, now)
    for other in others:
        if other.since <= _last_day(row) and _last_day(other) >= row.since:
            raise Clash(other, row)
    db.session.add(row)
    return row


def _last_day(row: Posting) -> date:
    return row.until or date.max
