"""A decision about many people: what was asked of whom, and what became of each."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ....core.db import Model
from ....core.ids import new_ref
from ....core.jobs import Job
from ....people.models import Person
from ...models import Certification

DRAFT = "draft"
GRANTED = "granted"


class BulkDecision(Job, Model):
    """`typed` is what its form holds, `rev` counts how often that changed. A draft until it is confirmed;
    then done at once, or a job where it is about many. Each ruling it brings is on record by itself."""

    __tablename__ = "bulk_decision"

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    certification_id: Mapped[int | None] = mapped_column(ForeignKey("certification.id"))
    act: Mapped[str] = mapped_column(String(24))
    typed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rev: Mapped[int] = mapped_column(default=0)

    by: Mapped[Person] = relationship()
    certification: Mapped[Certification | None] = relationship()


class BulkMember(Model):
    """One of the people. `outcome` is empty while nothing was decided about them, `granted`, or why they were
    left out (`rules.Fault.why`, with its `values`)."""

    __tablename__ = "bulk_member"

    decision_id: Mapped[int] = mapped_column(ForeignKey("bulk_decision.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    values: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    person: Mapped[Person] = relationship()
