"""Whom an audience reaches, in the database: the set-based twin of `Audience.meets`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person, Posting, Unit
from ...people.posts import held_on
from ...people.presence import here
from ..models import RULE, Assignment, Certification
from .audience import Audience, PersonFacts, Post, with_ancestors


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in its tree, `depth` steps beneath the top."""

    id: int
    ref: str
    name: str
    depth: int
    closed: bool


def tree_of(agency_id: int) -> list[UnitNode]:
    """Every unit of an agency, each beneath its parent, by name. What hangs in a loop stands at the top."""
    rows = list(db.session.scalars(sa.select(Unit).filter_by(agency_id=agency_id).order_by(Unit.name)))
    beneath: dict[int | None, list[Unit]] = {}
    for unit in rows:
        beneath.setdefault(unit.parent_id, []).append(unit)
    found: dict[int, UnitNode] = {}
    waiting = [(unit, 0) for unit in reversed(beneath.get(None, []))]
    while waiting or len(found) < len(rows):
        unit, depth = waiting.pop() if waiting else (next(u for u in rows if u.id not in found), 0)
        if unit.id in found:
            continue
        found[unit.id] = UnitNode(unit.id, unit.ref, unit.name, depth, unit.closed)
        waiting += [(each, depth + 1) for each in reversed(beneath.get(unit.id, []))]
    return list(found.values())


def reached(agency_id: int, audience: Audience, on: date) -> sa.Select[int]:
    """The ids of the active people an audience meets on a day."""
    return sa.select(Person.id).where(*_meeting(agency_id, audience, on))


def missing(certification: Certification, audience: Audience, on: date) -> sa.Select[int, Any]:
    """(person id, first day) of those it reaches who were never assigned."""
    return sa.select(Person.id, Person.joined_on).where(
        *_meeting(certification.agency_id, audience, on),
        ~sa.exists().where(
            Assignment.certification_id == certification.id, Assignment.person_id == Person.id
        ),
    )


def returning(
    certification: Certification, audience: Audience, on: date, *, before: Audience | None = None
) -> sa.Select[Assignment, Any]:
    """(assignment, first day) of those it reaches again although theirs was ended: they took up another post
    since, or the audience `before` did not reach them."""
    newer: sa.ColumnElement[bool] = sa.exists().where(
        Posting.person_id == Person.id,
        Posting.withdrawn_at.is_(None),
        Posting.recorded_at > Assignment.ended_at,
    )
    if before is not None:
        newer = sa.or_(newer, Person.id.not_in(reached(certification.agency_id, before, on)))
    return (
        sa.select(Assignment, Person.joined_on)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.certification_id == certification.id, Assignment.ended_at.is_not(None), newer)
        .where(*_meeting(certification.agency_id, audience, on))
    )


def outside(certification: Certification, audience: Audience, on: date) -> list[tuple[int, int]]:
    """(assignment id, person id) of those whom the rule assigned and the audience no longer meets, by name.

    Who was a new arrival when assigned still is one. People who have left the agency are no matter of it.
    """
    rows = (
        sa.select(Assignment.id, Person.id, Assignment.assigned_at, Person.joined_on)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.certification_id == certification.id, Assignment.source == RULE)
        .where(Assignment.ended_at.is_(None), here(on))
        .order_by(Person.name, Person.id)
    )
    posted = _posted(certification.agency_id, audience, on)
    if not audience.joined_within_days:
        return (
            [(row[0], row[1]) for row in db.session.execute(rows.where(~sa.and_(*posted)))] if posted else []
        )
    within = set(
        db.session.scalars(
            sa.select(Person.id).where(Person.agency_id == certification.agency_id, here(on), *posted)
        )
    )
    zone = db.session.get_one(Agency, certification.agency_id).zone
    arrivals = Audience(joined_within_days=audience.joined_within_days)
    return [
        (assignment, person)
        for assignment, person, assigned_at, joined_on in db.session.execute(rows)
        if person not in within
        or not arrivals.meets(PersonFacts(joined_on=joined_on), day_in(zone, assigned_at))
    ]


def facts_of(agency_id: int, on: date, people: Collection[int]) -> dict[int, PersonFacts]:
    """What the pure rule asks of these people, in two statements."""
    units = db.session.execute(sa.select(Unit.id, Unit.ref, Unit.parent_id).filter_by(agency_id=agency_id))
    rows = {unit: (ref, parent) for unit, ref, parent in units}
    above = with_ancestors(
        {ref: rows[parent][0] if parent in rows else None for ref, parent in rows.values()}
    )
    asked = (
        sa.select(Person.id, Person.employment, Person.joined_on, Posting.unit_id, Posting.kind)
        .outerjoin(Posting, sa.and_(Posting.person_id == Person.id, held_on(on)))
        .where(Person.agency_id == agency_id, Person.id.in_(people))
    )
    found: dict[int, PersonFacts] = {}
    for person, employment, joined_on, unit, kind in db.session.execute(asked):
        posts = found[person].posts if person in found else ()
        if unit in rows:
            posts = (*posts, Post(above[rows[unit][0]], kind))
        found[person] = PersonFacts(posts, employment, joined_on)
    return found


def _meeting(agency_id: int, audience: Audience, on: date) -> list[sa.ColumnElement[bool]]:
    since = audience.arrived_since(on)
    arrived = [Person.joined_on >= since, Person.joined_on <= on] if since else []
    return [Person.agency_id == agency_id, here(on), *_posted(agency_id, audience, on), *arrived]


def _posted(agency_id: int, audience: Audience, on: date) -> list[sa.ColumnElement[bool]]:
    """What does not depend on the day of arrival."""
    found: list[sa.ColumnElement[bool]] = []
    if audience.employment:
        found.append(Person.employment.in_(audience.employment))
    if audience.units or audience.kinds:
        post: list[sa.ColumnElement[bool]] = [Posting.person_id == Person.id, held_on(on)]
        if audience.units:
            post.append(Posting.unit_id.in_(_beneath(agency_id, audience.units)))
        if audience.kinds:
            post.append(Posting.kind.in_(audience.kinds))
        found.append(sa.exists().where(*post))
    return found


def _beneath(agency_id: int, refs: Collection[str]) -> sa.Select[int]:
    """These units and all beneath them; UNION ends a loop, should there be one."""
    top = sa.select(Unit.id).where(Unit.agency_id == agency_id, Unit.ref.in_(refs))
    found = top.cte(recursive=True)
    found = found.union(sa.select(Unit.id).where(Unit.parent_id == found.c.id))
    return sa.select(found.c.id)
