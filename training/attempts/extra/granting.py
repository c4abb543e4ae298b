"""What happens with extra time: granted by somebody else with a reason, ended, added to an open run."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from ..models import CERTIFICATION, OPEN, Attempt
from ..timing import extra_of, is_overdue
from .models import ExtraTime

PERCENTS = (25, 50, 100)
LONGEST_REASON = 500


class NotGrantable(ValueError):
    """`why`: self (nobody grants it to themselves), percent, or reason (empty or too long)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Stale(Exception):
    """Somebody granted or ended it since the page was made. Nothing was saved."""


def find(reader: Person, ref: str) -> Person | None:
    """A person of the reader's agency."""
    return db.session.scalar(sa.select(Person).where(Person.ref == ref, Person.agency_id == reader.agency_id))


def current(person_id: int) -> ExtraTime | None:
    """What the person is given now, with who granted it."""
    rows = sa.select(ExtraTime).where(ExtraTime.person_id == person_id, ExtraTime.ended_at.is_(None))
    return db.session.scalar(rows.options(joinedload(ExtraTime.granted_by)))


def history(person_id: int) -> list[ExtraTime]:
    """All that was ever granted, the latest first, with who granted and ended it."""
    rows = sa.select(ExtraTime).where(ExtraTime.person_id == person_id).order_by(ExtraTime.id.desc())
    who = (joinedload(ExtraTime.granted_by), joinedload(ExtraTime.ended_by))
    return list(db.session.scalars(rows.options(*who)))


def percent_of(person_id: int) -> int:
    """How much longer the person's certification runs are; 0 for most."""
    rows = sa.select(ExtraTime.percent).where(ExtraTime.person_id == person_id, ExtraTime.ended_at.is_(None))
    return db.session.scalar(rows) or 0


def grant(person: Person, *, percent: int, reason: str, seen: str, actor: Person, now: datetime) -> ExtraTime:
    """Give extra time from now on, in place of what held (`seen` is its reference, empty for none).

    Raises NotGrantable, Stale.
    """
    why = _fault(person, percent, reason, actor)
    if why:
        raise NotGrantable(why)
    _end_current(person, seen, actor, now)
    given = ExtraTime(
        agency_id=person.agency_id,
        person=person,
        percent=percent,
        reason=reason.strip(),
        granted_by=actor,
        granted_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(given)
    except IntegrityError:
        raise Stale from None
    record("extra_time.granted", given, actor=actor.ref, at=now)
    return given


def end(person: Person, *, seen: str, actor: Person, now: datetime) -> None:
    """Runs that start from now on have the usual minutes; those begun keep theirs.

    Raises NotGrantable, Stale.
    """
    if person.id == actor.id:
        raise NotGrantable("self")
    if not seen:
        raise Stale
    _end_current(person, seen, actor, now)


def open_runs(person: Person, *, now: datetime) -> list[Attempt]:
    """The person's certification runs that could be made longer."""
    rows = sa.select(Attempt).where(
        Attempt.person_id == person.id, Attempt.purpose == CERTIFICATION, Attempt.state == OPEN
    )
    return [run for run in db.session.scalars(rows) if not is_overdue(run.deadline_at, now=now)]


def extend_open_runs(given: ExtraTime, *, now: datetime) -> int:
    """Give the runs that are open as much as if they started now; how many became longer. Never shorter."""
    longer = 0
    for run in open_runs(given.person, now=now):
        more = extra_of(run.minutes - run.extra_minutes, given.percent) - run.extra_minutes
        if more > 0 and _extend(run, more):
            db.session.refresh(run)
            record("attempt.extended", run, actor=given.granted_by.ref, at=now)
            longer += 1
    return longer


def _fault(person: Person, percent: int, reason: str, actor: Person) -> str:
    if person.id == actor.id:
        return "self"
    if percent not in PERCENTS:
        return "percent"
    return "" if 0 < len(reason.strip()) <= LONGEST_REASON else "reason"


def _end_current(person: Person, seen: str, actor: Person, now: datetime) -> None:
    held = current(person.id)
    if (held.ref if held else "") != seen:
        raise Stale
    if held is None:
        return
    ending = sa.update(ExtraTime).where(ExtraTime.id == held.id, ExtraTime.ended_at.is_(None))
    if not affected(ending.values(ended_at=now, ended_by_id=actor.id)):
        raise Stale
    db.session.refresh(held)
    record("extra_time.ended", held, actor=actor.ref, at=now)


def _extend(run: Attempt, more: int) -> bool:
    """The deadline and the minutes together, unless the run ended or its clock started meanwhile."""
    values = {"minutes": run.minutes + more, "extra_minutes": run.extra_minutes + more}
    if run.deadline_at:
        values["deadline_at"] = run.deadline_at + timedelta(minutes=more)  # type: ignore[assignment]
    same = (
        Attempt.deadline_at.is_(None) if run.deadline_at is None else Attempt.deadline_at == run.deadline_at
    )
    where = (Attempt.id == run.id, Attempt.state == OPEN, Attempt.minutes == run.minutes, same)
    return bool(affected(sa.update(Attempt).where(*where).values(**values)))
