"""A second person's look at a draft: asked for, decided, and what was said about it place by place."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person
from ..models import ScenarioVersion

APPROVED, RETURNED, WITHDRAWN = "approved", "returned", "withdrawn"
OPEN = "decision IS NULL"


class Review(Model):
    """One request to look at a draft, and its decision. A draft has at most one that waits.

    `content_hash` is the content it was asked for, then the one it was decided on.
    """

    __tablename__ = "scenario_review"
    __table_args__ = (
        Index(
            "ix_scenario_review_one_open",
            "version_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id", ondelete="CASCADE"), index=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    decision: Mapped[str | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

    version: Mapped[ScenarioVersion] = relationship(lazy="joined", innerjoin=True)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)


class Comment(Model):
    """What somebody says about a place of a draft: a scene (`node`), one of its options (`letter`, its id)
    or, with neither, the whole. `quote` is what stood there; `resolved` is answered or mended."""

    __tablename__ = "scenario_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id", ondelete="CASCADE"), index=True)
    node: Mapped[str] = mapped_column(String(80), default="")
    letter: Mapped[str] = mapped_column(String(1), default="")
    quote: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    resolved_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(foreign_keys=by_id)
    resolved_by: Mapped[Person | None] = relationship(foreign_keys=resolved_by_id)
