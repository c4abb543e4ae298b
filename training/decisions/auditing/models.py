"""What an auditor looked into and why, the checks that were asked for, and what was done at desks."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...core.jobs import Job
from ...people.models import Person

CERTIFICATE, CASE, NOMINATION = "certificate", "case", "nomination"


class AuditLook(Model):
    """That an auditor followed something about `subject` back to its facts, for a reason: the certificate,
    case or nomination (`kind`) with this `number`. Whoever it is about is told."""

    __tablename__ = "audit_look"
    __table_args__ = (Index(None, "agency_id", "at"), Index(None, "subject_id", "at"))
    record_kind = "audit_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(110))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who looked into what, and why."""
        return {
            "person": self.person.ref,
            "subject": self.subject.ref,
            "kind": self.kind,
            "number": self.number,
            "reason": self.reason,
            "at": self.at.isoformat(),
        }


class Deed(Model):
    """That something was done that is kept nowhere else: `place` tells what, `about` references of whom or
    what it is about. Without a person it was done by a command."""

    __tablename__ = "deed"
    record_kind = "deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    place: Mapped[str] = mapped_column(String(80))
    about: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who did what, to whom or what."""
        return {
            "by": self.person.ref if self.person else None,
            "place": self.place,
            "about": self.about,
            "at": self.at.isoformat(),
        }


class AuditCheck(Job, Model):
    """A check of the whole record that an auditor asked for. Once done: how many entries, their root, and the
    faults as `[[place, message], …]`."""

    __tablename__ = "audit_check"

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    size: Mapped[int] = mapped_column(default=0)
    root: Mapped[str] = mapped_column(String(64), default="")
    faults: Mapped[list[list[str]]] = mapped_column(JSON, default=list)

    by: Mapped[Person] = relationship()
