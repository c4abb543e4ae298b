"""People whose post or number is doubtful."""

from __future__ import annotations

import sqlalchemy as sa

from ....people.models import Person, Posting, Unit
from ....people.posts import held_on
from .columns import Office, Rows, columns, people


def no_post(office: Office) -> Rows:
    """In no unit today."""
    posted = sa.exists().where(Posting.person_id == Person.id, held_on(office.today))
    return sa.select(*columns()).where(*people(office), ~posted)


def two_posts(office: Office) -> Rows:
    """In several posts today."""
    posts = (
        sa.select(Posting.person_id, sa.func.count().label("posts"))
        .where(Posting.agency_id == office.agency_id, held_on(office.today))
        .group_by(Posting.person_id)
        .having(sa.func.count() > 1)
        .subquery()
    )
    shown = columns(note=sa.cast(posts.c.posts, sa.String))
    return sa.select(*shown).join(posts, posts.c.person_id == Person.id).where(*people(office))


def closed_unit(office: Office) -> Rows:
    """In a unit that is closed."""
    rows = sa.select(*columns(note=Unit.name)).select_from(Posting)
    rows = rows.join(Unit, Unit.id == Posting.unit_id).join(Person, Person.id == Posting.person_id)
    return rows.where(Unit.closed, held_on(office.today), *people(office))


def nip(office: Office) -> Rows:
    """What `people.rules.nip_doubts` finds, as far as the database can tell."""
    month, day = sa.func.substr(Person.nip, 5, 2), sa.func.substr(Person.nip, 7, 2)
    odd = sa.or_(
        sa.func.length(Person.nip) != 18,
        sa.func.substr(Person.nip, 15, 1).not_in(["1", "2"]),
        Person.nip.like("%000"),
        sa.not_(month.between("01", "12")),
        sa.not_(day.between("01", "31")),
    )
    return sa.select(*columns(note=Person.nip)).where(*people(office), Person.nip.is_not(None), odd)
