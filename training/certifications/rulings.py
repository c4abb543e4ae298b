"""What HR decided by hand about people, as plain values, known by a moment: one statement for all of it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ..core.db import db
from .manual.models import Excusal, Extension, Provisional, Ruling, Waiver
from .rules import Stretch

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What holds for one person and certification. `extended_to` is the latest extension, `waived` what
    counts as met in the next round (module keys or `attestation`) and since when that is known."""

    excusals: tuple[Stretch, ...] = ()
    extended_to: date | None = None
    provisionals: tuple[Stretch, ...] = ()
    waived: tuple[tuple[str, datetime], ...] = ()


NOTHING = Ruled()


def rulings_of(
    agency_id: int,
    *,
    known_by: datetime | None = None,
    person_id: int | None = None,
    people: Collection[int] | None = None,
) -> dict[Key | int, Ruled]:
    """By (person, certification); who is only excused stands under the person alone. Use `ruled`. Of
    everybody, of one person, or of these `people`."""
    about_whom = [person_id] if person_id is not None else people
    rows = db.session.execute(_all(agency_id, known_by, about_whom).order_by(sa.text("at, number"))).all()
    excusals: defaultdict[int, list[Stretch]] = defaultdict(list)
    about: defaultdict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        if row.kind == Excusal.__tablename__:
            excusals[row.person_id].append(Stretch(row.since, row.until))
        else:
            about[row.person_id, row.certification_id].append(row)
    found: dict[Key | int, Ruled] = {person: Ruled(tuple(each)) for person, each in excusals.items()}
    found |= {key: _ruled(each, excusals.get(key[0], [])) for key, each in about.items()}
    return found


def ruled(found: dict[Key | int, Ruled], person_id: int, certification_id: int) -> Ruled:
    """What was decided about one person and certification."""
    return found.get((person_id, certification_id)) or found.get(person_id, NOTHING)


def _ruled(rows: Collection[Any], excusals: Collection[Stretch]) -> Ruled:
    extended = [row.since for row in rows if row.kind == Extension.__tablename__]
    lent = [Stretch(row.since, row.until) for row in rows if row.kind == Provisional.__tablename__]
    waived = [(row.subject, row.at) for row in rows if row.kind == Waiver.__tablename__]
    return Ruled(tuple(excusals), extended[-1] if extended else None, tuple(lent), tuple(waived))


def _all(agency_id: int, known_by: datetime | None, people: Collection[int] | None) -> sa.CompoundSelect[Any]:
    nothing = sa.null()
    day, text = sa.cast(nothing, sa.Date), sa.cast(nothing, sa.String)
    each = (
        (Excusal, sa.cast(nothing, sa.Integer), Excusal.since, Excusal.until, text),
        (Extension, Extension.certification_id, Extension.due_on, Extension.due_on, text),
        (Provisional, Provisional.certification_id, Provisional.since, Provisional.until, text),
        (Waiver, Waiver.certification_id, day, day, Waiver.subject),
    )
    return sa.union_all(
        *(
            sa.select(
                sa.literal(kind.__tablename__).label("kind"),
                *(kind.person_id, certification.label("certification_id")),
                *(since.label("since"), until.label("until"), subject.label("subject")),
                *(kind.recorded_at.label("at"), kind.id.label("number")),
            ).where(kind.agency_id == agency_id, *_known(kind, known_by, people))
            for kind, certification, since, until, subject in each
        )
    )


def _known(
    kind: type[Ruling], known_by: datetime | None, people: Collection[int] | None
) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [kind.person_id.in_(people)] if people is not None else []
    if known_by is None:
        conditions.append(kind.withdrawn_at.is_(None))
    else:
        undone_later = sa.or_(kind.withdrawn_at.is_(None), kind.withdrawn_at > known_by)
        conditions += [kind.recorded_at <= known_by, undone_later]
    if issubclass(kind, Waiver):
        conditions.append(kind.used_by_id.is_(None))
    return conditions
