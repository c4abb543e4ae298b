"""Checking one person against the criteria of an award. One at a time: there is no list of who fails."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ....core.db import db
from ....people.models import Person
from ...models import Case
from ..models import AwardVersion
from ..rules import Answer, precheck
from .criteria import Criterion, read_criteria
from .evidence import Evidence
from .gathering import NO_PAPER, Appointment, evidence_of


@dataclass(frozen=True, slots=True)
class Check:
    """A check as it came out: what held `as_of` a day, as far as was entered by `known_by`."""

    as_of: date
    known_by: datetime
    criteria: list[Criterion]
    evidence: Evidence
    answers: list[Answer]

    @property
    def said(self) -> list[dict[str, Any]]:
        """The answers as plain JSON values, to be frozen."""
        return [each.said() for each in self.answers]


def check(
    person: Person,
    version: AwardVersion,
    *,
    as_of: date,
    known_by: datetime,
    appointment: Appointment = NO_PAPER,
) -> Check:
    """What the record says about one person to each criterion of a version, in five statements."""
    criteria = read_criteria(version.criteria)
    evidence = evidence_of(person, as_of=as_of, known_by=known_by, appointment=appointment)
    answers = precheck(criteria, evidence, as_of=as_of, known_by=known_by)
    return Check(as_of, known_by, criteria, evidence, answers)


def has_open_case(person: Person) -> bool:
    """Whether something is being examined about a person. Only for who keeps cases: ask before you call."""
    rows = sa.select(Case.id).where(
        Case.subject_id == person.id, Case.closed_on.is_(None), Case.erased_at.is_(None)
    )
    return db.session.scalar(rows.limit(1)) is not None
