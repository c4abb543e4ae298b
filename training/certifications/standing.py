"""Where people stand on a day: their rounds, their due day, and the state the rules make of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..attestations.models import Attestation
from ..codes.models import IN_FORCE, CodeVersion
from ..core.clock import day_in
from ..core.db import db
from ..people.models import Person
from ..people.presence import here
from .days import day_after
from .deltas import Delta, deltas_of
from .manual.models import ATTESTATION
from .models import Assignment, Certificate, Certification, Period
from .rules import BEHIND, HOLDING, Obligation, Status, moved, status
from .rulings import NOTHING, Ruled, ruled, rulings_of


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


RoundsOf = defaultdict[tuple[int, int], list[Round]]
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """One person as of a day, the oldest round first. `state` is a `rules.Status`; `deltas` are what newer
    versions asked of them since, the oldest first. `due_on` is the last day in time, extended and moved by
    excused days; `counts_from` the same without the extension, from which later dates are counted."""

    due_on: date | None
    rounds: tuple[Round, ...]
    state: Status
    deltas: tuple[Delta, ...] = ()
    excused: bool = False
    counts_from: date | None = None

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
        """Whether they count as certified that day."""
        return self.state in HOLDING

    @property
    def late(self) -> bool:
        """Whether they should be certified and are not. Never said of the excused."""
        return self.state in BEHIND and not self.excused

    @property
    def version(self) -> int | None:
        """The version of the code the certificate holds for, with what was caught up with since."""
        if self.latest is None:
            return None
        return max([self.latest.version, *(each.version for each in self.deltas if each.met_on)])


@dataclass(frozen=True, slots=True)
class Own:
    """One person's standing with one scheme, when the code in force was attested, and what HR waived for the
    next round (module keys or `attestation`) with the moment it did. `asked` tells whether it is asked of
    them or held by them at all."""

    scheme: SchemeInForce
    holding: Holding
    attested_at: datetime | None
    waived: tuple[tuple[str, datetime], ...] = ()
    asked: bool = True

    @property
    def attested(self) -> bool:
        """Whether the attestation is made, waived or not asked."""
        waived = any(subject == ATTESTATION for subject, _at in self.waived)
        return waived or self.attested_at is not None or not self.scheme.certification.attestation

    @property
    def renewing(self) -> bool:
        """Whether the next round renews one that holds, and its shorter way is enough."""
        return bool(self.holding.rounds) and self.holding.holds

    @property
    def urgency(self) -> tuple[int, date]:
        """What presses first: not certified, then ending, then the rest; the earlier day first."""
        held, latest = self.holding, self.holding.latest
        if not held.holds:
            return 0, held.due_on or date.max
        return 1 if held.state is not Status.CERTIFIED else 2, latest.valid_until if latest else date.max


def schemes_of(agency_id: int) -> list[SchemeInForce]:
    """The agency's open certifications for codes in force, that of the code published last first."""
    return [SchemeInForce(*row) for row in db.session.execute(_schemes(agency_id))]


def scheme_of(agency_id: int) -> SchemeInForce | None:
    """The first of `schemes_of`, or None while there is none."""
    return next(iter(schemes_of(agency_id)), None)


def own(person: Person, *, on: date, known_by: datetime | None = None) -> Own | None:
    """The one of `every_own` that presses most; for whom nothing is asked, a newcomer's standing with the
    agency's first scheme. None while the agency has none."""
    found = every_own(person, on=on, known_by=known_by)
    return min(found, key=lambda each: (not each.asked, each.urgency), default=None)


def every_own(person: Person, *, on: date, known_by: datetime | None = None) -> list[Own]:
    """Where one person stood on a day with each scheme that is asked of them or held by them, in four
    statements; with the agency's first scheme if there is none such. `known_by`: only what was on record by
    then."""
    rows = db.session.execute(_own_schemes(person, on, known_by)).all()
    if not rows:
        return []
    zone, schemes = person.agency.zone, {row[0].id: SchemeInForce(row[0], row[1]) for row in rows}
    rounds = _rounds(schemes, on, zone, person.id, known_by=known_by)
    deltas = deltas_of(schemes, on=on, zone=zone, person_id=person.id) if rounds else {}
    decided = rulings_of(person.agency_id, known_by=known_by, person_id=person.id)
    found = []
    for certification, _version, due_on, attested_at in rows:
        key, by_hand = (person.id, certification.id), ruled(decided, person.id, certification.id)
        held = tuple(rounds.get(key, ()))
        holding = _judge(certification, due_on, held, on, deltas.get(key, ()), by_hand)
        asked = due_on is not None or bool(held)
        found.append(Own(schemes[certification.id], holding, attested_at, by_hand.waived, asked))
    return [each for each in found if each.asked] or found[:1]


def as_round(period: Period, zone: str) -> Round:
    """A period as plain values, as it is now."""
    return _round(period, zone, period.certificate)


def standings(
    scheme: SchemeInForce,
    *,
    on: date,
    zone: str,
    known_by: datetime | None = None,
    people: Collection[int] | None = None,
) -> defaultdict[int, Holding]:
    """Where everybody of the scheme stood on a day, by person id, in four statements.

    Somebody who is neither assigned nor certified has the standing of a newcomer. `known_by`: only what was
    on record by then. `people`: only these, so that many can be read part by part.
    """
    certification = scheme.certification
    due = _due_days(certification, on, zone, known_by, people)
    rounds = _rounds([certification.id], on, zone, known_by=known_by, people=people)
    deltas = deltas_of([certification.id], on=on, zone=zone, people=people)
    decided = rulings_of(certification.agency_id, known_by=known_by, people=people)
    known: defaultdict[int, Holding] = defaultdict(lambda: _judge(certification, None, (), on))
    for person in due.keys() | {person for person, _scheme in rounds}:
        key, by_hand = (person, certification.id), ruled(decided, person, certification.id)
        held = tuple(rounds.get(key, ()))
        known[person] = _judge(certification, due.get(person), held, on, deltas.get(key, ()), by_hand)
    return known


