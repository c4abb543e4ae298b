"""Award schemes as dated data, and the awards that were given."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref, new_verification_code
from ...people.models import Person
from ..models import Nomination


class AwardScheme(Model):
    """What an office honours people for; its criteria are in its versions. A closed one takes nobody."""

    __tablename__ = "award_scheme"
    record_kind = "award_scheme"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None]

    versions: Mapped[list["AwardVersion"]] = relationship(
        back_populates="scheme", order_by="AwardVersion.number"
    )

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know: the closed ones. What an open one asks is in its versions."""
        return cls.closed_at.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: that nobody is nominated for it since."""
        return {"title": self.title, "closed_at": self.closed_at.isoformat() if self.closed_at else None}


class AwardVersion(Model):
    """The criteria of a scheme from a day on, as data (see `awards.rules`), with their source and how it was
    checked."""

    __tablename__ = "award_version"
    __table_args__ = (UniqueConstraint("scheme_id", "number"),)
    record_kind = "award_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("award_scheme.id"))
    number: Mapped[int]
    since: Mapped[date]
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text, default="")
    checked: Mapped[str] = mapped_column(Text, default="")
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    scheme: Mapped[AwardScheme] = relationship(back_populates="versions", lazy="joined", innerjoin=True)
    set_by: Mapped[Person] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the criteria in full and from when they count."""
        return {
            "scheme": self.scheme.ref,
            "number": self.number,
            "since": self.since.isoformat(),
            "criteria": self.criteria,
            "source": self.source,
            "set_by": self.set_by.ref,
        }


class Award(Model):
    """An award that was given: what its certificate says for good, and the code that anybody checks."""

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("agency_id", "number"), Index(None, "person_id"))
    record_kind = "award"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(String(80))
    verification_code: Mapped[str] = mapped_column(String(23), unique=True, default=new_verification_code)
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    given_on: Mapped[date]
    issued_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    nomination: Mapped[Nomination] = relationship()
    person: Mapped[Person] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: what the certificate says, and whether it was withdrawn."""
        return {
            "nomination": self.nomination.ref,
            "person": self.person.ref,
            "number": self.number,
            "frozen": self.frozen,
            "given_on": self.given_on.isoformat(),
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
            "withdrawn_reason": self.withdrawn_reason,
        }
