"""The trial: what would happen with each row, kept for the pages that show it and for who writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from ...core.db import db
from ...core.ids import new_ref
from ..models import Agency, Person, Posting, Unit
from ..posts import held_on
from . import parts
from .matching import Office, Standing
from .models import DRAFT, PeopleImport
from .options import Options
from .planning import CHANGED, NEW, REJECTED, SAME, Entry, Plan, plan
from .records import Record, records_of
from .unit_names import KnownUnit, key_of

ACTIONS: Final = (NEW, CHANGED, SAME, REJECTED)
AT_A_TIME: Final = 500
COLUMNS: Final = (
    *(Person.id, Person.ref, Person.agency_id, Person.name, Person.nip, Person.email, Person.employment),
    *(Person.rank, Person.joined_on, Person.left_on, Person.active),
)


def try_out(row: PeopleImport, options: Options, *, today: date) -> Plan:
    """Judge every row and keep the outcome with the import; nothing else is written."""
    places = {meaning: int(place) for place, meaning in row.meanings.items()}
    columns = parts.take_many(row.id, ["numbers", *(f"column:{place}" for place in places.values())])
    cells = {meaning: columns[f"column:{place}"] for meaning, place in places.items()}
    records = list(records_of(columns["numbers"], cells, places))
    agency = db.session.get_one(Agency, row.agency_id)
    found = plan(records, office_of(agency, records, today), options, places)
    missing = _missing(agency, found.entries, today)
    _keep(row, found, missing, options)
    return found


def options_of(row: PeopleImport, today: date) -> Options:
    """The options as they were chosen."""
    return Options.from_dict(row.options) if row.options else Options(today)


def entries_of(row: PeopleImport, action: str) -> list[Entry]:
    """The entries of an action, in the order of the sheet."""
    return [Entry.from_dict(kept) for kept in parts.take(row.id, f"plan:{action}") or ()]


def office_of(agency: Agency, records: Sequence[Record], today: date) -> Office:
    """What the agency has of what the records speak of."""
    office = Office(agency.name, units=_units(agency))
    for meaning, column in (("nip", Person.nip), ("email", Person.email)):
        told = {value for record in records if (value := record.get(meaning))}
        for standing in _standings(agency, column.in_, told, today):
            for into, name in ((office.nips, "nip"), (office.emails, "email")):
                if known := standing.told.get(name):
                    into[known] = standing
    names = {record.get("name") for record in records if not _is_known(record, office)} - {""}
    for standing in _standings(agency, Person.name.in_, names, today, within=True):
        office.names.setdefault(key_of(standing.told["name"]), []).append(standing)
    return office


def _standings(
    agency: Agency, among: Any, values: Iterable[str], today: date, *, within: bool = False
) -> Iterator[Standing]:
    wanted = sorted(values)
    for start in range(0, len(wanted), AT_A_TIME):
        rows = sa.select(*COLUMNS).where(among(wanted[start : start + AT_A_TIME]))
        found = db.session.execute(rows.where(Person.agency_id == agency.id) if within else rows).all()
        posts = _posts([row.id for row in found if row.agency_id == agency.id], today)
        yield from (_standing(agency, row, posts.get(row.id), today) for row in found)


def _standing(agency: Agency, row: Any, post: Any, today: date) -> Standing:
    if row.agency_id != agency.id:
        return Standing(told={"nip": row.nip or "", "email": row.email or ""}, elsewhere=True)
    told = {
        "name": row.name,
        "nip": row.nip or "",
        "email": row.email or "",
        "employment": row.employment,
        "rank": row.rank,
        "joined_on": row.joined_on.isoformat() if row.joined_on else "",
        "unit": post.unit if post else "",
        "position": post.position if post else "",
        "kind": post.kind if post else "",
    }
    here = row.active and (row.left_on is None or row.left_on >= today)
    return Standing(row.id, row.ref, told, here)


def _posts(people: Sequence[int], today: date) -> dict[int, Any]:
    rows = (
        sa.select(Posting.person_id, Unit.name.label("unit"), Posting.position, Posting.kind)
        .join(Unit, Unit.id == Posting.unit_id)
        .where(Posting.person_id.in_(people), held_on(today))
        .order_by(Posting.since, Posting.id)
    )
    return {row.person_id: row for row in db.session.execute(rows)}


def _units(agency: Agency) -> dict[str, KnownUnit]:
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, Unit.closed, Unit.parent_id).where(Unit.agency_id == agency.id)
    ).all()
    names = {row.id: row.name for row in rows}
    return {
        key_of(row.name): KnownUnit(row.name, row.closed, key_of(names.get(row.parent_id, "")))
        for row in rows
    }


def _is_known(record: Record, office: Office) -> bool:
    return record.get("nip") in office.nips or record.get("email") in office.emails


def _missing(agency: Agency, entries: Sequence[Entry], today: date) -> list[int]:
    """Who works in a unit the file speaks of and is not in the file: somebody may have left."""
    units = {entry.told["unit"] for entry in entries if entry.told.get("unit")}
    seen = {entry.person for entry in entries}
    rows = (
        sa.select(Person.id)
        .join(Posting, Posting.person_id == Person.id)
        .join(Unit, Unit.id == Posting.unit_id)
        .where(Person.agency_id == agency.id, Person.active, Person.left_on.is_(None), held_on(today))
    )
    found: list[int] = []
    named = sorted(units)
    for start in range(0, len(named), AT_A_TIME):
        part = rows.where(Unit.name.in_(named[start : start + AT_A_TIME])).order_by(Person.name, Person.id)
        found += [number for number in db.session.scalars(part) if number not in seen]
    return list(dict.fromkeys(found))


def _keep(row: PeopleImport, found: Plan, missing: list[int], options: Options) -> None:
    by_action: dict[str, list[dict[str, Any]]] = {action: [] for action in ACTIONS}
    for entry in found.entries:
        by_action[entry.action].append(entry.to_dict())
    by_action[SAME] = []
    counts = Counter(entry.action for entry in found.entries)
    row.counts = {
        **{action: counts[action] for action in ACTIONS},
        "missing": len(missing),
        "suggested": found.suggested,
        "units": len(found.units),
        "wanted": len(found.wanted),
    }
    row.options, row.total, row.done = options.to_dict(), counts[NEW] + counts[CHANGED], 0
    row.stamp, row.state = new_ref(), DRAFT
    shown = {f"plan:{action}": kept for action, kept in by_action.items()}
    parts.put(row.id, {**shown, "missing": missing, "units": found.units, "wanted": found.wanted})
