"""A certificate followed back: the declaration, the runs, the answers, the words of that day's clauses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectinload

from ...attempts.debriefs import ItemDebrief, StopDebrief, debrief
from ...attempts.models import CERTIFICATION, OPEN, Attempt
from ...attestations.models import Attestation
from ...certifications.days import day_after, day_begins
from ...certifications.models import Certificate, Period
from ...certifications.paper import Paper, PassedModule, read_paper
from ...codes.models import CodeVersion
from ...codes.rules import content_hash
from ...core.db import db
from ...people.models import Agency, Person
from .models import AuditLook
from .proofs import Proof, proofs_of


@dataclass(frozen=True, slots=True)
class Passed:
    """A module the certificate names, with the runs of the day it was passed; none where it was waived."""

    module: PassedModule
    runs: tuple[Attempt, ...]

    @property
    def day(self) -> date | None:
        """When it was passed."""
        return date.fromisoformat(self.module.passed_on) if self.module.passed_on else None


@dataclass(frozen=True, slots=True)
class Trace:
    """All a certificate rests on. `text_holds`: the clauses kept today are the words it was issued under."""

    period: Period
    paper: Paper
    proof: Proof
    version: CodeVersion | None
    version_proof: Proof | None
    text_holds: bool
    attestation: Attestation | None
    attestation_proof: Proof | None
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision of a run: what was asked and chosen, how the key of that day judged it, the clauses."""

    question: str
    chosen: tuple[str, ...]
    grade: str
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One story of a run with its answers, as it was pinned at the start."""

    title: str
    version: int
    points: int
    maximum: int
    answers: tuple[Answer, ...]


def trace(agency: Agency, number: str) -> Trace | None:
    """The certificate of this agency with that number, followed back to its facts."""
    rows = sa.select(Period).join(Certificate).where(Certificate.number == number)
    person = joinedload(Period.person)
    rows = rows.options(person, person.options(lazyload(Person.grants)))
    period = db.session.scalar(rows.where(Period.agency_id == agency.id))
    if period is None:
        return None
    paper = read_paper(period.certificate.frozen)
    version = _version(period)
    declared = _declared(period, version)
    runs = _runs(period, paper.modules)
    proofs = proofs_of([row for row in (period, version, declared) if row is not None])

    def proof(row: Any) -> Proof | None:
        return None if row is None else proofs[f"{row.record_kind}:{row.ref}"]

    return Trace(
        period=period,
        paper=paper,
        proof=proofs[f"period:{period.ref}"],
        version=version,
        version_proof=proof(version),
        text_holds=version is not None and content_hash(version.clauses) == paper.content_hash,
        attestation=declared,
        attestation_proof=proof(declared),
        passed=tuple(Passed(module, tuple(runs.get(module.key, ()))) for module in paper.modules),
    )


def answers_of(attempt: Attempt) -> list[Told]:
    """Every story of a run that has ended, judged by the key it was pinned with."""
    texts = attempt.pinned["clauses"]
    return [_told(each, texts) for each in debrief(attempt.pinned["items"], attempt.given)]


def find_run(look: AuditLook, ref: str) -> Attempt | None:
    """A certification run, ended before, of whoever is looked into. Practice is the officer's own."""
    rows = sa.select(Attempt).where(
        Attempt.ref == ref,
        Attempt.person_id == look.subject_id,
        Attempt.purpose == CERTIFICATION,
        Attempt.ended_at <= look.at,
    )
    return db.session.scalar(rows.options(selectinload(Attempt.responses), joinedload(Attempt.outcome)))


def _version(period: Period) -> CodeVersion | None:
    rows = sa.select(CodeVersion).where(
        CodeVersion.code_id == period.certification.code_id, CodeVersion.number == period.version_number
    )
    return db.session.scalar(rows.options(selectinload(CodeVersion.clauses)))


def _declared(period: Period, version: CodeVersion | None) -> Attestation | None:
    if version is None:
        return None
    rows = sa.select(Attestation).where(
        Attestation.person_id == period.person_id,
        Attestation.version_id == version.id,
        Attestation.at <= period.certified_at,
    )
    return db.session.scalar(rows)


def _runs(period: Period, modules: Sequence[PassedModule]) -> dict[str, list[Attempt]]:
    """The certification runs that ended on the day a module was passed, by the module's key."""
    days = {module.key: date.fromisoformat(module.passed_on) for module in modules if module.passed_on}
    if not days:
        return {}
    zone = period.person.agency.zone
    rows = sa.select(Attempt).where(
        Attempt.person_id == period.person_id,
        Attempt.purpose == CERTIFICATION,
        Attempt.state != OPEN,
        Attempt.ended_at >= day_begins(min(days.values()), zone),
        Attempt.ended_at < day_after(max(days.values()), zone),
    )
    rows = rows.options(joinedload(Attempt.outcome))
    found: dict[str, list[Attempt]] = {}
    for attempt in db.session.scalars(rows.order_by(Attempt.ended_at)):
        key = attempt.assessment.module.key
        if key in days and _on(attempt.ended_at, days[key], zone):
            found.setdefault(key, []).append(attempt)
    return found


def _on(at: datetime | None, day: date, zone: str) -> bool:
    return at is not None and day_begins(day, zone) <= at < day_after(day, zone)


def _told(story: ItemDebrief, texts: Mapping[str, str]) -> Told:
    return Told(
        title=story.title,
        version=story.version,
        points=story.points,
        maximum=story.maximum,
        answers=tuple(
            Answer(
                question=stop.question or "",
                chosen=tuple(option["text"] for option in stop.options),
                grade=stop.grade,
                clauses=tuple((address, texts.get(address, "")) for address in _cited(stop)),
            )
            for stop in story.taken
        ),
    )


def _cited(stop: StopDebrief) -> dict[str, None]:
    addresses = dict.fromkeys([stop.clause] if stop.clause else [])
    for option in stop.options:
        addresses |= dict.fromkeys([*option["upholds"], *option["violates"]])
    return addresses
