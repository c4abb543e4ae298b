"""What happens in certification: schemes open, people are assigned, rounds earned, certificates issued."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ..codes.models import Code
from ..core.clock import day_in
from ..core.db import affected, db
from ..ledger.service import SYSTEM, Event, record
from ..people.models import Person
from .issuing import issue
from .models import Assignment, Certificate, Certification, Period
from .requirements import may_complete, requirements_of
from .rules import MOST_DELTA_DAYS, Scheme
from .standing import every_own


class Stale(Exception):
    """Somebody set the terms since the page was made. Nothing was saved."""


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
    """The first certification for a code; where there is one it is returned as it is.

    Raises ValueError when the months or the mode contradict each other (see `rules.Scheme`).
    """
    Scheme(active_months, window_months, minimum_months, mode, grace_days)
    schemes = sa.select(Certification).where(Certification.code_id == code.id).order_by(Certification.id)
    known = db.session.scalar(schemes.limit(1))
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


def set_delta_days(
    certification: Certification, days: int, *, rev: int, actor: Person, now: datetime
) -> Certification:
    """How many days holders are given to catch up with an amendment published from now on.

    `rev` is the state of the terms the page showed. The same number again changes nothing. Raises ValueError
    for less than a day or more than a year, Stale.
    """
    if not 1 <= days <= MOST_DELTA_DAYS:
        raise ValueError(days)
    if days == certification.delta_days:
        return certification
    changed = sa.update(Certification).where(
        Certification.id == certification.id, Certification.terms_rev == rev
    )
    if not affected(changed.values(delta_days=days, terms_rev=rev + 1)):
        raise Stale
    db.session.refresh(certification)
    record("certification.terms", certification, actor=actor.ref, at=now)
    return certification


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
    if known is not None and known.ended_at is None:
        return known
    assigned = known or Assignment(
        agency_id=person.agency_id, certification=certification, person=person, assigned_at=now
    )
    assigned.due_on = due_on or day_in(person.agency.zone, now) + timedelta(days=certification.due_days)
    if known is not None:
        assigned.ended_at = None
        record("assignment.resumed", assigned, actor=SYSTEM, at=now)
    db.session.add(assigned)
    return assigned


def certify_if_complete(event: Event) -> None:
    """After a submitted run, one that passes since it was judged anew, or an attestation: where that was the
    last thing missing, begin rounds and issue their certificates, in the same transaction.

    The person's row is locked first: of a run and an attestation arriving together, one sees the other. So
    is the code, shared: either its amendment sees this certificate, or this round is judged by the amendment.
    """
    if not may_complete(event):
        return
    person: Person = event.row.person
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    code = sa.select(Code.id).where(Code.agency_id == person.agency_id).order_by(Code.id)
    db.session.execute(code.with_for_update(read=True))
    complete(person, actor=event.actor, now=event.at)


def complete(person: Person, *, actor: str, now: datetime) -> list[Period]:
    """Begin the round of every scheme whose requirements are all met, with its certificate. Whoever calls it
    holds what could change meanwhile."""
    today = day_in(person.agency.zone, now)
    issued = []
    for mine in every_own(person, on=today):
        if not mine.attested:
            continue
        asked = requirements_of(person, mine, on=today)
        if asked.met:
            issued.append(issue(person, mine, asked, actor=actor, now=now))
    return issued


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
