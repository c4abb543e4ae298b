"""Giving an award that was decided: its number, what its certificate says for good, and the entry about it;
and taking it back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ...people.posts import posts_on
from ...people.rules import mask_nip
from ..acts import Past
from ..entries import service as entries
from ..entries.models import COMMENDATION, Entry
from ..entries.rules import LONGEST_REASON, Wanted
from ..finding import people_by_ref
from ..models import Nomination
from ..stepping import next_number
from .models import Award, AwardVersion
from .procedure.acts import Awarded, Ruling

SERIES, EDITION = "PIAGAM", 1


def give(
    nomination: Nomination, history: Sequence[Past], version: AwardVersion, *, by: Person, now: datetime
) -> Award:
    """The award of a nomination that was granted, frozen as it is given, and its entry as a commendation."""
    given_on = next(past.act.given_on for past in reversed(history) if isinstance(past.act, Awarded))
    award = Award(
        agency_id=nomination.agency_id,
        nomination=nomination,
        person=nomination.subject,
        number=next_number(nomination.subject.agency, SERIES, now),
        frozen=_frozen(nomination, history, version, given_on),
        given_on=given_on,
        issued_at=now,
    )
    db.session.add(award)
    db.session.flush()
    record("award.given", award, actor=by.ref, at=now)
    wanted = Wanted(COMMENDATION, title=version.scheme.title, since=given_on, number=award.number)
    entries.enter(by, nomination.subject, wanted, now=now, matter=nomination)
    return award


def take_back(nomination: Nomination, *, reason: str, by: Person, now: datetime) -> None:
    """Withdraw the award of a nomination: its certificate says so from now on, its entry is withdrawn too."""
    award = award_of(nomination)
    if award is None or award.withdrawn_at is not None:
        return
    award.withdrawn_at, award.withdrawn_reason = now, reason
    record("award.withdrawn", award, actor=by.ref, at=now)
    rows = sa.select(Entry).where(
        Entry.matter_id == nomination.id, Entry.kind == COMMENDATION, Entry.withdrawn_at.is_(None)
    )
    for entry in db.session.scalars(rows):
        entries.withdraw(by, entry, reason=reason[:LONGEST_REASON], now=now)


def award_of(nomination: Nomination) -> Award | None:
    """The award that came of a nomination."""
    return db.session.scalar(sa.select(Award).where(Award.nomination_id == nomination.id))


def awards_of(person: Person) -> list[Award]:
    """What somebody was given, the latest first; withdrawn ones too."""
    rows = sa.select(Award).where(Award.person_id == person.id)
    return list(db.session.scalars(rows.order_by(Award.given_on.desc(), Award.id.desc())))


def find_award(ref: str) -> Award | None:
    """An award of whichever agency: ask who may see it."""
    return db.session.scalar(sa.select(Award).where(Award.ref == ref))


def find_by_code(code: str) -> Award | None:
    """The award with this verification code, of whichever agency."""
    return db.session.scalar(sa.select(Award).where(Award.verification_code == code)) if code else None


def _frozen(
    nomination: Nomination, history: Sequence[Past], version: AwardVersion, given_on: date
) -> dict[str, Any]:
    """What the certificate says for good, as plain JSON values."""
    person, (act, decided_by) = nomination.subject, _decision(history)
    official = people_by_ref(nomination.agency_id, [decided_by])[decided_by]
    posts = posts_on([person.id, official.id], given_on)
    post, seat = posts.get(person.id), posts.get(official.id)
    return {
        "edition": EDITION,
        "name": person.name,
        "nip": mask_nip(person.nip),
        "unit": post.unit.name if post else "",
        "position": post.position if post else "",
        "rank": person.rank,
        "agency": person.agency.name,
        "title": version.scheme.title,
        "version": version.number,
        "since": version.since.isoformat(),
        "source": version.source,
        "nomination": nomination.number,
        "decision": act.number,
        "decided_on": act.decided_on.isoformat(),
        "official": official.name,
        "official_position": seat.position if seat else "",
        "given_on": given_on.isoformat(),
    }


def _decision(history: Sequence[Past]) -> tuple[Ruling, str]:
    """The last decision, and the reference of who took it."""
    return next((past.act, past.by) for past in reversed(history) if isinstance(past.act, Ruling))
