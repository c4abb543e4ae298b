"""Shortcuts for these tests: an office of people about whom HR decides by hand."""

from datetime import date, datetime

import sqlalchemy as sa

from training.certifications.changes import on_changed
from training.certifications.manual.deciding import By, Words
from training.certifications.standing import own
from training.core.clock import day_in
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.people.models import Person

from ..office import MORNING, person_of

TODAY = date(2026, 11, 23)
told: list[int] = []


def listen() -> list[int]:
    """Whose certifications changed since."""
    told.clear()
    on_changed(_note)
    return told


def by(actor: Person, reason: str = "Sesuai surat tugas.", document: str = "", **more: object) -> By:
    """A decision of this person on the day of these tests."""
    return By(actor, more.pop("now", MORNING), Words.tidy(reason, document), **more)


def state(person: Person, on: date = TODAY) -> tuple[str, bool, date | None]:
    """Where the person stands: state, excused, last day in time."""
    holding = own(person, on=on).holding
    return str(holding.state), holding.excused, holding.due_on


def leaves(kind: str) -> int:
    """How often this was recorded."""
    return db.session.scalar(
        sa.select(sa.func.count()).select_from(LedgerLeaf).where(LedgerLeaf.kind == kind)
    )


def today(person: Person, moment: datetime = MORNING) -> date:
    return day_in(person.agency.zone, moment)


def _note(people, _now):
    told.extend(people)


__all__ = ["MORNING", "TODAY", "by", "leaves", "listen", "person_of", "state", "today"]
