"""Proposing a colleague for an award: who may, whom, as of which day, with the check as it is then."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person
from ..models import Nomination
from ..stepping import next_number
from .checks.checking import check
from .checks.gathering import NO_PAPER, Appointment
from .models import AwardScheme, AwardVersion
from .people import below
from .procedure.acts import Nominated
from .procedure.stages import SECONDER
from .refusals import Unfit
from .schemes.service import version_on
from .service import add_act, seat_in

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
    keeper: Person, scheme: AwardScheme, subject: Person, wish: Wish, *, now: datetime
) -> Nomination:
    """Propose a colleague for an award, with the check as it is now. One that is open already for the same
    person and scheme is returned as it is. Raises Unfit."""
    version = _fit(keeper, scheme, subject, wish, day_in(keeper.agency.zone, now))
    # Of two nominations at once, one sees the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == keeper.agency_id).with_for_update())
    if (running := open_nomination(subject, scheme)) is not None:
        return running
    act = _act(subject, version, wish, now)
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
    step = add_act(nomination, act, keeper, 0, now)
    if wish.seconder is not None:
        seat_in(nomination, wish.seconder, SECONDER, step)
    return nomination


def open_nomination(subject: Person, scheme: AwardScheme) -> Nomination | None:
    """The nomination of somebody for a scheme that was not closed yet."""
    rows = sa.select(Nomination).join(AwardVersion, AwardVersion.id == Nomination.version_id)
    rows = rows.where(
        Nomination.subject_id == subject.id,
        AwardVersion.scheme_id == scheme.id,
        Nomination.closed_on.is_(None),
    )
    return db.session.scalar(rows.limit(1))


def _act(subject: Person, version: AwardVersion, wish: Wish, now: datetime) -> Nominated:
    """What is said of somebody, with the check as it is now."""
    found = check(subject, version, as_of=wish.as_of, known_by=now, appointment=wish.appointment)
    return Nominated(
        version=version.ref,
        merit=wish.merit,
        as_of=wish.as_of,
        known_by=now,
        answers=tuple(found.said),
        seconder=wish.seconder.ref if wish.seconder else "",
        appointed_on=wish.appointment.on,
        appointed_paper=wish.appointment.paper,
    )


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
