"""What is kept of reminders beside their letters: each day's planning, pauses, and calendar addresses."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...core.jobs import Job
from ...people.models import Agency, Person

TOKEN_BYTES = 24


def new_token() -> str:
    """What nobody guesses: 192 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class ReminderPlan(Job, Model):
    """The letters of one agency and day: the row is the job of writing them. `letters` counts them."""

    __tablename__ = "reminder_plan"
    __table_args__ = (UniqueConstraint("agency_id", "day"),)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    day: Mapped[date]
    letters: Mapped[int] = mapped_column(default=0)

    agency: Mapped[Agency] = relationship()


class ReminderPause(Model):
    """An agency sends no reminders, and why. One at a time."""

    __tablename__ = "reminder_pause"
    __table_args__ = (
        Index(
            "ix_reminder_pause_one_current",
            "agency_id",
            unique=True,
            sqlite_where=text("resumed_at IS NULL"),
            postgresql_where=text("resumed_at IS NULL"),
        ),
    )
    record_kind = "reminder_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    paused_at: Mapped[datetime]
    paused_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    resumed_at: Mapped[datetime | None]
    resumed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    paused_by: Mapped[Person] = relationship(foreign_keys=[paused_by_id])
    resumed_by: Mapped[Person | None] = relationship(foreign_keys=[resumed_by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: from when to when nobody was reminded, and who decided it."""
        return {
            "reason": self.reason,
            "paused_at": self.paused_at.isoformat(),
            "paused_by": self.paused_by.ref,
            "resumed_at": self.resumed_at.isoformat() if self.resumed_at else None,
            "resumed_by": self.resumed_by.ref if self.resumed_by else None,
        }


class CalendarFeed(Model):
    """The address at which a calendar program reads somebody's dates: who knows it needs no sign-in."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "ix_calendar_feed_one_current",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True, default=new_token)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
