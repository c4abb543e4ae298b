"""Modules: a trainable part of one code version, with an objective and a lesson per clause."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..codes.models import Clause, CodeVersion
from ..core.db import Model
from ..core.ids import new_ref

COURSE, DELTA = "course", "delta"


class Module(Model):
    """A lesson of one version. `course` modules together teach it; a `delta` teaches only what it changed, to
    those certified on an older one. Whoever passed the `predecessor` has passed this one: its clauses went on
    as they were.
    """

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("version_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("code_version.id"))
    kind: Mapped[str] = mapped_column(String(8), default=COURSE)
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=5)
    opening: Mapped[str] = mapped_column(Text, default="")
    recap: Mapped[str] = mapped_column(Text, default="")

    version: Mapped[CodeVersion] = relationship()
    objectives: Mapped[list["Objective"]] = relationship(
        order_by="Objective.position", cascade="all, delete-orphan"
    )

    def title_in(self, language: str) -> str:
        """The title in this language where there is one, else in Indonesian."""
        return self.title_en if language == "en" and self.title_en else self.title

    def summary_in(self, language: str) -> str:
        """The summary in this language where there is one, else in Indonesian."""
        return self.summary_en if language == "en" and self.summary_en else self.summary


class Objective(Model):
    """What an officer can do after the lesson on one clause."""

    __tablename__ = "objective"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    lesson: Mapped[str] = mapped_column(Text, default="")

    clause: Mapped[Clause] = relationship(lazy="joined", innerjoin=True)


class Progress(Model):
    """How far somebody has read: `steps` pages seen in order; `read_at` once all of them."""

    __tablename__ = "progress"
    __table_args__ = (UniqueConstraint("person_id", "module_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), index=True)
    steps: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
