"""Extra time: what a person is given on top of the usual minutes, why, by whom, and until when."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person


class ExtraTime(Model):
    """`percent` more minutes in each certification run that starts while this holds. One holds at a time;
    those before are kept as they were, with who ended them."""

    __tablename__ = "extra_time"
    __table_args__ = (
        Index(
            "ix_extra_time_one_current",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    record_kind = "extra_time"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    percent: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    granted_by: Mapped[Person] = relationship(foreign_keys=granted_by_id)
    ended_by: Mapped[Person | None] = relationship(foreign_keys=ended_by_id)

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: how much, why, who said so, and until when."""
        return {
            "person": self.person.ref,
            "percent": self.percent,
            "reason": self.reason,
            "granted_by": self.granted_by.ref,
            "granted_at": self.granted_at.isoformat(),
            "ended_by": self.ended_by.ref if self.ended_by else None,
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
        }
