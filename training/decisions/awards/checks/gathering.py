"""What is known about one person for a check, read from the record in five statements."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ....certifications.days import day_after
from ....certifications.models import Assignment, Certification
from ....certifications.rounds import RoundsOf, rounds_of
from ....certifications.rules import moved
from ....certifications.rulings import Ruled, ruled, rulings_of
from ....core.db import db
from ....people.models import Departure, Person
from ...entries.models import ATTENDANCE, COMPLAINT, SANCTION, Entry
from .evidence import Certified, Entered, Evidence
from .gaps import DAY

LOOKED_AT = (SANCTION, COMPLAINT, ATTENDANCE)
CIVIL_SERVANT = 18


@dataclass(frozen=True, slots=True)
class Appointment:
    """The first appointment as a human read it from a paper."""

    on: date | None = None
    paper: str = ""


NO_PAPER = Appointment()


def evidence_of(
    person: Person, *, as_of: date, known_by: datetime, appointment: Appointment = NO_PAPER
) -> Evidence:
    """All that a check of this person looks at, as it stood on a day and was known at a moment."""
    return Evidence(
        joined_on=person.joined_on,
        appointed_on=appointment.on,
        appointed_paper=appointment.paper,
        hinted=hint_of(person.nip, person.employment),
        breaks=_breaks(person, known_by),
        certified=_certified(person, as_of, known_by),
        entered=_entered(person),
    )


def hint_of(nip: str | None, employment: str) -> str:
    """The year and month of the first appointment that a civil servant's NIP holds, as `2015-05`; or nothing.
    Only a hint: the number of a PPPK holds something else there, and a number may be mistyped."""
    if employment not in {"pns", ""} or not nip or len(nip) != CIVIL_SERVANT or not nip.isdigit():
        return ""
    year, month = int(nip[8:12]), int(nip[12:14])
    return f"{year:04}-{month:02}" if 1950 <= year <= 2100 and 1 <= month <= 12 else ""


def _breaks(person: Person, known_by: datetime) -> list[tuple[date, date | None]]:
    rows = sa.select(Departure.left_on, Departure.back_on).where(
        Departure.person_id == person.id,
        Departure.recorded_at <= known_by,
        sa.or_(Departure.withdrawn_at.is_(None), Departure.withdrawn_at > known_by),
    )
    return [(left, back) for left, back in db.session.execute(rows.order_by(Departure.left_on))]


def _entered(person: Person) -> list[Entered]:
    """Everything HR entered, withdrawn or not: what counts when is told by the rules."""
    rows = sa.select(Entry).where(Entry.person_id == person.id, Entry.kind.in_(LOOKED_AT))
    return [
        Entered(
            ref=row.ref,
            kind=row.kind,
            since=row.since,
            until=row.until,
            recorded_at=row.recorded_at,
            withdrawn_at=row.withdrawn_at,
            track=row.track,
            level=row.level,
            title=row.title,
            number=row.number,
            counted=row.counted,
        )
        for row in db.session.scalars(rows.order_by(Entry.since, Entry.id))
    ]


def _certified(person: Person, as_of: date, known_by: datetime) -> list[Certified]:
    """The certifications that were asked of the person on the day; where none was, those they held then."""
    zone = person.agency.zone
    until = min(day_after(as_of, zone), known_by)
    schemes = db.session.execute(_schemes(person, until)).all()
    rounds = rounds_of([row.id for row in schemes], as_of, zone, person.id, known_by=known_by)
    decided = rulings_of(person.agency_id, known_by=known_by, person_id=person.id)
    asked = [row for row in schemes if row.due_on is not None]
    held = [row for row in schemes if any(each.valid_until >= as_of for each in rounds[person.id, row.id])]
    return [_one(row, rounds, ruled(decided, person.id, row.id), person.id, as_of) for row in (asked or held)]


def _one(row: Any, rounds: RoundsOf, by_hand: Ruled, person: int, as_of: date) -> Certified:
    due = (by_hand.extended_to or row.due_on) if row.due_on else None
    return Certified(
        ref=row.ref,
        title=row.title,
        rounds=tuple(rounds[person, row.id]),
        owed_from=moved(due, by_hand.excusals, as_of) + DAY if due else None,
        grace_days=row.grace_days,
        excused=by_hand.excusals,
        lent=by_hand.provisionals,
    )


def _schemes(person: Person, until: datetime) -> sa.Select[int, str, str, int, date]:
    asked = sa.and_(
        Assignment.certification_id == Certification.id,
        Assignment.person_id == person.id,
        Assignment.assigned_at <= until,
        sa.or_(Assignment.ended_at.is_(None), Assignment.ended_at > until),
    )
    return (
        sa.select(
            Certification.id,
            Certification.ref,
            Certification.title,
            Certification.grace_days,
            Assignment.due_on,
        )
        .outerjoin(Assignment, asked)
        .where(Certification.agency_id == person.agency_id)
        .where(sa.or_(Certification.closed_at.is_(None), Certification.closed_at > until))
        .order_by(Certification.id)
    )
