"""Following something back to its facts: for a reason, on record, and told to whom it is about."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ...certifications.models import Certificate, Period
from ...core.db import db
from ...core.ids import tidy_verification_code
from ...ledger.service import record
from ...people.models import Person
from ..awards.models import Award
from ..models import Matter, Step
from .models import CERTIFICATE, AuditLook

SHORTEST, LONGEST = 10, 1000
LASTS = timedelta(hours=8)
DECISIONS = ("decided", "reviewed")
AUDIT = "audit"


class Refused(ValueError):
    """Nothing was opened. `why` by field: `number` empty, unknown or own; `reason` short or long."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)


def look_into(auditor: Person, *, typed: str, reason: str, now: datetime) -> AuditLook:
    """Begin to follow a certificate, a case, a nomination, an award or a decision of the auditor's agency, by
    any number printed on it. Raises Refused; nobody looks into what is about themselves."""
    typed, reason = typed.strip(), reason.strip()
    found = _found(auditor, typed) if typed else None
    why: dict[str, str] = {}
    if found is None:
        why["number"] = "unknown" if typed else "empty"
    elif found[2] == auditor.id:
        why["number"] = "own"
    if len(reason) < SHORTEST:
        why["reason"] = "short"
    elif len(reason) > LONGEST:
        why["reason"] = "long"
    if why or found is None:
        raise Refused(why)
    kind, number, subject = found
    look = AuditLook(agency_id=auditor.agency_id, person=auditor, subject_id=subject)
    look.kind, look.number, look.reason, look.at = kind, number, reason, now
    db.session.add(look)
    db.session.flush()
    record("audit.looked", look, actor=auditor.ref, at=now)
    return look


def open_look(auditor: Person, ref: str, *, now: datetime) -> AuditLook | None:
    """A look of one's own that has not run out."""
    rows = sa.select(AuditLook).where(AuditLook.ref == ref, AuditLook.person_id == auditor.id)
    return db.session.scalar(rows.where(AuditLook.at > now - LASTS))


def may_read(auditor: Person, said: Mapping[str, object], *, now: datetime) -> bool:
    """Whether what an entry about somebody's learning says is open to an auditor: for who gave a reason."""
    if "person" not in said:
        return True
    subject = sa.select(Person.id).where(Person.ref == str(said["person"])).scalar_subquery()
    rows = sa.select(AuditLook.id).where(AuditLook.person_id == auditor.id, AuditLook.subject_id == subject)
    return db.session.scalar(rows.where(AuditLook.at > now - LASTS).limit(1)) is not None


def is_own(auditor: Person, said: Mapping[str, object]) -> bool:
    """Whether an entry tells of a matter about the auditor: that is for another auditor."""
    rows = sa.select(Matter.id).where(Matter.ref == str(said.get("matter", "")))
    return db.session.scalar(rows.where(Matter.subject_id == auditor.id)) is not None


def sightings_by_auditors(subject: Person) -> sa.Select[*tuple[Any, ...]]:
    """Who followed what about somebody, and why, among all who have seen their record (see
    `reports.own.sightings`)."""
    seen = (sa.literal(AUDIT), Person.name, AuditLook.number, sa.literal(1), AuditLook.at, AuditLook.reason)
    rows = sa.select(*seen).join(Person, Person.id == AuditLook.person_id)
    return rows.where(AuditLook.subject_id == subject.id)


def looks_of(auditor: Person, *, limit: int) -> list[AuditLook]:
    """What an auditor followed last."""
    rows = sa.select(AuditLook).where(AuditLook.person_id == auditor.id)
    return list(db.session.scalars(rows.order_by(AuditLook.at.desc(), AuditLook.id.desc()).limit(limit)))


def _found(auditor: Person, typed: str) -> tuple[str, str, int] | None:
    return _certificate(auditor, typed) or _matter(auditor, typed)


def _certificate(auditor: Person, typed: str) -> tuple[str, str, int] | None:
    rows = sa.select(Certificate.number, Period.person_id).join(Certificate.period)
    named = sa.or_(
        sa.func.upper(Certificate.number) == typed.upper(),
        Certificate.verification_code == tidy_verification_code(typed),
    )
    row = db.session.execute(rows.where(Period.agency_id == auditor.agency_id, named)).first()
    return (CERTIFICATE, row.number, row.person_id) if row else None


def _matter(auditor: Person, typed: str) -> tuple[str, str, int] | None:
    mine = sa.select(Matter).where(Matter.agency_id == auditor.agency_id, Matter.erased_at.is_(None))
    by_number = mine.where(sa.func.upper(Matter.number) == typed.upper())
    award = sa.or_(Award.number == typed, Award.verification_code == tidy_verification_code(typed))
    by_award = mine.where(Matter.id.in_(sa.select(Award.nomination_id).where(award)))
    found = db.session.scalar(by_number) or db.session.scalar(by_award) or _by_decision(mine, typed)
    if found is None or found.subject_id is None:
        return None
    return found.kind, found.number, found.subject_id


def _by_decision(mine: sa.Select[Matter], typed: str) -> Matter | None:
    """The matter in which a decision bears this number."""
    number = Step.said["number"].as_string()
    steps = sa.select(Step.matter_id).where(Step.kind.in_(DECISIONS), number == typed)
    return db.session.scalar(mine.where(Matter.id.in_(steps)).limit(1))
