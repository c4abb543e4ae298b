"""What was ever decided by hand about one person, as plain values, also what was withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ..models import Certification
from .models import Excusal, Extension, Provisional, Waiver


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: `kind` is the ledger's name of the row, `subject` what a waiver is of (a module's key or
    `attestation`). Why and on what paper is not read: it may be about somebody's health."""

    kind: str
    record: str
    scheme: str
    title: str
    since: date | None
    until: date | None
    subject: str
    recorded_at: datetime
    withdrawn_at: datetime | None


def decided_about(person_id: int) -> list[Decided]:
    """Excusals, extensions, waivers and provisional certifications, in the order they were made. One
    statement."""
    day, text = sa.cast(sa.null(), sa.Date), sa.cast(sa.null(), sa.String)
    rows = sa.union_all(
        _one(Excusal, None, Excusal.since, Excusal.until, text, person_id),
        _one(Extension, Extension.certification_id, day, Extension.due_on, text, person_id),
        _one(Waiver, Waiver.certification_id, day, day, Waiver.subject, person_id),
        _one(
            Provisional, Provisional.certification_id, Provisional.since, Provisional.until, text, person_id
        ),
    ).order_by(sa.text("at"), sa.text("ref"))
    return [
        Decided(
            kind=row.kind,
            record=f"{row.kind}:{row.ref}",
            scheme=row.scheme or "",
            title=row.title or "",
            since=row.since,
            until=row.until,
            subject=row.subject or "",
            recorded_at=row.at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in db.session.execute(rows)
    ]


def _one(kind: Any, scheme: Any, since: Any, until: Any, subject: Any, person_id: int) -> sa.Select[Any]:
    of_scheme = (Certification.ref, Certification.title) if scheme is not None else (sa.null(), sa.null())
    rows = sa.select(
        *(sa.literal(kind.record_kind).label("kind"), kind.ref.label("ref")),
        *(
            sa.cast(each, sa.String).label(name)
            for each, name in zip(of_scheme, ("scheme", "title"), strict=True)
        ),
        *(since.label("since"), until.label("until"), subject.label("subject")),
        *(kind.recorded_at.label("at"), kind.withdrawn_at.label("withdrawn_at")),
    ).select_from(kind)
    if scheme is not None:
        rows = rows.join(Certification, Certification.id == scheme)
    return rows.where(kind.person_id == person_id)
