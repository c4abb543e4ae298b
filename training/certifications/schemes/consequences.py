"""What a change of a scheme would do, seen before it is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, load_only

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person
from ..models import Assignment, Certification, Period
from .audience import Audience
from .reach import missing, outside, reached, returning
from .terms import Terms

SHOWN, CHUNK = 50, 500


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people an audience meets today, and how many of them are not assigned yet."""

    people: int
    new: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """What saving would do: who is newly asked, how many leave the audience (`listed` are those whom one page
    can show), how many rounds run on with the days they have. `stamp` changes when any of these people do."""

    new: int
    names: tuple[str, ...]
    leaving: int
    listed: tuple[Assignment, ...]
    running: int
    stamp: str


def reach_of(agency_id: int, certification: Certification | None, audience: Audience, now: datetime) -> Reach:
    """Whom an audience meets today, in three statements at most."""
    on = _today(agency_id, now)
    met = reached(agency_id, audience, on).subquery()
    people = db.session.scalar(sa.select(sa.func.count()).select_from(met)) or 0
    if certification is None:
        return Reach(people, people)
    fresh = missing(certification, audience, on).subquery()
    return Reach(people, db.session.scalar(sa.select(sa.func.count()).select_from(fresh)) or 0)


def foresee_terms(
    agency_id: int, certification: Certification | None, terms: Terms, now: datetime
) -> Consequences:
    """What setting these terms would do; None stands for a scheme that is opened with them."""
    on = _today(agency_id, now)
    new = _new(agency_id, certification, terms.audience, on)
    gone = [row for row, _person in outside(certification, terms.audience, on)] if certification else []
    return Consequences(
        new=len(new),
        names=_names(new[:5]),
        leaving=len(gone),
        listed=tuple(_assignments(gone[:SHOWN])),
        running=running(certification, on) if certification else 0,
        stamp=_stamp(new, gone),
    )


def stamp_of(agency_id: int, certification: Certification | None, terms: Terms, now: datetime) -> str:
    """The mark of whom these terms would touch today."""
    on = _today(agency_id, now)
    gone = outside(certification, terms.audience, on) if certification else []
    return _stamp(_new(agency_id, certification, terms.audience, on), [row for row, _person in gone])


def leaving(certification: Certification, audience: Audience, now: datetime) -> Iterator[list[Assignment]]:
    """The assignments made by rule of people this audience does not meet, some at a time."""
    gone = outside(certification, audience, _today(certification.agency_id, now))
    for start in range(0, len(gone), CHUNK):
        yield _assignments([row for row, _person in gone[start : start + CHUNK]])


def running(certification: Certification, on: date) -> int:
    """How many people's round holds on a day."""
    rows = sa.select(sa.func.count(sa.distinct(Period.person_id))).where(
        Period.certification_id == certification.id, Period.valid_until >= on, Period.revoked_at.is_(None)
    )
    return db.session.scalar(rows) or 0


def _new(agency_id: int, certification: Certification | None, audience: Audience, on: date) -> list[int]:
    if certification is None:
        return sorted(db.session.scalars(reached(agency_id, audience, on)))
    if certification.closed_at is not None:
        return []
    before = Audience.read(certification.audience)
    again = db.session.execute(returning(certification, audience, on, before=before)).all()
    fresh = db.session.execute(missing(certification, audience, on)).all()
    return sorted([row[0] for row in fresh] + [row[0].person_id for row in again])


def _assignments(ids: Sequence[int]) -> list[Assignment]:
    """These assignments with their people, by name."""
    names = (load_only(Person.name, Person.ref), lazyload(Person.agency), lazyload(Person.grants))
    rows = sa.select(Assignment).options(joinedload(Assignment.person).options(*names))
    rows = rows.join(Person, Person.id == Assignment.person_id).where(Assignment.id.in_(ids))
    return list(db.session.scalars(rows.order_by(Person.name, Person.id))) if ids else []


def _names(people: Sequence[int]) -> tuple[str, ...]:
    rows = sa.select(Person.name).where(Person.id.in_(people)).order_by(Person.name)
    return tuple(db.session.scalars(rows)) if people else ()


def _stamp(new: Sequence[int], gone: Sequence[int]) -> str:
    return sha256(repr((sorted(new), sorted(gone))).encode()).hexdigest()[:16]


def _today(agency_id: int, now: datetime) -> date:
    return day_in(db.session.get_one(Agency, agency_id).zone, now)
