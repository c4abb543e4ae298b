"""Attempts: one pinned run through drawn scenarios, its answers and its outcome."""

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import rfc8785
from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.db import Model
from ..core.ids import new_ref
from ..modules.models import Module
from ..people.models import Person

if TYPE_CHECKING:
    from .regrading.models import Regrade

PRACTICE, CERTIFICATION = "practice", "certification"
OPEN, SUBMITTED, CLOSED = "open", "submitted", "closed"


class Assessment(Model):
    """The quiz of a module: what a certification run asks for and how often it may be taken.

    `scene_minutes` are given for each question on the longest way through the stories that were drawn.
    """

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"), unique=True)
    mastery_percent: Mapped[int] = mapped_column(default=75)
    scene_minutes: Mapped[int] = mapped_column(default=3)
    cooldown_minutes: Mapped[int] = mapped_column(default=10)

    module: Mapped[Module] = relationship(lazy="joined", innerjoin=True)


class Attempt(Model):
    """`pinned` holds everything it is judged by, fixed at the start and never sent whole: `items` (texts,
    order, key, points, versions; see `pinned.py`), `clauses` (address to text), the `citation` beneath them.

    `rev` counts saved answers; every save names the `rev` it saw. `chosen` is what is marked at the present
    question and not yet done (letters, as a form sends them); it counts as the answer if the run ends so.
    `minutes` hold `extra_minutes` and are 0 where no clock runs. `absences` counts how often the page was
    left for something else: told to nobody but the person.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        Index(
            "ix_attempt_one_open",
            "person_id",
            "assessment_id",
            "purpose",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(None, "person_id", "assessment_id"),
    )
    record_kind = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    purpose: Mapped[str] = mapped_column(String(14))
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    rev: Mapped[int] = mapped_column(default=0)
    pinned: Mapped[dict[str, Any]] = mapped_column(JSON)
    mastery_percent: Mapped[int]
    minutes: Mapped[int]
    extra_minutes: Mapped[int] = mapped_column(default=0)
    chosen: Mapped[dict[str, list[str]] | None] = mapped_column(JSON(none_as_null=True))
    chosen_at: Mapped[datetime | None]
    absences: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    assessment: Mapped[Assessment] = relationship(lazy="joined", innerjoin=True)
    responses: Mapped[list["Response"]] = relationship(order_by="Response.rev")
    outcome: Mapped["Outcome | None"] = relationship(
        primaryjoin="and_(Outcome.attempt_id == Attempt.id, Outcome.superseded_at.is_(None))",
        back_populates="attempt",
    )

    @property
    def given(self) -> list[tuple[int, str, str]]:
        """The answers in order, as the rules read them."""
        return [response.answered for response in self.responses]

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.purpose == CERTIFICATION

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: the pinned key and, once ended, all answers and the outcome."""
        return {
            "person": self.person.ref,
            "module": self.assessment.module.ref,
            "purpose": self.purpose,
            "state": self.state,
            "pinned_hash": sha256(rfc8785.dumps(self.pinned)).hexdigest(),
            "mastery_percent": self.mastery_percent,
            "started_at": self.started_at.isoformat(),
            "responses": [response.fact() for response in self.responses] if self.state != OPEN else None,
            "outcome": self.outcome.fact() if self.outcome else None,
        } | ({"extra_minutes": self.extra_minutes} if self.extra_minutes else {})


class Response(Model):
    """One saved choice: in which item, at which node, and what: "a", ticks "a,c", an order "b,a,c".

    `request_key` is empty where no request saved it: a choice that was only marked when the run ended.
    """

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("attempt_id", "rev"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    rev: Mapped[int]
    item: Mapped[int]
    node: Mapped[str] = mapped_column(String(80))
    option: Mapped[str] = mapped_column(String(20))
    request_key: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]

    @property
    def only_marked(self) -> bool:
        """It was marked, and the run ended before it was done."""
        return not self.request_key

    @property
    def answered(self) -> tuple[int, str, str]:
        """As the rules read it."""
        return self.item, self.node, self.option

    def fact(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "item": self.item,
            "node": self.node,
            "option": self.option,
            "at": self.at.isoformat(),
        }
        return said | ({"only_marked": True} if self.only_marked else {})


class Given(Model):
    """When a person was last given a scenario, in practice or a certification run: new ones come first."""

    __tablename__ = "scenario_given"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class ItemMark(Model):
    """What one story of a submitted certification run came to, kept narrow for the statistics of scenarios.

    Nothing is judged by it, and it may be written again from the run. `steps` are (node, option, seconds it
    took) in order; `option` is as in `Response`. `item` is the story's place in the run.
    """

    __tablename__ = "item_mark"
    __table_args__ = (
        UniqueConstraint("attempt_id", "item"),
        Index(None, "person_id", "assessment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"), index=True)
    item: Mapped[int]
    points: Mapped[int]
    maximum: Mapped[int]
    at: Mapped[datetime]
    steps: Mapped[list[list[Any]]] = mapped_column(JSON)


class Outcome(Model):
    """What an ended attempt came to. `critical` lists the acts that fail it whatever the total.

    One counts: the one that is not superseded. Others are kept as they were. `regrade` says under which key a
    later one was judged, `supersedes` which one it took the place of. `at` is when the run ended, in all.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        Index(
            "ix_outcome_one_current",
            "attempt_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    points: Mapped[int]
    maximum: Mapped[int]
    visited_maximum: Mapped[int]
    percent: Mapped[int]
    passed: Mapped[bool]
    critical: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    regrade_id: Mapped[int | None] = mapped_column(ForeignKey("regrade.id"), index=True)

    attempt: Mapped[Attempt] = relationship(back_populates="outcome")
    supersedes: Mapped["Outcome | None"] = relationship(remote_side=[id])
    regrade: Mapped["Regrade | None"] = relationship()

    @property
    def newly_passed(self) -> bool:
        """Passed only since it was judged anew."""
        return self.passed and self.supersedes is not None and not self.supersedes.passed

    @property
    def no_longer_passed(self) -> bool:
        """Passed before it was judged anew."""
        return not self.passed and self.supersedes is not None and self.supersedes.passed

    def fact(self) -> dict[str, Any]:
        said = {
            "points": self.points,
            "maximum": self.maximum,
            "percent": self.percent,
            "passed": self.passed,
            "critical": self.critical,
        }
        return said | ({"regrade": self.regrade.ref} if self.regrade else {})
