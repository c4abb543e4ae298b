"""Regrades: a faulty item of ended runs judged again under a newer key, or voided, once two people say so."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...core.jobs import CANCELLED, DONE, RUNNING, WAITING, Job
from ...people.models import Person
from ...scenarios.models import ScenarioVersion

REGRADE, VOID = "regrade", "void"
PROPOSED = "proposed"
UNDER_WAY = (WAITING, RUNNING)
OPEN = "state IN ('proposed', 'waiting', 'running')"


class HeldItem(Model):
    """The scenario version at a place of a certification run, and the regrade it is judged by now."""

    __tablename__ = "attempt_item"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True, autoincrement=False)
    item: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"), index=True)
    regrade_id: Mapped[int | None] = mapped_column(ForeignKey("regrade.id"), index=True)


class Regrade(Job, Model):
    """One faulty version of a scenario: judged anew under the key of `under`, or voided (then it is None).

    Proposed by one person, confirmed by another; only then is it a job that runs until every run that holds
    the version is judged. One that is `cancelled` was turned down by `ended_by`. `correction` is fixed when
    it is proposed. `done` of `total` runs are judged.
    """

    __tablename__ = "regrade"
    __table_args__ = (
        Index(
            "ix_regrade_one_open",
            "version_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )
    record_kind = "regrade"

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("scenario_version.id"), index=True)
    under_id: Mapped[int | None] = mapped_column(ForeignKey("scenario_version.id"))
    reason: Mapped[str] = mapped_column(Text)
    correction: Mapped[dict[str, Any]] = mapped_column(JSON)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)

    version: Mapped[ScenarioVersion] = relationship(foreign_keys=version_id)
    under: Mapped[ScenarioVersion | None] = relationship(foreign_keys=under_id)
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id)
    ended_by: Mapped[Person | None] = relationship(foreign_keys=ended_by_id)

    @property
    def kind(self) -> str:
        """`void`, or `regrade` under a newer version."""
        return VOID if self.under_id is None else REGRADE

    @property
    def proposed(self) -> bool:
        """Whether it waits for a second person."""
        return self.state == PROPOSED

    @property
    def under_way(self) -> bool:
        """Whether runs are being judged, or wait for a worker."""
        return self.state in UNDER_WAY

    @property
    def finished(self) -> bool:
        return self.state == DONE

    @property
    def turned_down(self) -> bool:
        return self.state == CANCELLED

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know."""
        return cls.confirmed_at.is_not(None)

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: which key took the place of which, why, and who said so."""
        return {
            "scenario": self.version.scenario.slug,
            "code": self.version.scenario.code.slug,
            "kind": self.kind,
            "version": self.version.number,
            "under": self.under.number if self.under else None,
            "reason": self.reason,
            "correction_hash": sha256(rfc8785.dumps(self.correction)).hexdigest(),
            "proposed_by": self.proposed_by.ref,
            "proposed_at": self.proposed_at.isoformat(),
            "confirmed_by": self.confirmed_by.ref if self.confirmed_by else None,
            "confirmed_at": self.confirmed_at.isoformat() if self.confirmed_at else None,
        }
