"""Issuing a certificate: the round that begins, the number it gets, and what it says for good."""

from datetime import datetime

import sqlalchemy as sa

from ..codes.service import citation
from ..core.clock import day_in
from ..core.db import db, insert_into
from ..ledger.service import SYSTEM, record
from ..people.models import Person
from ..people.posts import posts_on
from ..people.rules import mask_nip
from .manual.models import Waiver
from .models import Certificate, CertificateSeries, Period
from .paper import Paper, PassedModule, number_of
from .requirements import Requirements
from .rules import Scheme, next_period
from .standing import Own

SCORE_RULE = "every_module_without_critical_act"


def issue(person: Person, mine: Own, asked: Requirements, *, actor: str, now: datetime) -> Period:
    """Begin the round that `asked` has earned with its frozen, numbered certificate; both go on record.

    `actor` is whose act completed it: the person, or who confirmed that a run is judged anew.
    """
    year = day_in(person.agency.zone, now).year
    period = _period(person, mine, asked, now)
    number = number_of(person.agency.slug, year, _next_serial(person.agency_id, year))
    paper = _paper(person, mine, asked, period)
    period.certificate = Certificate(number=number, frozen=paper.frozen(), issued_at=now)
    db.session.add(period)
    db.session.flush()
    _use_waivers(person, mine, period)
    record("certificate.issued", period, actor=actor, at=now)
    return period


def _use_waivers(person: Person, mine: Own, period: Period) -> None:
    """What was waived counts once."""
    unused = (
        Waiver.person_id == person.id,
        Waiver.certification_id == mine.scheme.certification.id,
        Waiver.used_by_id.is_(None),
        Waiver.withdrawn_at.is_(None),
    )
    for waiver in db.session.scalars(sa.select(Waiver).where(*unused)) if mine.waived else ():
        waiver.used_by = period
        record("waiver.used", waiver, actor=SYSTEM, at=period.certified_at)


def _period(person: Person, mine: Own, asked: Requirements, now: datetime) -> Period:
    """The round that begins on the day its last requirement was met: for a run closed by its deadline that is
    the deadline, even when it was noticed later; for one judged anew the day it was handed in, since nobody
    shall lose days to a faulty key."""
    scheme, rounds = mine.scheme.certification, mine.holding.rounds
    terms = Scheme(
        scheme.active_months, scheme.window_months, scheme.minimum_months, scheme.mode, scheme.grace_days
    )
    begun = next_period(
        terms,
        day_in(person.agency.zone, asked.met_at),
        periods=rounds,
        due=mine.holding.counts_from,
        in_time_until=mine.holding.due_on,
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
        certified_at=now,
        valid_from=begun.valid_from,
        valid_until=begun.valid_until,
        window_opens=begun.window_opens,
    )


def _next_serial(agency_id: int, year: int) -> int:
    counted = insert_into(CertificateSeries).values(agency_id=agency_id, year=year, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=["agency_id", "year"], set_={"last": CertificateSeries.last + 1}
    )
    return int(db.session.execute(counted.returning(CertificateSeries.last)).scalar_one())


def _paper(person: Person, mine: Own, asked: Requirements, period: Period) -> Paper:
    zone, version = person.agency.zone, mine.scheme.version
    posting = posts_on([person.id], period.completed_on).get(person.id)
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
            PassedModule(
                *(m.key, m.title, m.title_en, m.mastery_percent),
                passed_on=day_in(zone, m.passed_at).isoformat(),
                waived=m.waived,
            )
            for m in asked.modules
            if m.passed_at
        ),
        attested_on=day_in(zone, mine.attested_at).isoformat() if mine.attested_at else "",
        score_rule=SCORE_RULE,
        valid_from=period.valid_from.isoformat(),
        valid_until=period.valid_until.isoformat(),
        hours=mine.scheme.certification.hours,
        issued_on=day_in(zone, period.certified_at).isoformat(),
    )
