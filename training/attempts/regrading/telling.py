"""Telling officers that a run of theirs was judged anew: with both results, kindly, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...core.db import db
from ...people.models import Person
from ...scenarios.models import ScenarioVersion
from ..models import CERTIFICATION, Attempt, Outcome
from .models import Regrade

TOLD_FOR = timedelta(days=30)
_BEFORE, _UNDER = aliased(Outcome), aliased(ScenarioVersion)


@dataclass(frozen=True, slots=True)
class Retold:
    """One time a run was judged anew. `under` is the number of the version whose key was used; None where the
    story was voided. `before` and `now` have points, maximum, percent, passed."""

    ref: str
    title: str
    at: datetime
    under: int | None
    reason: str
    before: Any
    now: Any

    @property
    def changed(self) -> bool:
        """Whether the officer's share or pass is another one."""
        return (self.before.percent, self.before.passed) != (self.now.percent, self.now.passed)

    @property
    def newly_passed(self) -> bool:
        return self.now.passed and not self.before.passed

    @property
    def no_longer_passed(self) -> bool:
        return self.before.passed and not self.now.passed


def times_judged_anew(attempt: Attempt) -> list[Retold]:
    """Every time this run was judged anew, the first one first. One statement."""
    return _told(_rows().where(Outcome.attempt_id == attempt.id))


def lately_judged_anew(person: Person, now: datetime) -> list[Retold]:
    """The runs of this person whose result is another one since a regrade of the last `TOLD_FOR`, the latest
    first. One statement."""
    rows = _rows().where(
        Attempt.person_id == person.id,
        Attempt.purpose == CERTIFICATION,
        Outcome.superseded_at.is_(None),
        _BEFORE.superseded_at > now - TOLD_FOR,
    )
    return [each for each in reversed(_told(rows)) if each.changed]


def _rows() -> sa.Select[str, Outcome, Outcome, str, int, str]:
    return (
        sa.select(Attempt.ref, Outcome, _BEFORE, ScenarioVersion.title, _UNDER.number, Regrade.reason)
        .select_from(Outcome)
        .join(_BEFORE, _BEFORE.id == Outcome.supersedes_id)
        .join(Attempt, Attempt.id == Outcome.attempt_id)
        .join(Regrade, Regrade.id == Outcome.regrade_id)
        .join(ScenarioVersion, ScenarioVersion.id == Regrade.version_id)
        .outerjoin(_UNDER, _UNDER.id == Regrade.under_id)
        .order_by(Outcome.id)
    )


def _told(rows: sa.Select[str, Outcome, Outcome, str, int, str]) -> list[Retold]:
    return [
        Retold(ref, title, before.superseded_at or before.at, under, reason, before, now)
        for ref, now, before, title, under, reason in db.session.execute(rows)
    ]
