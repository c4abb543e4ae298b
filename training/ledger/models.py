"""The append-only record: one head, leaves without personal data, and payloads that may be erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.db import Model
from ..core.ids import new_ref


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
    that opens it (C2SP vkey). `cosignatures` are lines by which witnesses say that they saw it."""

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(200), default="")
    signed_at: Mapped[datetime]
    cosignatures: Mapped[str] = mapped_column(Text, default="", server_default="")

    @property
    def text(self) -> str:
        """The note with all signatures under it."""
        return self.note + self.cosignatures


class LedgerAlarm(Model):
    """The signer has refused: since when, for which reason, what it had signed last, and how that ended.

    `reason` is that of `RefusedToSign`. One whose restore was accepted is on record, with `note`.
    """

    __tablename__ = "ledger_alarm"
    record_kind = "ledger_alarm"
    agency_id = None

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    reason: Mapped[str] = mapped_column(String(10))
    said: Mapped[str] = mapped_column(Text)
    signed_size: Mapped[int]
    signed_root: Mapped[str] = mapped_column(String(64))
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    cleared_at: Mapped[datetime | None] = mapped_column(index=True)
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.note != ""

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: which signature is no longer built upon, and why."""
        return {
            "reason": self.reason,
            "said": self.said,
            "signed_size": self.signed_size,
            "signed_root": self.signed_root,
            "first_at": self.first_at.isoformat(),
            "accepted_at": self.cleared_at.isoformat() if self.cleared_at else None,
            "note": self.note,
        }


class LedgerKeyChange(Model):
    """From when on another key signs. `note` says so (`key_changes`), signed by the new key and, if `agreed`,
    by the old one; where it was lost, nothing but the new key's own word stands for it."""

    __tablename__ = "ledger_key_change"
    record_kind = "ledger_key"
    agency_id = None

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    old_key: Mapped[str] = mapped_column(String(200))
    new_key: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text)
    agreed: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the signed note, which names both keys, and why."""
        return {
            "note": self.note,
            "old_key": self.old_key,
            "new_key": self.new_key,
            "agreed": self.agreed,
            "reason": self.reason,
            "at": self.at.isoformat(),
        }


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
