"""What happens with a person's own account: signing in and out, changing the password, the language."""

from datetime import datetime

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..core.db import affected, db
from ..core.i18n import LOCALES
from .models import Person, SignIn, Throttle
from .rules import (
    FREE_FAILURES_ACCOUNT,
    FREE_FAILURES_ADDRESS,
    THROTTLE_WINDOW,
    password_is_weak,
    throttled_until,
    tidy_nip,
)

# OWASP's second profile: 19 MiB, two passes; argon2's own default would take 64 MiB a sign-in.
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = hasher.hash("a password nobody has")


class Refused(Exception):
    """A sign-in that does not succeed. Whether the account exists is not said."""


class TooManyTries(Exception):
    """Further tries must wait until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class WeakPassword(Exception):
    """The new password is too short, too plain, or holds the person's own data."""


def authenticate(identifier: str, password: str, *, address: str, now: datetime) -> Person:
    """The person with this NIP or e-mail and password.

    Raises TooManyTries before looking when the account or network address failed too often, Refused when
    nothing matches. Failures are counted in the database and stay counted: commit in both cases.
    """
    account_key, address_key = f"account:{_tidy(identifier)}"[:80], f"address:{address}"[:80]
    _refuse_throttled(account_key, FREE_FAILURES_ACCOUNT, now)
    _refuse_throttled(address_key, FREE_FAILURES_ADDRESS, now)
    person = find_by_identifier(identifier)
    if not password_matches(person, password) or person is None or not person.active:
        _count_failure(account_key, now)
        _count_failure(address_key, now)
        raise Refused
    db.session.execute(sa.delete(Throttle).where(Throttle.key == account_key))
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
    """Set a new password and end every other sign-in. Raises WeakPassword."""
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


def _tidy(identifier: str) -> str:
    plain = identifier.strip()
    return plain.lower() if "@" in plain else tidy_nip(plain)


def _refuse_throttled(key: str, free: int, now: datetime) -> None:
    row = db.session.get(Throttle, key)
    until = throttled_until(row.failures, row.last_at, free=free, now=now) if row else None
    if until:
        raise TooManyTries(until)


def _count_failure(key: str, now: datetime) -> None:
    row = db.session.get(Throttle, key)
    if row is None:
        db.session.add(Throttle(key=key, failures=1, first_at=now, last_at=now))
        return
    row.failures = 1 if now - row.last_at >= THROTTLE_WINDOW else row.failures + 1
    row.last_at = now
