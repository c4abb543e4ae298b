"""The packed parts of an import: what was read, what would happen, what was refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from ...core.db import db
from .apart import pack, unpack
from .models import DRAFT, ImportPart, ImportStep, PeopleImport

KEPT_FOR: Final = timedelta(days=7)
TRIED_FOR: Final = timedelta(days=1)
OUTLIVING: Final = ("rejected", "missing")


def put(number: int, parts: Mapping[str, Any]) -> None:
    """Keep parts, in place of earlier ones of the same names."""
    db.session.execute(_of(number, parts))
    rows = [{"import_id": number, "name": name, "data": pack(part)} for name, part in parts.items()]
    if rows:
        db.session.execute(sa.insert(ImportPart), rows)


def take(number: int, name: str) -> Any:
    """A part as it was kept; None when it is gone."""
    data = db.session.scalar(
        sa.select(ImportPart.data).where(ImportPart.import_id == number, ImportPart.name == name)
    )
    return unpack(data) if data is not None else None


def take_many(number: int, names: Collection[str]) -> dict[str, Any]:
    """Several parts by name, in one statement."""
    rows = sa.select(ImportPart.name, ImportPart.data).where(
        ImportPart.import_id == number, ImportPart.name.in_(names)
    )
    return {name: unpack(data) for name, data in db.session.execute(rows)}


def forget(number: int, *, but: Collection[str] = ()) -> None:
    """Delete the parts of an import, except those."""
    gone = sa.delete(ImportPart).where(ImportPart.import_id == number)
    db.session.execute(gone.where(ImportPart.name.not_in(but)))


def forget_old(agency_id: int, person_id: int, now: datetime) -> None:
    """Trials not confirmed go after a day, or when the same person tries again; refused rows in a week."""
    mine = PeopleImport.agency_id == agency_id
    drafts = sa.select(PeopleImport.id).where(
        PeopleImport.state == DRAFT,
        mine,
        sa.or_(PeopleImport.person_id == person_id, PeopleImport.queued_at < now - TRIED_FOR),
    )
    over = sa.select(PeopleImport.id).where(mine, PeopleImport.finished_at < now - KEPT_FOR)
    gone = list(db.session.scalars(drafts))
    db.session.execute(
        sa.delete(ImportPart).where(ImportPart.import_id.in_([*gone, *db.session.scalars(over)]))
    )
    db.session.execute(sa.delete(ImportStep).where(ImportStep.import_id.in_(gone)))
    db.session.execute(sa.delete(PeopleImport).where(PeopleImport.id.in_(gone)))


def _of(number: int, names: Collection[str]) -> sa.Delete:
    return sa.delete(ImportPart).where(ImportPart.import_id == number, ImportPart.name.in_(list(names)))


def discard(row: PeopleImport) -> None:
    """Throw a trial away."""
    forget(row.id)
    db.session.delete(row)
