"""Revoking a certificate: it stays on record and verifies as revoked; a new one is earned, never restored."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from ..changes import changed
from ..models import Certificate, Period
from .cases import Standing, standings_of
from .deciding import By, Refused, Stale, hold
from .rules import Fault, text_faults
from .undoing import Revoke


def find_period(reader: Person, ref: str) -> Period | None:
    """The round of a certificate of the reader's agency."""
    rows = sa.select(Period).join(Certificate)
    rows = rows.where(Certificate.ref == ref, Period.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(joinedload(Period.person)))


def revoke(period: Period, by: By) -> None:
    """Take the certificate back from this moment. Raises Refused for one's own or without a reason, Stale
    when it was revoked already."""
    faults = [Fault("", "self")] if period.person_id == by.actor.id else text_faults(by.words.reason, "")
    if faults:
        raise Refused(faults)
    hold(period.person)
    rows = sa.update(Period).where(Period.id == period.id, Period.revoked_at.is_(None))
    if not affected(
        rows.values(revoked_at=by.now, revoked_by_id=by.actor.id, revoked_reason=by.words.reason)
    ):
        raise Stale
    db.session.refresh(period)
    record("certificate.revoked", period, actor=by.actor.ref, at=by.now)
    changed([period.person_id], by.now)


def revocation_of(period: Period) -> tuple[Revoke, Standing] | None:
    """The act on the round's case, while the round is known there."""
    for standing in standings_of(period.person):
        if standing.certification.id == period.certification_id:
            numbers = [getattr(each, "number", 0) for each in standing.case.rounds]
            return Revoke(numbers.index(period.round)), standing
    return None
