"""What was written, to whom, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ...core.db import db
from ...core.jobs import FAILED, WAITING
from ...core.outbox.models import UNCERTAIN, Letter
from ...core.paging import PAGE_ROWS, Page
from ...people.models import Person
from .letters import KINDS

MOST_TROUBLED = 25
UNATTENDED_AFTER = timedelta(hours=1)
MOST_OF_ONE = 50
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter and whom it went to; `ref` is empty where the person is gone."""

    letter: Letter
    name: str
    ref: str


def troubled(reader: Person, *, now: datetime) -> list[Entry]:
    """Letters of the reader's agency that failed, may have, or wait although nothing keeps them: the latest
    first, MOST_TROUBLED at most."""
    stuck = sa.and_(Letter.state == WAITING, Letter.queued_at < now - UNATTENDED_AFTER)
    rows = _letters(reader.agency_id).where(sa.or_(Letter.state.in_((FAILED, UNCERTAIN)), stuck))
    return _entries(rows.order_by(Letter.id.desc()).limit(MOST_TROUBLED))


def sent_page(reader: Person, *, name: str, number: int) -> Page[Entry]:
    """A page of all letters, the latest first; to people whose name holds these letters."""
    wanted = name.strip()[:LONGEST_NAME]
    rows = _letters(reader.agency_id)
    if wanted:
        rows = rows.where(Person.name.icontains(wanted, autoescape=True))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(max(number, 1), pages)
    some = rows.order_by(Letter.id.desc()).limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
    return Page(_entries(some), page, pages, total)


def letters_to(person_id: int) -> list[Letter]:
    """The latest letters to one person, MOST_OF_ONE at most."""
    rows = sa.select(Letter).where(Letter.person_id == person_id, Letter.kind.in_(KINDS))
    return list(db.session.scalars(rows.order_by(Letter.id.desc()).limit(MOST_OF_ONE)))


def _letters(agency_id: int) -> sa.Select[Letter, str | None, str | None]:
    return (
        sa.select(Letter, Person.name, Person.ref)
        .outerjoin(Person, sa.and_(Person.id == Letter.person_id, Person.agency_id == agency_id))
        .where(Letter.agency_id == agency_id, Letter.kind.in_(KINDS))
    )


def _entries(rows: sa.Select[Letter, str | None, str | None]) -> list[Entry]:
    return [Entry(letter, name or "", ref or "") for letter, name, ref in db.session.execute(rows)]
