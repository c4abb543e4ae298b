"""What HR decided by hand, each a row that is added and at most withdrawn, never edited."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text, true
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person
from ..models import Certification, Period

EXCUSALS = ("leave", "sick", "maternity", "posting", "study", "other")
ATTESTATION = "attestation"


class Ruling:
    """The columns of every manual decision: about whom, why, on what paper, by whom and when, when undone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    @declared_attr
    def person(self) -> Mapped[Person]:
        return relationship(Person, foreign_keys=[self.person_id])  # type: ignore[list-item]

    @declared_attr
    def recorded_by(self) -> Mapped[Person]:
        return relationship(Person, foreign_keys=[self.recorded_by_id])  # type: ignore[list-item]

    @declared_attr
    def withdrawn_by(self) -> Mapped[Person | None]:
        return relationship(Person, foreign_keys=[self.withdrawn_by_id])  # type: ignore[list-item]

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def said(self) -> dict[str, Any]:
        """What the ledger commits to of every manual decision."""
        undone = self.withdrawn_at is not None
        return {
            "person": self.person.ref,
            "reason": self.reason,
            "document": self.document,
            "by": self.recorded_by.ref,
            "at": self.recorded_at.isoformat(),
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
            "withdrawn_by": self.withdrawn_by.ref if undone and self.withdrawn_by else None,
            "withdrawn_reason": self.withdrawn_reason,
        }


class Excusal(Ruling, Model):
    """The clock stands still for a person from `since` until `until`, both inclusive; open while it is
    None."""

    __tablename__ = "excusal"
    record_kind = "excusal"

    kind: Mapped[str] = mapped_column(String(12))
    since: Mapped[date]
    until: Mapped[date | None]

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to."""
        until = self.until.isoformat() if self.until else None
        return self.said() | {"kind": self.kind, "since": self.since.isoformat(), "until": until}


class OfScheme(Ruling):
    """A manual decision about one certification."""

    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"), index=True)

    @declared_attr
    def certification(self) -> Mapped[Certification]:
        return relationship(Certification)

    def said(self) -> dict[str, Any]:
        """With the certification it is about."""
        return super().said() | {"certification": self.certification.ref}


class Extension(OfScheme, Model):
    """The first round may be earned until `due_on`. The assignment keeps its own day, from which later dates
    are counted."""

    __tablename__ = "extension"
    record_kind = "extension"

    due_on: Mapped[date]

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to."""
        return self.said() | {"due_on": self.due_on.isoformat()}


class Waiver(OfScheme, Model):
    """A module (its key) or the attestation counts as met once, in the round that is earned next."""

    __tablename__ = "waiver"
    record_kind = "waiver"

    subject: Mapped[str] = mapped_column(String(40))
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("period.id"))

    used_by: Mapped[Period | None] = relationship(foreign_keys=[used_by_id])

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to."""
        return self.said() | {
            "subject": self.subject,
            "round": self.used_by.ref if self.used_by else None,
        }


class Provisional(OfScheme, Model):
    """Counts as certified for a time, from `since` until `until`, both inclusive, without a certificate."""

    __tablename__ = "provisional"
    record_kind = "provisional"

    since: Mapped[date]
    until: Mapped[date]

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to."""
        return self.said() | {"since": self.since.isoformat(), "until": self.until.isoformat()}
