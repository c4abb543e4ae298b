"""What was tried out is written. A row that no longer fits is refused then, not half written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ..administration import admit_all
from ..models import Agency, Person, Unit
from ..person_data import PersonData
from .altering import alter, is_open, taken_by_now
from .models import CREATED, REFUSED, UNIT, ImportStep, PeopleImport
from .options import Options
from .planning import CHANGED, NEW, Entry


def write(
    number: int, chunk: Sequence[Entry], units: Sequence[Any], options: Options, moment: datetime
) -> None:
    """Write some entries, and before them the units they need."""
    row = db.session.get_one(PeopleImport, number, populate_existing=True)
    agency = db.session.get_one(Agency, row.agency_id)
    _make_units(number, agency, units)
    known = {
        unit.name: unit for unit in db.session.scalars(sa.select(Unit).where(Unit.agency_id == agency.id))
    }
    fresh = [entry for entry in chunk if entry.action == NEW]
    _admit(number, agency, row.person, fresh, known, options, moment)
    alter(number, [entry for entry in chunk if entry.action == CHANGED], known, options, moment)


def _make_units(number: int, agency: Agency, units: Sequence[Any]) -> None:
    for name, parent in units:
        same = sa.select(Unit).where(Unit.agency_id == agency.id)
        if db.session.scalar(same.where(Unit.name == name)) is None:
            above = db.session.scalar(same.where(Unit.name == parent)) if parent else None
            unit = Unit(agency_id=agency.id, name=name, parent_id=above.id if above else None)
            db.session.add(unit)
            db.session.flush()
            db.session.add(ImportStep(import_id=number, kind=UNIT, unit_id=unit.id, before={"name": name}))


def _admit(
    number: int,
    agency: Agency,
    by: Person,
    entries: Sequence[Entry],
    units: Mapping[str, Unit],
    options: Options,
    moment: datetime,
) -> None:
    taken = taken_by_now(entries)
    free = [
        entry
        for entry in entries
        if not {entry.told.get("nip"), entry.told.get("email")} & taken and is_open(units, entry)
    ]
    data = [_data(entry, units) for entry in free]
    people = admit_all(agency, data, by=by, today=options.since, now=moment) if data else []
    for entry, person in zip(free, people, strict=True):
        db.session.add(
            ImportStep(import_id=number, kind=CREATED, person_id=person.id, row=entry.row, rev=person.rev)
        )
    for entry in entries:
        if entry not in free:
            db.session.add(ImportStep(import_id=number, kind=REFUSED, row=entry.row, why="meanwhile"))
    db.session.flush()


def _data(entry: Entry, units: Mapping[str, Unit]) -> PersonData:
    told = entry.told
    joined = told.get("joined_on")
    return PersonData(
        name=told["name"],
        nip=told.get("nip") or None,
        email=told.get("email") or None,
        unit=units[told["unit"]],
        position=told.get("position", ""),
        kind=told.get("kind", ""),
        employment=told.get("employment", ""),
        rank=told.get("rank", ""),
        joined_on=date.fromisoformat(joined) if joined else None,
    )
