"""Who leaves and who comes back: access closes and opens, posts end, and all of it stays on record."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ..core.access import Role
from ..core.clock import day_in
from ..core.db import db
from .changes import settle
from .models import Agency, Departure, Person, RoleGrant
from .posting import Post, end
from .posts import posts_of
from .refusals import Gone, LastAdministrator
from .service import end_sign_ins

DAY = timedelta(days=1)


def deactivate(person: Person, *, by: Person | None, now: datetime) -> None:
    """Close somebody's access at once; everything on record stays. Raises LastAdministrator."""
    refuse_last_administrator(person, after=day_in(person.agency.zone, now))
    person.active = False
    person.rev += 1
    end_sign_ins(person, now=now)
    settle("account.closed", person, by=by, now=now)


def reactivate(person: Person, *, by: Person | None, now: datetime) -> None:
    """Open the access again."""
    person.active = True
    person.rev += 1
    settle("account.opened", person, by=by, now=now)


def depart(person: Person, last: date, *, reason: str, by: Person | None, now: datetime) -> Departure:
    """Have somebody leave: access and posts end with the last day, in the future by themselves.

    Raises Gone when the person has left before, LastAdministrator.
    """
    if person.left_on is not None:
        raise Gone("left")
    refuse_last_administrator(person, after=last)
    for row in posts_of(person):
        if row.until is None or row.until > last:
            end(row, last, now)
    departure = Departure(
        agency_id=person.agency_id,
        person_id=person.id,
        left_on=last,
        reason=reason,
        recorded_at=now,
        recorded_by_id=by.id if by else None,
    )
    db.session.add(departure)
    person.left_on = last
    person.rev += 1
    if last < day_in(person.agency.zone, now):
        end_sign_ins(person, now=now)
    settle("person.departed", person, by=by, now=now)
    return departure


def come_back(person: Person, post: Post, *, by: Person | None, now: datetime) -> None:
    """Have somebody who left work here again from `post.since`; the departure stays on record.

    Raises Gone: `here` when the person has not left, `early` on a day before the last one, `later` on a day
    to come, unless it is the day after the last one: then nobody left.
    """
    last = person.left_on
    if last is None:
        raise Gone("here")
    if post.since <= last:
        raise Gone("early")
    if post.since > day_in(person.agency.zone, now) and post.since != last + DAY:
        raise Gone("later")
    for row in departures_of(person):
        if row.back_on is None:
            _note_return(row, post.since, by, now)
    person.left_on, person.active = None, True
    person.rev += 1
    db.session.add(post.of(person, now))
    settle("person.returned", person, by=by, now=now)


def departures_of(person: Person) -> list[Departure]:
    """When somebody left and came back, the earliest first."""
    rows = sa.select(Departure).where(Departure.person_id == person.id, Departure.withdrawn_at.is_(None))
    return list(db.session.scalars(rows.order_by(Departure.left_on, Departure.id)))


def refuse_last_administrator(person: Person, *, after: date) -> None:
    """Raises LastAdministrator when nobody else could administer the agency after that day."""
    if Role.ADMINISTRATOR not in person.roles:
        return
    # Two administrators leaving at once must queue here, or each would count on the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == person.agency_id).with_for_update())
    others = (
        sa.select(sa.func.count())
        .select_from(RoleGrant)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.role == Role.ADMINISTRATOR,
            Person.agency_id == person.agency_id,
            Person.active,
            sa.or_(Person.left_on.is_(None), Person.left_on > after),
            Person.id != person.id,
        )
    )
    if not db.session.scalar(others):
        raise LastAdministrator


def _note_return(row: Departure, day: date, by: Person | None, now: datetime) -> None:
    row.withdrawn_at = now
    db.session.add(
        Departure(
            agency_id=row.agency_id,
            person_id=row.person_id,
            left_on=row.left_on,
            back_on=day,
            reason=row.reason,
            recorded_at=now,
            recorded_by_id=by.id if by else None,
        )
    )
