"""What an administrator does: keep people, units and roles of the own agency; an operator opens agencies."""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, count

import sqlalchemy as sa
from flask_sqlalchemy.pagination import Pagination

from ..core.access import Role
from ..core.db import affected, db
from ..core.ids import ALPHABET
from .models import Agency, Person, Posting, RoleGrant, Unit
from .rules import tidy_name, tidy_nip
from .service import end_sign_ins, hasher

PAGE, LAST_PAGE = 25, 1_000_000
SLUG_LENGTH = 38
GRANTABLE = (Role.TRAINER, Role.HR, Role.ADMINISTRATOR)

Enrolled = Callable[[Person, datetime], None]
_enrolled: list[Enrolled] = []


class Taken(Exception):
    """A NIP, e-mail, unit name or agency that already exists; `field` names which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class Stale(Exception):
    """Somebody else changed the person after this form was opened."""


class LastAdministrator(Exception):
    """The change would leave nobody who can administer the agency."""


@dataclass(frozen=True, slots=True)
class PersonData:
    """What the person form holds, tidied: NIP digits or None, e-mail lower case or None."""

    name: str
    nip: str | None
    email: str | None
    unit: Unit
    position: str
    roles: frozenset[Role]

    @classmethod
    def tidy(
        cls, *, name: str, nip: str, email: str, unit: Unit, position: str, roles: Iterable[str]
    ) -> "PersonData":
        """Data from typed text; only grantable roles are taken."""
        asked = set(roles)
        return cls(
            name=tidy_name(name),
            nip=tidy_nip(nip) or None,
            email=email.strip().lower() or None,
            unit=unit,
            position=tidy_name(position),
            roles=frozenset(role for role in GRANTABLE if role in asked),
        )


def on_enrolled(listener: Enrolled) -> None:
    """Have `listener(person, now)` called inside the transaction in which somebody is enrolled."""
    if listener not in _enrolled:
        _enrolled.append(listener)


def people_page(agency: Agency, *, q: str, page: int) -> Pagination:
    """A page of the agency's people, by name; `q` looks in name, NIP and e-mail."""
    query = (
        sa.select(Person)
        .where(Person.agency_id == agency.id)
        .order_by(Person.active.desc(), Person.name, Person.id)
    )
    if q:
        like = f"%{_escape(q)}%"
        digits = tidy_nip(q)
        found = [Person.name.ilike(like, escape="\\"), Person.email.ilike(like, escape="\\")]
        if digits.isdigit():
            found.append(Person.nip.like(f"%{digits}%"))
        query = query.where(sa.or_(*found))
    return db.paginate(query, page=min(page, LAST_PAGE), per_page=PAGE, error_out=False)


def postings_of(people: Iterable[Person]) -> dict[int, Posting]:
    """The present posting of each person, by person id, in one statement."""
    ids = [person.id for person in people]
    rows = db.session.scalars(sa.select(Posting).where(Posting.person_id.in_(ids), Posting.until.is_(None)))
    return {row.person_id: row for row in rows}


def find_person(agency: Agency, ref: str) -> Person | None:
    """Somebody of this agency, or None."""
    return db.session.scalar(sa.select(Person).where(Person.ref == ref, Person.agency_id == agency.id))


def units_of(agency: Agency) -> list[Unit]:
    """The open units, by name."""
    rows = sa.select(Unit).where(Unit.agency_id == agency.id, ~Unit.closed).order_by(Unit.name)
    return list(db.session.scalars(rows))


