"""Where people stand on a day: their rounds, their due day, and the state the rules make of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..attestations.models import Attestation
from ..codes.models import IN_FORCE, CodeVersion
from ..core.clock import day_in
from ..core.db import db
from ..people.models import Person
from .days import day_after
from .deltas import Delta, deltas_of
from .models import Assignment, Certificate, Certification, Period
from .rules import HOLDING, Obligation, Status, status


@dataclass(frozen=True, slots=True)
class SchemeInForce:
    """An agency's certification together with the version of its code in force."""

    certification: Certification
    version: CodeVersion


@dataclass(frozen=True, slots=True)
class Round:
    """A period as plain values; `revoked_on` is the day in the agency's zone."""

    number: int
    version: int
    valid_from: date
    valid_until: date
    window_opens: date
    completed_on: date
    anchor: date
    certified_at: datetime
    revoked_at: datetime | None
    revoked_on: date | None
    certificate_ref: str
    certificate_number: str


RoundsOf = defaultdict[int, list[Round]]


@dataclass(frozen=True, slots=True)
class Holding:
    """One person as of a day, the oldest round first. `state` is a `rules.Status`; `deltas` are what newer
    versions asked of them since, the oldest first."""

    due_on: date | None
    rounds: tuple[Round, ...]
    state: Status
    deltas: tuple[Delta, ...] = ()

    @property
    def latest(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def delta(self) -> Delta | None:
        """What is still to be caught up with, first things first. Whose certificate no longer holds starts a
        whole round instead."""
        return next((each for each in self.deltas if not each.met_on), None) if self.holds else None

    @property
    def holds(self) -> bool:
        """Whether a certificate holds that day."""
        return self.state in HOLDING

    @property
    def version(self) -> int | None:
        """The version of the code the certificate holds for, with what was caught up with since."""
        if self.latest is None:
            return None
        return max([self.latest.version, *(each.version for each in self.deltas if each.met_on)])


@dataclass(frozen=True, slots=True)
class Own:
    """One person's standing with the scheme it is about and when the code in force was attested."""

    scheme: SchemeInForce
    holding: Holding
    attested_at: datetime | None


def scheme_of(agency_id: int) -> SchemeInForce | None:
    """The agency's certification for its code in force, or None while there is none."""
    row = db.session.execute(_schemes(agency_id)).first()
    return SchemeInForce(*row) if row else None


def own(person: Person, *, on: date) -> Own | None:
    """Where one person stood on a day, in three statements at most; None while the agency has no scheme."""
    zone = person.agency.zone
    due = sa.select(Assignment.due_on).where(
        Assignment.certification_id == Certification.id,
        Assignment.person_id == person.id,
        Assignment.assigned_at < day_after(on, zone),
    )
    said = aliased(CodeVersion)
    attested = (
        sa.select(sa.func.max(Attestation.at, type_=Attestation.at.type))
        .join(said, said.id == Attestation.version_id)
        .where(said.code_id == CodeVersion.code_id, said.lineage == CodeVersion.lineage)
        .where(Attestation.person_id == person.id, Attestation.at < day_after(on, zone))
    )
    columns = _schemes(person.agency_id).add_columns(due.scalar_subquery(), attested.scalar_subquery())
    row = db.session.execute(columns).first()
    if row is None:
        return None
    scheme = SchemeInForce(row[0], row[1])
    rounds = tuple(_rounds(scheme, on, zone, person.id)[person.id])
    asked = deltas_of(scheme.certification, on=on, zone=zone, person_id=person.id) if rounds else {}
    return Own(scheme, _judge(scheme, row[2], rounds, on, asked.get(person.id, ())), row[3])


def as_round(period: Period, zone: str) -> Round:
    """A period as plain values, as it is now."""
    return _round(period, zone, period.certificate)


def standings(scheme: SchemeInForce, *, on: date, zone: str) -> defaultdict[int, Holding]:
    """Where everybody of the scheme stood on a day, by person id, in three statements.

    Somebody who is neither assigned nor certified has the standing of a newcomer.
    """
    due = _due_days(scheme, on, zone)
    rounds = _rounds(scheme, on, zone)
    asked = deltas_of(scheme.certification, on=on, zone=zone)
    known: defaultdict[int, Holding] = defaultdict(lambda: _judge(scheme, None, (), on))
    for person in due.keys() | rounds.keys():
        held = tuple(rounds.get(person, ()))
        known[person] = _judge(scheme, due.get(person), held, on, asked.get(person, ()))
    return known


def holders(scheme: SchemeInForce, *, on: date, zone: str) -> dict[int, int]:
    """The active people whose certificate holds on a day, and the version it names. One statement."""
    rounds = _rounds(scheme, on, zone, active=True)
    held = {person: _judge(scheme, None, tuple(each), on) for person, each in rounds.items()}
    return {
        person: holding.latest.version for person, holding in held.items() if holding.holds and holding.latest
    }


def _schemes(agency_id: int) -> sa.Select[Certification, CodeVersion]:
    return (
        sa.select(Certification, CodeVersion)
        .join(CodeVersion, CodeVersion.code_id == Certification.code_id)
        .where(Certification.agency_id == agency_id, CodeVersion.state == IN_FORCE)
        .order_by(CodeVersion.published_at.desc(), CodeVersion.id.desc())
        .limit(1)
    )


def _due_days(scheme: SchemeInForce, on: date, zone: str) -> dict[int, date]:
    due = sa.select(Assignment.person_id, Assignment.due_on).where(
        Assignment.certification_id == scheme.certification.id, Assignment.assigned_at < day_after(on, zone)
    )
    return dict(db.session.execute(due).all())


def _judge(
    scheme: SchemeInForce,
    due_on: date | None,
    rounds: tuple[Round, ...],
    on: date,
    deltas: Sequence[Delta] = (),
) -> Holding:
    found = status(
        rounds, on, obligation=Obligation(due_on=due_on), grace_days=scheme.certification.grace_days
    )
    return Holding(due_on, rounds, found.status, tuple(deltas))


def _rounds(
    scheme: SchemeInForce, on: date, zone: str, person_id: int | None = None, *, active: bool = False
) -> RoundsOf:
    held = (
        sa.select(
            *(Period.person_id, Period.round, Period.version_number, Period.valid_from, Period.valid_until),
            *(
                Period.window_opens,
                Period.completed_on,
                Period.anchor,
                Period.certified_at,
                Period.revoked_at,
            ),
            *(Certificate.ref, Certificate.number),
        )
        .join(Certificate, Certificate.period_id == Period.id)
        .where(Period.certification_id == scheme.certification.id, Period.completed_on <= on)
        .order_by(Period.round)
    )
    if person_id is not None:
        held = held.where(Period.person_id == person_id)
    if active:
        held = held.join(Person, Person.id == Period.person_id).where(Person.active)
    rounds: defaultdict[int, list[Round]] = defaultdict(list)
    for row in db.session.execute(held):
        rounds[row.person_id].append(_as_of(_round(row, zone, row), on))
    return rounds


def _round(row: Any, zone: str, paper: Any) -> Round:
    return Round(
        number=row.round,
        version=row.version_number,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        window_opens=row.window_opens,
        completed_on=row.completed_on,
        anchor=row.anchor,
        certified_at=row.certified_at,
        revoked_at=row.revoked_at,
        revoked_on=day_in(zone, row.revoked_at) if row.revoked_at else None,
        certificate_ref=paper.ref,
        certificate_number=paper.number,
    )


def _as_of(held: Round, on: date) -> Round:
    """The round as it stood: a revocation that came later had not happened yet."""
    later = held.revoked_on is not None and held.revoked_on > on
    return replace(held, revoked_at=None, revoked_on=None) if later else held
