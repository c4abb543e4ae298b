"""Training that was asked of an officer after a decision: one row for each module to be passed again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...modules.models import Module
from ...people.models import Person
from ..models import Case


class Remedy(Model):
    """The officer is asked to pass the certification run of a module again, begun after `asked_at`, by a day
    (inclusive). `clauses` are those at issue that it teaches; whether it was done is told by the runs."""

    __tablename__ = "remedy"
    __table_args__ = (UniqueConstraint("case_id", "step_number", "module_id"),)
    record_kind = "remedy"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    step_number: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    clauses: Mapped[list[str]] = mapped_column(JSON)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]

    case: Mapped[Case] = relationship()
    person: Mapped[Person] = relationship()
    module: Mapped[Module] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: which module was asked of whom after which step, by when."""
        return {
            "matter": self.case.ref,
            "step": self.step_number,
            "person": self.person.ref,
            "module": self.module.ref,
            "clauses": self.clauses,
            "due_on": self.due_on.isoformat(),
        }
