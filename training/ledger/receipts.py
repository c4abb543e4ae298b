"""Receipts: that a leaf is under a signed checkpoint, in a text that can be checked without us."""

import sqlalchemy as sa

from ..core.db import db
from .models import LedgerCheckpoint, LedgerLeaf
from .nodes import consistency, inclusion
from .notes import Proof
from .reading import with_nodes


def latest_checkpoint() -> LedgerCheckpoint | None:
    """The checkpoint on the largest tree."""
    rows = sa.select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(1)
    return db.session.scalar(rows)


def checkpoint_over(index: int) -> LedgerCheckpoint | None:
    """The first checkpoint that covers a leaf: a receipt under it stays the same for good."""
    rows = sa.select(LedgerCheckpoint).where(LedgerCheckpoint.size > index)
    return db.session.scalar(rows.order_by(LedgerCheckpoint.size).limit(1))


def receipt(record: str) -> Proof | None:
    """The receipt of the last leaf about a record (`kind:ref`); None while no checkpoint covers it."""
    index = db.session.scalar(sa.select(sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.record == record))
    under = checkpoint_over(index) if index is not None else None
    if index is None or under is None:
        return None
    hashes = with_nodes(lambda hash_of: inclusion(index, under.size, hash_of))
    return Proof(index, tuple(hashes), under.note)


def grown(old: int, new: int) -> list[bytes]:
    """The hashes that show the tree of `new` leaves to add to that of `old`. Raises IndexError."""
    return with_nodes(lambda hash_of: consistency(old, new, hash_of))
