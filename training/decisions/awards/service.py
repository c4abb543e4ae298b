"""What happens to nominations: each step is taken by somebody who may, once, on record; who reads them."""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectinload

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person
from ..acts import Act, Fault, Past, Refused
from ..finding import people_by_ref
from ..gate import KEEPS, keeps, seats_of
from ..models import NOMINATION, Nomination, Seat, Step
from ..retention.catalogue import last_days, rule_for
from ..stepping import Stale, add_step
from .awarding import give, take_back
from .models import AwardVersion
from .people import below
from .procedure.acts import Appointed, Awarded, Closed, Referred, Revoked, Succeeded, Weighed, read_act
from .procedure.faulting import faults
from .procedure.naming import Setting
from .procedure.stages import (
    CHAIR,
    ENDS,
    KEEPER,
    MEMBER,
    OFFICIAL,
    REGISTRAR,
    REVIEWER,
    SUBJECT,
    Standing,
    Taker,
    stand,
)
from .schemes.catalogue import procedure_on


def take(nomination: Nomination, act: Act, *, by: Person, rev: int, now: datetime) -> Step:
    """Add a step. Raises Refused when it may not be taken so, Stale when somebody was quicker."""
    history = history_of(nomination)
    if rev != nomination.rev:
        raise Stale(nomination.number)
    present = act.present if isinstance(act, Weighed) else ()
    named = people_by_ref(nomination.agency_id, [*_named(act), *present])
    today = day_in(nomination.subject.agency.zone, now)
    if any(ref not in named or not named[ref].here_on(today) for ref in _named(act)):
        raise Refused([Fault("members" if isinstance(act, Appointed) else "person", "unknown")])
    setting = setting_of(nomination, version_of(nomination), [by, *named.values()], today)
    if found := faults(history, act, taker_of(by, nomination), setting):
        raise Refused(found)
    step = add_act(nomination, act, by, rev, now)
    _follow(nomination, act, step, named, by, now)
    return step


def history_of(nomination: Nomination) -> list[Past]:
    """The steps of a nomination as plain values, in one statement; none of one that was erased."""
    rows = sa.select(Step, Person.ref).join(Person, Person.id == Step.by_id)
    rows = rows.where(Step.matter_id == nomination.id, Step.on_record()).order_by(Step.number)
    rows = rows.options(lazyload(Step.matter))
    return [
        Past(step.number, step.kind, step.on, step.at, ref, read_act(step.kind, step.said))
        for step, ref in db.session.execute(rows)
    ]


def setting_of(
    nomination: Nomination, version: AwardVersion, people: Collection[Person], today: date
) -> Setting:
    """What an act in which these people take part is judged by."""
    return Setting(
        subject=nomination.subject.ref,
        below=below(nomination.subject, people, today),
        today=today,
        clearance=any(each.get("kind") == "not_under_case" for each in version.criteria),
        objection_days=procedure_on(today).objection_days,
        kept=last_days(NOMINATION, ENDS, today),
    )


def standing_of(nomination: Nomination, history: list[Past] | None = None) -> Standing:
    """Where a nomination stands."""
    today = history[-1].on if history else nomination.happened_on
    return stand(history or history_of(nomination), objection_days=procedure_on(today).objection_days)


def taker_of(person: Person, nomination: Nomination) -> Taker:
    """Somebody with the seats they have in a nomination now."""
    if person.id == nomination.subject_id:
        return Taker(person.ref, frozenset({SUBJECT}))
    seats = set(seats_of(person, nomination))
    if keeps(person, nomination):
        seats |= {KEEPER, REGISTRAR} if person.may(KEEPS["case"]) else {KEEPER}
    return Taker(person.ref, frozenset(seats))


def version_of(nomination: Nomination) -> AwardVersion:
    """The version of the scheme a nomination is judged by."""
    return db.session.get_one(AwardVersion, nomination.version_id)


