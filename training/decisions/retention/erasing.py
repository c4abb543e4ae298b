"""Erasing a matter whose time is over, by two people: its number is left, and on the record hashes alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...ledger.erasing import erase
from ...people.models import Person
from ..acts import Fault, Refused
from ..gate import find, keeps
from ..models import Dossier, Matter, Seat, Step
from .rules import is_over

M = TypeVar("M", bound=Matter)
Record = tuple[str, str, int | None]


@dataclass(frozen=True, slots=True)
class Shelf(Generic[M]):
    """Matters of a kind. `second` are permissions of which the second person has one; `empty` blanks what
    only this kind says, in the same transaction, and returns the records that go with it."""

    kind: type[M]
    second: tuple[str, ...]
    empty: Callable[[M], list[Record]]


def due_for_erasure(shelf: Shelf[M], keeper: Person, today: date) -> list[M]:
    """What somebody keeps whose time is over and which still says something, the oldest first."""
    kind = shelf.kind
    rows = sa.select(kind).where(
        kind.agency_id == keeper.agency_id, kind.erased_at.is_(None), kind.kept_until < today
    )
    found = db.session.scalars(rows.order_by(kind.kept_until, kind.id))
    return [each for each in found if keeps(keeper, each)]


def find_due(shelf: Shelf[M], keeper: Person, ref: str, today: date) -> M | None:
    """One of those."""
    found = find(keeper, shelf.kind, ref)
    due = found is not None and found.closed_on is not None and is_over(found.kept_until, today)
    return found if found is not None and due and keeps(keeper, found) else None


def erase_matter(matter: M, shelf: Shelf[M], *, by: Person, second: Person, now: datetime) -> None:
    """Erase what a matter says: steps, frozen files, seats and what only its kind has. What is left is its
    number, that it was erased, who looked at it, and on the record hashes that nobody can open.

    `by` keeps it, `second` is somebody else of the agency with a permission of the shelf; neither is whom it
    is about. Erasing twice changes nothing. Raises Refused: `by` with `not_yours`, `second` with
    `second_person`, or `not_due`.
    """
    db.session.execute(sa.select(Matter.id).where(Matter.id == matter.id).with_for_update())
    db.session.refresh(matter)
    if matter.erased_at is not None:
        return
    if faults := _faults(matter, shelf, by, second, day_in(by.agency.zone, now)):
        raise Refused(faults)
    records = [*_steps(matter), *shelf.empty(matter), *_dossiers(matter, now)]
    reason = f"masa simpan {matter.number} berakhir {matter.kept_until}; orang kedua {second.ref}"
    erase(records, reason=reason, actor=by.ref, at=now)
    db.session.execute(sa.delete(Seat).where(Seat.matter_id == matter.id))
    matter.subject_id, matter.erased_at = None, now
    db.session.flush()
    db.session.expire(matter)


def _faults(matter: M, shelf: Shelf[M], by: Person, second: Person, today: date) -> list[Fault]:
    if not keeps(by, matter):
        return [Fault("by", "not_yours")]
    other = second.id not in (by.id, matter.subject_id) and second.agency_id == matter.agency_id
    if not other or not any(second.may(each) for each in shelf.second):
        return [Fault("second", "second_person")]
    over = matter.closed_on is not None and is_over(matter.kept_until, today)
    return [] if over else [Fault("", "not_due", {"kept_until": matter.kept_until})]


def _steps(matter: Matter) -> list[Record]:
    rows = db.session.scalars(sa.select(Step).where(Step.matter_id == matter.id)).all()
    for step in rows:
        step.said, step.salt = {}, None
    return [(step.record_kind, step.ref, step.agency_id) for step in rows]


def _dossiers(matter: Matter, now: datetime) -> list[Record]:
    rows = db.session.scalars(sa.select(Dossier).where(Dossier.matter_id == matter.id)).all()
    for row in rows:
        row.body, row.erased_at = None, now
    return [(row.record_kind, row.ref, row.agency_id) for row in rows]
