"""What HR enters about a person by hand: sanctions, commendations, attendance, complaints; and outages."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person
from ..models import Matter
from .rules import ATTENDANCE as ATTENDANCE
from .rules import COMMENDATION as COMMENDATION
from .rules import COMPLAINT as COMPLAINT
from .rules import KINDS as KINDS
from .rules import OUTAGE as OUTAGE
from .rules import SANCTION as SANCTION


class Entry(Model):
    """`person` (nobody for an OUTAGE), from `since` until `until`. A sanction has its `track` and `level` and
    the `number` of its decree; `counted` holds what is counted: `{"percent": 98, "absent_days": 1}` of a
    year's attendance, `{"upheld": true | false | null}` of a complaint. One that was wrong is withdrawn,
    never changed. `matter` is where it follows from, if it was decided here."""

    __tablename__ = "entry"
    __table_args__ = (Index(None, "person_id", "kind"),)
    record_kind = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    kind: Mapped[str] = mapped_column(String(16))
    track: Mapped[str] = mapped_column(String(12), default="")
    level: Mapped[str] = mapped_column(String(12), default="")
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[date]
    until: Mapped[date | None]
    counted: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    matter: Mapped[Matter | None] = relationship()
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=[withdrawn_by_id])

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return true()

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the entry in full, who made it, and who withdrew it and why."""
        return {
            "person": self.person.ref if self.person else None,
            "matter": self.matter.ref if self.matter else None,
            "kind": self.kind,
            "track": self.track,
            "level": self.level,
            "title": self.title,
            "number": self.number,
            "note": self.note,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "counted": self.counted,
            "recorded_at": self.recorded_at.isoformat(),
            "recorded_by": self.recorded_by.ref,
            "withdrawn_at": self.withdrawn_at.isoformat() if self.withdrawn_at else None,
            "withdrawn_by": self.withdrawn_by.ref if self.withdrawn_by else None,
            "withdrawn_reason": self.withdrawn_reason,
        }
