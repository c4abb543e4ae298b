"""What an operator does: open agencies and appoint their first administrators."""

import re
from datetime import date, datetime
from itertools import chain, count

import sqlalchemy as sa

from ..core.access import Role
from ..core.db import db
from .administration import PersonData, admit, give_password
from .changes import tell_done
from .models import Agency, Person
from .refusals import Taken
from .rules import tidy_name
from .units import make_unit

SLUG_LENGTH = 38


def agencies() -> list[tuple[Agency, int]]:
    """Every agency with its number of active people, by name."""
    members = sa.func.count(Person.id)
    rows = db.session.execute(
        sa.select(Agency, members)
        .outerjoin(Person, sa.and_(Person.agency_id == Agency.id, Person.active))
        .group_by(Agency.id)
        .order_by(Agency.name)
    )
    return [(agency, people) for agency, people in rows]


def open_agency(
    *, name: str, zone: str, administrator: str, email: str, by: Person, today: date, now: datetime
) -> tuple[Agency, Person, str]:
    """Open an agency with its first unit and administrator; the password is shown once. Raises Taken."""
    tidy = tidy_name(name)
    if db.session.scalar(sa.select(Agency.id).where(sa.func.lower(Agency.name) == tidy.lower())):
        raise Taken("name")
    agency = Agency(slug=_free_slug(tidy), name=tidy, zone=zone, created_at=now)
    db.session.add(agency)
    db.session.flush()
    unit = make_unit(agency, tidy, None)
    db.session.flush()
    data = PersonData.tidy(
        name=administrator, nip="", email=email, unit=unit, position="", roles=[Role.ADMINISTRATOR]
    )
    person = admit(agency, data, by=by, today=today, now=now)
    tell_done("agency.opened", agency.slug, agency_id=by.agency_id, by=by, now=now)
    return agency, person, give_password(person, now=now)


def _free_slug(name: str) -> str:
    """Short enough to stand in a certificate's number; offices whose names begin alike are counted."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower())[:SLUG_LENGTH].strip("-") or "instansi"
    taken = set(db.session.scalars(sa.select(Agency.slug).where(Agency.slug.startswith(plain))))
    return next(slug for slug in chain([plain], (f"{plain}-{n}" for n in count(2))) if slug not in taken)
