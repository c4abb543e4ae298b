"""Who looked at whose record: one row for a reader, a subject, a kind of page and a day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...core.db import Model


class RecordLook(Model):
    """`reader` opened a page about `subject`, `count` times on that day of the agency's zone."""

    __tablename__ = "record_look"
    __table_args__ = (
        UniqueConstraint("subject_id", "reader_id", "day", "what"),
        Index(None, "subject_id", "last_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    what: Mapped[str] = mapped_column(String(20))
    count: Mapped[int] = mapped_column(default=1)
    last_at: Mapped[datetime]
