"""What a regrade would do, before anything is written: every run it touches, and what rests on it.

Only the item in question is judged again; the rest of a run's total stands. So the list for thousands of runs
is read in a moment, and comes out as the runs themselves will.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...core.db import db
from ..models import OPEN, Assessment, Attempt, Outcome, Response
from .models import HeldItem, Regrade
from .weighing import GAINED, KEPT, LOST, SAME, TURNS, Answers, Change, Scales, Score


@dataclass(frozen=True, slots=True)
class Stakes:
    """Something that rests on runs and would be touched: a sentence for everybody, without names, and a note
    for each run, by its id, for who may see people."""

    sentence: str
    notes: Mapping[int, str]


Foresight = Callable[[int, Sequence[Change], datetime], list[Stakes]]
_foresights: list[Foresight] = []


def on_foresight(tell: Foresight) -> None:
    """Have `tell(agency_id, changes, now)` asked what rests on runs that change: certificates, open cases.
    Those live further right."""
    if tell not in _foresights:
        _foresights.append(tell)


@dataclass(frozen=True)
class Impact:
    """The whole list, those whose pass turns first. `open` are the people with a run under way that holds the
    item: it is judged when it ends."""

    changes: list[Change]
    open: list[int]
    stakes: list[Stakes] = field(default_factory=list)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many runs take each turn, in the order of `TURNS`."""
        turns = [change.turn for change in self.changes]
        return {turn: turns.count(turn) for turn in TURNS}

    @property
    def stamp(self) -> str:
        """Which list a page showed: whose pass turns. A form brings it back to say so."""
        said = [f"{each.ref}{each.turn}" for each in self.changes if each.turn in (GAINED, LOST)]
        return sha256("\n".join(said).encode()).hexdigest()[:24]

    def touches(self, person_id: int) -> bool:
        """Whether a run of this person changes, or is under way."""
        moved = (each for each in self.changes if each.turn not in (SAME, KEPT))
        return person_id in self.open or any(each.person_id == person_id for each in moved)

    def notes(self, attempt_id: int) -> list[str]:
        """What rests on a run, in words."""
        return [each.notes[attempt_id] for each in self.stakes if attempt_id in each.notes]


def impact_of(regrade: Regrade, *, now: datetime) -> Impact:
    """What confirming it now would do. Three statements, beside those of who is asked."""
    weigh = Scales(regrade)
    changes = [weigh.change(row, given) for row, given in _ended(regrade)]
    changes.sort(key=lambda each: (TURNS.index(each.turn), each.at, each.attempt_id))
    return Impact(changes, _open(regrade.version_id), _stakes(regrade, changes, now))


def outcome_of(regrade: Regrade, *, now: datetime) -> Impact:
    """What it did, as the outcomes say."""
    changes = list(_made(regrade))
    changes.sort(key=lambda each: (TURNS.index(each.turn), each.at, each.attempt_id))
    return Impact(changes, [], _stakes(regrade, changes, now))


def _stakes(regrade: Regrade, changes: list[Change], now: datetime) -> list[Stakes]:
    return [each for tell in _foresights for each in tell(regrade.agency_id, changes, now)]


def _ended(regrade: Regrade) -> Iterator[tuple[Any, Answers]]:
    """Every ended run that holds the version and is not judged by this regrade, with its answers there."""
    holds = (HeldItem.version_id == regrade.version_id, HeldItem.regrade_id.is_distinct_from(regrade.id))
    answered = (
        sa.select(Response.attempt_id, Response.node, Response.option)
        .join(
            HeldItem,
            sa.and_(HeldItem.attempt_id == Response.attempt_id, HeldItem.item == Response.item),
        )
        .where(*holds)
        .order_by(Response.attempt_id, Response.rev)
    )
    given: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for attempt_id, node, option in db.session.execute(answered):
        given[attempt_id].append((node, option))
    told = (Attempt.id, Attempt.ref, Attempt.person_id, Attempt.mastery_percent, Attempt.ended_at)
    came_to = (Outcome.points, Outcome.maximum, Outcome.passed, Outcome.critical)
    rows = (
        sa.select(*told, *came_to, Assessment.module_id, HeldItem.regrade_id)
        .join(HeldItem, HeldItem.attempt_id == Attempt.id)
        .join(Attempt.outcome)
        .join(Attempt.assessment)
        .where(*holds, Attempt.state != OPEN)
    )
    for row in db.session.execute(rows):
        yield row, tuple(given[row.id])


def _open(version_id: int) -> list[int]:
    rows = (
        sa.select(Attempt.person_id)
        .join(HeldItem, HeldItem.attempt_id == Attempt.id)
        .where(HeldItem.version_id == version_id, Attempt.state == OPEN)
    )
    return list(db.session.scalars(rows))


def _made(regrade: Regrade) -> Iterator[Change]:
    before = aliased(Outcome)
    rows = (
        sa.select(Attempt.id, Attempt.ref, Attempt.person_id, Attempt.ended_at, Assessment.module_id)
        .add_columns(before.points, before.maximum, before.passed)
        .add_columns(Outcome.points, Outcome.maximum, Outcome.passed)
        .select_from(Outcome)
        .join(before, before.id == Outcome.supersedes_id)
        .join(Attempt, Attempt.id == Outcome.attempt_id)
        .join(Attempt.assessment)
        .where(Outcome.regrade_id == regrade.id)
    )
    for attempt_id, ref, person_id, at, module_id, *scores in db.session.execute(rows):
        was, now = Score(*scores[:3]), Score(*scores[3:])
        yield Change(attempt_id, ref, person_id, module_id, at, was, now)