def nominations_of(reader: Person, *, limit: int = 50) -> list[Nomination]:
    """What one keeps or sits in, the open ones first, by when they were made. Never one's own."""
    sits = sa.select(Seat.matter_id).where(Seat.person_id == reader.id, Seat.until_step.is_(None))
    mine = sa.true() if reader.may(KEEPS[NOMINATION]) else Nomination.id.in_(sits)
    rows = _with_people().where(
        Nomination.agency_id == reader.agency_id,
        Nomination.subject_id != reader.id,
        Nomination.erased_at.is_(None),
        mine,
    )
    rows = rows.order_by(Nomination.closed_on.is_not(None), Nomination.opened_at.desc(), Nomination.id.desc())
    return list(db.session.scalars(rows.limit(limit)))


def own_nominations(subject: Person) -> list[Nomination]:
    """The nominations of somebody, the latest first."""
    rows = _with_people().where(Nomination.subject_id == subject.id, Nomination.erased_at.is_(None))
    return list(db.session.scalars(rows.order_by(Nomination.opened_at.desc(), Nomination.id.desc())))


def stages_of(nominations: Collection[Nomination]) -> dict[int, str]:
    """The stage of each of these (`selectinload`ed with their steps), by id."""
    return {number: standing.stage for number, standing in standings_of(nominations).items()}


def standings_of(nominations: Collection[Nomination]) -> dict[int, Standing]:
    """Where each of these (`selectinload`ed with their steps) stands, by id; nothing of when it may close."""
    return {
        each.id: stand(
            [
                Past(step.number, step.kind, step.on, step.at, "", read_act(step.kind, step.said))
                for step in each.steps
            ]
        )
        for each in nominations
    }


def add_act(nomination: Nomination, act: Act, by: Person, rev: int, now: datetime) -> Step:
    """Add a step that was found to be in order."""
    today = day_in(nomination.subject.agency.zone, now)
    return add_step(nomination, act.kind, act.said(), on=today, by=by, rev=rev, now=now, inner=act.inner)


def seat_in(nomination: Nomination, person: Person, role: str, step: Step) -> None:
    """Give somebody a seat from a step on."""
    db.session.add(
        Seat(
            agency_id=nomination.agency_id,
            matter=nomination,
            person=person,
            role=role,
            rank=person.rank,
            since_step=step.number,
        )
    )


def _with_people() -> sa.Select[Nomination]:
    subject = joinedload(Nomination.subject)
    return sa.select(Nomination).options(
        subject, subject.options(lazyload(Person.grants)), selectinload(Nomination.steps)
    )


def _named(act: Act) -> list[str]:
    if isinstance(act, Appointed):
        return [each.person for each in act.members]
    return [act.person] if isinstance(act, Referred | Succeeded) else []


def _follow(
    nomination: Nomination, act: Act, step: Step, named: dict[str, Person], by: Person, now: datetime
) -> None:
    """What a step brings with it, in the same transaction."""
    if isinstance(act, Appointed):
        _unseat(nomination, {CHAIR, MEMBER, OFFICIAL}, step)
        for each in act.members:
            seat_in(nomination, named[each.person], each.role, step)
    elif isinstance(act, Referred | Succeeded):
        role = REVIEWER if isinstance(act, Referred) else OFFICIAL
        _unseat(nomination, {role}, step)
        seat_in(nomination, named[act.person], role, step)
    elif isinstance(act, Awarded):
        give(nomination, history_of(nomination), version_of(nomination), by=by, now=now)
    elif isinstance(act, Revoked):
        take_back(nomination, reason=act.why, by=by, now=now)
        _keep_longer(nomination, step.on)
    elif isinstance(act, Closed):
        nomination.closed_on, nomination.kept_until = step.on, act.kept_until


def _keep_longer(nomination: Nomination, day: date) -> None:
    """What is taken back after the closing is kept as long as if it were closed on that day."""
    if nomination.kept_until is not None:
        last = rule_for(NOMINATION, "revoked", day).last_day(day)
        nomination.kept_until = max(nomination.kept_until, last)


def _unseat(nomination: Nomination, roles: set[str], step: Step) -> None:
    rows = sa.select(Seat).where(
        Seat.matter_id == nomination.id, Seat.until_step.is_(None), Seat.role.in_(roles)
    )
    for seat in db.session.scalars(rows):
        seat.until_step = step.number
