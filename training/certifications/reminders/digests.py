"""One letter a week to each superior: who of their people is late, and for how long."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa

from ...core.db import db
from ...core.outbox.posting import Written
from ...people.models import Person, Posting, Unit
from ...people.posts import held_on
from ...people.presence import here
from .facts import Facts, Who
from .letters import SUPERIOR, Late, can_be_written_to, superior_text, written
from .office import Office
from .pressing import deadline_on
from .rules import AGAIN_AFTER
from .superiors import Part, superior_of


@dataclass
class LateOnes:
    """Who is late, by person id: the earliest due day, and the name."""

    due: dict[int, date] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def note(self, facts: Facts, on: date) -> None:
        """Take in who of these is late on a day."""
        for each in facts.asked:
            deadline = deadline_on(each, on)
            if deadline and deadline.late:
                known = self.due.get(each.person_id, deadline.due_on)
                self.due[each.person_id] = min(known, deadline.due_on)
                self.names[each.person_id] = facts.people[each.person_id].name


@dataclass(frozen=True, slots=True)
class Listed:
    """A superior and whom the letter names, the latest first. `told` when the last one is younger than a
    week."""

    who: Who
    late: list[Late]
    told: bool

    @property
    def reachable(self) -> bool:
        return can_be_written_to(self.who)


def lists_of(agency_id: int, late: LateOnes, on: date, *, known: Collection[str]) -> list[Listed]:
    """Every superior of somebody late, by name, in three statements. `known` are the keys of letters."""
    by_superior: defaultdict[Who, list[Late]] = defaultdict(list)
    for person, who in _superiors(agency_id, late.due, on).items():
        due = late.due[person]
        by_superior[who].append(Late(late.names[person], (on - due).days, due))
    found = [
        Listed(who, sorted(some, key=lambda each: (-each.days, each.name)), _told_lately(who, on, known))
        for who, some in by_superior.items()
    ]
    return sorted(found, key=lambda each: (each.who.name, each.who.id))


def digests_of(office: Office, lists: Iterable[Listed], on: date) -> list[Written]:
    """The letters to superiors who can be written to and were not within a week."""
    return [
        written(
            superior_text(each.late, each.who, office, on),
            each.who,
            office,
            kind=SUPERIOR,
            key=f"{SUPERIOR}:{each.who.id}:{on:%Y%m%d}",
        )
        for each in lists
        if each.reachable and not each.told
    ]


def _superiors(agency_id: int, people: Collection[int], on: date) -> dict[int, Who]:
    """Who is told about each of these people, where somebody is."""
    if not people:
        return {}
    units, at = _units(agency_id), _units_of(agency_id, people, on)
    heads = _heads(agency_id, {part.head_id for part in units.values() if part.head_id}, on)
    told = {each: superior_of(each, at.get(each), units, heads) for each in people}
    return {each: heads[superior] for each, superior in told.items() if superior is not None}


def _told_lately(who: Who, on: date, known: Collection[str]) -> bool:
    days = (on - timedelta(days=back) for back in range(AGAIN_AFTER.days))
    return any(f"{SUPERIOR}:{who.id}:{day:%Y%m%d}" in known for day in days)


def _units(agency_id: int) -> dict[int, Part]:
    rows = sa.select(Unit.id, Unit.parent_id, Unit.head_id).where(Unit.agency_id == agency_id)
    return {row.id: Part(row.parent_id, row.head_id) for row in db.session.execute(rows)}


def _units_of(agency_id: int, people: Collection[int], on: date) -> dict[int, int]:
    """Where each works that day; of two posts the one taken up last."""
    rows = (
        sa.select(Posting.person_id, Posting.unit_id)
        .where(Posting.agency_id == agency_id, held_on(on))
        .order_by(Posting.since, Posting.id)
    )
    rows = rows.where(Posting.person_id.between(min(people), max(people)))
    return {row.person_id: row.unit_id for row in db.session.execute(rows) if row.person_id in people}


def _heads(agency_id: int, ids: Collection[int], on: date) -> dict[int, Who]:
    rows = sa.select(Person.id, Person.ref, Person.name, Person.email, Person.locale).where(
        Person.agency_id == agency_id,
        Person.id.in_(ids),
        here(on),
    )
    return {row.id: Who(*row) for row in db.session.execute(rows)}
