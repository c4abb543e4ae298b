"""People on record are changed as a sheet tells, and how they were is kept so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ..administration import repost
from ..changes import tell_changed
from ..models import Person, Posting, Unit
from ..posting import Post
from ..posts import posts_of, posts_on
from ..refusals import Clash
from .models import CHANGED, REFUSED, ImportStep
from .options import Options
from .planning import NEW, Entry

OWN_FIELDS: Final = ("name", "nip", "email", "rank", "employment", "joined_on")


class Unfit(Exception):
    """An entry no longer fits what is on record: `why` says how."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def alter(
    number: int, entries: Sequence[Entry], units: Mapping[str, Unit], options: Options, moment: datetime
) -> None:
    """Change the people of these entries; one that no longer fits is noted as refused."""
    rows = sa.select(Person).where(Person.id.in_([entry.person for entry in entries]))
    people = {person.id: person for person in db.session.scalars(rows.with_for_update(of=Person))}
    taken = taken_by_now([e for e in entries if {"nip", "email"} & {name for name, *_ in e.changes}])
    told = []
    for entry in entries:
        try:
            person = people.get(entry.person)
            before = _apply(entry, person, units, options, moment, taken)
        except Unfit as unfit:
            db.session.add(ImportStep(import_id=number, kind=REFUSED, row=entry.row, why=unfit.why))
            continue
        told.append(entry.person)
        step = ImportStep(
            import_id=number, kind=CHANGED, person_id=entry.person, row=entry.row, before=before
        )
        step.rev = people[entry.person].rev
        db.session.add(step)
    db.session.flush()
    tell_changed(told, moment)


def taken_by_now(entries: Sequence[Entry]) -> set[str]:
    """NIPs and e-mails of these entries that somebody has by now."""
    nips = [entry.told["nip"] for entry in entries if entry.told.get("nip")]
    emails = [entry.told["email"] for entry in entries if entry.told.get("email")]
    rows = sa.select(Person.nip, Person.email).where(sa.or_(Person.nip.in_(nips), Person.email.in_(emails)))
    return {value for row in db.session.execute(rows) for value in row if value}


def is_open(units: Mapping[str, Unit], entry: Entry) -> bool:
    """Whether the unit an entry names is there and open; one that changes no unit needs none."""
    name = entry.told.get("unit", "")
    return (not name and entry.action != NEW) or (name in units and not units[name].closed)


def _apply(
    entry: Entry,
    person: Person | None,
    units: Mapping[str, Unit],
    options: Options,
    moment: datetime,
    taken: set[str],
) -> dict[str, Any]:
    """Change a person as the entry says; returns how the changed fields were. Raises Unfit."""
    if person is None or not person.here_on(day_in(person.agency.zone, moment)) or not is_open(units, entry):
        raise Unfit("meanwhile")
    held = posts_on([person.id], options.since).get(person.id)
    if any(_now(person, held, name) not in (old, new) for name, old, new in entry.changes):
        raise Unfit("meanwhile")
    own = {name: new for name, _old, new in entry.changes if name in OWN_FIELDS}
    if any(own.get(name) in taken and own[name] != getattr(person, name) for name in ("nip", "email")):
        raise Unfit("meanwhile")
    before: dict[str, Any] = {}
    if wanted := {name: new for name, _old, new in entry.changes if name not in OWN_FIELDS}:
        before["posts"] = _repost(person, held, wanted, units, options, moment)
    for name, value in own.items():
        before[name] = _plain(getattr(person, name))
        setattr(person, name, date.fromisoformat(value) if name == "joined_on" else value)
    person.rev += 1
    return before


def _repost(
    person: Person,
    held: Posting | None,
    wanted: Mapping[str, str],
    units: Mapping[str, Unit],
    options: Options,
    moment: datetime,
) -> dict[str, list[int]]:
    """Move a person; returns the posts withdrawn and added by it."""
    unit = units[wanted["unit"]] if "unit" in wanted else (held.unit if held else None)
    if unit is None:
        raise Unfit("meanwhile")
    position = wanted.get("position", held.position if held else "")
    kind = wanted.get("kind", held.kind if held else "")
    known = {row.id for row in posts_of(person)}
    try:
        repost(person, Post(unit, position, kind, options.since), now=moment)
    except Clash:
        raise Unfit("clash") from None
    db.session.flush()
    standing = {row.id for row in posts_of(person)}
    return {"withdrawn": sorted(known - standing), "added": sorted(standing - known)}


def _now(person: Person, held: Posting | None, name: str) -> str:
    if name == "unit":
        return held.unit.name if held else ""
    if name in OWN_FIELDS:
        return _plain(getattr(person, name)) or ""
    return getattr(held, name) if held else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
