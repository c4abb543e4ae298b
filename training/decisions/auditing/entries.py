"""Entries of the record about one agency: a page of them as sentences, and one with all that is kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ...certifications.days import day_after, day_begins
from ...core.db import db
from ...core.paging import PAGE_ROWS, Page
from ...ledger.checking import row_of, says
from ...ledger.models import LedgerLeaf, LedgerPayload
from ...people.models import Agency, Person
from .kinds import GROUPS, PRIVILEGED, group_of
from .words import told

ANY = "privileged"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries: of a group (or ANY privileged one), between two days (inclusive), a page."""

    group: str = ANY
    since: date | None = None
    until: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a sentence: who did what, and what it is about."""

    idx: int
    kind: str
    group: str
    record: str
    actor: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """One entry with its bytes and what it commits to; `payload` is None where it was erased, and `now_says`
    tells whether today's row still says the same (None: there is a later entry, or no such row)."""

    entry: Entry
    leaf: str
    payload: dict[str, Any] | None
    earlier: int | None
    later: int | None
    now_says: bool | None


def entries(agency: Agency, asked: Asked) -> Page[Entry]:
    """A page of entries, the latest first, in four statements."""
    mine = open_to(agency)
    known = list(db.session.scalars(sa.select(LedgerLeaf.kind).where(mine).distinct()))
    groups = PRIVILEGED if asked.group not in GROUPS else (asked.group,)
    kinds = [kind for kind in known if group_of(kind) in groups]
    rows = sa.select(LedgerLeaf).where(mine, LedgerLeaf.kind.in_(kinds))
    if asked.since:
        rows = rows.where(LedgerLeaf.at >= day_begins(asked.since, agency.zone))
    if asked.until:
        rows = rows.where(LedgerLeaf.at < day_after(asked.until, agency.zone))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
    pages = max(1, -(-total // PAGE_ROWS))
    number = min(max(asked.page, 1), pages)
    shown = rows.order_by(LedgerLeaf.idx.desc()).limit(PAGE_ROWS).offset((number - 1) * PAGE_ROWS)
    return Page(_told(list(db.session.scalars(shown))), number, pages, total)


def open_to(agency: Agency) -> sa.ColumnElement[bool]:
    """Those of the agency, and what was done to the record itself, which is everybody's."""
    shared = sa.and_(LedgerLeaf.agency_id.is_(None), LedgerLeaf.kind.startswith("ledger."))
    return sa.or_(LedgerLeaf.agency_id == agency.id, shared)


def counts_since(agency: Agency, day: date) -> dict[str, int]:
    """How many entries of each group there are since a day, in one statement."""
    rows = (
        sa.select(LedgerLeaf.kind, sa.func.count())
        .where(open_to(agency), LedgerLeaf.at >= day_begins(day, agency.zone))
        .group_by(LedgerLeaf.kind)
    )
    found = dict.fromkeys(GROUPS, 0)
    for kind, count in db.session.execute(rows):
        found[group_of(kind)] += count
    return found


def entry(agency: Agency, idx: int) -> Whole | None:
    """One entry of this agency."""
    other = sa.orm.aliased(LedgerLeaf)
    beside = sa.select(other.idx).where(other.record == LedgerLeaf.record)
    earlier = beside.where(other.idx < LedgerLeaf.idx).order_by(other.idx.desc()).limit(1)
    later = beside.where(other.idx > LedgerLeaf.idx).order_by(other.idx).limit(1)
    rows = sa.select(
        LedgerLeaf,
        LedgerPayload.body,
        earlier.correlate(LedgerLeaf).scalar_subquery().label("earlier"),
        later.correlate(LedgerLeaf).scalar_subquery().label("later"),
    ).outerjoin(LedgerPayload, LedgerPayload.idx == LedgerLeaf.idx)
    found = db.session.execute(rows.where(LedgerLeaf.idx == idx, open_to(agency))).first()
    if found is None:
        return None
    leaf, body = found[0], found[1]
    said = json.loads(body) if body is not None else None
    same = _says_now(leaf.record, body) if body is not None and found.later is None else None
    return Whole(_told([leaf])[0], leaf.body.decode(), said, found.earlier, found.later, same)


def _says_now(record: str, body: bytes) -> bool | None:
    row = row_of(record)
    return None if row is None else says(row) == body


def _told(rows: list[LedgerLeaf]) -> list[Entry]:
    actors = {row.idx: str(json.loads(row.body).get("actor", "")) for row in rows}
    names, happened = _names(actors.values()), {kind: told(kind) for kind in {row.kind for row in rows}}
    return [
        Entry(
            row.idx,
            row.kind,
            group_of(row.kind),
            row.record,
            names.get(actors[row.idx], ""),
            happened[row.kind],
            row.at,
        )
        for row in rows
    ]


def _names(refs: Iterable[str]) -> dict[str, str]:
    rows = sa.select(Person.ref, Person.name).where(Person.ref.in_(set(refs)))
    return dict(db.session.execute(rows).all())
