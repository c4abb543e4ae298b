"""A sheet comes in, without what must not be held, and is matched as the agency did the last time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...core.ids import new_ref
from ..models import Person
from . import parts
from .apart import Packed
from .guessing import MEANINGS
from .models import DRAFT, ColumnMapping, ImportPart, PeopleImport


class BadMapping(ValueError):
    """Columns matched in a way that cannot be meant: `slug` says how, `places` where."""

    def __init__(self, slug: str, places: tuple[int, ...] = ()) -> None:
        super().__init__(slug, places)
        self.slug, self.places = slug, places


def keep(person: Person, about: dict[str, Any], packed: Packed, *, name: str, now: datetime) -> PeopleImport:
    """Keep what was read as a trial, in place of this person's earlier one."""
    parts.forget_old(person.agency_id, person.id, now)
    numbers = about.pop("numbers")
    row = PeopleImport(
        agency_id=person.agency_id,
        person_id=person.id,
        name=name[:200],
        mark=about["mark"],
        about=about | {"rows": len(numbers)},
        state=DRAFT,
        queued_at=now,
    )
    row.meanings = remembered(person.agency_id, about) or guessed(about)
    db.session.add(row)
    db.session.flush()
    parts.put(row.id, {"numbers": numbers})
    rows = [{"import_id": row.id, "name": f"column:{place}", "data": data} for place, data in packed.items()]
    db.session.execute(sa.insert(ImportPart), rows)
    return row


def find(agency_id: int, ref: str) -> PeopleImport | None:
    """An import of the agency."""
    return db.session.scalar(
        sa.select(PeopleImport).where(PeopleImport.ref == ref, PeopleImport.agency_id == agency_id)
    )


def latest(agency_id: int, most: int) -> list[PeopleImport]:
    """The agency's imports, the newest first."""
    rows = sa.select(PeopleImport).where(PeopleImport.agency_id == agency_id)
    return list(db.session.scalars(rows.order_by(PeopleImport.id.desc()).limit(most)))


def guessed(about: Mapping[str, Any]) -> dict[str, str]:
    """The meaning of each column as it was guessed, by place."""
    return {str(column["place"]): column["guess"] for column in about["columns"] if column["guess"]}


def remembered(agency_id: int, about: Mapping[str, Any]) -> dict[str, str]:
    """How the agency matched a sheet with these headings, as far as its columns may be held."""
    known = db.session.scalar(
        sa.select(ColumnMapping.meanings).where(
            ColumnMapping.agency_id == agency_id, ColumnMapping.mark == about["mark"]
        )
    )
    open_places = {str(column["place"]) for column in about["columns"] if not column["refused"]}
    return {place: meaning for place, meaning in (known or {}).items() if place in open_places}


def match(row: PeopleImport, meanings: Mapping[str, str], *, now: datetime) -> None:
    """Say what the columns mean, and remember it for the next sheet like this. Raises BadMapping."""
    row.meanings = checked(row.about, meanings)
    row.stamp = new_ref()
    known = db.session.scalar(
        sa.select(ColumnMapping).where(
            ColumnMapping.agency_id == row.agency_id, ColumnMapping.mark == row.mark
        )
    )
    if known is None:
        known = ColumnMapping(agency_id=row.agency_id, mark=row.mark)
        db.session.add(known)
    known.meanings, known.used_at = row.meanings, now


def checked(about: Mapping[str, Any], meanings: Mapping[str, str]) -> dict[str, str]:
    """The meanings by place, if they can be meant. Raises BadMapping."""
    open_places = {str(column["place"]) for column in about["columns"] if not column["refused"]}
    chosen = {place: meaning for place, meaning in meanings.items() if meaning}
    wrong = [
        place for place, meaning in chosen.items() if place not in open_places or meaning not in MEANINGS
    ]
    if wrong:
        raise BadMapping("unknown", tuple(int(place) for place in wrong if place.isdecimal()))
    for meaning in MEANINGS:
        places = tuple(int(place) for place, said in chosen.items() if said == meaning)
        if len(places) > 1:
            raise BadMapping("twice", places)
    if "name" not in chosen.values():
        raise BadMapping("no_name")
    return chosen
