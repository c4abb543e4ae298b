"""Where somebody worked, with everything ever entered about it, for whoever asks what was known."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..core.db import db
from .models import Departure, Person, Posting, Unit


@dataclass(frozen=True, slots=True)
class PostKept:
    """A post as it was entered. `superior` leads the unit, or the one above it, today: who led it then is not
    kept."""

    unit: str
    position: str
    kind: str
    since: date
    until: date | None
    recorded_at: datetime
    withdrawn_at: datetime | None
    superior: str


@dataclass(frozen=True, slots=True)
class DepartureKept:
    """A departure as it was entered; `back_on` is the first day here again."""

    left_on: date
    back_on: date | None
    recorded_at: datetime
    withdrawn_at: datetime | None


def posts_kept(person_id: int) -> list[PostKept]:
    """Every post of somebody, also those that were withdrawn, the earliest first. One statement."""
    above, head, next_head = aliased(Unit), aliased(Person), aliased(Person)
    superior = sa.case(
        (head.id == person_id, next_head.name), else_=sa.func.coalesce(head.name, next_head.name)
    )
    rows = (
        sa.select(
            *(Unit.name, Posting.position, Posting.kind, Posting.since, Posting.until),
            *(Posting.recorded_at, Posting.withdrawn_at, sa.func.coalesce(superior, "")),
        )
        .join(Unit, Unit.id == Posting.unit_id)
        .outerjoin(above, above.id == Unit.parent_id)
        .outerjoin(head, head.id == Unit.head_id)
        .outerjoin(next_head, sa.and_(next_head.id == above.head_id, next_head.id != person_id))
        .where(Posting.person_id == person_id)
        .order_by(Posting.since, Posting.id)
    )
    return [PostKept(*row) for row in db.session.execute(rows)]


def departures_kept(person_id: int) -> list[DepartureKept]:
    """Every departure of somebody, also those that were withdrawn, the earliest first. One statement."""
    rows = sa.select(Departure.left_on, Departure.back_on, Departure.recorded_at, Departure.withdrawn_at)
    rows = rows.where(Departure.person_id == person_id).order_by(Departure.left_on, Departure.id)
    return [DepartureKept(*row) for row in db.session.execute(rows)]
