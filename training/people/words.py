"""Finding people by the beginning of a word: of their name, their NIP or its last digits, their e-mail.

The words of a person are rows, so that a search is a range of an index however many people there are. They
follow the person's row: whatever writes a person's name, NIP or e-mail writes them in the same transaction.
"""

import re
from typing import Any
from unicodedata import combining, normalize

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection

from ..core.db import db
from .models import Person, PersonWord
from .rules import tidy_nip

LONGEST = 40
MOST_TYPED = 6
NIP_ENDS = (4, 6)
BEYOND = "\U0010ffff"
FOLLOWED = ("name", "nip", "email", "agency_id")
_WORD = re.compile(r"[^\W_]+")


def words_of(name: str, nip: str | None, email: str | None) -> set[str]:
    """The words by which somebody is found."""
    words = set(_WORD.findall(plain(name)))
    if nip:
        words |= {nip, *(nip[-count:] for count in NIP_ENDS)}
    if email:
        words.add(plain(email))
    return {word[:LONGEST] for word in words}


def plain(text: str) -> str:
    """Small letters without the signs above and below them."""
    apart = normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not combining(sign))


def typed_words(typed: str) -> list[str]:
    """What somebody looks for: words, or one number, or one address."""
    digits = tidy_nip(typed)
    if digits.isascii() and digits.isdigit():
        return [digits[:LONGEST]]
    if "@" in typed.strip(" @"):
        return [plain(typed.strip())[:LONGEST]]
    return [word[:LONGEST] for word in _WORD.findall(plain(typed))][:MOST_TYPED]


def matching(agency_id: int, typed: str) -> sa.Select[int]:
    """The ids of an agency's people who have, for every word typed, a word that begins like it."""
    wanted = typed_words(typed)
    rows = sa.select(PersonWord.person_id).where(PersonWord.agency_id == agency_id)
    if not wanted:
        return rows.where(sa.false())
    # Each word is a range of its own: asking word by word for each person found would walk them all again.
    first, *rest = sorted(wanted, key=len, reverse=True)
    rows = rows.where(*_begins(PersonWord.word, first)).distinct()
    for word in rest:
        other = sa.orm.aliased(PersonWord)
        also = sa.select(other.person_id).where(other.agency_id == agency_id, *_begins(other.word, word))
        rows = rows.where(PersonWord.person_id.in_(also))
    return rows


def index_everybody() -> int:
    """Write the words of all people anew, for rows that came in past the application; how many people."""
    db.session.execute(sa.delete(PersonWord))
    count = 0
    people = sa.select(Person.id, Person.agency_id, Person.name, Person.nip, Person.email)
    for part in db.session.execute(people).partitions(1000):
        rows = [
            {"agency_id": agency, "word": word, "person_id": number}
            for number, agency, name, nip, email in part
            for word in words_of(name, nip, email)
        ]
        db.session.execute(sa.insert(PersonWord), rows)
        count += len(part)
    return count


def follow_people() -> None:
    """Have the words follow every person that is written through the session."""
    for name, listener in (("after_insert", _inserted), ("after_update", _updated)):
        if not event.contains(Person, name, listener):
            event.listen(Person, name, listener)
    if not event.contains(Person, "before_delete", _deleted):
        event.listen(Person, "before_delete", _deleted)


def _begins(column: Any, word: str) -> tuple[sa.ColumnElement[bool], ...]:
    return column >= word, column < word + BEYOND


def _inserted(_mapper: Any, connection: Connection, person: Person) -> None:
    words = sorted(words_of(person.name, person.nip, person.email))
    agency = person.agency_id
    rows = [{"agency_id": agency, "word": word, "person_id": person.id} for word in words]
    if rows:
        connection.execute(sa.insert(PersonWord), rows)


def _updated(mapper: Any, connection: Connection, person: Person) -> None:
    seen = sa.inspect(person).attrs
    if any(seen[name].history.has_changes() for name in FOLLOWED):
        _deleted(mapper, connection, person)
        _inserted(mapper, connection, person)


def _deleted(_mapper: Any, connection: Connection, person: Person) -> None:
    connection.execute(sa.delete(PersonWord).where(PersonWord.person_id == person.id))
