"""Rounds as plain values, as they stood on a day and were known at a moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ..core.clock import day_in
from ..core.db import db
from ..people.models import Person
from ..people.presence import here
from .models import Certificate, Period


@dataclass(frozen=True, slots=True)
class Round:
    """A period as plain values; `revoked_on` is the day in the agency's zone."""

    number: int
    version: int
    valid_from: date
    valid_until: date
    window_opens: date
    completed_on: date
    anchor: date
    certified_at: datetime
    revoked_at: datetime | None
    revoked_on: date | None
    certificate_ref: str
    certificate_number: str


RoundsOf = defaultdict[tuple[int, int], list[Round]]


def as_round(period: Period, zone: str) -> Round:
    """A period as plain values, as it is now."""
    return _round(period, zone, period.certificate)


def rounds_of(
    schemes: Iterable[int],
    on: date,
    zone: str,
    person_id: int | None = None,
    *,
    active: bool = False,
    known_by: datetime | None = None,
    people: Collection[int] | None = None,
) -> RoundsOf:
    """The rounds begun by a day as they stood, by person and certification (ids), the first one first, in one
    statement. `active`: only of people who are here; `known_by`: only what was on record by then."""
    held = (
        sa.select(
            *(Period.person_id, Period.certification_id, Period.round, Period.version_number),
            *(Period.valid_from, Period.valid_until, Period.window_opens, Period.completed_on),
            *(Period.anchor, Period.certified_at, Period.revoked_at),
            *(Certificate.ref, Certificate.number),
        )
        .join(Certificate, Certificate.period_id == Period.id)
        .where(Period.certification_id.in_(schemes), Period.completed_on <= on)
        .order_by(Period.round)
    )
    if person_id is not None:
        held = held.where(Period.person_id == person_id)
    if people is not None:
        held = held.where(Period.person_id.in_(people))
    if active:
        held = held.join(Person, Person.id == Period.person_id).where(here(on))
    if known_by is not None:
        held = held.where(Period.certified_at <= known_by)
    rounds: RoundsOf = defaultdict(list)
    for row in db.session.execute(held):
        rounds[row.person_id, row.certification_id].append(_as_of(_round(row, zone, row), on, known_by))
    return rounds


def _round(row: Any, zone: str, paper: Any) -> Round:
    return Round(
        number=row.round,
        version=row.version_number,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        window_opens=row.window_opens,
        completed_on=row.completed_on,
        anchor=row.anchor,
        certified_at=row.certified_at,
        revoked_at=row.revoked_at,
        revoked_on=day_in(zone, row.revoked_at) if row.revoked_at else None,
        certificate_ref=paper.ref,
        certificate_number=paper.number,
    )


def _as_of(held: Round, on: date, known_by: datetime | None) -> Round:
    """The round as it stood: a revocation that came later had not happened yet."""
    if held.revoked_at is None or held.revoked_on is None:
        return held
    later = held.revoked_on > on or (known_by is not None and held.revoked_at > known_by)
    return replace(held, revoked_at=None, revoked_on=None) if later else held
