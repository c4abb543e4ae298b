"""Who has seen one's record: those who opened its page, and those who took a file away that lists it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person
from ..exporting.members import lists
from ..exporting.models import ExportLog
from .models import RecordLook

LOOK, FILE = "look", "file"
LATEST = 200


@dataclass(frozen=True, slots=True)
class Sighting:
    """`kind` LOOK, FILE, or one that another folder adds; `what` the kind of page or of file,
    `count` how often on that day, `why` the reason where one was asked."""

    kind: str
    name: str
    what: str
    count: int
    at: datetime
    why: str = ""


Looking = Callable[[Person], sa.Select[*tuple[Any, ...]]]
_more: list[Looking] = []


def on_sightings(looking: Looking) -> None:
    """Have `looking(person)` select who else has seen something about a person: six columns like the fields
    of a Sighting, in their order."""
    if looking not in _more:
        _more.append(looking)


def sightings_of(person: Person, *, limit: int | None = LATEST) -> list[Sighting]:
    """The latest first, in one statement. What one looked at or took away oneself is left out. `limit` bounds
    how many looks and files of the agency are gone through; None: all that are kept."""
    reader = sa.orm.aliased(Person)
    looks = (
        sa.select(
            *(sa.literal(LOOK).label("kind"), reader.name.label("name"), RecordLook.what.label("what")),
            *(RecordLook.count.label("count"), RecordLook.last_at.label("at"), sa.literal("").label("why")),
            sa.cast(sa.null(), sa.LargeBinary).label("members"),
        )
        .join(reader, reader.id == RecordLook.reader_id)
        .where(RecordLook.subject_id == person.id)
    )
    files = (
        sa.select(
            *(sa.literal(FILE), reader.name, ExportLog.kind, sa.literal(1), ExportLog.at, sa.literal("")),
            ExportLog.members,
        )
        .join(reader, reader.id == ExportLog.person_id)
        .where(ExportLog.agency_id == person.agency_id, ExportLog.person_id != person.id)
    )
    more = [looking(person).add_columns(sa.cast(sa.null(), sa.LargeBinary)) for looking in _more]
    rows = sa.union_all(looks, files, *more).order_by(sa.desc("at")).limit(limit)
    return [
        Sighting(*row[:6])
        for row in db.session.execute(rows)
        if row.kind != FILE or lists(row.members, person.id)
    ]
