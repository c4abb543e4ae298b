"""What an office adds to the shipped calendar and to the shipped terms."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person


class CalendarDay(Model):
    """A day the office itself says is worked on or not; one entered wrongly is withdrawn."""

    __tablename__ = "calendar_day"
    __table_args__ = (Index(None, "agency_id", "day"),)
    record_kind = "calendar_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    day: Mapped[date]
    working: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the day, what it is, at whose word, and whether it was withdrawn."""
        return {
            "day": self.day.isoformat(),
            "working": self.working,
            "name": self.name,
            "reason": self.reason,
            "by": self.by.ref,
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
            "withdrawn_by": self.withdrawn_by.ref if self.withdrawn_by else None,
        }


class TermSetting(Model):
    """An office's own number of days for a term of a track, from a day on; the last that began holds."""

    __tablename__ = "term_setting"
    __table_args__ = (Index(None, "agency_id", "key", "since"),)
    record_kind = "term"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    track: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(24))
    days: Mapped[int]
    unit: Mapped[str] = mapped_column(String(10))
    direction: Mapped[str] = mapped_column(String(10))
    since: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the term as set, from when, at whose word."""
        return {
            "track": self.track,
            "key": self.key,
            "days": self.days,
            "unit": self.unit,
            "direction": self.direction,
            "since": self.since.isoformat(),
            "reason": self.reason,
            "by": self.by.ref,
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
            "withdrawn_by": self.withdrawn_by.ref if self.withdrawn_by else None,
        }
