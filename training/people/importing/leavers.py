"""Who is not in a sheet any more leaves only by hand: people ticked one by one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa

from ...core.db import db
from ..leaving import depart
from ..models import Person
from ..refusals import Gone, LastAdministrator


def depart_all(
    missing: Collection[int], refs: Collection[str], *, last: date, reason: str, by: Person, now: datetime
) -> int | None:
    """Have those of `missing` who were ticked leave; how many did. None when the agency would be left without
    an administrator: then nothing may be committed."""
    rows = sa.select(Person).where(Person.ref.in_(list(refs)), Person.agency_id == by.agency_id)
    among, count = set(missing), 0
    for person in db.session.scalars(rows.order_by(Person.id)).all():
        if person.id in among:
            try:
                depart(person, last, reason=reason, by=by, now=now)
            except Gone:
                continue
            except LastAdministrator:
                return None
            count += 1
    return count
