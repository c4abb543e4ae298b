"""Inviting people: a link is made, handed out, used once, taken back."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import affected, db
from ..changes import tell_done
from ..models import Person
from ..rules import FREE_FAILURES_ADDRESS, network_of, password_is_weak
from ..service import WeakPassword, end_sign_ins, hasher
from ..throttling import count_failure, forget_old_failures, key_of, refuse_throttled
from .models import Invitation

LASTS = timedelta(days=7)
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with its token, which nobody can tell later."""

    invitation: Invitation
    token: str

    @property
    def person(self) -> Person:
        return self.invitation.person


class Unknown(Exception):
    """No such link: never made, used, taken back or run out. Which is not said."""


Listener = Callable[[Sequence[Invited], datetime], None]
_listeners: list[Listener] = []


def on_invited(listener: Listener) -> None:
    """Have `listener(invited, now)` called inside the transaction in which people are invited."""
    if listener not in _listeners:
        _listeners.append(listener)


def invite(people: Sequence[Person], *, by: Person | None, now: datetime) -> list[Invited]:
    """Invite people who may sign in; what was sent them before opens nothing any more."""
    able = [person for person in people if can_be_invited(person, day_in(person.agency.zone, now))]
    if not able:
        return []
    _revoke(Invitation.person_id.in_([person.id for person in able]), now)
    made = [_made(person, by, now) for person in able]
    db.session.add_all([each.invitation for each in made])
    db.session.flush()
    for listener in _listeners:
        listener(made, now)
    kind, about = ("person.invited", able[0].ref) if len(able) == 1 else ("people.invited", f"{len(able)}")
    tell_done(kind, about, agency_id=able[0].agency_id, by=by, now=now)
    return made


def can_be_invited(person: Person, today: date) -> bool:
    """Whether a link would let this person in: still here, with something to sign in by."""
    return bool(person.nip or person.email) and (
        person.active and (person.left_on is None or person.left_on >= today)
    )


def waiting_for_one(agency_id: int, now: datetime, today: date) -> sa.Select[Person]:
    """Whoever never set a password and holds no link that still opens, by name."""
    open_link = sa.select(Invitation.id).where(Invitation.person_id == Person.id, *_open(now))
    return (
        sa.select(Person)
        .where(Person.agency_id == agency_id, Person.active, Person.password_hash == "")
        .where(sa.or_(Person.left_on.is_(None), Person.left_on >= today))
        .where(sa.or_(Person.nip.is_not(None), Person.email.is_not(None)), ~open_link.exists())
        .order_by(Person.name, Person.id)
    )


def open_invitations(agency_id: int, now: datetime) -> sa.Select[Invitation]:
    """Links that were not used yet, the latest first."""
    rows = sa.select(Invitation).where(Invitation.agency_id == agency_id, *_open(now))
    return rows.order_by(Invitation.made_at.desc(), Invitation.id.desc())


def revoke(agency_id: int, ref: str, *, by: Person | None, now: datetime) -> bool:
    """Take a link back; False when there is none that opens anything."""
    if not _revoke(sa.and_(Invitation.ref == ref, Invitation.agency_id == agency_id), now):
        return False
    tell_done("invitation.revoked", ref, agency_id=agency_id, by=by, now=now)
    return True


def open_with(token: str, *, address: str, now: datetime) -> Invitation:
    """The invitation of a token. Raises Unknown, which is to be counted by `count_wrong`, and TooManyTries
    from an address that guessed too often."""
    refuse_throttled(_key(address), FREE_FAILURES_ADDRESS, now)
    found = db.session.scalar(sa.select(Invitation).where(Invitation.token_hash == _hash(token), *_open(now)))
    if found is None or not can_be_invited(found.person, day_in(found.person.agency.zone, now)):
        raise Unknown
    return found


def count_wrong(address: str, now: datetime) -> None:
    """Count a link that opened nothing, as a failed sign-in is counted."""
    count_failure(_key(address), now)
    forget_old_failures(now)


def accept(invitation: Invitation, password: str, *, now: datetime) -> Person:
    """Set the person's own password and use the link up. Raises WeakPassword, or Unknown when it is."""
    person = invitation.person
    if password_is_weak(password, name=person.name, nip=person.nip, email=person.email):
        raise WeakPassword
    used = sa.update(Invitation).where(Invitation.id == invitation.id, *_open(now)).values(used_at=now)
    if not affected(used):
        raise Unknown
    person.password_hash = hasher.hash(password)
    person.must_change_password = False
    end_sign_ins(person, now=now)
    return person


def _made(person: Person, by: Person | None, now: datetime) -> Invited:
    token = secrets.token_urlsafe(32)
    row = Invitation(
        agency_id=person.agency_id,
        person=person,
        token_hash=_hash(token),
        made_at=now,
        made_by_id=by.id if by else None,
        expires_at=now + LASTS,
    )
    return Invited(row, token)


def _open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now


def _revoke(rows: sa.ColumnElement[bool], now: datetime) -> int:
    return affected(sa.update(Invitation).where(rows, *_open(now)).values(revoked_at=now))


def _key(address: str) -> str:
    return key_of("address", network_of(address))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
