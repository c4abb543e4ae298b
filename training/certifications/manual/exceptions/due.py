"""Assignments that cannot be met, are asked twice, or are asked of the wrong people."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ....people.models import Person
from ....people.presence import here
from ...models import RULE, Assignment, Certification
from ...schemes.audience import Audience
from ...schemes.reach import reached
from .columns import Office, Rows, as_day, asked, columns, local_day, people, plus, unsettled
from .schemes import overlaps

SOON = timedelta(days=14)


def due_before_start(office: Office) -> Rows:
    """Due before they were assigned, or before their first day."""
    began = local_day(Assignment.assigned_at, office.zone)
    early = sa.or_(Assignment.due_on < began, Assignment.due_on < Person.joined_on)
    return asked(office, other_day=as_day(began)).where(early, *unsettled(office))


def due_short(office: Office) -> Rows | None:
    """Due sooner after they were assigned than the course takes."""
    began = local_day(Assignment.assigned_at, office.zone)
    short = [
        sa.and_(
            Certification.id == each.certification.id, Assignment.due_on < plus(began, each.needed_days - 1)
        )
        for each in office.schemes
    ]
    if not short:
        return None
    days = {each.certification.id: str(each.needed_days) for each in office.schemes}
    needed = sa.case(days, value=Certification.id, else_="")
    rows = asked(office, other_day=as_day(began), note=needed).where(sa.or_(*short), *unsettled(office))
    return rows.where(Assignment.due_on >= began)


def unpublished(office: Office) -> Rows | None:
    """A scheme with modules that nobody can pass yet, and people whose day is near."""
    behind = [each.certification.id for each in office.schemes if each.unpublished]
    if not behind:
        return None
    nobody = {"person_id": None, "person_ref": None, "name": Certification.title}
    shown = columns(
        scheme_ref=Certification.ref,
        title=Certification.title,
        day=sa.func.min(Assignment.due_on),
        note=sa.cast(sa.func.count(), sa.String),
        **nobody,
    )
    return (
        sa.select(*shown)
        .select_from(Assignment)
        .join(Certification, Certification.id == Assignment.certification_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Certification.id.in_(behind), Assignment.ended_at.is_(None), here(office.today))
        .where(Assignment.due_on <= office.today + SOON, *unsettled(office))
        .group_by(Certification.id, Certification.ref, Certification.title)
    )


def assigned_twice(office: Office) -> Rows | None:
    """Asked by two schemes that want the same module."""
    pairs = overlaps(office.schemes)
    if not pairs:
        return None
    second, other = aliased(Assignment), aliased(Certification)
    both = [sa.and_(Assignment.certification_id == one, second.certification_id == two) for one, two in pairs]
    shown = columns(scheme_ref=other.ref, title=other.title, note=Certification.title, day=second.due_on)
    return (
        sa.select(*shown)
        .select_from(Assignment)
        .join(second, second.person_id == Assignment.person_id)
        .join(Person, Person.id == Assignment.person_id)
        .join(Certification, Certification.id == Assignment.certification_id)
        .join(other, other.id == second.certification_id)
        .where(sa.or_(*both), Assignment.ended_at.is_(None), second.ended_at.is_(None), *people(office))
    )


def left_audience(office: Office) -> Rows | None:
    """Assigned by a rule that no longer meets them."""
    found = []
    for each in office.schemes:
        kept = {k: v for k, v in each.certification.audience.items() if k != "joined_within_days"}
        if kept:
            within = reached(office.agency_id, Audience.read(kept), office.today)
            found.append(sa.and_(Certification.id == each.certification.id, Person.id.not_in(within)))
    return asked(office).where(Assignment.source == RULE, sa.or_(*found)) if found else None


def departed(office: Office) -> Rows:
    """Still assigned although they have left."""
    shown = columns(scheme_ref=Certification.ref, title=Certification.title, day=Person.left_on)
    rows = sa.select(*shown).select_from(Assignment).join(Person, Person.id == Assignment.person_id)
    rows = rows.join(Certification, Certification.id == Assignment.certification_id)
    asked = (Assignment.agency_id == office.agency_id, Assignment.ended_at.is_(None))
    return rows.where(*asked, Certification.closed_at.is_(None), ~here(office.today))
