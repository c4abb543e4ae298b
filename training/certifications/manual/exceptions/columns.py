"""The columns of every kind of exception, and what several of them ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ....core.db import db
from ....people.models import Person
from ....people.presence import here
from ...models import Assignment, Certification, Period
from ..models import Excusal, Extension
from .schemes import SchemeFacts

Rows = sa.Select[Any]


@dataclass(frozen=True, slots=True)
class Office:
    """Whose exceptions are looked for, and on what day."""

    agency_id: int
    zone: str
    today: date
    schemes: list[SchemeFacts]


def columns(**given: Any) -> list[Any]:
    """The columns of every kind, those that are not given empty."""
    nothing: Mapping[str, Any] = {
        "person_id": sa.Integer,
        "person_ref": sa.String,
        "name": sa.String,
        "scheme_ref": sa.String,
        "title": sa.String,
        "day": sa.Date,
        "other_day": sa.Date,
        "note": sa.String,
        "ref": sa.String,
    }
    person = {"person_id": Person.id, "person_ref": Person.ref, "name": Person.name}
    known = person | given
    return [
        (known[name] if known.get(name) is not None else sa.cast(sa.null(), kind)).label(name)
        for name, kind in nothing.items()
    ]


def people(office: Office) -> tuple[sa.ColumnElement[bool], ...]:
    """Who is here."""
    return Person.agency_id == office.agency_id, here(office.today)


def asked(office: Office, **more: Any) -> Rows:
    """Open assignments of people who are here, with the scheme."""
    shown = columns(scheme_ref=Certification.ref, title=Certification.title, day=Assignment.due_on, **more)
    return (
        sa.select(*shown)
        .select_from(Assignment)
        .join(Person, Person.id == Assignment.person_id)
        .join(Certification, Certification.id == Assignment.certification_id)
        .where(Assignment.agency_id == office.agency_id, Assignment.ended_at.is_(None))
        .where(Certification.closed_at.is_(None), here(office.today))
    )


def unsettled(office: Office) -> tuple[sa.ColumnElement[bool], ...]:
    """Nobody gave them time, excused them, or certified them yet."""
    same = (Extension.person_id == Person.id, Extension.certification_id == Certification.id)
    until = sa.or_(Excusal.until.is_(None), Excusal.until >= office.today)
    return (
        ~sa.exists().where(*same, Extension.withdrawn_at.is_(None)),
        ~sa.exists().where(Excusal.person_id == Person.id, Excusal.withdrawn_at.is_(None), until),
        ~sa.exists().where(Period.person_id == Person.id, Period.certification_id == Certification.id),
    )


def _sqlite() -> bool:
    return db.session.get_bind().dialect.name == "sqlite"


def local_day(moment: Any, zone: str) -> Any:
    """The day a moment was in the agency's zone; Indonesian zones know no summer time."""
    if not _sqlite():
        return sa.cast(sa.func.timezone(zone, moment), sa.Date)
    hours = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return sa.func.date(moment, f"{int(hours.total_seconds()) // 3600:+d} hours", type_=sa.Date)


def plus(day: Any, days: int) -> Any:
    """A day so many days later."""
    return sa.func.date(day, f"{days:+d} days", type_=sa.Date) if _sqlite() else day + days


def as_day(day: Any) -> Any:
    """Read as a day, whatever the database calls it."""
    return sa.type_coerce(day, sa.Date)
