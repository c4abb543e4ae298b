"""What an administrator does with people of the own agency: add them, change their data, post and roles."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from flask_sqlalchemy.pagination import Pagination

from ..core.access import Role
from ..core.db import db
from ..core.ids import ALPHABET
from .changes import settle, tell_changed, tell_done, tell_role_changed
from .leaving import refuse_last_administrator
from .models import Agency, Person, Posting, RoleChange, RoleGrant
from .person_data import GRANTABLE as GRANTABLE
from .person_data import PersonData as PersonData
from .posting import Post, claim, move, replace
from .posts import posts_on
from .refusals import Taken
from .service import end_sign_ins, hasher
from .words import matching

PAGE, LAST_PAGE = 25, 1_000_000


def people_page(agency: Agency, *, q: str, page: int) -> Pagination:
    """A page of the agency's people, by name; `q` looks in name, NIP and e-mail."""
    query = (
        sa.select(Person)
        .where(Person.agency_id == agency.id)
        .order_by(Person.active.desc(), Person.name, Person.id)
    )
    if q:
        query = query.where(Person.id.in_(matching(agency.id, q)))
    return db.paginate(query, page=min(page, LAST_PAGE), per_page=PAGE, error_out=False)


def find_person(agency: Agency, ref: str) -> Person | None:
    """Somebody of this agency, or None."""
    return db.session.scalar(sa.select(Person).where(Person.ref == ref, Person.agency_id == agency.id))


def enroll(agency: Agency, data: PersonData, *, by: Person, today: date, now: datetime) -> tuple[Person, str]:
    """Add a person; returns them with the temporary password, which is shown once. Raises Taken."""
    person = admit(agency, data, by=by, today=today, now=now)
    tell_done("person.added", person.ref, agency_id=agency.id, by=by, now=now)
    return person, give_password(person, now=now)


def admit(agency: Agency, data: PersonData, *, by: Person | None, today: date, now: datetime) -> Person:
    """Add a person who cannot sign in before there is a password. Raises Taken."""
    _refuse_taken(data, besides=None)
    return admit_all(agency, [data], by=by, today=today, now=now)[0]


def admit_all(
    agency: Agency, data: Sequence[PersonData], *, by: Person | None, today: date, now: datetime
) -> list[Person]:
    """Add people whose NIP and e-mail are known to be free, in the order given."""
    people = [_person_of(agency, each, now) for each in data]
    db.session.add_all(people)
    db.session.flush()
    for person, each in zip(people, data, strict=True):
        _set_roles(person, each.roles, by=by, now=now)
        db.session.add(_post_of(each, today).of(person, now))
    db.session.flush()
    tell_changed([person.id for person in people], now)
    return people


def change(person: Person, data: PersonData, *, rev: int, by: Person, today: date, now: datetime) -> None:
    """Change a person's data, post and roles. Raises Stale, Taken, LastAdministrator or Clash."""
    _refuse_taken(data, besides=person)
    if Role.ADMINISTRATOR not in data.roles:
        refuse_last_administrator(person, after=today)
    claim(person, rev)
    person.name, person.nip, person.email = data.name, data.nip, data.email
    person.employment, person.rank, person.joined_on = data.employment, data.rank, data.joined_on
    _set_roles(person, data.roles, by=by, now=now)
    if person.left_on is None:
        repost(person, _post_of(data, today), now=now)
    settle("person.changed", person, by=by, now=now)


def repost(person: Person, post: Post, *, now: datetime) -> Posting | None:
    """Have somebody at a post from a day on, unless they hold it; the row written, if any. Raises Clash.

    The caller tells of the change.
    """
    held = posts_on([person.id], post.since).get(person.id)
    if held is None:
        return move(person, post, now=now)
    if (held.unit_id, held.position, held.kind) == (post.unit.id, post.position, post.kind):
        return None
    same_end = Post(post.unit, post.position, post.kind, post.since, held.until)
    return (
        replace(person, held, same_end, now=now)
        if held.since == post.since
        else move(person, same_end, now=now)
    )


def reset_password(person: Person, *, by: Person | None, now: datetime) -> str:
    """What `give_password` does, as a deed of its own."""
    password = give_password(person, now=now)
    tell_done("password.given", person.ref, agency_id=person.agency_id, by=by, now=now)
    return password


def give_password(person: Person, *, now: datetime) -> str:
    """A new temporary password, shown once; every sign-in of the person ends."""
    password = temporary_password()
    person.password_hash = hasher.hash(password)
    person.must_change_password = True
    end_sign_ins(person, now=now)
    return password


def temporary_password() -> str:
    """Three groups that are easily read aloud: 60 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def _person_of(agency: Agency, data: PersonData, now: datetime) -> Person:
    return Person(
        agency=agency,
        name=data.name,
        nip=data.nip,
        email=data.email,
        employment=data.employment,
        rank=data.rank,
        joined_on=data.joined_on,
        created_at=now,
        rev=0,
        active=True,
        grants=[],
    )


def _refuse_taken(data: PersonData, *, besides: Person | None) -> None:
    for field in ("nip", "email"):
        value = getattr(data, field)
        query = sa.select(Person.id).where(getattr(Person, field) == value)
        if besides is not None:
            query = query.where(Person.id != besides.id)
        if value and db.session.scalar(query):
            raise Taken(field)


def _set_roles(person: Person, roles: frozenset[Role], *, by: Person | None, now: datetime) -> None:
    kept = [grant for grant in person.grants if grant.role in roles or grant.role not in GRANTABLE]
    held = {grant.role for grant in kept}
    added = [
        RoleGrant(role=role, granted_by_id=by.id if by else None, granted_at=now)
        for role in GRANTABLE
        if role in roles - held
    ]
    taken = [grant.role for grant in person.grants if grant not in kept]
    person.grants[:] = [*kept, *added]
    for role, given in [*((role, False) for role in taken), *((grant.role, True) for grant in added)]:
        change = RoleChange(agency_id=person.agency_id, person=person, role=role, given=given, by=by, at=now)
        db.session.add(change)
        db.session.flush()
        tell_role_changed(change)


def _post_of(data: PersonData, today: date) -> Post:
    return Post(data.unit, data.position, data.kind, today)
