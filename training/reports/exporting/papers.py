"""A file of many certificates lists people too: it is kept beside every other file that was taken away."""

import sqlalchemy as sa

from ...certifications.batches.choosing import chosen
from ...certifications.batches.models import CertificateBatch
from ...certifications.models import Certificate, Period
from ...core.db import db
from ...ledger.service import Event
from ...people.models import Agency
from .rules import CERTIFICATES, ZIP
from .service import keep
from .tables import Tally


def keep_batch(event: Event) -> None:
    """Within the transaction that finishes a batch."""
    batch: CertificateBatch = event.row
    zone = db.session.get_one(Agency, batch.agency_id).zone
    rows = sa.select(Period.person_id).join(Certificate, Certificate.period_id == Period.id)
    people = set(db.session.scalars(rows.where(Certificate.id.in_(chosen(batch, zone=zone).order_by(None)))))
    days = {"since": batch.issued_from, "until": batch.issued_until}
    filters = {name: day.isoformat() for name, day in days.items() if day}
    filters |= {"unit": batch.unit.ref} if batch.unit else {}
    filters |= {"scheme": batch.certification.ref} if batch.certification else {}
    tally = Tally(batch.done, people)
    keep(
        batch.by, CERTIFICATES, ZIP, filters | {"batch": batch.ref}, tally, sha256=batch.sha256, now=event.at
    )