def enroll(agency: Agency, data: PersonData, *, by: Person, today: date, now: datetime) -> tuple[Person, str]:
    """Add a person; returns them with the temporary password, which is shown once. Raises Taken."""
    _refuse_taken(data, besides=None)
    password = temporary_password()
    person = Person(
        agency=agency,
        name=data.name,
        nip=data.nip,
        email=data.email,
        password_hash=hasher.hash(password),
        must_change_password=True,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    _set_roles(person, data.roles, by=by, now=now)
    _post(person, data, today=today)
    for listener in _enrolled:
        listener(person, now)
    return person, password


def change(person: Person, data: PersonData, *, rev: int, by: Person, today: date, now: datetime) -> None:
    """Change a person's data, post and roles. Raises Stale, Taken or LastAdministrator."""
    _refuse_taken(data, besides=person)
    if Role.ADMINISTRATOR not in data.roles:
        _refuse_last_administrator(person)
    _claim(person, rev)
    person.name, person.nip, person.email = data.name, data.nip, data.email
    _set_roles(person, data.roles, by=by, now=now)
    _post(person, data, today=today)


def deactivate(person: Person, *, now: datetime) -> None:
    """Close somebody's access at once; everything on record stays. Raises LastAdministrator."""
    _refuse_last_administrator(person)
    person.active = False
    person.rev += 1
    end_sign_ins(person, now=now)


def reactivate(person: Person) -> None:
    """Open the access again."""
    person.active = True
    person.rev += 1


def reset_password(person: Person, *, now: datetime) -> str:
    """A new temporary password, shown once; every sign-in of the person ends."""
    password = temporary_password()
    person.password_hash = hasher.hash(password)
    person.must_change_password = True
    end_sign_ins(person, now=now)
    return password


def add_unit(agency: Agency, name: str, parent: Unit | None) -> Unit:
    """Add a unit. Raises Taken when the agency has one of that name."""
    tidy = tidy_name(name)
    if db.session.scalar(
        sa.select(Unit.id).where(Unit.agency_id == agency.id, sa.func.lower(Unit.name) == tidy.lower())
    ):
        raise Taken("name")
    unit = Unit(agency_id=agency.id, name=tidy, parent_id=parent.id if parent else None)
    db.session.add(unit)
    return unit


def close_unit(agency: Agency, ref: str) -> bool:
    """Close an empty unit; False when it is unknown or somebody still works there."""
    unit = db.session.scalar(
        sa.select(Unit).where(Unit.ref == ref, Unit.agency_id == agency.id, ~Unit.closed)
    )
    staffed = sa.select(Posting.id).where(
        Posting.unit_id == (unit.id if unit else 0), Posting.until.is_(None)
    )
    if unit is None or db.session.scalar(staffed.limit(1)):
        return False
    unit.closed = True
    return True


def unit_sizes(agency: Agency) -> dict[int, int]:
    """How many people work in each unit today, by unit id."""
    rows = db.session.execute(
        sa.select(Posting.unit_id, sa.func.count())
        .where(Posting.agency_id == agency.id, Posting.until.is_(None))
        .group_by(Posting.unit_id)
    )
    return dict(rows.all())


def agencies() -> list[tuple[Agency, int]]:
    """Every agency with its number of active people, by name."""
    members = sa.func.count(Person.id)
    rows = db.session.execute(
        sa.select(Agency, members)
        .outerjoin(Person, sa.and_(Person.agency_id == Agency.id, Person.active))
        .group_by(Agency.id)
        .order_by(Agency.name)
    )
    return [(agency, people) for agency, people in rows]


def open_agency(
    *, name: str, zone: str, administrator: str, email: str, by: Person, today: date, now: datetime
) -> tuple[Agency, Person, str]:
    """Open an agency with its first unit and administrator; the password is shown once. Raises Taken."""
    tidy = tidy_name(name)
    if db.session.scalar(sa.select(Agency.id).where(sa.func.lower(Agency.name) == tidy.lower())):
        raise Taken("name")
    agency = Agency(slug=_free_slug(tidy), name=tidy, zone=zone, created_at=now)
    db.session.add(agency)
    db.session.flush()
    unit = add_unit(agency, tidy, None)
    db.session.flush()
    data = PersonData.tidy(
        name=administrator, nip="", email=email, unit=unit, position="", roles=[Role.ADMINISTRATOR]
    )
    person, password = enroll(agency, data, by=by, today=today, now=now)
    return agency, person, password


def temporary_password() -> str:
    """Three groups that are easily read aloud: 60 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def _claim(person: Person, rev: int) -> None:
    claimed = sa.update(Person).where(Person.id == person.id, Person.rev == rev).values(rev=rev + 1)
    if affected(claimed.execution_options(synchronize_session="fetch")) != 1:
        raise Stale


def _refuse_taken(data: PersonData, *, besides: Person | None) -> None:
    for field in ("nip", "email"):
        value = getattr(data, field)
        query = sa.select(Person.id).where(getattr(Person, field) == value)
        if besides is not None:
            query = query.where(Person.id != besides.id)
        if value and db.session.scalar(query):
            raise Taken(field)


def _refuse_last_administrator(person: Person) -> None:
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
            Person.id != person.id,
        )
    )
    if not db.session.scalar(others):
        raise LastAdministrator


def _set_roles(person: Person, roles: frozenset[Role], *, by: Person, now: datetime) -> None:
    kept = [grant for grant in person.grants if grant.role in roles or grant.role not in GRANTABLE]
    held = {grant.role for grant in kept}
    added = [
        RoleGrant(role=role, granted_by_id=by.id, granted_at=now)
        for role in GRANTABLE
        if role in roles - held
    ]
    person.grants[:] = [*kept, *added]


def _post(person: Person, data: PersonData, *, today: date) -> None:
    present = db.session.scalar(
        sa.select(Posting).where(Posting.person_id == person.id, Posting.until.is_(None))
    )
    if present and present.unit_id == data.unit.id and present.position == data.position:
        return
    if present and present.since >= today:
        present.unit, present.position = data.unit, data.position
        return
    if present:
        present.until = today - timedelta(days=1)
    db.session.add(
        Posting(
            agency_id=person.agency_id, person=person, unit=data.unit, position=data.position, since=today
        )
    )


def _escape(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _free_slug(name: str) -> str:
    """Short enough to stand in a certificate's number; offices whose names begin alike are counted."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower())[:SLUG_LENGTH].strip("-") or "instansi"
    taken = set(db.session.scalars(sa.select(Agency.slug).where(Agency.slug.startswith(plain))))
    return next(slug for slug in chain([plain], (f"{plain}-{n}" for n in count(2))) if slug not in taken)
