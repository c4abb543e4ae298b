"""One letter a week to each superior: who of their people is late, and for how long."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from ...core.db import db
from ...core.outbox.posting import Written
from ...people.models import Person, Posting, Unit
from .facts import Who
from .letters import SUPERIOR, Late, can_be_written_to, superior_text, written
from .office import Office
from .rules import AGAIN_AFTER
from .superiors import Part, superior_of

AT_A_TIME = 500


def digests_of(
    office: Office,
    due: Mapping[int, date],
    names: Mapping[int, str],
    on: date,
    *,
    known: Mapping[str, date],
) -> list[Written]:
    """The letters for a day, about people with the day each was due. A superior whose last list is younger
    than a week gets none. `known` are the keys of letters with their days."""
    found = []
    for who, people in _by_superior(office.id, due, on).items():
        if can_be_written_to(who) and not _told_lately(who, on, known):
            late = [Late(names[each], (on - due[each]).days, due[each]) for each in people]
            late.sort(key=lambda each: (-each.days, each.name))
            text = superior_text(late, who, office, on)
            found.append(written(text, who, office, kind=SUPERIOR, key=f"{SUPERIOR}:{who.id}:{on:%Y%m%d}"))
    return found


def superiors_of(agency_id: int, people: Collection[int], on: date) -> dict[int, Who]:
    """Who is told about each of these people, in as few statements as they need."""
    units = _units(agency_id)
    at = _units_of(agency_id, people, on)
    heads = _heads(agency_id, {part.head_id for part in units.values() if part.head_id}, on)
    found = {}
    for each in people:
        superior = superior_of(each, at.get(each), units, heads)
        if superior is not None:
            found[each] = heads[superior]
    return found


def _by_superior(agency_id: int, due: Collection[int], on: date) -> dict[Who, list[int]]:
    found: defaultdict[Who, list[int]] = defaultdict(list)
    if due:
        for person, who in superiors_of(agency_id, due, on).items():
            found[who].append(person)
    return found


def _told_lately(who: Who, on: date, known: Mapping[str, date]) -> bool:
    days = (on - timedelta(days=back) for back in range(AGAIN_AFTER.days))
    return any(f"{SUPERIOR}:{who.id}:{day:%Y%m%d}" in known for day in days)


def _units(agency_id: int) -> dict[int, Part]:
    rows = sa.select(Unit.id, Unit.parent_id, Unit.head_id).where(Unit.agency_id == agency_id)
    return {row.id: Part(row.parent_id, row.head_id) for row in db.session.execute(rows)}


def _units_of(agency_id: int, people: Collection[int], on: date) -> dict[int, int]:
    """Where each works that day; of two posts the one taken up last."""
    rows = (
        sa.select(Posting.person_id, Posting.unit_id)
        .where(Posting.agency_id == agency_id, Posting.withdrawn_at.is_(None), Posting.since <= on)
        .where(sa.or_(Posting.until.is_(None), Posting.until >= on))
        .order_by(Posting.since, Posting.id)
    )
    ids = sorted(people)
    found: dict[int, int] = {}
    for start in range(0, len(ids), AT_A_TIME):
        some = rows.where(Posting.person_id.in_(ids[start : start + AT_A_TIME]))
        found |= {row.person_id: row.unit_id for row in db.session.execute(some)}
    return found


def _heads(agency_id: int, ids: Collection[int], on: date) -> dict[int, Who]:
    rows = sa.select(Person.id, Person.ref, Person.name, Person.email, Person.locale).where(
        Person.agency_id == agency_id,
        Person.id.in_(ids),
        Person.active,
        sa.or_(Person.left_on.is_(None), Person.left_on >= on),
    )
    return {row.id: Who(*row) for row in db.session.execute(rows)}
