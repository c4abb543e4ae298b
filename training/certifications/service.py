"""What happens in certification: schemes open, people are assigned, rounds earned, certificates issued."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ..codes.models import Code
from ..codes.service import citation
from ..core.clock import day_in
from ..core.db import db
from ..ledger.service import Event, record
from ..people.models import Person, Posting
from ..people.rules import mask_nip
from .models import Assignment, Certificate, CertificateSeries, Certification, Period
from .paper import Paper, PassedModule, number_of
from .requirements import Requirements, requirements_of
from .rules import Scheme, next_period
from .standing import Own, own

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
SCORE_RULE = "every_module_without_critical_act"


def open_scheme(
    code: Code,
    *,
    title: str,
    mode: str = "expiry",
    active_months: int = 12,
    window_months: int = 2,
    minimum_months: int = 6,
    grace_days: int = 0,
    due_days: int = 30,
) -> Certification:
    """The certification for a code; one that is open already is returned as it is.

    Raises ValueError when the months or the mode contradict each other (see `rules.Scheme`).
    """
    Scheme(active_months, window_months, minimum_months, mode, grace_days)
    known = db.session.scalar(sa.select(Certification).where(Certification.code_id == code.id))
    if known is not None:
        return known
    opened = Certification(
        agency_id=code.agency_id,
        code=code,
        title=title,
        mode=mode,
        active_months=active_months,
        window_months=window_months,
        minimum_months=minimum_months,
        grace_days=grace_days,
        due_days=due_days,
    )
    db.session.add(opened)
    db.session.flush()
    return opened


def assign(
    person: Person, certification: Certification, *, due_on: date | None = None, now: datetime
) -> Assignment:
    """`person` must hold the certification by a day; without one, `due_days` from today. Once is enough: an
    assignment that exists is returned unchanged. Raises ValueError for a person of another agency."""
    if person.agency_id != certification.agency_id:
        raise ValueError("the person belongs to another agency")
    known = db.session.scalar(
        sa.select(Assignment).filter_by(certification_id=certification.id, person_id=person.id)
    )
    if known is not None:
        return known
    assigned = Assignment(
        agency_id=person.agency_id,
        certification_id=certification.id,
        person_id=person.id,
        due_on=due_on or day_in(person.agency.zone, now) + timedelta(days=certification.due_days),
        assigned_at=now,
    )
    db.session.add(assigned)
    return assigned


def assign_everyone(certification: Certification, *, now: datetime) -> int:
    """Assign every active person of the agency who is not assigned yet; how many that were."""
    assigned = sa.select(Assignment.person_id).where(Assignment.certification_id == certification.id)
    missing = sa.select(Person).where(
        Person.agency_id == certification.agency_id, Person.active, Person.id.not_in(assigned)
    )
    people = list(db.session.scalars(missing.order_by(Person.id)))
    for person in people:
        assign(person, certification, now=now)
    return len(people)


def certify_if_complete(event: Event) -> None:
    """After a submitted run or an attestation: if that was the last thing missing, begin a round and issue
    its certificate, in the same transaction.

    The person's row is locked first: of a run and an attestation arriving together, one sees the other.
    """
    if event.kind == "attempt.submitted" and not (event.row.outcome and event.row.outcome.passed):
        return
    person: Person = event.row.person
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    today = day_in(person.agency.zone, event.at)
    mine = own(person, on=today)
    if mine is None or mine.attested_at is None:
        return
    asked = requirements_of(person, mine, on=today)
    if asked.met:
        _certify(person, mine, asked, event)


def certificates_of(person: Person) -> list[Period]:
    """Every round of a person with its certificate, the latest first."""
    rows = sa.select(Period).where(Period.person_id == person.id)
    return list(db.session.scalars(rows.order_by(Period.valid_until.desc(), Period.id.desc())))


def find_certificate(person: Person, ref: str) -> Period | None:
    """A certificate's round: one's own, or for who may see certifications any of the agency."""
    found = sa.select(Period).join(Certificate)
    found = found.where(Certificate.ref == ref, Period.agency_id == person.agency_id)
    if not person.may("certifications.read"):
        found = found.where(Period.person_id == person.id)
    return db.session.scalar(found)


def find_by_code(code: str) -> Period | None:
    """The round whose certificate bears this verification code, of any agency."""
    return db.session.scalar(sa.select(Period).join(Certificate).where(Certificate.verification_code == code))


def _certify(person: Person, mine: Own, asked: Requirements, event: Event) -> None:
    year = day_in(person.agency.zone, event.at).year
    period = _period(person, mine, asked, event.at)
    number = number_of(person.agency.slug, year, _next_serial(person.agency_id, year))
    paper = _paper(person, mine, asked, period)
    period.certificate = Certificate(number=number, frozen=paper.frozen(), issued_at=event.at)
    db.session.add(period)
    db.session.flush()
    record("certificate.issued", period, actor=person.ref, at=event.at)


def _period(person: Person, mine: Own, asked: Requirements, at: datetime) -> Period:
    """The round that begins on the day its last requirement was met: for a run closed by its deadline that is
    the deadline, even when it was noticed later."""
    scheme, rounds = mine.scheme.certification, mine.holding.rounds
    terms = Scheme(
        scheme.active_months, scheme.window_months, scheme.minimum_months, scheme.mode, scheme.grace_days
    )
    begun = next_period(
        terms,
        day_in(person.agency.zone, asked.met_at),
        periods=rounds,
        due=mine.holding.due_on,
        anchor=rounds[-1].anchor if rounds else None,
    )
    return Period(
        agency_id=person.agency_id,
        certification=scheme,
        person=person,
        round=rounds[-1].number + 1 if rounds else 1,
        version_number=mine.scheme.version.number,
        completed_on=begun.completed_on,
        anchor=begun.anchor,
        certified_at=at,
        valid_from=begun.valid_from,
        valid_until=begun.valid_until,
        window_opens=begun.window_opens,
    )


def _next_serial(agency_id: int, year: int) -> int:
    insert = INSERTS[db.session.get_bind().dialect.name]
    counted = insert(CertificateSeries).values(agency_id=agency_id, year=year, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=["agency_id", "year"], set_={"last": CertificateSeries.last + 1}
    )
    return int(db.session.execute(counted.returning(CertificateSeries.last)).scalar_one())


def _paper(person: Person, mine: Own, asked: Requirements, period: Period) -> Paper:
    zone, version, posting = person.agency.zone, mine.scheme.version, _posting_on(person, period.completed_on)
    return Paper(
        name=person.name,
        nip=mask_nip(person.nip),
        unit=posting.unit.name if posting else "",
        position=posting.position if posting else "",
        agency=person.agency.name,
        title=mine.scheme.certification.title,
        code_title=version.code.title,
        decree=citation(version),
        version=version.number,
        content_hash=version.content_hash,
        modules=tuple(
            PassedModule(m.key, m.title, m.title_en, m.mastery_percent, day_in(zone, m.passed_at).isoformat())
            for m in asked.modules
            if m.passed_at
        ),
        attested_on=day_in(zone, asked.attested_at).isoformat(),
        score_rule=SCORE_RULE,
        valid_from=period.valid_from.isoformat(),
        valid_until=period.valid_until.isoformat(),
    )


def _posting_on(person: Person, day: date) -> Posting | None:
    return db.session.scalar(
        sa.select(Posting)
        .where(Posting.person_id == person.id, Posting.since <= day)
        .where(sa.or_(Posting.until.is_(None), Posting.until >= day))
        .order_by(Posting.since.desc(), Posting.id.desc())
        .limit(1)
    )
