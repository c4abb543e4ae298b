"""Which posts somebody holds: on a day, as known at a moment. A post that changes is withdrawn and written
again, so that what was known earlier is still there."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from ..core.db import db
from .models import Person, Posting


def stands(known_by: datetime | None = None) -> sa.ColumnElement[bool]:
    """That a post is on record: now, or as far as was known at a moment."""
    if known_by is None:
        return Posting.withdrawn_at.is_(None)
    return sa.and_(
        Posting.recorded_at <= known_by,
        sa.or_(Posting.withdrawn_at.is_(None), Posting.withdrawn_at > known_by),
    )


def held_on(
    day: date | sa.SQLColumnExpression[date], known_by: datetime | None = None
) -> sa.ColumnElement[bool]:
    """That a post is held on a day, as far as is known or was known at a moment."""
    return sa.and_(
        stands(known_by), Posting.since <= day, sa.or_(Posting.until.is_(None), Posting.until >= day)
    )


def posts_on(people: Iterable[int], day: date) -> dict[int, Posting]:
    """The post of each of these people on a day, by person id, in one statement."""
    rows = sa.select(Posting).where(Posting.person_id.in_(list(people)), held_on(day))
    return {row.person_id: row for row in db.session.scalars(rows.order_by(Posting.since, Posting.id))}


def posts_of(person: Person) -> list[Posting]:
    """Every post of somebody that stands, the earliest first."""
    rows = sa.select(Posting).where(Posting.person_id == person.id, stands())
    return list(db.session.scalars(rows.order_by(Posting.since, Posting.id)))


def latest(posts: Sequence[Posting]) -> Posting | None:
    """The post that begins last."""
    return max(posts, key=lambda post: (post.since, post.id), default=None)
