"""The queue: how many of each kind, and a page of them, in a number of statements that never grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ....core.clock import day_in
from ....core.db import db
from ....core.paging import PAGE_ROWS, Page
from ....people.models import Agency
from .columns import Office
from .queries import KINDS, rows_of
from .schemes import facts_of


@dataclass(frozen=True, slots=True)
class Queue:
    """How many of each kind that occurs, in the order of the queue, and a page of one kind or of all."""

    counts: dict[str, int]
    page: Page[Any]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def queue_of(agency: Agency, *, kind: str = "", number: int = 1, now: datetime) -> Queue:
    """The queue today, in four statements."""
    office = _office(agency, now)
    counts = _count(office)
    wanted = {name: count for name, count in counts.items() if kind in ("", name)}
    total = sum(wanted.values())
    pages = max(1, -(-total // PAGE_ROWS))
    here = min(max(number, 1), pages)
    rows = _rows(office, wanted, (here - 1) * PAGE_ROWS)
    return Queue(counts, Page(rows, here, pages, total))


def count_exceptions(agency: Agency, now: datetime) -> int:
    """How many there are, in three statements."""
    return sum(_count(_office(agency, now)).values())


def _office(agency: Agency, now: datetime) -> Office:
    return Office(agency.id, agency.zone, day_in(agency.zone, now), facts_of(agency.id))


def _count(office: Office) -> dict[str, int]:
    counted = []
    for kind in KINDS:
        rows = rows_of(kind, office)
        if rows is not None:
            number = sa.select(sa.func.count()).select_from(rows.subquery()).scalar_subquery()
            counted.append(sa.select(sa.literal(kind), number))
    found = {kind: count for kind, count in db.session.execute(sa.union_all(*counted)) if count}
    return {kind: found[kind] for kind in KINDS if kind in found}


def _rows(office: Office, counts: dict[str, int], offset: int) -> Sequence[Any]:
    """The rows of the page: only of the kinds that stand on it."""
    wanted, before, skipped = [], 0, 0
    for kind, count in counts.items():
        if before + count > offset and before < offset + PAGE_ROWS:
            wanted.append(kind)
        elif before + count <= offset:
            skipped += count
        before += count
    if not wanted:
        return []
    parts = [_ranked(rank, kind, office) for rank, kind in enumerate(wanted)]
    whole = sa.union_all(*parts).subquery()
    rows = sa.select(whole).order_by(whole.c.rank, whole.c.name, whole.c.person_id, whole.c.ref)
    return db.session.execute(rows.limit(PAGE_ROWS).offset(offset - skipped)).all()


def _ranked(rank: int, kind: str, office: Office) -> sa.Select[Any]:
    rows = rows_of(kind, office)
    if rows is None:
        raise LookupError(kind)
    return rows.add_columns(sa.literal(rank).label("rank"), sa.literal(kind).label("kind"))
