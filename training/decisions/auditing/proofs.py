"""Where rows stand in the record, and whether they still say what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...ledger.checking import says
from ...ledger.models import LedgerLeaf, LedgerPayload


@dataclass(frozen=True, slots=True)
class Proof:
    """The last entry about a row (`idx`, None: there is none), and whether the row still says the same."""

    idx: int | None
    holds: bool


def proofs_of(rows: Sequence[Any]) -> dict[str, Proof]:
    """The proof of each row that can be recorded, by its record (`kind:ref`), in one statement."""
    named = {f"{row.record_kind}:{row.ref}": row for row in rows}
    last = (
        sa.select(LedgerLeaf.record, sa.func.max(LedgerLeaf.idx).label("idx"))
        .where(LedgerLeaf.record.in_(named))
        .group_by(LedgerLeaf.record)
        .subquery()
    )
    kept = sa.select(last.c.record, last.c.idx, LedgerPayload.body).outerjoin(
        LedgerPayload, LedgerPayload.idx == last.c.idx
    )
    found = {
        record: Proof(idx, body is not None and says(named[record]) == body)
        for record, idx, body in db.session.execute(kept)
    }
    return {record: found.get(record, Proof(None, False)) for record in named}
