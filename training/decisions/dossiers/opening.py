"""Opening the file of a matter: with a live loan or as its keeper, for a reason, and on record each time."""

from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..gate import keeps
from ..models import AccessGrant, Dossier, Matter, Opening, Seat
from .lending import Refused
from .rules import OPENED, PAGE, PDF, reason_fault, visit_lasts

OWN_REASON = "Berkas tentang diri sendiri"


class NoAccess(LookupError):
    """The reader neither holds a loan that lasts nor keeps the matter."""


def may_open(matter: Matter, reader: Person, now: datetime) -> AccessGrant | None:
    """The loan by which the reader may open the file now; None for who keeps it. Raises NoAccess.

    Who left the panel has lost the loan with the seat, and nobody opens their own file by this door.
    """
    if matter.subject_id == reader.id or matter.agency_id != reader.agency_id:
        raise NoAccess(matter.ref)
    if keeps(reader, matter):
        return None
    grant = loan_of(reader, matter, now)
    if grant is None:
        raise NoAccess(matter.ref)
    return grant


def loan_of(reader: Person, matter: Matter, now: datetime) -> AccessGrant | None:
    """The loan the reader holds now with the seat it was lent to; the one that lasts longest."""
    sits = sa.exists().where(
        Seat.matter_id == matter.id, Seat.person_id == reader.id, Seat.until_step.is_(None)
    )
    rows = sa.select(AccessGrant).where(
        AccessGrant.matter_id == matter.id,
        AccessGrant.person_id == reader.id,
        AccessGrant.since <= now,
        AccessGrant.until > now,
        AccessGrant.ended_at.is_(None),
        sits,
    )
    return db.session.scalar(rows.order_by(AccessGrant.until.desc()).limit(1))


def open_dossier(
    matter: Matter, reader: Person, *, reason: str, what: str, now: datetime, dossier: Dossier | None = None
) -> Opening:
    """Put on record that the reader opens the page of a file, or takes it away (`what`: one of OPENED).

    Raises NoAccess, Refused ({"reason": `empty`, `short`, `long`}), ValueError for another `what`.
    """
    grant = may_open(matter, reader, now)
    if fault := reason_fault(reason):
        raise Refused({"reason": fault})
    if what not in OPENED or (dossier is not None and dossier.matter_id != matter.id):
        raise ValueError(what)
    return _opened(matter, reader, " ".join(reason.split()), what, now, grant=grant, dossier=dossier)


def take_own(dossier: Dossier, subject: Person, *, now: datetime) -> Opening:
    """Put on record that whom it is about took the file away: no reason is asked. Raises NoAccess."""
    if dossier.matter.subject_id != subject.id:
        raise NoAccess(dossier.ref)
    return _opened(dossier.matter, subject, OWN_REASON, PDF, now, dossier=dossier)


def visit(matter: Matter, reader: Person, ref: str, now: datetime) -> Opening | None:
    """The recent opening of the page by which the reader leafs through it without being asked again. Whether
    the loan still lasts is asked of `may_open` each time."""
    if not ref:
        return None
    rows = sa.select(Opening).where(Opening.ref == ref, Opening.matter_id == matter.id)
    found = db.session.scalar(rows.where(Opening.person_id == reader.id, Opening.what == PAGE))
    return found if found is not None and visit_lasts(found.at, now) else None


def _opened(
    matter: Matter,
    reader: Person,
    reason: str,
    what: str,
    now: datetime,
    *,
    grant: AccessGrant | None = None,
    dossier: Dossier | None = None,
) -> Opening:
    opening = Opening(agency_id=matter.agency_id, matter=matter, dossier=dossier, grant=grant)
    opening.person, opening.what, opening.reason, opening.at = reader, what, reason, now
    db.session.add(opening)
    db.session.flush()
    record("dossier.opened", opening, actor=reader.ref, at=now)
    return opening
