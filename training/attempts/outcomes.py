"""What ended attempts came to, by the outcome that counts now.

Practice is the officer's own: only `runs` tells of it, to the officer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..core.db import db
from ..modules.models import Module
from ..modules.succession import counts_as
from ..people.models import Person
from .models import CERTIFICATION, OPEN, Assessment, Attempt, Outcome

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Runs:
    """A person's own runs on one quiz: the kinds that are open, and the ended ones, the newest first."""

    open: set[str]
    ended: list[Any]

    @property
    def certified(self) -> list[tuple[datetime, bool]]:
        """When each certification run among them ended and whether it was passed, the newest last."""
        found = [row for row in reversed(self.ended) if row.purpose == CERTIFICATION]
        return [(row.ended_at, row.passed) for row in found]


def passed_module_ids(
    person_id: int, module_ids: Collection[int], *, since: datetime | None = None
) -> set[int]:
    """Which of these modules the person ever passed in a certification run, or since a moment. A pass of the
    module one goes on from unchanged counts."""
    if not module_ids:
        return set()
    pairs = counts_as(Module.id.in_(module_ids))
    rows = (
        sa.select(pairs.c.asked)
        .join(Assessment, Assessment.module_id == pairs.c.taken)
        .join(Attempt, Attempt.assessment_id == Assessment.id)
        .join(Attempt.outcome)
        .where(Attempt.person_id == person_id, Attempt.purpose == CERTIFICATION, Outcome.passed)
    )
    if since:
        rows = rows.where(Outcome.at >= since)
    return set(db.session.scalars(rows))


def latest_outcomes(person_id: int, module_ids: Collection[int]) -> dict[int, Outcome]:
    """The newest certification outcome of each module that has one, by module id."""
    rows = _certification_outcomes(person_id, module_ids, Assessment.module_id, Outcome)
    found = db.session.execute(rows.order_by(Outcome.at, Outcome.id))
    return {row.module_id: row.Outcome for row in found}


def certification_results(person: Person, assessment: Assessment) -> list[tuple[datetime, bool]]:
    """When each certification run on this quiz ended and whether it was passed, the newest last."""
    rows = _certification_outcomes(person.id, [assessment.module_id], Outcome.at, Outcome.passed)
    return [(at, passed) for at, passed in db.session.execute(rows.order_by(Outcome.at, Outcome.id))]


def runs(person: Person, assessment: Assessment) -> Runs:
    """The person's own runs on this quiz, practice included: those open and the last ones ended.

    Rows have ref, purpose, ended_at, percent, passed.
    """
    told = (Attempt.ref, Attempt.purpose, Attempt.state, Attempt.ended_at, Outcome.percent, Outcome.passed)
    rows = (
        sa.select(*told)
        .join(Attempt.outcome, isouter=True)
        .where(Attempt.person_id == person.id, Attempt.assessment_id == assessment.id)
        .order_by(Attempt.ended_at.is_not(None), Attempt.ended_at.desc(), Attempt.id.desc())
    )
    found = db.session.execute(rows.limit(SHOWN)).all()
    return Runs(
        open={row.purpose for row in found if row.state == OPEN},
        ended=[row for row in found if row.state != OPEN],
    )


def _certification_outcomes(person_id: int, module_ids: Collection[int], *what: Any) -> sa.Select[Any]:
    return (
        sa.select(*what)
        .select_from(Attempt)
        .join(Attempt.outcome)
        .join(Attempt.assessment)
        .where(
            Attempt.person_id == person_id,
            Assessment.module_id.in_(module_ids),
            Attempt.purpose == CERTIFICATION,
        )
    )
