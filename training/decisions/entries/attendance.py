"""Attendance of many at once: shown first, then written down; a second time it changes nothing."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from ...core.clock import day_in
from ...core.db import db
from ...people.importing.csvs import read_csv
from ...people.models import Person
from .models import Entry
from .rules import ATTENDANCE
from .service import enter
from .sheets import Figures, Wrong, lines, read_rows

MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sheet would do: entries to be made with their people, how many stand already, what is wrong."""

    new: tuple[tuple[Figures, Person], ...]
    already: int
    wrong: tuple[Wrong, ...]

    def text(self) -> str:
        """What is to be made, as it is sent again."""
        return lines(figures for figures, _person in self.new)


def plan(actor: Person, data: bytes, *, now: datetime) -> Plan:
    """What the sheet would do; writes nothing. Raises ValueError (Unusable among them) when no rows can be
    taken from it."""
    if len(data) > MOST_BYTES:
        raise ValueError(len(data))
    good, wrong = read_rows(read_csv(data), day_in(actor.agency.zone, now))
    people = _people(actor.agency_id, [each.nip for each in good])
    standing = _standing(actor.agency_id)
    new, already = [], 0
    for each in good:
        person = people.get(each.nip)
        if person is None or person.id == actor.id:
            wrong.append(Wrong(each.row, "nip", "own" if person else "nobody", each.nip))
            continue
        counted = standing.get((person.id, each.year))
        if counted is None:
            new.append((each, person))
        elif counted == each.wanted().counted():
            already += 1
        else:
            wrong.append(Wrong(each.row, "year", "known", str(each.year)))
    return Plan(tuple(new), already, tuple(sorted(wrong, key=lambda found: found.row)))


def write(actor: Person, data: bytes, *, now: datetime) -> int:
    """Make the entries a sheet asks for; what is wrong with a row leaves only that row out. Raises
    ValueError."""
    asked = plan(actor, data, now=now)
    for figures, person in asked.new:
        enter(actor, person, figures.wanted(), now=now)
    return len(asked.new)


def _people(agency_id: int, nips: list[str]) -> dict[str, Person]:
    rows = sa.select(Person).where(Person.agency_id == agency_id, Person.nip.in_(nips))
    return {person.nip or "": person for person in db.session.scalars(rows.options(lazyload(Person.grants)))}


def _standing(agency_id: int) -> dict[tuple[int | None, int], dict[str, object]]:
    rows = sa.select(Entry.person_id, Entry.since, Entry.counted).where(
        Entry.agency_id == agency_id, Entry.kind == ATTENDANCE, Entry.withdrawn_at.is_(None)
    )
    return {(person, since.year): counted for person, since, counted in db.session.execute(rows)}
