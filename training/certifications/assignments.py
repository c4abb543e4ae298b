"""What was asked of one person, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ..core.db import db
from .models import HAND, Assignment, Certification


@dataclass(frozen=True, slots=True)
class AssignmentKept:
    """That somebody must hold a certification. `modules` are keys, none standing for the whole code; `record`
    names it on the ledger where a person's hand made or ended it. One that began again is only known from
    that day on."""

    record: str | None
    scheme: str
    title: str
    code_id: int
    modules: tuple[str, ...]
    assigned_at: datetime
    due_on: date
    by_hand: bool
    ended_at: datetime | None


def assignments_kept(person_id: int) -> list[AssignmentKept]:
    """Everything ever asked of a person, the earliest first. One statement."""
    rows = (
        sa.select(
            Assignment, Certification.ref, Certification.title, Certification.code_id, Certification.modules
        )
        .join(Certification, Certification.id == Assignment.certification_id)
        .where(Assignment.person_id == person_id)
        .order_by(Assignment.assigned_at, Assignment.id)
    )
    return [
        AssignmentKept(
            f"{row.record_kind}:{row.ref}" if row.source == HAND or row.by_id is not None else None,
            *(scheme, title, code_id, tuple(modules), row.assigned_at, row.due_on),
            *(row.source == HAND, row.ended_at),
        )
        for row, scheme, title, code_id, modules in db.session.execute(rows)
    ]
