"""Who takes part: finding somebody by what is typed, and whose superior the nominee is."""

from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from ...certifications.reminders.superiors import Part, superior_of
from ...core.db import db
from ...people.models import Person, Posting, Unit
from ...people.posts import held_on
from ...people.rules import tidy_nip

FARTHEST = 30


def find_colleague(reader: Person, ref: str) -> Person | None:
    """Somebody else of the reader's agency."""
    rows = sa.select(Person).where(
        Person.ref == ref, Person.agency_id == reader.agency_id, Person.id != reader.id
    )
    return db.session.scalar(rows.options(lazyload(Person.grants)))


def named(reader: Person, typed: str) -> Person | None:
    """The one colleague whose NIP or full name is exactly what was typed; None for nobody or several."""
    name, nip = " ".join(typed.split()), tidy_nip(typed)
    if not name:
        return None
    same = sa.or_(sa.func.lower(Person.name) == name.lower(), Person.nip == nip)
    rows = sa.select(Person).where(Person.agency_id == reader.agency_id, same, Person.active.is_(True))
    found = list(db.session.scalars(rows.limit(2)))
    return found[0] if len(found) == 1 else None


def below(nominee: Person, people: Collection[Person], on: date) -> frozenset[str]:
    """The references of those whose superior the nominee is, directly or further up, on a day."""
    ids = {each.id: each.ref for each in people if each.id != nominee.id}
    if not ids:
        return frozenset()
    units = {
        row.id: Part(row.parent_id, row.head_id) for row in db.session.execute(_units(nominee.agency_id))
    }
    if all(part.head_id != nominee.id for part in units.values()):
        return frozenset()
    heads = {part.head_id for part in units.values() if part.head_id is not None}
    rows = sa.select(Posting.person_id, Posting.unit_id).where(
        Posting.person_id.in_([*ids, *heads]),
        held_on(on),
    )
    at = dict(db.session.execute(rows.order_by(Posting.since, Posting.id)).all())
    return frozenset(ref for person, ref in ids.items() if _reports_to(person, nominee.id, at, units, heads))


def _reports_to(
    person: int, boss: int, at: Mapping[int, int], units: Mapping[int, Part], heads: Collection[int]
) -> bool:
    passed: set[int] = set()
    while person not in passed and len(passed) < FARTHEST:
        passed.add(person)
        superior = superior_of(person, at.get(person), units, heads)
        if superior is None or superior == boss:
            return superior == boss
        person = superior
    return False


def _units(agency_id: int) -> sa.Select[int, int | None, int | None]:
    return sa.select(Unit.id, Unit.parent_id, Unit.head_id).where(Unit.agency_id == agency_id)
