"""What HR does with batches: ask for one, look at it, call it off."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...core import jobs
from ...core.db import db
from ...people.models import Person, Unit
from ..models import Certification
from .choosing import count
from .models import CertificateBatch

MOST_OPEN = 3
SHOWN = 25


class Empty(Exception):
    """No certificate fits what was chosen. Nothing was saved."""


class TooMany(Exception):
    """The agency has as many batches under way as it may. Nothing was saved."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What HR chose; None and an empty text choose nothing."""

    certification: str = ""
    unit: str = ""
    issued_from: date | None = None
    issued_until: date | None = None


def ask(choice: Choice, *, actor: Person, origin: str, now: datetime) -> CertificateBatch:
    """A batch that waits for a worker. Raises Empty, TooMany, and ValueError for a scheme or unit that the
    agency does not have, or days the wrong way round."""
    if choice.issued_from and choice.issued_until and choice.issued_from > choice.issued_until:
        raise ValueError("days")
    open_now = sa.select(sa.func.count(CertificateBatch.id)).where(
        CertificateBatch.agency_id == actor.agency_id,
        CertificateBatch.state.in_((jobs.WAITING, jobs.RUNNING)),
    )
    if (db.session.scalar(open_now) or 0) >= MOST_OPEN:
        raise TooMany
    batch = CertificateBatch(
        agency_id=actor.agency_id,
        by_id=actor.id,
        queued_at=now,
        certification_id=_id_of(Certification, choice.certification, actor.agency_id),
        unit_id=_id_of(Unit, choice.unit, actor.agency_id),
        issued_from=choice.issued_from,
        issued_until=choice.issued_until,
        origin=origin,
    )
    batch.total = count(batch, zone=actor.agency.zone)
    if not batch.total:
        raise Empty
    db.session.add(batch)
    db.session.flush()
    return batch


def call_off(batch: CertificateBatch, *, now: datetime) -> bool:
    """Nobody wants it any more; False when it had ended. The worker removes what it printed."""
    return jobs.cancel(batch, now)


def batches_of(person: Person) -> list[CertificateBatch]:
    """The agency's last batches, the latest first."""
    told = (joinedload(CertificateBatch.certification), joinedload(CertificateBatch.unit))
    rows = sa.select(CertificateBatch).where(CertificateBatch.agency_id == person.agency_id).options(*told)
    return list(db.session.scalars(rows.order_by(CertificateBatch.id.desc()).limit(SHOWN)))


def find(person: Person, ref: str) -> CertificateBatch | None:
    """A batch of the person's agency."""
    rows = sa.select(CertificateBatch).where(CertificateBatch.ref == ref)
    return db.session.scalar(rows.where(CertificateBatch.agency_id == person.agency_id))


def being_printed(now: datetime) -> bool:
    """Whether a worker has its hands full with a batch: then others wait their turn."""
    running = sa.exists().where(CertificateBatch.state == jobs.RUNNING, CertificateBatch.leased_until >= now)
    return bool(db.session.scalar(sa.select(running)))


def schemes_and_units(person: Person) -> tuple[list[Certification], list[Unit]]:
    """What there is to choose from."""
    schemes = sa.select(Certification).where(Certification.agency_id == person.agency_id)
    units = sa.select(Unit).where(Unit.agency_id == person.agency_id, ~Unit.closed)
    return (
        list(db.session.scalars(schemes.order_by(Certification.title, Certification.id))),
        list(db.session.scalars(units.order_by(Unit.name))),
    )


def _id_of(kind: type[Certification] | type[Unit], ref: str, agency_id: int) -> int | None:
    if not ref:
        return None
    found = db.session.scalar(sa.select(kind.id).where(kind.ref == ref, kind.agency_id == agency_id))
    if found is None:
        raise ValueError(kind.__tablename__)
    return found
