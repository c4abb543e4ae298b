"""Codes of ethics, their fixed versions, and the clauses everything else cites."""

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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.clock import now
from ..core.db import Model
from ..core.ids import new_ref
from ..core.jobs import Job
from ..people.models import Person
from .rules import heading, last_line_of

DRAFT, IN_FORCE, SUPERSEDED = "draft", "in_force", "superseded"
EDITORIAL, SUBSTANTIVE = "editorial", "substantive"


class Code(Model):
    """The work: an agency's code of ethics through all its versions."""

    __tablename__ = "code"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text, default="")

    versions: Mapped[list["CodeVersion"]] = relationship(back_populates="code", order_by="CodeVersion.number")


class CodeVersion(Model):
    """One dated text. Publishing freezes it; `content_hash` is over the canonical text of its clauses.

    `rev` counts the repairs of a draft, so that two tabs never repair over each other unseen.
    """

    __tablename__ = "code_version"
    __table_args__ = (
        UniqueConstraint("code_id", "number"),
        UniqueConstraint("code_id", "source_hash"),
        Index(
            "ix_code_version_one_in_force",
            "code_id",
            unique=True,
            sqlite_where=text("state = 'in_force'"),
            postgresql_where=text("state = 'in_force'"),
        ),
    )
    record_kind = "code_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    number: Mapped[int]
    lineage: Mapped[str] = mapped_column(String(12), default=new_ref)
    state: Mapped[str] = mapped_column(String(12), default=DRAFT)
    title: Mapped[str] = mapped_column(Text)
    decree: Mapped[str] = mapped_column(Text, default="")
    decree_date: Mapped[date | None]
    in_force_from: Mapped[date | None]
    source_name: Mapped[str] = mapped_column(Text)
    source_text: Mapped[str] = mapped_column(Text, deferred=True)
    source_hash: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    rev: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]

    code: Mapped[Code] = relationship(back_populates="versions", lazy="joined", innerjoin=True)
    sections: Mapped[list["Section"]] = relationship(
        order_by="Section.position", cascade="all, delete-orphan"
    )
    clauses: Mapped[list["Clause"]] = relationship(
        order_by="Clause.position", cascade="all, delete-orphan", overlaps="clauses"
    )
    findings: Mapped[list["ReadingFinding"]] = relationship(
        order_by="ReadingFinding.id", cascade="all, delete-orphan"
    )

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.state != DRAFT

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to about this version."""
        return {
            "code": self.code.slug,
            "version": self.number,
            "content_hash": self.content_hash,
            "decree": self.decree,
            "in_force_from": self.in_force_from.isoformat() if self.in_force_from else None,
        }


class Section(Model):
    __tablename__ = "section"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"), index=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    line: Mapped[int]
    trainable: Mapped[bool] = mapped_column(default=True)

    clauses: Mapped[list["Clause"]] = relationship(
        order_by="Clause.position", back_populates="section", overlaps="clauses"
    )

    @property
    def heading(self) -> str:
        """Label and title as they are read together: `A. Nilai Dasar`."""
        return heading(self.label, self.title)


class Clause(Model):
    """The smallest rule that is cited. `address` is unique in the version and printed on every citation."""

    __tablename__ = "clause"
    __table_args__ = (UniqueConstraint("version_id", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    group: Mapped[str] = mapped_column(Text, default="")
    parent: Mapped[str] = mapped_column(Text, default="")
    line: Mapped[int]
    last_line: Mapped[int]
    confidence: Mapped[float] = mapped_column(default=1.0)
    trainable: Mapped[bool] = mapped_column(default=True)

    section: Mapped[Section] = relationship(back_populates="clauses", overlaps="clauses")


class ReadingFinding(Model):
    """A doubt the reader had, with its line in the source.

    `resolution` is the kind of the repair that answered it, or `accepted` with the person's `reason`.
    """

    __tablename__ = "reading_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"), index=True)
    slug: Mapped[str] = mapped_column(Text)
    line: Mapped[int]
    severity: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(Text)
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    resolution: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.resolved_at is None

    @property
    def last_line(self) -> int:
        """The last source line it speaks of."""
        return last_line_of(self.message, self.line)


class Repair(Model):
    """One change a person made to what was read, never edited itself. Undoing is another repair.

    `before` and `after` hold the changed fields by row: `{"clauses": {ref: {...} | None}, "sections": ...,
    "findings": ..., "version": ...}`; None where the row did not exist.
    """

    __tablename__ = "repair"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    address_before: Mapped[str] = mapped_column(Text, default="")
    address_after: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("repair.id"), unique=True)


class ClauseNote(Model):
    """A remark on the wording of a clause, beside the text and never in it. Without a person: from a file."""

    __tablename__ = "clause_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"), index=True)
    address: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Amendment(Model):
    """From the version in force to the one that replaces it. Publishing freezes it with its decisions."""

    __tablename__ = "amendment"
    record_kind = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"), index=True)
    old_version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"))
    new_version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"), unique=True)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    code: Mapped[Code] = relationship()
    old_version: Mapped[CodeVersion] = relationship(foreign_keys=[old_version_id])
    new_version: Mapped[CodeVersion] = relationship(foreign_keys=[new_version_id])
    opened_by: Mapped[Person | None] = relationship()
    changes: Mapped[list["Change"]] = relationship(
        order_by="Change.position", cascade="all, delete-orphan", back_populates="amendment"
    )

    @property
    def substantive(self) -> bool:
        """Whether anything was decided to change what is asked of people."""
        return any(change.weight == SUBSTANTIVE for change in self.changes)

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.published_at.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: both versions and every change with the weight it was given."""
        return {
            "code": self.code.slug,
            "old_version": self.old_version.number,
            "new_version": self.new_version.number,
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "changes": [change.fact() for change in self.changes],
        }


class Change(Model):
    """One clause that is not as it was: `moved`, `edited`, `added` or `removed`.

    `digest` is over the words compared, so that a repaired text asks again; `rev` counts decisions, so that
    two tabs never overwrite each other unseen. A clause that only moved needs no decision.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    old_address: Mapped[str | None] = mapped_column(Text)
    new_address: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    rev: Mapped[int] = mapped_column(default=0)
    weight: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    amendment: Mapped[Amendment] = relationship(back_populates="changes")
    decided_by: Mapped[Person | None] = relationship()

    @property
    def waits(self) -> bool:
        """Whether somebody still has to say how much it weighs."""
        return self.kind != "moved" and self.weight is None

    def fact(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "from": self.old_address,
            "to": self.new_address,
            "digest": self.digest,
            "weight": self.weight,
            "reason": self.reason,
        }


class Intake(Job, Model):
    """An upload on its way to become a draft: what it is, what was told about it, and how far it is read.

    `how` is `text`, `pictures` or `pasted`. `message` says why it failed; `notes` and `unread` are for
    whoever checks the version it became. Its bytes are in `IntakeFile`.
    """

    __tablename__ = "intake"

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(String(10))
    code_id: Mapped[int | None] = mapped_column(ForeignKey("code.id"))
    slug: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    decree: Mapped[str] = mapped_column(Text, default="")
    decree_date: Mapped[date | None]
    in_force_from: Mapped[date | None]
    page: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    unread: Mapped[list[int]] = mapped_column(JSON, default=list)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("code_version.id"))

    code: Mapped[Code | None] = relationship()
    version: Mapped[CodeVersion | None] = relationship()


class IntakeFile(Model):
    """The bytes of an upload, only until it is read, refused or cancelled.

    Apart from its row, which changes every few seconds while it is read.
    """

    __tablename__ = "intake_file"

    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
