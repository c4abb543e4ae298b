"""Attestations: I have read this version and will keep to it. Append-only."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..codes.models import CodeVersion
from ..core.db import Model
from ..core.ids import new_ref
from ..people.models import Person


class Attestation(Model):
    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("person_id", "version_id"),)
    record_kind = "attestation"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"))
    shown_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(5))
    statement: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    version: Mapped[CodeVersion] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who attested to which text, shown how, and when."""
        return {
            "person": self.person.ref,
            "code": self.version.code.slug,
            "version": self.version.number,
            "shown_hash": self.shown_hash,
            "language": self.language,
            "statement": self.statement,
            "at": self.at.isoformat(),
        }
