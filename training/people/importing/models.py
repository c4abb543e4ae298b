"""Imports of people: what was read, what would happen, what happened. The rows of imports are jobs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...core.jobs import Job
from ..models import Person

DRAFT = "draft"
WRITE, UNDO = "write", "undo"
CREATED, CHANGED, UNIT, REFUSED = "created", "changed", "unit", "refused"
UNDONE, KEPT = "undone", "kept"


class PeopleImport(Job, Model):
    """A sheet on its way. While `state` is `draft` it is a trial; confirmed, it is a job.

    `columns` are named columns with samples, none of which must not be held; `meanings` says what each place
    means; `counts` how many rows of each action; `done` of `total` entries are written (or, when `task` is
    `undo`, taken back).
    """

    __tablename__ = "people_import"

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    mark: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    meanings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    task: Mapped[str] = mapped_column(String(10), default=WRITE)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    stamp: Mapped[str] = mapped_column(String(12), default=new_ref)
    confirmed_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class ImportPart(Model):
    """A packed part of an import, gone when it is over: `column:7`, `plan:new`, `missing`. Of a finished one
    only `rejected` stays, for a week."""

    __tablename__ = "people_import_part"

    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ImportStep(Model):
    """What an import did to a person or unit, to be taken back; `rev` is the person's after it."""

    __tablename__ = "people_import_step"
    __table_args__ = (Index(None, "import_id", "outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("people_import.id"))
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="SET NULL"))
    row: Mapped[int] = mapped_column(default=0)
    rev: Mapped[int] = mapped_column(default=0)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    why: Mapped[str] = mapped_column(String(40), default="")


class ColumnMapping(Model):
    """How an agency matched sheets with these headings the last time."""

    __tablename__ = "people_mapping"
    __table_args__ = (UniqueConstraint("agency_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    mark: Mapped[str] = mapped_column(String(32))
    meanings: Mapped[dict[str, str]] = mapped_column(JSON)
    used_at: Mapped[datetime]
