"""The append-only record: one head, leaves without personal data, and payloads that may be erased."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.db import Model


class LedgerHead(Model):
    """The one row that every append locks: how many leaves, and the frontier of the tree over them."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[list[str]] = mapped_column(JSON)


class LedgerNode(Model):
    """The hash of a perfect subtree: that of the leaves from `place` · 2^level on, as many as 2^level. Kept
    so that a proof of any leaf needs a few rows; a leaf's own hash stands with the leaf."""

    __tablename__ = "ledger_node"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class LedgerCheckpoint(Model):
    """A signed note on the tree of `size` leaves (C2SP tlog-checkpoint), for whoever asks, and the public key
    that opens it (C2SP vkey)."""

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(200), default="")
    signed_at: Mapped[datetime]


class LedgerPayload(Model):
    """What a leaf commits to, with the salt that hides it; both go when a person's data must be erased."""

    __tablename__ = "ledger_payload"

    idx: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class LedgerLeaf(Model):
    """One event, as the bytes that were hashed. The other columns repeat them for searching."""

    __tablename__ = "ledger_leaf"
    __table_args__ = (Index(None, "record", "idx"), Index(None, "agency_id", "idx"))

    idx: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    leaf_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(60))
    record: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))

    payload: Mapped[LedgerPayload | None] = relationship(
        primaryjoin="foreign(LedgerLeaf.idx) == LedgerPayload.idx", viewonly=True
    )
