"""What officers say is wrong about the items they were examined by, and what they were answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person
from ...scenarios.models import ScenarioVersion
from ..models import Attempt
from ..regrading.models import Regrade
from .rules import OPEN


class ItemAppeal(Model):
    """`person` says why the story at place `item` of a certification run is wrong or unfair. To be answered
    by `due_at`: upheld by the `regrade` that puts it right, or dismissed, for a `reason`, once for all."""

    __tablename__ = "item_appeal"
    __table_args__ = (
        UniqueConstraint("attempt_id", "item"),
        Index(None, "agency_id", "state", "due_at"),
        Index(None, "person_id"),
    )
    record_kind = "item_appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    item: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    regrade_id: Mapped[int | None] = mapped_column(ForeignKey("regrade.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    attempt: Mapped[Attempt] = relationship()
    version: Mapped[ScenarioVersion] = relationship()
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
    regrade: Mapped[Regrade | None] = relationship()

    def late(self, now: datetime) -> bool:
        """Whether it should have been answered before."""
        return (self.answered_at or now) > self.due_at

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: which item of which run, why, by when, and the answer."""
        return {
            "person": self.person.ref,
            "run": self.attempt.ref,
            "item": self.item,
            "scenario": self.version.scenario.slug,
            "version": self.version.number,
            "text": self.text,
            "asked_at": self.asked_at.isoformat(),
            "due_at": self.due_at.isoformat(),
            "state": self.state,
            "answered_at": self.answered_at.isoformat() if self.answered_at else None,
            "answered_by": self.answered_by.ref if self.answered_by else None,
            "regrade": self.regrade.ref if self.regrade else None,
            "reason": self.reason,
        }
