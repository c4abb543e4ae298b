"""Who opened or took away something of a matter, by name, for a list."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person
from ..models import Matter, Opening

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Look:
    """One opening: `ref` is what a copy bears."""

    name: str
    what: str
    reason: str
    at: datetime
    ref: str


def looks_at(matter: Matter) -> list[Look]:
    """The latest openings, the last first; not those of the reporter, which only the auditor lists."""
    rows = sa.select(Person.name, Opening.what, Opening.reason, Opening.at, Opening.ref)
    rows = rows.join(Person, Person.id == Opening.person_id)
    rows = rows.where(Opening.matter_id == matter.id, Opening.what != "reporter")
    found = db.session.execute(rows.order_by(Opening.at.desc(), Opening.id.desc()).limit(SHOWN))
    return [Look(*row) for row in found]
