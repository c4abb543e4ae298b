"""Keeping the units of an agency: made, named, moved beneath each other, led, closed."""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa

from ..core.db import db
from .changes import tell_changed, tell_done
from .models import Agency, Person, Posting, Unit
from .posts import held_on, stands
from .refusals import Loop, StillUsed, Taken
from .rules import tidy_name
from .tree import beneath, loop_of, too_deep
from .words import matching


def units_of(agency: Agency) -> list[Unit]:
    """The open units, by name."""
    rows = sa.select(Unit).where(Unit.agency_id == agency.id, ~Unit.closed).order_by(Unit.name)
    return list(db.session.scalars(rows))


def find_unit(agency: Agency, ref: str) -> Unit | None:
    """An open unit of the agency, or None."""
    return db.session.scalar(
        sa.select(Unit).where(Unit.ref == ref, Unit.agency_id == agency.id, ~Unit.closed)
    )


def unit_sizes(agency: Agency, on: date) -> dict[int, int]:
    """How many people work in each unit on a day, by unit id."""
    here = sa.or_(Person.left_on.is_(None), Person.left_on >= on)
    rows = db.session.execute(
        sa.select(Posting.unit_id, sa.func.count(Posting.person_id.distinct()))
        .join(Person, Person.id == Posting.person_id)
        .where(Posting.agency_id == agency.id, held_on(on), Person.active, here)
        .group_by(Posting.unit_id)
    )
    return dict(rows.all())


def add_unit(agency: Agency, name: str, parent: Unit | None, *, by: Person | None, now: datetime) -> Unit:
    """What `make_unit` does, as a deed of its own. Raises Taken."""
    unit = make_unit(agency, name, parent)
    db.session.flush()
    tell_done("unit.added", unit.ref, agency_id=agency.id, by=by, now=now)
    return unit


def make_unit(agency: Agency, name: str, parent: Unit | None) -> Unit:
    """Add a unit. Raises Taken when the agency has one of that name."""
    tidy = tidy_name(name)
    _refuse_taken_name(agency.id, tidy)
    unit = Unit(agency_id=agency.id, name=tidy, parent_id=parent.id if parent else None)
    db.session.add(unit)
    return unit


def change_unit(unit: Unit, name: str, parent: Unit | None, *, by: Person | None, now: datetime) -> None:
    """Name a unit and put it beneath another, or at the top. Raises Taken or Loop."""
    rename_unit(unit, name, now=now)
    move_unit(unit, parent, now=now)
    tell_done("unit.changed", unit.ref, agency_id=unit.agency_id, by=by, now=now)


def rename_unit(unit: Unit, name: str, *, now: datetime) -> None:
    """Give a unit another name. Raises Taken."""
    tidy = tidy_name(name)
    if tidy == unit.name:
        return
    _refuse_taken_name(unit.agency_id, tidy, besides=unit)
    unit.name = tidy
    db.session.flush()
    tell_changed(_people_in([unit.id]), now)


def move_unit(unit: Unit, parent: Unit | None, *, now: datetime) -> None:
    """Put a unit beneath another, or at the top. Raises Loop with the names on the way round."""
    # Two moves at once could make a loop that neither sees: whoever moves in an agency waits here.
    db.session.execute(sa.select(Agency.id).where(Agency.id == unit.agency_id).with_for_update())
    rows = sa.select(Unit.id, Unit.parent_id, Unit.name).where(Unit.agency_id == unit.agency_id)
    known = {number: (above, name) for number, above, name in db.session.execute(rows)}
    parents = {number: above for number, (above, _name) in known.items()}
    above = parent.id if parent else None
    if loop := loop_of(parents, unit.id, above):
        raise Loop([known[number][1] for number in loop])
    if too_deep(parents, unit.id, above):
        raise Loop([])
    unit.parent_id = above
    db.session.flush()
    tell_changed(_people_in(beneath(parents, [unit.id])), now)


def set_head(unit: Unit, head: Person | None, *, by: Person | None, now: datetime) -> None:
    """Say who leads a unit: the superior of whoever works in it."""
    if unit.head_id != (head.id if head else None):
        unit.head_id = head.id if head else None
        db.session.flush()
        tell_changed(_people_in([unit.id]), now)
        about = f"{unit.ref} {head.ref}" if head else unit.ref
        tell_done("unit.head_set", about, agency_id=unit.agency_id, by=by, now=now)


def close_unit(unit: Unit, *, by: Person | None, today: date, now: datetime) -> None:
    """Close a unit. Raises StillUsed while somebody works there, or will, or an open unit lies beneath."""
    staffed = sa.select(Posting.id).where(
        Posting.unit_id == unit.id, stands(), sa.or_(Posting.until.is_(None), Posting.until >= today)
    )
    if db.session.scalar(staffed.limit(1)):
        raise StillUsed("people")
    if db.session.scalar(sa.select(Unit.id).where(Unit.parent_id == unit.id, ~Unit.closed).limit(1)):
        raise StillUsed("units")
    unit.closed = True
    db.session.flush()
    tell_done("unit.closed", unit.ref, agency_id=unit.agency_id, by=by, now=now)


def heads_of(units: Collection[Unit]) -> dict[int, Person]:
    """Who leads these units, by person id."""
    ids = {unit.head_id for unit in units if unit.head_id}
    return {row.id: row for row in db.session.scalars(sa.select(Person).where(Person.id.in_(ids)))}


def who_may_lead(unit: Unit, q: str, most: int) -> list[Person]:
    """People to choose a head from: those found by `q`, or those of the unit; its present head first."""
    rows = sa.select(Person).where(Person.agency_id == unit.agency_id, Person.active)
    if q:
        rows = rows.where(Person.id.in_(matching(unit.agency_id, q)))
    else:
        posts = sa.select(Posting.person_id).where(
            Posting.unit_id == unit.id, stands(), Posting.until.is_(None)
        )
        rows = rows.where(sa.or_(Person.id.in_(posts), Person.id == unit.head_id))
    first = sa.case((Person.id == unit.head_id, 0), else_=1)
    return list(db.session.scalars(rows.order_by(first, Person.name, Person.id).limit(most)))


def _people_in(units: Collection[int]) -> list[int]:
    """Whoever has, had or will have a post in these units: what is told of the past names them, too."""
    rows = sa.select(Posting.person_id).where(Posting.unit_id.in_(units), stands()).distinct()
    return list(db.session.scalars(rows))


def _refuse_taken_name(agency_id: int, name: str, besides: Unit | None = None) -> None:
    same = sa.select(Unit.id).where(Unit.agency_id == agency_id, sa.func.lower(Unit.name) == name.lower())
    if besides is not None:
        same = same.where(Unit.id != besides.id)
    if db.session.scalar(same):
        raise Taken("name")