def holders(scheme: SchemeInForce, *, on: date, zone: str) -> dict[int, int]:
    """The active people whose certificate holds on a day, and the version it names. One statement."""
    rounds = _rounds([scheme.certification.id], on, zone, active=True)
    held = {
        person: _judge(scheme.certification, None, tuple(each), on) for (person, _), each in rounds.items()
    }
    return {
        person: holding.latest.version for person, holding in held.items() if holding.holds and holding.latest
    }


def _schemes(agency_id: int) -> sa.Select[Certification, CodeVersion]:
    return (
        sa.select(Certification, CodeVersion)
        .join(CodeVersion, CodeVersion.code_id == Certification.code_id)
        .where(Certification.agency_id == agency_id, CodeVersion.state == IN_FORCE)
        .where(Certification.closed_at.is_(None))
        .order_by(CodeVersion.published_at.desc(), CodeVersion.id.desc(), Certification.id)
    )


def _own_schemes(person: Person, on: date, known_by: datetime | None) -> sa.Select[Any]:
    """The agency's schemes with the day by which this person must hold each, if asked, and when they attested
    its code."""
    until = _by_then(on, person.agency.zone, known_by)
    due = sa.select(Assignment.due_on).where(
        Assignment.certification_id == Certification.id, Assignment.person_id == person.id, *_asked(until)
    )
    said = aliased(CodeVersion)
    attested = (
        sa.select(sa.func.max(Attestation.at, type_=Attestation.at.type))
        .join(said, said.id == Attestation.version_id)
        .where(said.code_id == CodeVersion.code_id, said.lineage == CodeVersion.lineage)
        .where(Attestation.person_id == person.id, Attestation.at < until)
    )
    return _schemes(person.agency_id).add_columns(due.scalar_subquery(), attested.scalar_subquery())


def _due_days(
    certification: Certification,
    on: date,
    zone: str,
    known_by: datetime | None,
    people: Collection[int] | None,
) -> dict[int, date]:
    due = sa.select(Assignment.person_id, Assignment.due_on).where(
        Assignment.certification_id == certification.id, *_asked(_by_then(on, zone, known_by))
    )
    if people is not None:
        due = due.where(Assignment.person_id.in_(people))
    return dict(db.session.execute(due).all())


def _asked(until: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    ends_later = sa.or_(Assignment.ended_at.is_(None), Assignment.ended_at >= until)
    return Assignment.assigned_at < until, ends_later


def _by_then(on: date, zone: str, known_by: datetime | None) -> datetime:
    """The first moment that no longer counts: the day's end, or what was known by an earlier one."""
    end = day_after(on, zone)
    return end if known_by is None else min(end, known_by + MOMENT)


def _judge(
    certification: Certification,
    assigned_due: date | None,
    rounds: tuple[Round, ...],
    on: date,
    deltas: Sequence[Delta] = (),
    by_hand: Ruled = NOTHING,
) -> Holding:
    due = by_hand.extended_to if assigned_due and by_hand.extended_to else assigned_due
    closes = due + timedelta(days=certification.closes_days) if due and certification.closes_days else None
    found = status(
        rounds,
        on,
        obligation=Obligation(due_on=due, closes_on=closes),
        excusals=by_hand.excusals,
        grace_days=certification.grace_days,
        provisionals=by_hand.provisionals,
    )
    return Holding(
        due_on=moved(due, by_hand.excusals, on) if due else None,
        rounds=rounds,
        state=found.status,
        deltas=tuple(deltas),
        excused=found.excused,
        counts_from=moved(assigned_due, by_hand.excusals, on) if assigned_due else None,
    )


def _rounds(
    schemes: Iterable[int],
    on: date,
    zone: str,
    person_id: int | None = None,
    *,
    active: bool = False,
    known_by: datetime | None = None,
    people: Collection[int] | None = None,
) -> RoundsOf:
    """By person and certification, in one statement."""
    held = (
        sa.select(
            *(Period.person_id, Period.certification_id, Period.round, Period.version_number),
            *(Period.valid_from, Period.valid_until, Period.window_opens, Period.completed_on),
            *(Period.anchor, Period.certified_at, Period.revoked_at),
            *(Certificate.ref, Certificate.number),
        )
        .join(Certificate, Certificate.period_id == Period.id)
        .where(Period.certification_id.in_(schemes), Period.completed_on <= on)
        .order_by(Period.round)
    )
    if person_id is not None:
        held = held.where(Period.person_id == person_id)
    if people is not None:
        held = held.where(Period.person_id.in_(people))
    if active:
        held = held.join(Person, Person.id == Period.person_id).where(here(on))
    if known_by is not None:
        held = held.where(Period.certified_at <= known_by)
    rounds: RoundsOf = defaultdict(list)
    for row in db.session.execute(held):
        rounds[row.person_id, row.certification_id].append(_as_of(_round(row, zone, row), on, known_by))
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


def _as_of(held: Round, on: date, known_by: datetime | None) -> Round:
    """The round as it stood: a revocation that came later had not happened yet."""
    if held.revoked_at is None or held.revoked_on is None:
        return held
    later = held.revoked_on > on or (known_by is not None and held.revoked_at > known_by)
    return replace(held, revoked_at=None, revoked_on=None) if later else held
