"""Writing letters, and deciding about those that did not go their way. Whoever calls commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ..db import affected, db, insert_into
from ..ids import new_ref
from ..jobs import CANCELLED, DONE, FAILED, WAITING
from .models import RESTING, UNCERTAIN, Letter
from .rules import GIVES_UP_AFTER, is_address, is_subject, wrapped

AT_A_TIME = 200


class Settled(Exception):
    """Somebody decided about the letter before, or it went its way meanwhile."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter to be posted. `kind` groups letters, `key` says what this one is about, for all time."""

    kind: str
    key: str
    to_address: str
    subject: str
    body: str
    language: str = "id"
    agency_id: int | None = None
    person_id: int | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for an address or subject that would break out of its header."""
        if not is_address(self.to_address):
            raise ValueError("not an address")
        if not is_subject(self.subject):
            raise ValueError("not a subject of one line")


def post(letters: Sequence[Written], *, now: datetime) -> int:
    """Put letters in the outbox within the caller's transaction; how many had not been written before."""
    fresh = 0
    for start in range(0, len(letters), AT_A_TIME):
        rows = [_row(letter, now) for letter in letters[start : start + AT_A_TIME]]
        insert = insert_into(Letter).values(rows)
        new = insert.on_conflict_do_nothing(index_elements=[Letter.key]).returning(Letter.id)
        fresh += len(db.session.scalars(new).all())
    return fresh


def send_again(letter: Letter, *, by_id: int, now: datetime) -> None:
    """Somebody has a letter that failed, or may have, sent again. Raises Settled."""
    values = {"state": WAITING, "give_up_at": now + GIVES_UP_AFTER, "failure": ""}
    fresh = {"tries": 0, "attempts": 0, "handed_over_at": None, "finished_at": None}
    _decide(letter, (FAILED, UNCERTAIN), values | fresh | {"decided_by_id": by_id, "decided_at": now})


def take_as_sent(letter: Letter, *, by_id: int, now: datetime) -> None:
    """Somebody takes a letter that may have been sent as sent, when it was handed over. Raises Settled."""
    values = {"state": DONE, "sent_at": Letter.handed_over_at, "failure": ""}
    _decide(letter, (UNCERTAIN,), values | {"decided_by_id": by_id, "decided_at": now})


def withdraw(rows: Sequence[sa.ColumnElement[bool]], *, now: datetime) -> int:
    """Cancel the letters that meet these conditions and were not taken up yet; how many. They may be written
    again: their keys are given free."""
    waiting = sa.update(Letter).where(*rows, Letter.state.in_((WAITING, RESTING)))
    freed = Letter.key + "~" + Letter.ref
    return affected(waiting.values(state=CANCELLED, finished_at=now, key=freed))


def _decide(letter: Letter, states: Sequence[str], values: dict[str, object]) -> None:
    rows = sa.update(Letter).where(Letter.id == letter.id, Letter.state.in_(states))
    if not affected(rows.values(values)):
        raise Settled
    db.session.refresh(letter)


def _row(letter: Written, now: datetime) -> dict[str, object]:
    return {
        "ref": new_ref(),
        "kind": letter.kind,
        "key": letter.key,
        "to_address": letter.to_address,
        "subject": letter.subject,
        "body": wrapped(letter.body),
        "language": letter.language,
        "agency_id": letter.agency_id,
        "person_id": letter.person_id,
        "state": WAITING,
        "queued_at": now,
        "give_up_at": now + GIVES_UP_AFTER,
    }
