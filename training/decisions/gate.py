"""Who may read a matter: who keeps cases, who sits in it, and — by another door — whom it is about."""

from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ..core.db import db
from ..people.models import Person
from .models import AccessGrant, Matter, Seat

M = TypeVar("M", bound=Matter)
KEEPS = {"case": "cases.manage", "nomination": "awards.manage"}


def find(reader: Person, kind: type[M], ref: str) -> M | None:
    """A matter that the reader keeps or sits in. Never one's own, nor one of another agency, nor one that was
    erased; for the subject see `find_own`."""
    rows = sa.select(kind).where(
        kind.ref == ref, kind.agency_id == reader.agency_id, kind.erased_at.is_(None)
    )
    subject = joinedload(kind.subject)
    found = db.session.scalar(rows.options(subject, subject.options(lazyload(Person.grants))))
    if found is None or found.subject_id == reader.id:
        return None
    return found if keeps(reader, found) or seats_of(reader, found) else None


def find_own(subject: Person, kind: type[M], ref: str) -> M | None:
    """A matter about oneself."""
    rows = sa.select(kind).where(kind.ref == ref, kind.subject_id == subject.id, kind.erased_at.is_(None))
    return db.session.scalar(rows)


def keeps(reader: Person, matter: Matter) -> bool:
    """Whether the reader keeps matters of this kind at this agency, and it is not about the reader."""
    here = matter.agency_id == reader.agency_id and matter.subject_id != reader.id
    return here and reader.may(KEEPS[matter.kind])


def seats_of(reader: Person, matter: Matter) -> set[str]:
    """The seats the reader has in a matter now."""
    rows = sa.select(Seat.role).where(
        Seat.matter_id == matter.id, Seat.person_id == reader.id, Seat.until_step.is_(None)
    )
    return set(db.session.scalars(rows))


def live_grant(reader: Person, matter: Matter, now: datetime) -> AccessGrant | None:
    """The loan under which the reader may open the file of a matter now; the one that lasts longest."""
    rows = sa.select(AccessGrant).where(
        AccessGrant.matter_id == matter.id,
        AccessGrant.person_id == reader.id,
        AccessGrant.since <= now,
        AccessGrant.until > now,
        AccessGrant.ended_at.is_(None),
    )
    return db.session.scalar(rows.order_by(AccessGrant.until.desc()).limit(1))
