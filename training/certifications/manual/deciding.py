"""What manual decisions share: whom they may be about, what they must say, that nothing changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from ...codes.models import Code
from ...core.clock import day_in
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from ..changes import changed
from ..models import Certification
from .acts import Assign, Excuse, Extend, Lend, Waive
from .cases import Standing, stamp_of, standings_of
from .models import Excusal, Extension, Provisional, Waiver
from .rules import Act, Fault, text_faults

GRANTS = (Excuse, Extend, Waive, Lend, Assign)
R = TypeVar("R", bound=Excusal | Extension | Waiver | Provisional)


class Refused(ValueError):
    """It may not be decided; `faults` say why, each with its field."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__([fault.why for fault in self.faults])


class Stale(Exception):
    """Somebody decided since the page was made. Nothing was saved."""


@dataclass(frozen=True, slots=True)
class Words:
    """The reason and the proof of a decision: the number or the description of a paper."""

    reason: str = ""
    document: str = ""

    @classmethod
    def tidy(cls, reason: str, document: str = "") -> Words:
        return cls(reason.strip(), " ".join(document.split()))


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, when, with which words, and the stamp of what the page showed; without one nothing is
    compared."""

    actor: Person
    now: datetime
    words: Words = Words()
    seen: str | None = None


class Somebody(Protocol):
    """Whom a decision is about, as far as it matters whether it may be."""

    @property
    def id(self) -> Any: ...

    @property
    def active(self) -> Any: ...


def find(reader: Person, ref: str) -> Person | None:
    """A person of the reader's agency, also one who has left."""
    rows = sa.select(Person).where(Person.ref == ref, Person.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(lazyload(Person.grants)))


def find_scheme(reader: Person, ref: str) -> Certification | None:
    """An open certification of the reader's agency."""
    rows = sa.select(Certification).where(Certification.ref == ref, Certification.closed_at.is_(None))
    return db.session.scalar(rows.where(Certification.agency_id == reader.agency_id))


def today_of(person: Person, now: datetime) -> date:
    """The day it is where the person works."""
    return day_in(person.agency.zone, now)


def hold(person: Person) -> None:
    """Let nobody else decide about this person, and no round of theirs be completed, until this is done."""
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update(key_share=True))
    code = sa.select(Code.id).where(Code.agency_id == person.agency_id).order_by(Code.id)
    db.session.execute(code.with_for_update(read=True))


def touched(person: Person, certification: Certification | None) -> list[Standing]:
    """The standings a decision is about: one scheme's, or of all that are asked of or held by the person."""
    found = standings_of(person)
    if certification is not None:
        return [each for each in found if each.certification.id == certification.id]
    return [each for each in found if each.assignment or each.case.rounds] or found[:1]


def stamp(standings: Sequence[Standing], more: object = ()) -> str:
    """What a page showed of these."""
    return stamp_of(*((each.certification.ref, each.case) for each in standings), more)


def admit(
    person: Person,
    act: Act,
    standings: Sequence[Standing],
    by: By,
    *,
    more: object = (),
    proof: bool = False,
) -> None:
    """Raises Stale when the page showed something older, Refused where the act, its words or its author will
    not do. `more` is what else the page showed."""
    if by.seen is not None and by.seen != stamp(standings, more):
        raise Stale
    faults = faults_of(person, act, standings, actor=by.actor, on=today_of(person, by.now))
    if not any(fault.why == "self" for fault in faults):
        faults += text_faults(by.words.reason, by.words.document, proof=proof)
    if faults:
        raise Refused(faults)


def faults_of(
    person: Somebody, act: Act, standings: Sequence[Standing], *, actor: Person, on: date
) -> list[Fault]:
    """Why this act by this author may not be, each reason once."""
    if person.id == actor.id:
        return [Fault("", "self")]
    if not person.active and isinstance(act, GRANTS):
        return [Fault("", "departed")]
    found: list[Fault] = []
    for each in standings:
        found += [fault for fault in act.faults(each.case, on) if fault not in found]
    return found if standings else [Fault("", "no_scheme")]


def keep(row: R, by: By, kind: str, *, tell: bool = True) -> R:
    """Put a new ruling on record and tell who listens; with `tell` off the caller tells of many at once."""
    row.reason, row.document = by.words.reason, by.words.document
    row.recorded_by, row.recorded_at = by.actor, by.now
    row.agency_id = row.person.agency_id
    db.session.add(row)
    db.session.flush()
    record(kind, row, actor=by.actor.ref, at=by.now)
    if tell:
        changed([row.person_id], by.now)
    return row


def undo(row: R, by: By, kind: str) -> None:
    """Withdraw a ruling, put that on record and tell who listens. Raises Stale when it was withdrawn."""
    table = type(row)
    rows = sa.update(table).where(table.id == row.id, table.withdrawn_at.is_(None))
    if isinstance(row, Waiver):
        rows = rows.where(Waiver.used_by_id.is_(None))
    values = {"withdrawn_by_id": by.actor.id, "withdrawn_reason": by.words.reason}
    if not affected(rows.values(withdrawn_at=by.now, **values)):
        raise Stale
    db.session.refresh(row)
    record(kind, row, actor=by.actor.ref, at=by.now)
    changed([row.person_id], by.now)
