"""Judging runs anew: a later outcome takes the place of the one before, which is kept as it was.

The run itself stays: what was pinned, what was answered, when it ended. So a pass that is found only now
counts from the day on which the run was handed in, and a round is reckoned from there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..marks import keep_marks
from ..models import OPEN, SUBMITTED, Assessment, Attempt, ItemMark, Outcome
from ..pinned import PinnedItem
from ..stories import stories, worth
from ..verdicts import verdict
from .corrections import Correction
from .holding import corrections_of, overlay
from .models import HeldItem, Regrade


@dataclass(frozen=True, slots=True)
class Judged:
    """A run judged anew: its items as they are now, the places put right, and what it comes to."""

    attempt: Attempt
    items: list[PinnedItem]
    places: tuple[int, ...]
    values: dict[str, Any]


def judge_late(attempt: Attempt, *, now: datetime) -> list[PinnedItem]:
    """A run that ends after its key was put right is judged by that at once, with both results kept.

    The quiz is locked, shared: either a confirmation sees this run as ended, or this run sees the
    confirmation. Gives the items it was judged by.
    """
    lock = sa.select(Assessment.id).where(Assessment.id == attempt.assessment_id)
    db.session.execute(lock.with_for_update(read=True))
    rows = (
        sa.select(HeldItem, Regrade)
        .join(Regrade, Regrade.version_id == HeldItem.version_id)
        .where(HeldItem.attempt_id == attempt.id, Regrade.confirmed_at.is_not(None))
        .order_by(Regrade.confirmed_at, Regrade.id)
    )
    corrections: dict[int, Correction] = {}
    items: list[PinnedItem] = attempt.pinned["items"]
    for held, regrade in db.session.execute(rows).all():
        judged = _judge(attempt, corrections, (held.item,), regrade)
        if judged:
            corrections[held.item] = cast(Correction, regrade.correction)
            held.regrade_id, items = regrade.id, judged.items
            _supersede([judged], regrade, now)
    return items


def judge_again(regrade: Regrade, attempt_ids: Collection[int], *, actor: str, now: datetime) -> None:
    """Judge these ended runs by the corrected key, and put each on record. Again, it changes nothing.

    A run that answered what the newer key does not know, or that would have nothing left to be judged by,
    stays as it is.
    """
    lock = sa.select(Attempt.id).where(Attempt.id.in_(attempt_ids), Attempt.state != OPEN)
    ids = list(db.session.scalars(lock.order_by(Attempt.id).with_for_update()))
    places = _places(regrade, ids)
    known = corrections_of(list(places))
    judged = [
        each
        for attempt in _attempts(list(places))
        if (each := _judge(attempt, known[attempt.id], tuple(places[attempt.id]), regrade))
    ]
    _supersede(judged, regrade, now)
    _mark(judged, regrade, known)
    for each in judged:
        record("attempt.regraded", each.attempt, actor=actor, at=now)


def waiting_runs(regrade: Regrade, *, after: int = 0) -> sa.Select[int]:
    """The ids of ended runs that hold the version and are not judged by this regrade yet."""
    return (
        sa.select(HeldItem.attempt_id)
        .join(Attempt, Attempt.id == HeldItem.attempt_id)
        .where(HeldItem.version_id == regrade.version_id, HeldItem.attempt_id > after)
        .where(HeldItem.regrade_id.is_distinct_from(regrade.id), Attempt.state != OPEN)
        .order_by(HeldItem.attempt_id)
    )


def _judge(
    attempt: Attempt, known: dict[int, Correction], places: tuple[int, ...], regrade: Regrade
) -> Judged | None:
    correction = cast(Correction, regrade.correction)
    unmapped = set(correction["unmapped"])
    if any(place in places and node in unmapped for place, node, _option in attempt.given):
        return None
    items = overlay(attempt.pinned["items"], known | dict.fromkeys(places, correction))
    values = verdict(attempt, items)
    return Judged(attempt, items, places, values) if values["maximum"] else None


def _supersede(judged: Iterable[Judged], regrade: Regrade, now: datetime) -> None:
    before = {each.attempt.id: each.attempt.outcome for each in judged}
    ids = [outcome.id for outcome in before.values() if outcome]
    if not ids:
        return
    db.session.execute(
        sa.update(Outcome)
        .where(Outcome.id.in_(ids))
        .values(superseded_at=now)
        .execution_options(synchronize_session="fetch")
    )
    later = {
        each.attempt: Outcome(
            attempt_id=each.attempt.id,
            at=old.at,
            supersedes_id=old.id,
            regrade_id=regrade.id,
            **each.values,
        )
        for each in judged
        if (old := before[each.attempt.id])
    }
    db.session.add_all(later.values())
    db.session.flush()
    for attempt, outcome in later.items():
        set_committed_value(attempt, "outcome", outcome)


def _mark(judged: list[Judged], regrade: Regrade, known: dict[int, dict[int, Correction]]) -> None:
    """The statistics follow the key; what counts for nobody counts for no figure either."""
    ids = [each.attempt.id for each in judged]
    db.session.execute(
        sa.update(HeldItem)
        .where(HeldItem.attempt_id.in_(ids), HeldItem.version_id == regrade.version_id)
        .values(regrade_id=regrade.id)
        .execution_options(synchronize_session=False)
    )
    submitted = [each for each in judged if each.attempt.state == SUBMITTED]
    if regrade.correction["void"]:
        marks = sa.delete(ItemMark).where(
            ItemMark.attempt_id.in_(ids), ItemMark.version_id == regrade.version_id
        )
        db.session.execute(marks.execution_options(synchronize_session=False))
        return
    updates = []
    for each in submitted:
        if any(
            place in known[each.attempt.id] and known[each.attempt.id][place]["void"] for place in each.places
        ):
            keep_marks(each.attempt, each.items)
        else:
            updates += _mark_values(each)
    if updates:
        table = ItemMark.__table__
        statement = sa.update(table).where(  # type: ignore[arg-type]
            table.c.attempt_id == sa.bindparam("run"), table.c.item == sa.bindparam("place")
        )
        values: dict[str, Any] = {
            "points": sa.bindparam("now_points"),
            "maximum": sa.bindparam("now_maximum"),
        }
        db.session.connection().execute(statement.values(values), updates)


def _mark_values(judged: Judged) -> list[dict[str, int]]:
    told = stories(judged.items, judged.attempt.given)
    return [
        {"run": judged.attempt.id, "place": place}
        | {"now_points": worth(judged.items[place], told[place])}
        | {"now_maximum": judged.items[place]["maximum"]}
        for place in judged.places
    ]


def _places(regrade: Regrade, ids: list[int]) -> dict[int, list[int]]:
    """Where these runs hold the version and are not judged by this regrade yet; looked up under the lock."""
    rows = sa.select(HeldItem.attempt_id, HeldItem.item).where(
        HeldItem.attempt_id.in_(ids),
        HeldItem.version_id == regrade.version_id,
        HeldItem.regrade_id.is_distinct_from(regrade.id),
    )
    found: dict[int, list[int]] = {}
    for attempt_id, place in db.session.execute(rows):
        found.setdefault(attempt_id, []).append(place)
    return found


def _attempts(ids: list[int]) -> list[Attempt]:
    rows = sa.select(Attempt).where(Attempt.id.in_(ids)).order_by(Attempt.id)
    whole = (
        selectinload(Attempt.responses),
        selectinload(Attempt.outcome),
        selectinload(Attempt.person).selectinload(Person.grants),
    )
    return list(db.session.scalars(rows.options(*whole).execution_options(populate_existing=True)))
