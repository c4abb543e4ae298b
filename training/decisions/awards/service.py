"""What happens to nominations: they are made, and each step is taken by somebody who may, once, on record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectinload

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person
from ..gate import KEEPS, keeps, seats_of
from ..models import NOMINATION, Nomination, Seat, Step
from ..stepping import Stale, add_step, next_number
from .acts import Act, Appointed, Closed, Nominated, Referred, read_act
from .awarding import give, take_back
from .catalogue import procedure_on
from .checking import check
from .gathering import NO_PAPER, Appointment
from .models import AwardScheme, AwardVersion
from .people import below, by_ref
from .refusals import Refused, Unfit
from .schemes import version_on
from .stages import (
    KEEPER,
    REGISTRAR,
    REVIEWER,
    SECONDER,
    SUBJECT,
    Fault,
    Past,
    Standing,
    Taker,
    faults,
    stand,
)

SERIES = "USULAN"
LONGEST_MERIT, LONGEST_PAPER = 20_000, 300


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said when somebody is proposed: the day that counts, why, who seconds, and what was read from
    the paper of the first appointment."""

    as_of: date
    merit: str
    seconder: Person | None = None
    appointment: Appointment = NO_PAPER


def nominate(
    keeper: Person,
    scheme: AwardScheme,
    subject: Person,
    wish: Wish,
    *,
    now: datetime,
) -> Nomination:
    """Propose a colleague for an award, with the check as it is now. One that is open already for the same
    person and scheme is returned as it is. Raises Unfit."""
    version = _fit(keeper, scheme, subject, wish, day_in(keeper.agency.zone, now))
    # Of two nominations at once, one sees the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == keeper.agency_id).with_for_update())
    if (running := open_nomination(subject, scheme)) is not None:
        return running
    found = check(subject, version, as_of=wish.as_of, known_by=now, appointment=wish.appointment)
    act = Nominated(
        version=version.ref,
        merit=wish.merit,
        as_of=wish.as_of,
        known_by=now,
        answers=tuple(found.said),
        seconder=wish.seconder.ref if wish.seconder else "",
        appointed_on=wish.appointment.on,
        appointed_paper=wish.appointment.paper,
    )
    nomination = Nomination(
        agency_id=keeper.agency_id,
        number=next_number(keeper.agency, SERIES, now),
        subject=subject,
        happened_on=wish.as_of,
        opened_at=now,
        opened_by=keeper,
        version_id=version.id,
        merit=act.merit,
        rev=0,
    )
    db.session.add(nomination)
    db.session.flush()
    step = _add(nomination, act, keeper, 0, now)
    if wish.seconder is not None:
        _seat(nomination, wish.seconder, SECONDER, step)
    return nomination


def take(nomination: Nomination, act: Act, *, by: Person, rev: int, now: datetime) -> Step:
    """Add a step. Raises Refused when it may not be taken so, Stale when somebody was quicker."""
    history, version = history_of(nomination), version_of(nomination)
    if rev != nomination.rev:
        raise Stale(nomination.number)
    named = by_ref(nomination.agency_id, _named(act))
    if set(_named(act)) - named.keys():
        raise Refused([Fault("person" if isinstance(act, Referred) else "members", "unknown")])
    today = day_in(nomination.subject.agency.zone, now)
    found = faults(
        history,
        act,
        by=taker_of(by, nomination),
        subject=nomination.subject.ref,
        below=below(nomination.subject, [by, *named.values()], today),
        today=today,
        clearance=any(each.get("kind") == "not_under_case" for each in version.criteria),
        objection_days=procedure_on(today).objection_days,
    )
    if found:
        raise Refused(found)
    step = _add(nomination, act, by, rev, now)
    _follow(nomination, act, step, named, by, now)
    return step


def history_of(nomination: Nomination) -> list[Past]:
    """The steps of a nomination as plain values, in one statement."""
    rows = sa.select(Step, Person.ref).join(Person, Person.id == Step.by_id)
    rows = rows.where(Step.matter_id == nomination.id).order_by(Step.number).options(lazyload(Step.matter))
    return [
        Past(step.number, step.kind, step.on, step.at, ref, read_act(step.kind, step.said))
        for step, ref in db.session.execute(rows)
    ]


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


