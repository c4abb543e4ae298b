"""Scenarios and their versions. The YAML text is the scenario; columns repeat what lists need."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..codes.models import Code
from ..core.clock import now
from ..core.db import Model
from ..core.ids import new_ref
from ..people.models import Person

DRAFT, PUBLISHED, RETIRED = "draft", "published", "retired"
REVIEWED = "reviewed"


class Scenario(Model):
    """A story through all its versions. `brought` is the digest of what an import last brought for it.

    What is archived is not on the desk unless it is asked for.
    """

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("code_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    slug: Mapped[str] = mapped_column(String(80))
    brought: Mapped[str | None] = mapped_column(String(64))
    archived_at: Mapped[datetime | None]

    code: Mapped[Code] = relationship()
    versions: Mapped[list["ScenarioVersion"]] = relationship(
        back_populates="scenario", order_by="ScenarioVersion.number"
    )

    @property
    def draft(self) -> "ScenarioVersion | None":
        """The one being written."""
        return next((version for version in self.versions if version.state == DRAFT), None)

    @property
    def live(self) -> "ScenarioVersion | None":
        """The one new attempts are given."""
        return next((version for version in reversed(self.versions) if version.state == PUBLISHED), None)

    @property
    def current(self) -> "ScenarioVersion":
        """What an editor opens: the draft, else the live one, else the last one withdrawn."""
        return self.draft or self.live or self.versions[-1]


class ScenarioVersion(Model):
    """One text of a scenario. Published ones are frozen; a scenario has at most one draft.

    `rev` counts saves of the draft, so that two tabs never overwrite each other unseen.
    `clause` is the main clause's address, `clauses` every address an option upholds or violates. `removed`
    holds what was taken out of the draft lately (see `pieces`), to put it back. `gist` is what lists and
    counts need of the text (see `gist`); None for versions from before it was kept.
    """

    __tablename__ = "scenario_version"
    __table_args__ = (
        UniqueConstraint("scenario_id", "number"),
        Index(
            "ix_scenario_version_one_draft",
            "scenario_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
    )
    record_kind = "scenario_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default=DRAFT)
    rev: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200), default="")
    clause: Mapped[str] = mapped_column(String(80))
    clauses: Mapped[list[str]] = mapped_column(JSON)
    content_hash: Mapped[str] = mapped_column(String(64))
    removed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    gist: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    saved_at: Mapped[datetime] = mapped_column(default=now)
    approved_hash: Mapped[str | None] = mapped_column(String(64))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    key: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    published_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    retired_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    retired_reason: Mapped[str] = mapped_column(Text, default="")

    scenario: Mapped[Scenario] = relationship(back_populates="versions", lazy="joined", innerjoin=True)
    approved_by: Mapped[Person | None] = relationship(foreign_keys=approved_by_id)
    retired_by: Mapped[Person | None] = relationship(foreign_keys=retired_by_id)
    hands: Mapped[list["DraftHand"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @property
    def agency_id(self) -> int:
        return self.scenario.agency_id

    @property
    def stamp(self) -> str:
        """Which text of which row a page was made from; a form brings it back to say so."""
        return f"{self.ref}.{self.rev}"

    @property
    def approved(self) -> bool:
        """Whether a second person said yes to exactly this content."""
        return self.approved_hash is not None and self.approved_hash == self.content_hash

    @property
    def stage(self) -> str:
        """The state as people speak of it: a draft whose text is approved is reviewed."""
        return REVIEWED if self.state == DRAFT and self.approved else self.state

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.state != DRAFT

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to about a published scenario; of a withdrawn one also when and why."""
        said: dict[str, Any] = {
            "scenario": self.scenario.slug,
            "code": self.scenario.code.slug,
            "version": self.number,
            "content_hash": self.content_hash,
        }
        if self.approved_by and self.approved_at:
            said |= {"approved_by": self.approved_by.ref, "approved_at": self.approved_at.isoformat()}
        if self.key:
            said["key_hash"] = sha256(rfc8785.dumps(self.key)).hexdigest()
        if self.retired_at:
            said |= {"retired_at": self.retired_at.isoformat(), "retired_reason": self.retired_reason}
        return said


class DraftHand(Model):
    """Somebody who saved a text of this version: whoever wrote may not approve."""

    __tablename__ = "scenario_hand"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("scenario_version.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    since: Mapped[datetime]
