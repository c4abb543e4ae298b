"""Receipts: that a leaf is under a signed checkpoint, in a text that can be checked without us."""

from collections.abc import Collection

import sqlalchemy as sa

from ..core.db import db
from .models import LedgerCheckpoint, LedgerLeaf
from .nodes import HashOf, consistency, inclusion
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


def last_leaf_of(record: str, kind: str = "") -> int | None:
    """The index of the last leaf about a record (`kind:ref`), if need be of one kind of event."""
    rows = sa.select(sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.record == record)
    return db.session.scalar(rows.where(LedgerLeaf.kind == kind) if kind else rows)


def receipt(record: str, kind: str = "") -> Proof | None:
    """The receipt of the last leaf about a record; None while no checkpoint covers it."""
    index = last_leaf_of(record, kind)
    under = checkpoint_over(index) if index is not None else None
    return receipts_under(under, [index])[index] if index is not None and under is not None else None


def receipts_under(under: LedgerCheckpoint, indices: Collection[int]) -> dict[int, Proof]:
    """The receipts of several leaves under one checkpoint, in three statements. Raises IndexError for a leaf
    it does not cover, NodesMissing when something was deleted."""

    def prove(hash_of: HashOf) -> dict[int, list[bytes]]:
        return {index: inclusion(index, under.size, hash_of) for index in indices}

    hashes = with_nodes(prove)
    leaves = sa.select(LedgerLeaf.idx, LedgerLeaf.body).where(LedgerLeaf.idx.in_(indices))
    return {
        index: Proof(index, tuple(hashes[index]), under.text, body)
        for index, body in db.session.execute(leaves)
    }


def grown(old: int, new: int) -> list[bytes]:
    """The hashes that show the tree of `new` leaves to add to that of `old`. Raises IndexError."""
    return with_nodes(lambda hash_of: consistency(old, new, hash_of))
