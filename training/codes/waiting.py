"""Uploads that wait to be read, and who may see how far they are: the administrators of their agency."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..core import jobs
from ..core.db import db
from ..people.models import Person
from .extraction import How
from .intake import Told
from .models import CodeVersion, Intake, IntakeFile

MOST_WAITING = 5
UNATTENDED_AFTER = timedelta(minutes=1)
UNFINISHED = (jobs.WAITING, jobs.RUNNING)


class TooMany(Exception):
    """The agency has MOST_WAITING uploads in line already."""


@dataclass(frozen=True, slots=True)
class Line:
    """How many uploads are before one, and whether it seems that no worker runs."""

    ahead: int
    unattended: bool


def wait_in_line(person: Person, data: bytes, name: str, how: How, told: Told, *, now: datetime) -> Intake:
    """Put an upload in line for the worker, with what was told about it. Raises TooMany."""
    if len(unfinished(person)) >= MOST_WAITING:
        raise TooMany
    row = Intake(
        agency_id=person.agency_id,
        person_id=person.id,
        name=name,
        how=how,
        code_id=told.code.id if told.code else None,
        slug=told.slug,
        title=told.title,
        decree=told.decree,
        decree_date=told.decree_date,
        in_force_from=told.in_force_from,
        queued_at=now,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(IntakeFile(intake_id=row.id, data=data))
    db.session.flush()
    return row


def find(person: Person, ref: str) -> Intake | None:
    """An upload of the person's agency, with the version it became."""
    rows = sa.select(Intake).where(Intake.agency_id == person.agency_id, Intake.ref == ref)
    whole = joinedload(Intake.version).selectinload(CodeVersion.clauses)
    return db.session.scalar(rows.options(whole))


def unfinished(person: Person) -> list[Intake]:
    """What the person's agency has in line, the oldest first."""
    rows = sa.select(Intake).where(Intake.agency_id == person.agency_id, Intake.state.in_(UNFINISHED))
    return list(db.session.scalars(rows.order_by(Intake.id)))


def line_of(row: Intake, now: datetime) -> Line:
    """Where an upload stands in line."""
    others = sa.select(
        sa.func.count().filter(Intake.id < row.id),
        sa.func.count().filter(Intake.state == jobs.RUNNING, Intake.leased_until >= now),
    ).where(Intake.state.in_(UNFINISHED))
    ahead, running = db.session.execute(others).one()
    waits = row.state == jobs.WAITING and now - row.queued_at > UNATTENDED_AFTER
    return Line(ahead, waits and not running)


def cancel(row: Intake, *, now: datetime) -> bool:
    """Stop waiting for an upload and forget its bytes; False when it is read or refused by now."""
    if not jobs.cancel(row, now):
        return False
    forget(row.id)
    return True


def forget(number: int) -> None:
    """Delete the bytes of an upload."""
    db.session.execute(sa.delete(IntakeFile).where(IntakeFile.intake_id == number))
