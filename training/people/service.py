"""What happens with a person's own account: signing in and out, changing the password, the language."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..core.clock import day_in
from ..core.db import affected, db
from ..core.i18n import LOCALES
from .models import Person, SignIn
from .rules import (
    FREE_FAILURES_ACCOUNT,
    FREE_FAILURES_ADDRESS,
    network_of,
    password_is_weak,
    tidy_nip,
)
from .throttling import TooManyTries as TooManyTries
from .throttling import (
    count_failure,
    forget_failures,
    forget_old_failures,
    key_of,
    refuse_throttled,
)

# OWASP's second profile: 19 MiB, two passes; argon2's own default would take 64 MiB a sign-in.
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = hasher.hash("a password nobody has")


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which a person has signed in before: whose it is, and what tells it from others."""

    person: str
    mark: str


class Refused(Exception):
    """A sign-in that does not succeed. Whether the account exists is not said."""


class SamePassword(Exception):
    """The new password is the present one; a temporary one must not stay."""


class WeakPassword(Exception):
    """The new password is too short, too plain, or holds the person's own data."""


def authenticate(
    identifier: str, password: str, *, address: str, now: datetime, device: Device | None = None
) -> Person:
    """The person with this NIP or e-mail and password.

    Failures count against the account and the network address, but from a device the person has signed in
    with before only against that device: nobody else's guesses keep its owner out.
    Raises TooManyTries before comparing when one of them failed too often, Refused when nothing matches.
    Failures are counted in the database and stay counted: commit in both cases.
    """
    person = find_by_identifier(identifier)
    keys = _counted_against(person, identifier, address, device)
    for key, free in keys.items():
        refuse_throttled(key, free, now)
    if not password_matches(person, password) or person is None or not person.here_on(_today(person, now)):
        for key in keys:
            count_failure(key, now)
        forget_old_failures(now)
        raise Refused
    forget_failures(next(iter(keys)))
    if hasher.check_needs_rehash(person.password_hash):
        person.password_hash = hasher.hash(password)
    return person


def password_matches(person: Person | None, password: str) -> bool:
    """Compare in constant effort: an unknown account costs the same hash as a known one."""
    try:
        return hasher.verify((person.password_hash if person else "") or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False


def find_by_identifier(identifier: str) -> Person | None:
    """The person with this NIP (spaces forgiven) or e-mail (case forgiven)."""
    tidy = _tidy(identifier)
    column = Person.email if "@" in tidy else Person.nip
    return db.session.scalar(sa.select(Person).where(column == tidy)) if tidy else None


def change_password(person: Person, password: str, *, keep: SignIn | None, now: datetime) -> None:
    """Set a new password and end every other sign-in. Raises SamePassword or WeakPassword."""
    if password_matches(person, password):
        raise SamePassword
    if password_is_weak(password, name=person.name, nip=person.nip, email=person.email):
        raise WeakPassword
    person.password_hash = hasher.hash(password)
    person.must_change_password = False
    end_sign_ins(person, now=now, keep=keep)


def live_sign_ins(person: Person, *, now: datetime) -> list[SignIn]:
    """Where this person is signed in, the latest first; ended ones are left out."""
    rows = sa.select(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    return list(db.session.scalars(rows.order_by(SignIn.seen_at.desc()).limit(50)))


def end_sign_in(person: Person, ref: str, *, now: datetime) -> bool:
    """End one of the person's own sign-ins; False when there is none by that reference."""
    ended = sa.update(SignIn).where(
        SignIn.ref == ref, SignIn.person_id == person.id, SignIn.ended_at.is_(None)
    )
    return affected(ended.values(ended_at=now)) == 1


def end_sign_ins(person: Person, *, now: datetime, keep: SignIn | None = None) -> None:
    """End all of a person's sign-ins, except `keep`."""
    rows = sa.update(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    if keep is not None:
        rows = rows.where(SignIn.id != keep.id)
    db.session.execute(rows.values(ended_at=now))


def set_language(person: Person, language: str) -> None:
    """Remember the language of the person's screens. Raises ValueError on one we do not speak."""
    if language not in LOCALES:
        raise ValueError(language)
    person.locale = language


def _today(person: Person, now: datetime) -> date:
    return day_in(person.agency.zone, now)


def _tidy(identifier: str) -> str:
    plain = identifier.strip()
    return plain.lower() if "@" in plain else tidy_nip(plain)


def _counted_against(
    person: Person | None, identifier: str, address: str, device: Device | None
) -> dict[str, int]:
    """What a failure counts against, with its free tries; the first is forgiven at success.

    Only hashes: people type passwords where the account belongs.
    """
    if person and device and device.person == person.ref:
        return {key_of("device", device.mark): FREE_FAILURES_ACCOUNT}
    return {
        key_of("account", person.ref if person else _tidy(identifier)): FREE_FAILURES_ACCOUNT,
        key_of("address", network_of(address)): FREE_FAILURES_ADDRESS,
    }
