"""Freezing a dossier and handing it to the board: its bytes, hashed and on record, never changed after."""

from datetime import date, datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, undefer

from ...core.clock import day_in
from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..acts import HandedOver
from ..awards import service as awards
from ..cases import service as cases
from ..gate import keeps
from ..models import Case, Dossier, Matter, Nomination
from ..stepping import Stale
from .assembling import assemble
from .lending import Refused
from .shape.body import EDITION, Body, to_bytes


def draft(matter: Matter, *, as_of: date, known_by: datetime, now: datetime) -> Body:
    """What would be frozen now: a preview for who keeps the matter. Raises Refused for days to come, and
    ({"matter": "text"}) where a clause at issue has no published text: nothing is left out in silence."""
    if why := time_faults(matter, as_of, known_by, now):
        raise Refused(why)
    try:
        return assemble(matter, as_of=as_of, known_by=known_by, now=now)
    except LookupError:
        raise Refused({"matter": "text"}) from None


def hand_over(
    matter: Matter, *, by: Person, as_of: date, known_by: datetime, rev: int, now: datetime
) -> Dossier:
    """Freeze the next version and hand it over as the step after `rev`; earlier versions stay as they are.

    Raises Refused ({"person": "keeper"}, a day to come, or {"matter": "stage"} where nothing is handed over),
    Stale when there was another step meanwhile.
    """
    if not keeps(by, matter):
        raise Refused({"person": "keeper"})
    # Of two at once, one sees the other's step and stops.
    last = db.session.scalar(sa.select(Matter.rev).where(Matter.id == matter.id).with_for_update())
    if last != rev:
        raise Stale(f"{matter.number} has had another step")
    data = to_bytes(draft(matter, as_of=as_of, known_by=known_by, now=now))
    dossier = Dossier(agency_id=matter.agency_id, matter=matter, number=_next(matter), edition=EDITION)
    dossier.as_of, dossier.known_by = as_of, known_by
    dossier.body, dossier.sha256 = data, sha256(data).hexdigest()
    dossier.frozen_at, dossier.frozen_by = now, by
    db.session.add(dossier)
    db.session.flush()
    record("dossier.frozen", dossier, actor=by.ref, at=now)
    _hand_over(matter, dossier, by, rev, now)
    return dossier


def time_faults(matter: Matter, as_of: date, known_by: datetime, now: datetime) -> dict[str, str]:
    """Why a file cannot speak of these days, by field: `future`."""
    found = {}
    if as_of > day_in(matter.subject.agency.zone, now):
        found["as_of"] = "future"
    if known_by > now:
        found["known_by"] = "future"
    return found


def versions_of(matter: Matter) -> list[Dossier]:
    """What was handed over, the latest first; without the bytes."""
    rows = sa.select(Dossier).where(Dossier.matter_id == matter.id, Dossier.erased_at.is_(None))
    by = joinedload(Dossier.frozen_by)
    rows = rows.options(by, by.options(lazyload(Person.grants)))
    return list(db.session.scalars(rows.order_by(Dossier.number.desc())))


def find_version(matter: Matter, number: int) -> Dossier | None:
    """One version with its bytes; None for one that never was, or was erased."""
    rows = sa.select(Dossier).where(Dossier.matter_id == matter.id, Dossier.number == number)
    rows = rows.where(Dossier.erased_at.is_(None)).options(undefer(Dossier.body))
    return db.session.scalar(rows)


def _hand_over(matter: Matter, dossier: Dossier, by: Person, rev: int, now: datetime) -> None:
    act = HandedOver(dossier=dossier.ref, number=dossier.number, sha256=dossier.sha256)
    try:
        if isinstance(matter, Case):
            cases.take(matter, act, by=by, rev=rev, now=now)
        elif isinstance(matter, Nomination):
            awards.take(matter, act, by=by, rev=rev, now=now)
    except (cases.Refused, awards.Refused):
        raise Refused({"matter": "stage"}) from None


def _next(matter: Matter) -> int:
    last = db.session.scalar(sa.select(sa.func.max(Dossier.number)).where(Dossier.matter_id == matter.id))
    return (last or 0) + 1
