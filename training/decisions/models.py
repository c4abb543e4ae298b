"""Matters (cases and nominations) with everything that hangs on them: steps, seats, loans of access, files.

A matter is a list of steps that only grows; where it stands is computed from them. What is said in a step is
kept here and only its salted digest goes on record, so that an export of the record tells nobody's story.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.db import Model
from ..core.ids import new_ref
from ..people.models import Person
from .sealing import digest
from .tracks import DISCIPLINE as DISCIPLINE
from .tracks import ETHICS as ETHICS
from .tracks import TRACKS as TRACKS

CASE, NOMINATION = "case", "nomination"


class Matter(Model):
    """What a board decides about: `subject` is the officer, `happened_on` the day of the act, or the day a
    nomination looks back from. `rev` is the number of its last step. `kept_until` is known once it is closed;
    when it was erased, only the number is left."""

    __tablename__ = "matter"
    __table_args__ = (UniqueConstraint("agency_id", "number"), Index(None, "agency_id", "kind", "closed_on"))
    __mapper_args__ = {"polymorphic_on": "kind"}

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    happened_on: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    rev: Mapped[int] = mapped_column(default=0)
    closed_on: Mapped[date | None]
    kept_until: Mapped[date | None]
    erased_at: Mapped[datetime | None]

    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])
    opened_by: Mapped[Person] = relationship(foreign_keys=[opened_by_id])
    steps: Mapped[list["Step"]] = relationship(back_populates="matter", order_by="Step.number")
    seats: Mapped[list["Seat"]] = relationship(back_populates="matter", order_by="Seat.id")


class Case(Matter):
    """A possible breach, on one of two tracks that never mix. `complaint_number` links to where the complaint
    is kept. `came_from` is the case of the other track that recommended this one."""

    __tablename__ = "case_file"
    __mapper_args__ = {"polymorphic_identity": CASE}

    id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    track: Mapped[str] = mapped_column(String(12))
    happened_until: Mapped[date | None]
    reported_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(16))
    complaint_number: Mapped[str] = mapped_column(String(80), default="")
    summary: Mapped[str] = mapped_column(Text)
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"))

    clauses: Mapped[list["CaseClause"]] = relationship(order_by="CaseClause.id", cascade="all, delete-orphan")


class CaseClause(Model):
    """A clause at issue, by its address in the version that was in force on the day of the act."""

    __tablename__ = "case_clause"
    __table_args__ = (UniqueConstraint("case_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"))
    address: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class Nomination(Matter):
    """That somebody should be honoured under a version of a scheme, the positive twin of a case."""

    __tablename__ = "nomination"
    __mapper_args__ = {"polymorphic_identity": NOMINATION}

    id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("award_version.id"), index=True)
    merit: Mapped[str] = mapped_column(Text)


class Step(Model):
    """One thing that happened to a matter: `on` is its day, `at` when it was entered. `said` holds the fields
    of its act; an `inner` step is not for the subject. Steps are added, never changed."""

    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("matter_id", "number"),)
    record_kind = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    inner: Mapped[bool] = mapped_column(default=False, server_default=false())
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    salt: Mapped[str | None] = mapped_column(String(64))

    matter: Mapped[Matter] = relationship(back_populates="steps")
    by: Mapped[Person] = relationship(foreign_keys=[by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know: all that were not erased."""
        return cls.salt.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: which step of which matter, and the digest of what it says."""
        return {
            "matter": self.matter.ref,
            "number": self.number,
            "kind": self.kind,
            "on": self.on.isoformat(),
            "by": self.by.ref,
            "digest": digest(self.salt or "", self.said),
        }


class Seat(Model):
    """Somebody's part in a matter, from one step until another: only who sits reads it. `rank` is the rank at
    the time; `role` one of the seats the kind of matter has."""

    __tablename__ = "seat"
    __table_args__ = (Index(None, "person_id", "until_step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(16))
    rank: Mapped[str] = mapped_column(String(12), default="")
    since_step: Mapped[int]
    until_step: Mapped[int | None]

    matter: Mapped[Matter] = relationship(back_populates="seats")
    person: Mapped[Person] = relationship()


class Reporter(Model):
    """Who reported a case, apart from it: no step, file, name of a file or entry of the record holds it.

    `said` has `name`, `contact` and `relation`; `person` where it is somebody of the agency.
    """

    __tablename__ = "reporter"
    record_kind = "reporter"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    salt: Mapped[str | None] = mapped_column(String(64))

    case: Mapped[Case] = relationship()
    person: Mapped[Person | None] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know: all that were not erased."""
        return cls.salt.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: a digest, from which nobody is found without the salt kept here."""
        said = self.said | {"person": self.person.ref if self.person else None}
        return {"matter": self.case.ref, "digest": digest(self.salt or "", said)}


class AccessGrant(Model):
    """The file of a matter lent to somebody who sits in it, for a reason and a time; may end earlier."""

    __tablename__ = "access_grant"
    __table_args__ = (Index(None, "person_id", "until"),)
    record_kind = "grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    lent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    matter: Mapped[Matter] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    lent_by: Mapped[Person] = relationship(foreign_keys=[lent_by_id])
    ended_by: Mapped[Person | None] = relationship(foreign_keys=[ended_by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who lent what to whom, why, from when until when."""
        return {
            "matter": self.matter.ref,
            "person": self.person.ref,
            "lent_by": self.lent_by.ref,
            "reason": self.reason,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "ended_by": self.ended_by.ref if self.ended_by else None,
        }


class Dossier(Model):
    """The file of facts as it was handed to a board: its bytes, frozen and hashed. What held `as_of` a day,
    as it was `known_by` a moment."""

    __tablename__ = "dossier"
    __table_args__ = (UniqueConstraint("matter_id", "number"),)
    record_kind = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    number: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    as_of: Mapped[date]
    known_by: Mapped[datetime]
    body: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    erased_at: Mapped[datetime | None]

    matter: Mapped[Matter] = relationship()
    frozen_by: Mapped[Person] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know: all that were not erased."""
        return cls.erased_at.is_(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the days it speaks of and the SHA-256 of its bytes."""
        return {
            "matter": self.matter.ref,
            "number": self.number,
            "as_of": self.as_of.isoformat(),
            "known_by": self.known_by.isoformat(),
            "sha256": self.sha256,
            "frozen_by": self.frozen_by.ref,
        }


class Opening(Model):
    """That somebody opened or took away something of a matter, and why: the subject is told, except of a look
    at the reporter (`what` is REPORTER)."""

    __tablename__ = "opening"
    __table_args__ = (Index(None, "matter_id", "at"), Index(None, "agency_id", "at"))
    record_kind = "opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("access_grant.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    matter: Mapped[Matter] = relationship()
    dossier: Mapped[Dossier | None] = relationship()
    grant: Mapped[AccessGrant | None] = relationship()
    person: Mapped[Person] = relationship()

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who opened what, why, under which loan."""
        return {
            "matter": self.matter.ref,
            "dossier": self.dossier.ref if self.dossier else None,
            "grant": self.grant.ref if self.grant else None,
            "person": self.person.ref,
            "what": self.what,
            "reason": self.reason,
            "at": self.at.isoformat(),
        }


class MatterSeries(Model):
    """The last number given in a year: numbers are counted without gaps, by what is numbered."""

    __tablename__ = "matter_series"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    series: Mapped[str] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
