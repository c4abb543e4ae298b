"""Which certificates belong to a batch: settled when it is asked for, so that every worker finds the same."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Posting, Unit
from ...people.posts import held_on
from ...people.tree import beneath
from ..days import day_after, day_begins
from ..models import Certificate, Period
from .models import CertificateBatch

KEPT = timedelta(days=7)


def chosen(batch: CertificateBatch, *, zone: str) -> sa.Select[int]:
    """The ids of its certificates in the order they were issued. What was revoked when it was asked for is
    left out; what is issued later does not join."""
    rows = sa.select(Certificate.id).join(Period, Period.id == Certificate.period_id)
    rows = rows.where(Period.agency_id == batch.agency_id, Certificate.issued_at <= batch.queued_at)
    rows = rows.where(sa.or_(Period.revoked_at.is_(None), Period.revoked_at > batch.queued_at))
    if batch.certification_id is not None:
        rows = rows.where(Period.certification_id == batch.certification_id)
    if batch.issued_from is not None:
        rows = rows.where(Certificate.issued_at >= day_begins(batch.issued_from, zone))
    if batch.issued_until is not None:
        rows = rows.where(Certificate.issued_at < day_after(batch.issued_until, zone))
    if batch.unit_id is not None:
        rows = rows.where(_posted_in(_with_units_below(batch), day_in(zone, batch.queued_at)))
    return rows.order_by(Certificate.id)


def count(batch: CertificateBatch, *, zone: str) -> int:
    """How many certificates that are."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(chosen(batch, zone=zone).subquery())) or 0


def _posted_in(units: set[int], day: date) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Posting.person_id == Period.person_id,
        Posting.unit_id.in_(units),
        held_on(day),
    )


def _with_units_below(batch: CertificateBatch) -> set[int]:
    rows = sa.select(Unit.id, Unit.parent_id).where(Unit.agency_id == batch.agency_id)
    return beneath(dict(db.session.execute(rows).all()), [batch.unit_id] if batch.unit_id else [])


def kept_until(finished_at: datetime) -> datetime:
    """Until when the ZIP of a batch is there."""
    return finished_at + KEPT
