"""Modules: a trainable part of one code version, with an objective and a lesson per clause."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..codes.models import Clause, CodeVersion
from ..core.db import Model
from ..core.ids import new_ref
from ..people.models import Person

COURSE, DELTA = "course", "delta"
CHECKED, CARRIED, KEPT = "checked", "carried", "kept"


class Module(Model):
    """A lesson of one version. `course` modules together teach it; a `delta` teaches only what it changed, to
    those certified on an older one. Whoever passed the `predecessor` has passed this one: its clauses went on
    as they were.

    It certifies once it is published. `publication` says how that came: `checked` by the verb that counts its
    scenarios, `carried` over from the version before, or `kept`: in use before modules were published at all,
    which no leaf tells of. `published_by` is None where no person did it.
    """

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("version_id", "key"),)
    record_kind = "module"

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
    publication: Mapped[str | None] = mapped_column(String(10))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    version: Mapped[CodeVersion] = relationship()
    objectives: Mapped[list["Objective"]] = relationship(
        order_by="Objective.position", cascade="all, delete-orphan"
    )
    published_by: Mapped[Person | None] = relationship()

    @property
    def published(self) -> bool:
        """Whether its certification runs are open."""
        return self.published_at is not None

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.publication.in_((CHECKED, CARRIED))

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: which clauses of which version it certifies from when on."""
        return {
            "code": self.version.code.slug,
            "version": self.version.number,
            "module": self.key,
            "clauses": [objective.clause.address for objective in self.objectives],
            "publication": self.publication,
            "published_at": self.published_at.isoformat() if self.published_at else None,
        }

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