def open_nomination(subject: Person, scheme: AwardScheme) -> Nomination | None:
    """The nomination of somebody for a scheme that was not closed yet."""
    rows = sa.select(Nomination).join(AwardVersion, AwardVersion.id == Nomination.version_id)
    rows = rows.where(
        Nomination.subject_id == subject.id,
        AwardVersion.scheme_id == scheme.id,
        Nomination.closed_on.is_(None),
    )
    return db.session.scalar(rows.limit(1))


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
    return {
        each.id: stand(
            [
                Past(step.number, step.kind, step.on, step.at, "", read_act(step.kind, step.said))
                for step in each.steps
            ]
        ).stage
        for each in nominations
    }


def _with_people() -> sa.Select[Nomination]:
    subject = joinedload(Nomination.subject)
    return sa.select(Nomination).options(
        subject, subject.options(lazyload(Person.grants)), selectinload(Nomination.steps)
    )


def _named(act: Act) -> list[str]:
    if isinstance(act, Appointed):
        return [each.person for each in act.members]
    return [act.person] if isinstance(act, Referred) else []


def _add(nomination: Nomination, act: Act, by: Person, rev: int, now: datetime) -> Step:
    today = day_in(nomination.subject.agency.zone, now)
    return add_step(nomination, act.kind, act.said(), on=today, by=by, rev=rev, now=now, inner=act.inner)


def _follow(
    nomination: Nomination, act: Act, step: Step, named: dict[str, Person], by: Person, now: datetime
) -> None:
    """What a step brings with it, in the same transaction."""
    if isinstance(act, Appointed):
        _unseat(nomination, {"chair", "member", "official"}, step)
        for each in act.members:
            _seat(nomination, named[each.person], each.role, step)
    elif isinstance(act, Referred):
        _unseat(nomination, {REVIEWER}, step)
        _seat(nomination, named[act.person], REVIEWER, step)
    elif act.kind == "awarded":
        give(nomination, history_of(nomination), version_of(nomination), by=by, now=now)
    elif act.kind == "revoked":
        take_back(nomination, reason=str(getattr(act, "why", "")), by=by, now=now)
    elif isinstance(act, Closed):
        nomination.closed_on, nomination.kept_until = step.on, act.kept_until


def _seat(nomination: Nomination, person: Person, role: str, step: Step) -> None:
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


def _unseat(nomination: Nomination, roles: set[str], step: Step) -> None:
    rows = sa.select(Seat).where(
        Seat.matter_id == nomination.id, Seat.until_step.is_(None), Seat.role.in_(roles)
    )
    for seat in db.session.scalars(rows):
        seat.until_step = step.number


def _fit(keeper: Person, scheme: AwardScheme, subject: Person, wish: Wish, today: date) -> AwardVersion:
    """The version by which the wish is judged. Raises Unfit where it cannot be taken."""
    version = version_on(scheme, wish.as_of)
    why = {"person": code} if (code := _person_code(keeper, subject, today)) else {}
    if not wish.merit.strip():
        why["merit"] = "empty"
    elif len(wish.merit) > LONGEST_MERIT:
        why["merit"] = "long"
    if wish.as_of > today:
        why["as_of"] = "future"
    elif subject.joined_on is not None and wish.as_of < subject.joined_on:
        why["as_of"] = "before_service"
    if scheme.closed_at is not None or scheme.agency_id != keeper.agency_id:
        why["scheme"] = "closed"
    why |= _seconder_code(keeper, subject, wish.seconder, today)
    why |= _appointment_code(wish.appointment, wish.as_of)
    if version is None:
        why.setdefault("as_of", "no_version")
    if why or version is None:
        raise Unfit(why)
    return version


def _person_code(keeper: Person, subject: Person, today: date) -> str:
    if subject.id == keeper.id:
        return "own"
    if subject.agency_id != keeper.agency_id or not subject.here_on(today):
        return "unknown"
    return "below" if below(subject, [keeper], today) else ""


def _seconder_code(keeper: Person, subject: Person, seconder: Person | None, today: date) -> dict[str, Any]:
    if seconder is None:
        return {}
    if seconder.agency_id != keeper.agency_id:
        return {"seconder": "unknown"}
    if seconder.id in {keeper.id, subject.id}:
        return {"seconder": "same_person" if seconder.id == keeper.id else "own"}
    return {"seconder": "below"} if below(subject, [seconder], today) else {}


def _appointment_code(appointment: Appointment, as_of: date) -> dict[str, Any]:
    why = {}
    if appointment.on is not None and not date(1950, 1, 1) <= appointment.on <= as_of:
        why["appointed_on"] = "range"
    if appointment.on is not None and not appointment.paper.strip():
        why["appointed_paper"] = "empty"
    if len(appointment.paper) > LONGEST_PAPER:
        why["appointed_paper"] = "long"
    return why
