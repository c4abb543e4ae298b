"""Whom a certification presses, or will within days: everything that bears on it, read once for any day.

Whoever holds a certificate whose window stays shut is left out by the database, so that a large agency costs
what its people who have something to do cost.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ...codes.models import IN_FORCE, CodeVersion
from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person
from ...people.presence import here
from ..models import Assignment, Certification, DeltaDuty, Period
from ..rulings import Ruled, ruled, rulings_of
from .pressing import Asked, Catching

Pairs = defaultdict[tuple[int, int], list[Any]]


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody a letter may go to."""

    id: int
    ref: str
    name: str
    email: str | None
    locale: str | None


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round as plain days."""

    completed_on: date
    valid_until: date
    window_opens: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read: `asked` by person, the people by id, and the schemes' titles by id."""

    asked: list[Asked]
    people: dict[int, Who]
    schemes: dict[int, str]


def facts_of(agency: Agency, *, on: date, until: date | None, people: Collection[int] | None = None) -> Facts:
    """Of whoever is here on a day and pressed by `until` (None: whatever their window), in four statements.

    `people` are those it is about, a few hundred at most; None for everybody.
    """
    rows = db.session.execute(_assigned(agency.id, on, until, people)).all()
    if not rows:
        return Facts([], {}, {})
    found = {row.id: Who(row.id, row.ref, row.name, row.email, row.locale) for row in rows}
    rulings = rulings_of(agency.id, people=people)
    rounds, deltas = _rounds(agency, people), _deltas(agency, people)
    asked = [
        _asked(row, agency.zone, rounds, deltas, ruled(rulings, row.id, row.certification_id)) for row in rows
    ]
    return Facts(asked, found, {row.certification_id: row.title for row in rows})


def pressed_people(agency_id: int, *, on: date, until: date) -> list[int]:
    """Whom it is worth to ask `facts_of` about, by id. One statement."""
    rows = _assigned(agency_id, on, until, None).with_only_columns(Person.id).distinct()
    return list(db.session.scalars(rows.order_by(None).order_by(Person.id)))


def _assigned(
    agency_id: int, on: date, until: date | None, people: Collection[int] | None
) -> sa.Select[*tuple[Any, ...]]:
    found = (
        sa.select(
            *(Person.id, Person.ref, Person.name, Person.email, Person.locale),
            *(Assignment.certification_id, Assignment.due_on, Assignment.assigned_at),
            *(Certification.title, Certification.grace_days, Certification.closes_days),
        )
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Certification, Certification.id == Assignment.certification_id)
        .where(Person.agency_id == agency_id, here(on), *_current())
        .order_by(Person.id, Certification.id)
    )
    found = found if until is None else found.where(_pressed(until))
    return found if people is None else found.where(Person.id.in_(people))


def _current() -> tuple[sa.ColumnElement[bool], ...]:
    """Assigned still, to a scheme that is open and whose code is in force."""
    in_force = sa.exists().where(CodeVersion.code_id == Certification.code_id, CodeVersion.state == IN_FORCE)
    return Assignment.ended_at.is_(None), Certification.closed_at.is_(None), in_force


def _pressed(until: date) -> sa.ColumnElement[bool]:
    shut = sa.exists().where(
        Period.person_id == Assignment.person_id,
        Period.certification_id == Assignment.certification_id,
        Period.revoked_at.is_(None),
        Period.window_opens > until,
    )
    behind = sa.exists().where(
        DeltaDuty.person_id == Assignment.person_id,
        DeltaDuty.certification_id == Assignment.certification_id,
        DeltaDuty.met_at.is_(None),
    )
    return sa.or_(~shut, behind)


def _rounds(agency: Agency, people: Collection[int] | None) -> Pairs:
    rows = sa.select(
        *(Period.person_id, Period.certification_id, Period.completed_on, Period.valid_until),
        *(Period.window_opens, Period.revoked_at),
    ).where(_of(Period, agency, people))
    found: Pairs = defaultdict(list)
    for row in db.session.execute(rows.order_by(Period.person_id, Period.round)):
        revoked_on = day_in(agency.zone, row.revoked_at) if row.revoked_at else None
        days = (row.completed_on, row.valid_until, row.window_opens, revoked_on)
        found[row.person_id, row.certification_id].append(HeldRound(*days))
    return found


def _deltas(agency: Agency, people: Collection[int] | None) -> Pairs:
    rows = (
        sa.select(DeltaDuty, CodeVersion.number)
        .join(CodeVersion, CodeVersion.id == DeltaDuty.version_id)
        .where(_of(DeltaDuty, agency, people), DeltaDuty.met_at.is_(None))
    )
    found: Pairs = defaultdict(list)
    for duty, number in db.session.execute(rows.order_by(DeltaDuty.asked_at, DeltaDuty.id)):
        asked_on = day_in(agency.zone, duty.asked_at)
        open_ = Catching(number, asked_on, duty.due_on, duty.module_id)
        found[duty.person_id, duty.certification_id].append(open_)
    return found


def _of(
    kind: type[Period] | type[DeltaDuty], agency: Agency, people: Collection[int] | None
) -> sa.ColumnElement[bool]:
    return kind.agency_id == agency.id if people is None else kind.person_id.in_(people)


def _asked(row: Any, zone: str, rounds: Pairs, deltas: Pairs, by_hand: Ruled) -> Asked:
    key = (row.id, row.certification_id)
    return Asked(
        person_id=row.id,
        scheme_id=row.certification_id,
        assigned_on=day_in(zone, row.assigned_at),
        due_on=row.due_on,
        grace_days=row.grace_days,
        closes_days=row.closes_days,
        rounds=tuple(rounds.get(key, ())),
        deltas=tuple(deltas.get(key, ())),
        extended_to=by_hand.extended_to,
        excusals=by_hand.excusals,
        provisionals=by_hand.provisionals,
    )
