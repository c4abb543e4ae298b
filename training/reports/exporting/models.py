"""Which files about people were taken away: by whom, when, of what, and who was listed in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person


class ExportLog(Model):
    """One file. `filters` are what was asked for, `rows` how many lines about people it holds, `content_hash`
    the SHA-256 of its bytes, `members` the people in it as packed by
    `members.pack`."""

    __tablename__ = "export_log"
    __table_args__ = (Index(None, "agency_id", "at"),)
    record_kind = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(4))
    filters: Mapped[dict[str, Any]] = mapped_column(JSON)
    rows: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    members: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    person: Mapped[Person] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who took which file away, and how to know it again."""
        return {
            "by": self.person.ref,
            "kind": self.kind,
            "form": self.form,
            "filters": self.filters,
            "rows": self.rows,
            "sha256": self.content_hash,
            "at": self.at.isoformat(),
        }
