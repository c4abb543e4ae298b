"""Who must hold a certification by a person's word: assigned by hand, or no longer asked."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from ..changes import changed
from ..models import HAND, Assignment, Certification
from .acts import Assign
from .deciding import By, Stale, admit, hold, touched, undo
from .models import Extension
from .undoing import EndAssignment


def assign_by_hand(
    person: Person,
    certification: Certification,
    act: Assign,
    by: By,
) -> Assignment:
    """Ask the person to hold it by a day. What ended begins again with the new day. Raises Refused, Stale."""
    hold(person)
    admit(person, act, touched(person, certification), by)
    row = begin(person, certification, act, by)
    changed([person.id], by.now)
    return row


def begin(person: Person, certification: Certification, act: Assign, by: By) -> Assignment:
    """The assignment itself, for whoever looked whether it may be and tells of it. Raises Stale."""
    known = db.session.scalar(
        sa.select(Assignment).filter_by(person_id=person.id, certification_id=certification.id)
    )
    _forget_extensions(person, certification, by)
    row = known or Assignment(
        agency_id=person.agency_id, person_id=person.id, certification_id=certification.id
    )
    row.due_on, row.assigned_at, row.ended_at = act.due_on, by.now, None
    row.source, row.by, row.reason = HAND, by.actor, by.words.reason
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Stale from None
    record("assignment.resumed" if known else "assignment.made", row, actor=by.actor.ref, at=by.now)
    return row


def end_assignment(row: Assignment, by: By) -> Assignment:
    """Ask it no longer. What is held stays held, and its extensions are withdrawn. Raises Refused, Stale."""
    person, certification = row.person, row.certification
    hold(person)
    admit(person, EndAssignment(), touched(person, certification), by)
    _forget_extensions(person, certification, by)
    rows = sa.update(Assignment).where(Assignment.id == row.id, Assignment.ended_at.is_(None))
    if not affected(rows.values(ended_at=by.now, by_id=by.actor.id, reason=by.words.reason)):
        raise Stale
    db.session.refresh(row)
    record("assignment.ended", row, actor=by.actor.ref, at=by.now)
    changed([person.id], by.now)
    return row


def _forget_extensions(person: Person, certification: Certification, by: By) -> None:
    """A later day was given for an assignment; another one counts from its own."""
    rows = sa.select(Extension).filter_by(person_id=person.id, certification_id=certification.id)
    for each in db.session.scalars(rows.where(Extension.withdrawn_at.is_(None))):
        undo(each, By(by.actor, by.now), "extension.withdrawn")
