"""What happens with a decision about many people: drafted, filled in, confirmed once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ....core import jobs
from ....core.db import affected, db
from ....people.models import Person
from ...models import Certification
from ..asking import ACTS
from ..cases import Cases
from ..deciding import Stale, find_scheme, stamp_of
from .carrying import carry_out, standings_in, wish_in
from .models import DRAFT, BulkDecision, BulkMember

MOST_PEOPLE, MOST_AT_ONCE = 10_000, 500
FORGOTTEN_AFTER = timedelta(days=1)


class Unknown(LookupError):
    """A reference that names nobody of the agency."""


def draft(reader: Person, act: str, refs: Collection[str], *, now: datetime) -> BulkDecision:
    """Begin a decision about these people. Drafts of the reader that were left are forgotten. Raises Unknown
    when somebody is not of the agency, ValueError for nobody or for more than MOST_PEOPLE."""
    wanted = sorted(set(refs))
    if not 0 < len(wanted) <= MOST_PEOPLE:
        raise ValueError(len(wanted))
    found: list[int] = []
    for some in _chunks(wanted):
        rows = sa.select(Person.id).where(Person.agency_id == reader.agency_id, Person.ref.in_(some))
        found += db.session.scalars(rows)
    if len(found) != len(wanted):
        raise Unknown
    _forget_old(reader, now)
    row = BulkDecision(agency_id=reader.agency_id, by_id=reader.id, act=act, state=DRAFT, queued_at=now)
    db.session.add(row)
    db.session.flush()
    for some_ids in _chunks(found):
        members = [
            {"decision_id": row.id, "person_id": each, "outcome": "", "values": {}} for each in some_ids
        ]
        db.session.execute(sa.insert(BulkMember), members)
    return row


def find(reader: Person, ref: str) -> BulkDecision | None:
    """One of the reader's own."""
    rows = sa.select(BulkDecision).where(BulkDecision.ref == ref, BulkDecision.by_id == reader.id)
    whole = joinedload(BulkDecision.certification).lazyload(Certification.code)
    return db.session.scalar(rows.options(whole))


def ask(row: BulkDecision, typed: Mapping[str, str], *, rev: int, reader: Person) -> None:
    """Keep what its form holds. Raises Stale when another tab changed it or it was confirmed, Unknown for a
    scheme that is not the agency's."""
    ref = typed.get("scheme", "")
    scheme = find_scheme(reader, ref) if ref else None
    if ref and scheme is None:
        raise Unknown
    values = {
        "typed": dict(typed),
        "certification_id": scheme.id if scheme and ACTS[row.act].of_scheme else None,
    }
    mine = sa.update(BulkDecision).where(
        BulkDecision.id == row.id, BulkDecision.rev == rev, BulkDecision.state == DRAFT
    )
    if not affected(mine.values(rev=rev + 1, **values)):
        raise Stale
    db.session.refresh(row)


def confirm(row: BulkDecision, *, rev: int, seen: str, reader: Person, now: datetime) -> None:
    """Carry it out, or put it in line for the worker where it is about more than MOST_AT_ONCE. Confirmed
    again it stays as it is. Raises Stale when what the page showed is no longer so."""
    if row.state != DRAFT:
        return
    mine = sa.update(BulkDecision).where(
        BulkDecision.id == row.id, BulkDecision.rev == rev, BulkDecision.state == DRAFT
    )
    if wish_in(row).faults:
        raise Stale
    if not affected(mine.values(state=jobs.RUNNING, queued_at=now)):
        db.session.refresh(row)
        if row.state == DRAFT:
            raise Stale
        return
    many = size_of(row) > MOST_AT_ONCE
    if not many and stamp_in(row, standings_in(row, reader), people_in(row)) != seen:
        raise Stale
    if many:
        row.state = jobs.WAITING
        return
    carry_out(row, people_in(row), reader, now)
    row.state, row.finished_at = jobs.DONE, now


def people_in(row: BulkDecision) -> list[int]:
    """About whom nothing was decided yet."""
    rows = sa.select(BulkMember.person_id).where(BulkMember.decision_id == row.id, BulkMember.outcome == "")
    return list(db.session.scalars(rows.order_by(BulkMember.person_id)))


def size_of(row: BulkDecision) -> int:
    """About how many it is."""
    rows = sa.select(sa.func.count()).select_from(BulkMember).where(BulkMember.decision_id == row.id)
    return db.session.scalar(rows) or 0


def stamp_in(row: BulkDecision, cases: Cases, ids: Collection[int]) -> str:
    """What the page showed of all of them."""
    found = [cases.of(person, scheme) for person in sorted(ids) for scheme in sorted(cases.terms)]
    return stamp_of(row.rev, *found)


def _forget_old(reader: Person, now: datetime) -> None:
    old = sa.select(BulkDecision.id).where(
        BulkDecision.by_id == reader.id,
        BulkDecision.state == DRAFT,
        BulkDecision.queued_at < now - FORGOTTEN_AFTER,
    )
    numbers = list(db.session.scalars(old))
    if numbers:
        db.session.execute(sa.delete(BulkMember).where(BulkMember.decision_id.in_(numbers)))
        db.session.execute(sa.delete(BulkDecision).where(BulkDecision.id.in_(numbers)))


def _chunks(items: Sequence[Any], size: int = MOST_AT_ONCE) -> list[Sequence[Any]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
