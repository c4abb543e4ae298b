"""What people say is wrong in their record, and what they were answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person
from .rules import OPEN


class Correction(Model):
    """`person` says that something (`about`: one of `rules.SUBJECTS`) is wrong and what it should be. It is
    to be answered by `due_at`; `state` is open, then accepted or rejected for a reason, once and for all."""

    __tablename__ = "correction"
    __table_args__ = (Index(None, "agency_id", "state", "due_at"), Index(None, "person_id"))
    record_kind = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about: Mapped[str] = mapped_column(String(12))
    wrong: Mapped[str] = mapped_column(Text)
    wanted: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])

    def late(self, now: datetime) -> bool:
        """Whether it should have been answered before."""
        return (self.answered_at or now) > self.due_at

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: what was asked, by when it was due, and the answer."""
        return {
            "person": self.person.ref,
            "about": self.about,
            "wrong": self.wrong,
            "wanted": self.wanted,
            "asked_at": self.asked_at.isoformat(),
            "due_at": self.due_at.isoformat(),
            "state": self.state,
            "answered_at": self.answered_at.isoformat() if self.answered_at else None,
            "answered_by": self.answered_by.ref if self.answered_by else None,
            "reason": self.reason,
        }
