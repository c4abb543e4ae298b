"""Shortcuts for these tests: who sits on boards, and a matter as it stands after its first step."""

from datetime import UTC, date, datetime

import sqlalchemy as sa

from training.codes.service import version_in_force
from training.core.db import db
from training.decisions.cases.procedure.acts import Opened
from training.decisions.models import ETHICS, Case, CaseClause, Seat
from training.decisions.stepping import add_step, next_number
from training.people.models import Person

from ..cast import Member

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def person_of(member: Member) -> Person:
    """The row of a member of the cast."""
    return db.session.scalars(sa.select(Person).where(Person.email == member.email)).one()


def a_case(
    keeper: Person,
    subject: Person,
    *,
    track: str = ETHICS,
    clauses: tuple[str, ...] = ("D.4",),
    happened_on: date = date(2026, 11, 20),
    now: datetime = MORNING,
) -> Case:
    """A case that was just taken up, on record when the caller commits; the service is not asked."""
    version = version_in_force(subject.agency_id)
    texts = {clause.address: clause.text for clause in version.clauses}
    act = Opened(
        track=track,
        happened_on=happened_on,
        reported_on=now.date(),
        channel="desk",
        summary="Diduga menerima pemberian di loket.",
        clauses=clauses,
    )
    case = Case(
        agency_id=subject.agency_id,
        number=next_number(subject.agency, "ETIK" if track == ETHICS else "DISIPLIN", now),
        subject=subject,
        happened_on=happened_on,
        opened_at=now,
        opened_by=keeper,
        track=track,
        reported_on=act.reported_on,
        channel=act.channel,
        summary=act.summary,
        rev=0,
        clauses=[CaseClause(version_id=version.id, address=each, text=texts[each]) for each in clauses],
    )
    db.session.add(case)
    db.session.flush()
    add_step(case, act.kind, act.said(), on=act.reported_on, by=keeper, rev=0, now=now)
    return case


def seat(case: Case, person: Person, role: str = "member") -> Seat:
    """Somebody sits in the case from now on."""
    row = Seat(
        agency_id=case.agency_id,
        matter=case,
        person=person,
        role=role,
        rank=person.rank,
        since_step=case.rev,
    )
    db.session.add(row)
    db.session.flush()
    return row
