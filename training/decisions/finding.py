"""People for the forms of matters: found by what was typed, each with their post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from ..core.db import db
from ..people.models import Person, Posting
from ..people.posts import held_on
from ..people.presence import here
from ..people.words import matching

MOST = 6


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a person that whoever chooses should know; a bad one stands in the way."""

    text: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody a form may choose: `post` in words, `rank` set when a reason for their rank is asked."""

    ref: str
    name: str
    post: str
    notes: tuple[Note, ...] = ()
    taken: bool = False
    rank: bool = False

    @property
    def bad(self) -> bool:
        """Whether something stands in the way."""
        return any(note.bad for note in self.notes)


def search(agency_id: int, typed: str, on: date, *, besides: Iterable[int] = ()) -> list[Person]:
    """The first people of an agency whose name or NIP begins so, and who are there on the day."""
    if not typed.strip():
        return []
    rows = sa.select(Person).where(
        Person.agency_id == agency_id,
        Person.id.in_(matching(agency_id, typed)),
        Person.id.not_in(list(besides)),
        here(on),
    )
    rows = rows.options(lazyload(Person.grants)).order_by(Person.name, Person.id)
    return list(db.session.scalars(rows.limit(MOST)))


def people_by_ref(agency_id: int, refs: Iterable[str]) -> dict[str, Person]:
    """These people of an agency, by reference; who is not of it is not found."""
    wanted = {ref for ref in refs if ref}
    if not wanted:
        return {}
    rows = sa.select(Person).where(Person.agency_id == agency_id, Person.ref.in_(wanted))
    return {row.ref: row for row in db.session.scalars(rows.options(lazyload(Person.grants)))}


def with_posts(people: Iterable[Person], on: date) -> list[Found]:
    """The same people with what they do, in one statement."""
    people = list(people)
    if not people:
        return []
    rows = sa.select(Posting).where(Posting.person_id.in_([each.id for each in people]), held_on(on))
    posts = {row.person_id: row for row in db.session.scalars(rows)}
    return [Found(each.ref, each.name, post_words(each, posts.get(each.id))) for each in people]


def post_words(person: Person, post: Posting | None) -> str:
    """Position, unit and rank in one line, whatever of it is known."""
    said = [post.position, post.unit.name] if post else []
    return ", ".join(each for each in (*said, person.rank) if each)
