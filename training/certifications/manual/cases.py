"""The cases of people as they are kept: what the rules of manual decisions are given, in few statements."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person
from ..models import Assignment, Certification, Period
from ..rulings import Ruled, ruled, rulings_of
from .rules import Case

Key = tuple[int, int]
Whom = sa.Select[int] | Collection[int]


@dataclass(frozen=True, slots=True)
class Round:
    """A round as the rules need it, with its public names."""

    completed_on: date
    valid_until: date
    window_opens: date
    revoked_on: date | None
    number: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person is with one scheme. `assignment` is the one that asks it now, or None."""

    certification: Certification
    assignment: Assignment | None
    case: Case


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of many people. Who is in none of the tables has an empty one."""

    terms: dict[int, Certification]
    asked: dict[Key, Assignment]
    rounds: dict[Key, list[Round]]
    decided: dict[Any, Ruled]

    def of(self, person_id: int, scheme_id: int) -> Case:
        """One person's case with one scheme."""
        by_hand = ruled(self.decided, person_id, scheme_id)
        assigned, terms = self.asked.get((person_id, scheme_id)), self.terms[scheme_id]
        return Case(
            rounds=tuple(self.rounds.get((person_id, scheme_id), ())),
            due_on=assigned.due_on if assigned else None,
            extended_to=by_hand.extended_to,
            closes_days=terms.closes_days,
            grace_days=terms.grace_days,
            excusals=tuple(by_hand.excusals),
            provisionals=tuple(by_hand.provisionals),
            waived=tuple(subject for subject, _at in by_hand.waived),
        )


def open_schemes(agency_id: int) -> list[Certification]:
    """The agency's certifications that may be decided about, the first opened first."""
    rows = sa.select(Certification).where(
        Certification.agency_id == agency_id, Certification.closed_at.is_(None)
    )
    return list(db.session.scalars(rows.order_by(Certification.id)))


def standings_of(person: Person) -> list[Standing]:
    """Every open scheme of the agency with the person's case, in four statements."""
    schemes = open_schemes(person.agency_id)
    found = cases_of(person.agency_id, schemes, {person.id}, zone=person.agency.zone, person_id=person.id)
    return [
        Standing(each, found.asked.get((person.id, each.id)), found.of(person.id, each.id))
        for each in schemes
    ]


def cases_of(
    agency_id: int,
    schemes: Sequence[Certification],
    people: Whom,
    *,
    zone: str,
    person_id: int | None = None,
) -> Cases:
    """The cases of these people with these schemes, in three statements for however many people."""
    return Cases(
        terms={each.id: each for each in schemes},
        asked=assignments_of(schemes, people),
        rounds=_rounds(schemes, people, zone),
        decided=rulings_of(agency_id, person_id=person_id),
    )


def assignments_of(schemes: Sequence[Certification], people: Whom) -> dict[Key, Assignment]:
    """What is asked of these people now. One statement."""
    rows = sa.select(Assignment).where(
        Assignment.certification_id.in_([each.id for each in schemes]),
        Assignment.person_id.in_(people),
        Assignment.ended_at.is_(None),
    )
    return {(row.person_id, row.certification_id): row for row in db.session.scalars(rows)}


def stamp_of(*parts: object) -> str:
    """A few symbols that differ when any part does: what a page showed, so that a newer state is noticed."""
    return hashlib.sha256("\n".join(repr(part) for part in parts).encode()).hexdigest()[:16]


def _rounds(schemes: Sequence[Certification], people: Whom, zone: str) -> dict[Key, list[Round]]:
    rows = (
        sa.select(
            *(Period.person_id, Period.certification_id, Period.round, Period.completed_on),
            *(Period.valid_until, Period.window_opens, Period.revoked_at),
        )
        .where(Period.certification_id.in_([each.id for each in schemes]), Period.person_id.in_(people))
        .order_by(Period.round)
    )
    found: defaultdict[Key, list[Round]] = defaultdict(list)
    for row in db.session.execute(rows):
        revoked_on = day_in(zone, row.revoked_at) if row.revoked_at else None
        found[row.person_id, row.certification_id].append(
            Round(row.completed_on, row.valid_until, row.window_opens, revoked_on, row.round)
        )
    return found
