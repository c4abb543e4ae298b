"""What follows from an act in the same transaction: seats, loans that end, entries of HR, the end of a case.

Nothing here decides: it writes down what officials decided, and what is under objection only once it is
final.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from ...certifications.expiry import add_months
from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..acts import Act
from ..entries.models import SANCTION, Entry
from ..entries.rules import LEVELS, Wanted
from ..entries.service import Refused as NotEntered
from ..entries.service import enter
from ..models import ETHICS, AccessGrant, Case, Seat, Step
from ..penalties.rules import Kind
from .procedure.acts import Appointed, Closed, Referred, Remedied, Reviewed
from .procedure.past import Settled
from .procedure.stages import REVIEWER
from .procedure.verdicts import is_open
from .remedies import assign
from .rules import stand
from .surroundings import history_of, setting_of

LONGEST_NUMBER, LONGEST_TITLE = 120, 300
Ranks = dict[tuple[str, str], str]
"""Ranks by the reference of a person and their role."""


def apply(case: Case, step: Step, act: Act, *, by: Person, now: datetime) -> None:
    """Let follow what follows from a step at once."""
    if isinstance(act, Appointed):
        members: Ranks = {(each.person, each.role): each.rank for each in act.members}
        _reseat(case, step, members, [each for each in _seats(case) if each.role != REVIEWER])
    elif isinstance(act, Referred):
        reviewers: Ranks = {(ref, REVIEWER): "" for ref in act.members}
        _reseat(case, step, reviewers, [each for each in _seats(case) if each.role == REVIEWER])
    elif isinstance(act, Reviewed) and act.result != "upheld":
        _withdraw(case, by=by, reason=act.number, now=now)
    elif isinstance(act, Remedied):
        assign(case, step, act, by=by, now=now)
    elif isinstance(act, Closed):
        case.closed_on, case.kept_until = step.on, act.kept_until
        _reseat(case, step, {}, _seats(case))
    _end_loans(case, by=by, now=now)


def settle_effects(case: Case, now: datetime) -> Entry | None:
    """Enter the sanction of a decision that is final and not entered yet, as its official's; None when there
    is nothing to enter. Whoever calls it twice enters it once."""
    setting = setting_of(case, now=now)
    standing = stand(history_of(case), setting)
    settled = standing.decided
    if settled is None or not standing.final or standing.effective_on is None:
        return None
    kind = setting.kind_of(settled.verdict.penalty) if settled.verdict.penalty else None
    if kind is None or not kind.sanction or _entries(case):
        return None
    level = level_of(case.track, kind)
    if level not in LEVELS[case.track]:
        return None
    months = settled.verdict.months
    until = add_months(standing.effective_on, months) - timedelta(days=1) if months else None
    wanted = Wanted(
        SANCTION,
        title=kind.label_id[:LONGEST_TITLE],
        since=standing.effective_on,
        until=until,
        track=case.track,
        level=level,
        number=settled.number[:LONGEST_NUMBER],
    )
    try:
        return enter(_official(settled), case.subject, wanted, now=now, matter=case)
    except NotEntered as refused:
        # HR entered the same decree by hand already: one decision is one entry.
        if refused.why != {"number": "known"}:
            raise
        return None


def level_of(track: str, kind: Kind) -> str:
    """The level an entry of HR has: of discipline that of the catalogue, of ethics how it is told."""
    if track == ETHICS:
        return "open" if is_open(kind) else "closed"
    return kind.level


def _official(settled: Settled) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.ref == settled.by)).one()


def _entries(case: Case) -> list[Entry]:
    rows = sa.select(Entry).where(Entry.matter_id == case.id, Entry.withdrawn_at.is_(None))
    return list(db.session.scalars(rows))


def _withdraw(case: Case, *, by: Person, reason: str, now: datetime) -> None:
    for entry in _entries(case):
        entry.withdrawn_at, entry.withdrawn_by, entry.withdrawn_reason = now, by, reason
        db.session.flush()
        record("entry.withdrawn", entry, actor=by.ref, at=now)


def _seats(case: Case) -> list[Seat]:
    rows = sa.select(Seat).where(Seat.matter_id == case.id, Seat.until_step.is_(None))
    return list(db.session.scalars(rows.order_by(Seat.id)))


def _reseat(case: Case, step: Step, ranks: Ranks, now_sitting: list[Seat]) -> None:
    """Who is not named any more leaves with this step, who is new comes with it."""
    staying = {(seat.person.ref, seat.role) for seat in now_sitting} & ranks.keys()
    for seat in now_sitting:
        if (seat.person.ref, seat.role) not in staying:
            seat.until_step = step.number
    people = {ref for ref, _role in ranks}
    rows = sa.select(Person).where(Person.agency_id == case.agency_id, Person.ref.in_(people))
    found = {person.ref: person for person in db.session.scalars(rows)}
    for (ref, role), rank in ranks.items():
        if (ref, role) not in staying:
            seat = Seat(agency_id=case.agency_id, matter=case, person=found[ref], role=role)
            seat.rank, seat.since_step = rank or found[ref].rank, step.number
            db.session.add(seat)
    db.session.flush()


def _end_loans(case: Case, *, by: Person, now: datetime) -> None:
    """The file was lent to a seat: who has none any more holds no loan."""
    sits = sa.select(Seat.person_id).where(Seat.matter_id == case.id, Seat.until_step.is_(None))
    rows = sa.select(AccessGrant).where(
        AccessGrant.matter_id == case.id,
        AccessGrant.ended_at.is_(None),
        AccessGrant.until > now,
        AccessGrant.person_id.not_in(sits),
    )
    for grant in db.session.scalars(rows).all():
        grant.ended_at, grant.ended_by = now, by
        db.session.flush()
        record("access.ended", grant, actor=by.ref, at=now)
