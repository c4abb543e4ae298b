"""Lending the file of a matter to somebody who sits in it, for a reason and a time, and ending that."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from ..awards.people import below
from ..gate import keeps, live_grant, seats_of
from ..models import AccessGrant, Matter, Seat
from .rules import lending_faults


class Refused(ValueError):
    """Nothing was saved; `why` names what must change, by field: the codes of `rules`, or `person` with
    `keeper` (only who keeps the matter lends, and has no part in it) or `other` (the loan is somebody
    else's)."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)


def lend_access(
    matter: Matter, person: Person, *, reason: str, until: datetime | None, by: Person, now: datetime
) -> AccessGrant:
    """Lend the file to `person` until a moment; only who keeps the matter lends, not about who leads them,
    only to who sits in it now. Raises Refused."""
    if not keeps(by, matter) or below(matter.subject, [by], day_in(by.agency.zone, now)):
        raise Refused({"person": "keeper"})
    # Of two loans at once, one sees the other.
    db.session.execute(sa.select(Matter.id).where(Matter.id == matter.id).with_for_update())
    why = lending_faults(
        reason=reason,
        until=until,
        now=now,
        is_subject=person.id == matter.subject_id,
        is_lender=person.id == by.id,
        sits=person.agency_id == matter.agency_id and bool(seats_of(person, matter)),
        holds=live_grant(person, matter, now) is not None,
        closed=matter.closed_on is not None,
    )
    if why or until is None:
        raise Refused(why)
    grant = AccessGrant(agency_id=matter.agency_id, matter=matter, person=person, lent_by=by)
    grant.reason, grant.since, grant.until = " ".join(reason.split()), now, until
    db.session.add(grant)
    db.session.flush()
    record("access.granted", grant, actor=by.ref, at=now)
    return grant


def end_access(grant: AccessGrant, *, by: Person, now: datetime) -> None:
    """End a loan before its time: who keeps the matter, or who holds it. What has ended already stays as it
    ended. Raises Refused."""
    if grant.person_id != by.id and not keeps(by, grant.matter):
        raise Refused({"person": "other"})
    _end([grant], by, now)


def end_all(matter: Matter, *, by: Person, now: datetime) -> int:
    """End every loan of a matter, as when it is closed; how many there were."""
    rows = sa.select(AccessGrant).where(
        AccessGrant.matter_id == matter.id, AccessGrant.ended_at.is_(None), AccessGrant.until > now
    )
    return _end(list(db.session.scalars(rows)), by, now)


def loans_of(matter: Matter) -> list[AccessGrant]:
    """Every loan of a matter, the latest first."""
    rows = sa.select(AccessGrant).where(AccessGrant.matter_id == matter.id)
    people = [joinedload(each) for each in (AccessGrant.person, AccessGrant.lent_by, AccessGrant.ended_by)]
    plain = [each.options(lazyload(Person.grants)) for each in people]
    return list(db.session.scalars(rows.options(*plain).order_by(AccessGrant.id.desc())))


def find_loan(matter: Matter, ref: str) -> AccessGrant | None:
    """A loan of this matter."""
    rows = sa.select(AccessGrant).where(AccessGrant.matter_id == matter.id, AccessGrant.ref == ref)
    return db.session.scalar(rows)


def who_sits(matter: Matter) -> dict[str, Person]:
    """Who sits in a matter now, by reference and in the order of their seats."""
    rows = sa.select(Person).join(Seat, Seat.person_id == Person.id)
    rows = rows.where(Seat.matter_id == matter.id, Seat.until_step.is_(None)).order_by(Seat.id)
    found = db.session.scalars(rows.options(lazyload(Person.grants)))
    return {person.ref: person for person in found}


def _end(grants: list[AccessGrant], by: Person, now: datetime) -> int:
    ended = 0
    for grant in grants:
        first = sa.update(AccessGrant).where(AccessGrant.id == grant.id, AccessGrant.ended_at.is_(None))
        first = first.values(ended_at=now, ended_by_id=by.id).execution_options(synchronize_session=False)
        if not affected(first):
            continue
        db.session.refresh(grant)
        record("access.ended", grant, actor=by.ref, at=now)
        ended += 1
    return ended
