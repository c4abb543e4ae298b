"""The duty to catch up ends when the change has been learned and the code declared again."""

from collections.abc import Collection

import sqlalchemy as sa

from ..attempts.service import passed_module_ids
from ..attestations.models import Attestation
from ..codes.models import CodeVersion
from ..core.db import db
from ..ledger.service import Event, record
from ..modules.models import COURSE, Module
from ..people.models import Person
from .models import Certification, DeltaDuty, Period
from .requirements import may_complete


def settle(event: Event) -> None:
    """After a passed run, a declaration or a certificate: what of the person's duties that was the last of is
    met, and goes on record."""
    if not may_complete(event):
        return
    person: Person = event.row.person
    for duty in _open_duties(person.id):
        if _certified(duty) or (_learned(duty) and _declared(duty)):
            duty.met_at = event.at
            db.session.flush()
            record("delta.met", duty, actor=person.ref, at=event.at)


def asked_of(person_id: int) -> Collection[int] | None:
    """The delta modules somebody is asked for instead of the whole course; None while none is."""
    duties = _open_duties(person_id)
    return {duty.module_id for duty in duties if duty.module_id} if duties else None


def _open_duties(person_id: int) -> list[DeltaDuty]:
    rows = sa.select(DeltaDuty).where(DeltaDuty.person_id == person_id, DeltaDuty.met_at.is_(None))
    return list(db.session.scalars(rows.order_by(DeltaDuty.asked_at, DeltaDuty.id)))


def _learned(duty: DeltaDuty) -> bool:
    """The delta is passed, or everything the version teaches."""
    if duty.module_id is None or passed_module_ids(duty.person_id, [duty.module_id]):
        return True
    course = sa.select(Module.id).where(Module.version_id == duty.version_id, Module.kind == COURSE)
    every = set(db.session.scalars(course))
    return every == passed_module_ids(duty.person_id, every)


def _declared(duty: DeltaDuty) -> bool:
    """The version is attested, in any wording, or one that came after it; or the scheme does not ask it."""
    version = duty.version
    if not db.session.get_one(Certification, duty.certification_id).attestation:
        return True
    later = sa.or_(CodeVersion.lineage == version.lineage, CodeVersion.published_at > version.published_at)
    rows = (
        sa.select(Attestation.id)
        .join(CodeVersion, CodeVersion.id == Attestation.version_id)
        .where(Attestation.person_id == duty.person_id, CodeVersion.code_id == version.code_id, later)
    )
    return db.session.scalar(rows.limit(1)) is not None


def _certified(duty: DeltaDuty) -> bool:
    """A certificate was earned on this version or one that came after it, of the same scheme or of one that
    asks for the whole code."""
    rows = (
        sa.select(Certification)
        .join(Period, Period.certification_id == Certification.id)
        .join(
            CodeVersion,
            sa.and_(
                CodeVersion.code_id == Certification.code_id, CodeVersion.number == Period.version_number
            ),
        )
        .where(Period.person_id == duty.person_id, Certification.code_id == duty.version.code_id)
        .where(CodeVersion.published_at >= duty.version.published_at)
    )
    earned = db.session.scalars(rows)
    return any(each.id == duty.certification_id or not each.modules for each in earned)
