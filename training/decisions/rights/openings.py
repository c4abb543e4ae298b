"""Who opened or took away what of the matters about somebody, and to whom their files were lent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.db import db
from ...people.models import Person
from ..cases.reporter import LOOK
from ..models import AccessGrant, Matter, Opening

OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Opened:
    """That somebody opened or took away something, and why."""

    name: str
    what: str
    reason: str
    at: datetime
    number: str


def openings_about(subject: Person, matter: Matter | None = None) -> list[Opened]:
    """By others than oneself, the latest first, of one matter or of all; never a look at who reported. One
    statement."""
    return [Opened(*row) for row in db.session.execute(_openings(subject, matter))]


def loans_of(matter: Matter) -> list[AccessGrant]:
    """To whom the file of a matter was lent, by whom, why and until when; the latest first."""
    rows = sa.select(AccessGrant).where(AccessGrant.matter_id == matter.id)
    people = [joinedload(each) for each in (AccessGrant.person, AccessGrant.lent_by)]
    plain = [each.options(lazyload(Person.grants)) for each in people]
    return list(db.session.scalars(rows.options(*plain).order_by(AccessGrant.id.desc())))


def sightings_of_matters(subject: Person) -> sa.Select[*tuple[Any, ...]]:
    """The same among everybody who has seen one's record (see `reports.own.sightings`)."""
    seen = (sa.literal(OPENING), Person.name, Opening.what, sa.literal(1), Opening.at, Opening.reason)
    return _openings(subject, None).with_only_columns(*seen).order_by(None)


def _openings(subject: Person, matter: Matter | None) -> sa.Select[*tuple[Any, ...]]:
    rows = (
        sa.select(Person.name, Opening.what, Opening.reason, Opening.at, Matter.number)
        .join(Person, Person.id == Opening.person_id)
        .join(Matter, Matter.id == Opening.matter_id)
        .where(Matter.subject_id == subject.id, Opening.person_id != subject.id, Opening.what != LOOK)
        .where(Matter.erased_at.is_(None))
    )
    rows = rows.where(Matter.id == matter.id) if matter else rows
    return rows.order_by(Opening.at.desc(), Opening.id.desc())
