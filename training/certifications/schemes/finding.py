"""Schemes as they are kept, for whoever shows or changes them."""

import sqlalchemy as sa

from ...codes.models import IN_FORCE, Code, CodeVersion
from ...core.db import db
from ...modules.models import COURSE, Module
from ..models import Assignment, Certification
from .audience import Audience
from .terms import Terms


def schemes_of(agency_id: int) -> list[Certification]:
    """Every scheme of an agency, those that still ask first, by title."""
    rows = sa.select(Certification).where(Certification.agency_id == agency_id)
    order = (Certification.closed_at.is_not(None), Certification.title, Certification.id)
    return list(db.session.scalars(rows.order_by(*order)))


def find_scheme(agency_id: int, ref: str) -> Certification | None:
    """A scheme of this agency, or None."""
    return db.session.scalar(
        sa.select(Certification).where(Certification.ref == ref, Certification.agency_id == agency_id)
    )


def codes_to_certify(agency_id: int) -> list[Code]:
    """The codes of an agency that are in force, by title."""
    rows = sa.select(Code).join(CodeVersion, CodeVersion.code_id == Code.id)
    rows = rows.where(Code.agency_id == agency_id, CodeVersion.state == IN_FORCE)
    return list(db.session.scalars(rows.order_by(Code.title, Code.id)))


def modules_of(code: Code) -> list[Module]:
    """The modules of the code's version in force, in order."""
    rows = sa.select(Module).join(CodeVersion, CodeVersion.id == Module.version_id)
    rows = rows.where(CodeVersion.code_id == code.id, CodeVersion.state == IN_FORCE, Module.kind == COURSE)
    return list(db.session.scalars(rows.order_by(Module.position)))


def terms_of(certification: Certification) -> Terms:
    """What is on record of a scheme, as plain values."""
    return Terms(
        title=certification.title,
        modules=tuple(certification.modules),
        short_modules=tuple(certification.short_modules),
        attestation=certification.attestation,
        pass_percent=certification.pass_percent,
        hours=certification.hours,
        mode=certification.mode,
        active_months=certification.active_months,
        window_months=certification.window_months,
        minimum_months=certification.minimum_months,
        grace_days=certification.grace_days,
        due_days=certification.due_days,
        closes_days=certification.closes_days,
        audience=Audience.read(certification.audience),
    )


def asked_people(certification: Certification) -> list[int]:
    """The ids of those it asks."""
    rows = sa.select(Assignment.person_id).where(
        Assignment.certification_id == certification.id, Assignment.ended_at.is_(None)
    )
    return list(db.session.scalars(rows))
