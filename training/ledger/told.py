"""What the record has ever said about a row: the row itself is as it is now, its leaves tell how it was."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from ..core.db import db
from .models import LedgerLeaf, LedgerPayload

Said = dict[str, Any]


def told_about(records: Collection[str]) -> dict[str, list[Said]]:
    """Each fact that went on record about these records, in order; what was erased is left out. One
    statement, none for no records."""
    found: defaultdict[str, list[Said]] = defaultdict(list)
    if not records:
        return found
    rows = (
        sa.select(LedgerLeaf.record, LedgerPayload.body)
        .join(LedgerPayload, LedgerPayload.idx == LedgerLeaf.idx)
        .where(LedgerLeaf.record.in_(records))
        .order_by(LedgerLeaf.idx)
    )
    for record, body in db.session.execute(rows):
        found[record].append(json.loads(body))
    return found
