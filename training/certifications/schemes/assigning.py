"""Assignment by rule: whoever a scheme's audience meets must hold it. Again and again, the same; two at once,
the same."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db, insert_into
from ...core.ids import new_ref
from ...ledger.service import record
from ...people.models import Agency, Person
from ..changes import changed
from ..issuing import SYSTEM
from ..models import RULE, Assignment, Certification
from .audience import Audience, first_due
from .granting import grant_newcomers
from .reach import missing, returning

CHUNK, ROWS = 500, 5000
T = TypeVar("T")
RETURNED = "kembali termasuk sasaran"


def assign_audience(
    certification: Certification,
    *,
    now: datetime,
    among: Collection[int] | None = None,
    before: Audience | None = None,
) -> int:
    """Assign everybody the scheme's audience meets and who is not asked yet, of all or of some people (ids);
    how many that were. Whose assignment was ended by hand is asked again only after taking up another post,
    or when the audience `before` did not reach them. A closed scheme asks nobody."""
    if certification.closed_at is not None:
        return 0
    audience = Audience.read(certification.audience)
    today = day_in(db.session.get_one(Agency, certification.agency_id).zone, now)
    new = _some(missing(certification, audience, today), among)
    people = _insert(certification, audience, db.session.execute(new).all(), today, now)
    again = _some(returning(certification, audience, today, before=before), among)
    people += [
        _resume(row, first_due(audience, certification.due_days, joined_on, today), now)
        for row, joined_on in db.session.execute(again).all()
    ]
    changed(people, now)
    return len(people)


def assign_people(people: Collection[int], now: datetime) -> None:
    """These people (ids) entered or changed: assign them what now asks them, and certify who has met all of
    it in earlier runs."""
    listed = list(people)
    for start in range(0, len(listed), CHUNK):
        some = listed[start : start + CHUNK]
        schemes = db.session.scalars(_asking(some)).all()
        if sum(assign_audience(certification, now=now, among=some) for certification in schemes):
            grant_newcomers(some, now=now)


def _asking(people: Collection[int]) -> sa.Select[Certification]:
    agencies = sa.select(Person.agency_id).where(Person.id.in_(people))
    rows = sa.select(Certification).where(Certification.agency_id.in_(agencies))
    return rows.where(Certification.closed_at.is_(None)).order_by(Certification.id)


def _some(rows: sa.Select[T, Any], among: Collection[int] | None) -> sa.Select[T, Any]:
    return rows if among is None else rows.where(Person.id.in_(among))


def _insert(
    certification: Certification, audience: Audience, rows: Sequence[Any], today: date, now: datetime
) -> list[int]:
    insert = insert_into(Assignment.__table__)
    once = insert.on_conflict_do_nothing(index_elements=["certification_id", "person_id"])
    once = once.returning(Assignment.person_id)
    added: list[int] = []
    for start in range(0, len(rows), ROWS):
        values = [
            {
                "ref": new_ref(),
                "agency_id": certification.agency_id,
                "certification_id": certification.id,
                "person_id": person,
                "due_on": first_due(audience, certification.due_days, joined_on, today),
                "assigned_at": now,
                "source": RULE,
                "reason": "",
            }
            for person, joined_on in rows[start : start + ROWS]
        ]
        added += db.session.scalars(once, values)
    return added


def _resume(row: Assignment, due_on: date, now: datetime) -> int:
    row.ended_at, row.assigned_at, row.due_on, row.source, row.reason = None, now, due_on, RULE, RETURNED
    db.session.flush()
    if row.by_id is not None:
        record("assignment.resumed", row, actor=SYSTEM, at=now)
    return row.person_id
