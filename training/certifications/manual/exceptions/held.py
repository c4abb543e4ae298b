"""What HR decided that runs on or runs out, and certificates in doubt."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ....attempts.models import Outcome
from ....people.models import Person
from ...models import Certificate, CertificateDoubt, Certification, Period
from ..models import Excusal, Provisional
from .columns import Office, Rows, columns, people

LONG, SOON = timedelta(days=365), timedelta(days=14)


def open_excusal(office: Office) -> Rows:
    """Excused without an end for more than a year."""
    rows = sa.select(*columns(day=Excusal.since, ref=Excusal.ref)).select_from(Excusal)
    rows = rows.join(Person, Person.id == Excusal.person_id)
    long = (Excusal.until.is_(None), Excusal.since < office.today - LONG, Excusal.withdrawn_at.is_(None))
    return rows.where(*long, *people(office))


def provisional_ends(office: Office) -> Rows:
    """Certified for a time that is nearly over, with nothing after it."""
    shown = columns(
        scheme_ref=Certification.ref,
        title=Certification.title,
        day=Provisional.until,
        ref=Provisional.ref,
    )
    rows = sa.select(*shown).select_from(Provisional).join(Person, Person.id == Provisional.person_id)
    rows = rows.join(Certification, Certification.id == Provisional.certification_id)
    later = aliased(Provisional)
    same = (later.person_id == Person.id, later.certification_id == Certification.id)
    certified = sa.exists().where(
        Period.person_id == Person.id,
        Period.certification_id == Certification.id,
        Period.revoked_at.is_(None),
        Period.valid_until > Provisional.until,
    )
    return rows.where(
        Provisional.until.between(office.today, office.today + SOON),
        Provisional.withdrawn_at.is_(None),
        ~certified,
        ~sa.exists().where(*same, later.withdrawn_at.is_(None), later.until > Provisional.until),
        *people(office),
    )


def doubt(office: Office) -> Rows:
    """A certificate that rests on a run that no longer passes."""
    rows = sa.select(*columns(note=Certificate.number, ref=Certificate.ref)).select_from(CertificateDoubt)
    rows = rows.join(Period, Period.id == CertificateDoubt.period_id)
    rows = rows.join(Certificate, Certificate.period_id == Period.id)
    rows = rows.join(Outcome, Outcome.id == CertificateDoubt.outcome_id)
    rows = rows.join(Person, Person.id == Period.person_id)
    waits = (CertificateDoubt.decided_at.is_(None), Period.revoked_at.is_(None))
    mine = (CertificateDoubt.agency_id == office.agency_id, Outcome.superseded_at.is_(None))
    return rows.where(*waits, *mine)
