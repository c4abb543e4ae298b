"""Taking up a case: with the clauses of the day of the act, about somebody who was in service then."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from ...codes.models import DRAFT, Clause, CodeVersion
from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person
from ..acts import Fault, Refused
from ..models import DISCIPLINE, ETHICS, Case, CaseClause, Step
from ..stepping import add_step, next_number
from .procedure.acts import Opened
from .procedure.dating import opening_faults
from .procedure.outcomes import decided_of
from .reporter import ReporterSaid, joins, keep_reporter, reporter_faults
from .serving import service_faults
from .surroundings import history_of, superiors_of

LONGEST_NUMBER = 80
SERIES = {ETHICS: "ETIK", DISCIPLINE: "DISIPLIN"}


def open_case(
    registrar: Person,
    opened: Opened,
    *,
    subject: Person,
    reporter: ReporterSaid | None,
    now: datetime,
    came_from: Case | None = None,
) -> Case:
    """Take up a case about `subject`. What is open already in the same words is returned as it is, unless
    somebody else reported it.

    Raises Refused: `subject` with `own_line` (nobody keeps their own case, nor their superior's) or
    `unknown_person`; `happened_on` and `happened_until` with `before_service` or `after_service`;
    `happened_on` with `no_code` (none was in force); `clauses-N` with `unknown_clause` or `twice`;
    `complaint_number` with `long`; `channel` with `came_from` or `no_advice`; the days of
    `dating.opening_faults`; of the reporter those of `reporter.reporter_faults`.
    """
    today = day_in(registrar.agency.zone, now)
    versions = versions_on(registrar.agency_id, opened.happened_on)
    found = [
        *_people(registrar, subject, today),
        *opening_faults(opened, today=today),
        *_origin(opened, subject, came_from),
        *([Fault("complaint_number", "long")] if len(opened.complaint_number) > LONGEST_NUMBER else []),
        *reporter_faults(reporter, opened, registrar, subject),
    ]
    found = found or service_faults(opened, subject)
    clauses, unknown = _clauses(opened, versions)
    if not found:
        found += unknown or ([] if versions else [_no_code(registrar.agency_id, opened.happened_on)])
    if found:
        raise Refused(found)
    # Of two at once, one sees the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == registrar.agency_id).with_for_update())
    known = _same(opened, subject)
    if known is not None and joins(known, reporter, by=registrar, now=now):
        return known
    return _open(registrar, opened, subject, reporter, clauses, came_from, now)


def versions_on(agency_id: int, day: date) -> list[CodeVersion]:
    """The version of each code of an agency that held on a day, the code that changed last first."""
    rows = sa.select(CodeVersion).where(
        CodeVersion.agency_id == agency_id, CodeVersion.state != DRAFT, CodeVersion.in_force_from <= day
    )
    rows = rows.order_by(CodeVersion.in_force_from, CodeVersion.number, CodeVersion.id)
    latest = {version.code_id: version for version in db.session.scalars(rows)}
    return sorted(latest.values(), key=lambda each: (each.published_at, each.id), reverse=True)


def _people(registrar: Person, subject: Person, today: date) -> list[Fault]:
    if subject.agency_id != registrar.agency_id:
        return [Fault("subject", "unknown_person")]
    led = subject.ref in superiors_of(registrar.agency_id, [registrar], today)[registrar.id]
    return [Fault("subject", "own_line")] if led or subject.id == registrar.id else []


def _origin(opened: Opened, subject: Person, came_from: Case | None) -> list[Fault]:
    """From the other track a case only comes on the advice of its panel, or because it was moved."""
    if opened.channel != "other_track":
        return [Fault("channel", "came_from")] if came_from is not None else []
    if came_from is None or came_from.subject_id != subject.id or came_from.track == opened.track:
        return [Fault("channel", "came_from")]
    history = history_of(came_from)
    moved = any(past.kind == "closed" and past.act.said()["why"] == "moved" for past in history)
    settled = decided_of(history)
    advised = settled is not None and settled.verdict.recommends_discipline
    return [] if moved or advised else [Fault("channel", "no_advice")]


def _clauses(opened: Opened, versions: Sequence[CodeVersion]) -> tuple[list[CaseClause], list[Fault]]:
    rows = sa.select(Clause.version_id, Clause.address, Clause.text).where(
        Clause.version_id.in_([version.id for version in versions]), Clause.address.in_(opened.clauses)
    )
    texts = {(version, address): text for version, address, text in db.session.execute(rows)}
    found: dict[str, CaseClause] = {}
    faults = []
    for place, address in enumerate(opened.clauses):
        version = next((each for each in versions if (each.id, address) in texts), None)
        if address in found:
            faults.append(Fault(f"clauses-{place}", "twice", {"clause": address}))
        elif version is None:
            faults.append(Fault(f"clauses-{place}", "unknown_clause", {"clause": address}))
        else:
            text = texts[version.id, address]
            found[address] = CaseClause(version_id=version.id, address=address, text=text)
    return list(found.values()), faults if versions else []


def _no_code(agency_id: int, day: date) -> Fault:
    first = sa.select(sa.func.min(CodeVersion.in_force_from)).where(
        CodeVersion.agency_id == agency_id, CodeVersion.state != DRAFT
    )
    return Fault("happened_on", "no_code", {"first": db.session.scalar(first), "day": day})


def _same(opened: Opened, subject: Person) -> Case | None:
    """A case that is open already and was opened in the same words."""
    rows = (
        sa.select(Case, Step.said)
        .join(Step, Step.matter_id == Case.id)
        .where(Case.subject_id == subject.id, Case.track == opened.track, Case.closed_on.is_(None))
        .where(Step.kind == Opened.kind, Case.happened_on == opened.happened_on)
    )
    said = opened.said()
    return next((case for case, known in db.session.execute(rows) if known == said), None)


def _open(
    registrar: Person,
    opened: Opened,
    subject: Person,
    reporter: ReporterSaid | None,
    clauses: list[CaseClause],
    came_from: Case | None,
    now: datetime,
) -> Case:
    case = Case(
        agency_id=subject.agency_id,
        number=next_number(registrar.agency, SERIES[opened.track], now),
        subject=subject,
        happened_on=opened.happened_on,
        happened_until=opened.happened_until,
        opened_at=now,
        opened_by=registrar,
        track=opened.track,
        reported_on=opened.reported_on,
        channel=opened.channel,
        complaint_number=opened.complaint_number,
        summary=opened.summary,
        came_from_id=came_from.id if came_from else None,
        rev=0,
        clauses=clauses,
    )
    db.session.add(case)
    db.session.flush()
    add_step(case, opened.kind, opened.said(), on=opened.reported_on, by=registrar, rev=0, now=now)
    if reporter is not None:
        keep_reporter(case, reporter, by=registrar, now=now)
    return case
