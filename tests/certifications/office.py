"""Shortcuts for these tests: runs handed in and declarations made at a moment of our choosing, on record as usual."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from training.attempts.models import CERTIFICATION, SUBMITTED, Assessment, Attempt, Outcome
from training.attempts.regrading.models import HeldItem, Regrade
from training.attempts.regrading.service import AlreadyProposed, propose
from training.attestations.models import Attestation
from training.certifications.models import Assignment, CertificateDoubt, Certification, Period
from training.codes.service import version_in_force
from training.core.db import db
from training.ledger.service import record
from training.modules.models import Module
from training.people.models import Person
from training.scenarios.models import Scenario, ScenarioVersion

from ..cast import Member

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ASSIGNED = MORNING - timedelta(days=1)


def person_of(member: Member) -> Person:
    """The row of a member of the cast."""
    return db.session.scalars(sa.select(Person).where(Person.email == member.email)).one()


def scheme_for(person: Person) -> Certification:
    """The certification of the person's agency."""
    return db.session.scalars(sa.select(Certification).filter_by(agency_id=person.agency_id)).one()


def modules_for(person: Person) -> list[Module]:
    """The modules of the code in force at the person's agency, in order."""
    version = version_in_force(person.agency_id)
    rows = sa.select(Module).where(Module.version_id == version.id).order_by(Module.position)
    return list(db.session.scalars(rows))


def hand_in(person: Person, module: Module, at: datetime, *, passed: bool = True) -> Attempt:
    """A certification run of the module, ended at `at`."""
    assessment = db.session.scalars(sa.select(Assessment).filter_by(module_id=module.id)).one()
    attempt = Attempt(
        agency_id=person.agency_id,
        person=person,
        assessment=assessment,
        purpose=CERTIFICATION,
        state=SUBMITTED,
        pinned={"items": [], "clauses": {}, "citation": ""},
        mastery_percent=assessment.mastery_percent,
        minutes=30,
        started_at=at,
        ended_at=at,
    )
    share = 90 if passed else 20
    attempt.outcome = Outcome(
        points=share, maximum=100, visited_maximum=100, percent=share, passed=passed, critical=[], at=at
    )
    db.session.add(attempt)
    db.session.flush()
    record("attempt.submitted", attempt, actor=person.ref, at=at)
    return attempt


def declare(person: Person, at: datetime) -> Attestation:
    """The person's attestation of the code in force."""
    version = version_in_force(person.agency_id)
    made = Attestation(
        agency_id=person.agency_id,
        person=person,
        version=version,
        shown_hash=version.content_hash,
        language="id",
        statement="Saya sanggup.",
        at=at,
    )
    db.session.add(made)
    db.session.flush()
    record("code.attested", made, actor=person.ref, at=at)
    return made


def complete(person: Person, at: datetime) -> Period:
    """Everything a first round asks for, all at once; the round that came of it."""
    for module in modules_for(person):
        hand_in(person, module, at)
    declare(person, at)
    db.session.commit()
    return rounds_of(person)[-1]


def renew(person: Person, at: datetime) -> None:
    """Every module passed once more."""
    for module in modules_for(person):
        hand_in(person, module, at)
    db.session.commit()


def rounds_of(person: Person) -> list[Period]:
    """The person's rounds, the first one first."""
    return list(db.session.scalars(sa.select(Period).filter_by(person_id=person.id).order_by(Period.round)))


def settle_calendar() -> None:
    """Everybody was assigned on 22 November 2026, whenever these tests run."""
    db.session.execute(sa.update(Assignment).values(assigned_at=ASSIGNED, due_on=date(2026, 12, 22)))
    db.session.commit()


def lost_pass(person: Person, held: Period) -> tuple[Regrade, CertificateDoubt]:
    """A proposal to void what one of the person's runs holds, and a doubt about the certificate, as if an
    earlier one had taken its pass away."""
    attempt = db.session.scalars(
        sa.select(Attempt).filter_by(person_id=person.id, purpose=CERTIFICATION)
    ).first()
    live = sa.select(ScenarioVersion).join(Scenario).where(Scenario.agency_id == person.agency_id)
    version = db.session.scalars(live.order_by(ScenarioVersion.id)).first()
    db.session.add(HeldItem(attempt_id=attempt.id, item=0, version_id=version.id))
    reason, moment = "Kuncinya keliru.", held.certified_at
    try:
        proposed = propose(version, None, reason=reason, actor=person, now=moment)
    except AlreadyProposed as waits:
        proposed = waits.known
    before = attempt.outcome
    before.superseded_at = moment
    db.session.flush()
    after = Outcome(
        attempt_id=attempt.id,
        **{"points": 20, "maximum": 100, "visited_maximum": 100, "percent": 20, "passed": False},
        **{"critical": [], "at": before.at, "supersedes_id": before.id, "regrade_id": proposed.id},
    )
    db.session.add(after)
    db.session.flush()
    doubt = CertificateDoubt(
        agency_id=person.agency_id, period_id=held.id, outcome_id=after.id, raised_at=moment
    )
    db.session.add(doubt)
    db.session.commit()
    return proposed, doubt
