"""Where people stand on a day: their rounds, their due day, and the state the rules make of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..attestations.models import Attestation
from ..codes.models import IN_FORCE, CodeVersion
from ..core.db import db
from ..people.models import Person
from .days import day_after
from .deltas import Delta, deltas_of
from .manual.models import ATTESTATION
from .models import Assignment, Certification
from .rounds import Round, rounds_of
from .rules import BEHIND, HOLDING, Obligation, Status, moved, status
from .rulings import NOTHING, Ruled, ruled, rulings_of


@dataclass(frozen=True, slots=True)
class SchemeInForce:
    """An agency's certification together with the version of its code in force."""

    certification: Certification
    version: CodeVersion


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
    rounds = rounds_of(schemes, on, zone, person.id, known_by=known_by)
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
    rounds = rounds_of([certification.id], on, zone, known_by=known_by, people=people)
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
    rounds = rounds_of([scheme.certification.id], on, zone, active=True)
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
