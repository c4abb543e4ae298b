"""A panel of experts who grade the options of a draft, each alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...people.models import Person
from ..models import ScenarioVersion

ACCEPTED, KEPT = "accepted", "kept"


class Panel(Model):
    """What a panel is asked about a draft, and what its author made of the answers.

    `scenes` is what the experts see (see `asking`), fixed when they are invited. Until `closed_at` nobody
    sees an answer; then `decision` says whether the draft took their grades, or kept its own for a `reason`.
    """

    __tablename__ = "panel"
    __table_args__ = (
        Index(
            "ix_panel_one_open",
            "version_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id", ondelete="CASCADE"), index=True)
    scenes: Mapped[list[Any]] = mapped_column(JSON)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]

    version: Mapped[ScenarioVersion] = relationship(lazy="joined", innerjoin=True)
    votes: Mapped[list["PanelVote"]] = relationship(
        back_populates="panel", cascade="all, delete-orphan", passive_deletes=True, order_by="PanelVote.id"
    )


class PanelVote(Model):
    """One expert's own answers, scene by scene: {key: {"grades": {letter: grade}} or {"order": [letters]},
    and "share": percent of the points that somebody just competent deserves}.

    Final once `given_at` is set. `agreed` is the digest of the key that the expert agreed to afterwards.
    """

    __tablename__ = "panel_vote"
    __table_args__ = (Index("ix_panel_vote_once", "panel_id", "person_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    given_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    agreed: Mapped[str | None] = mapped_column(String(64))
    agreed_at: Mapped[datetime | None]

    panel: Mapped[Panel] = relationship(back_populates="votes")
    person: Mapped[Person] = relationship(foreign_keys=person_id)
