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
from random import Random
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...core.db import db
from ...scenarios.formats import parse
from ...scenarios.models import ScenarioVersion
from ..judging import judge
from ..models import OPEN, Assessment, Attempt, Outcome, Response
from ..pinned import PinnedItem, pin
from ..stories import story, worth
from .corrections import Correction, correct
from .models import HeldItem, Regrade

GAINED, LOST, HIGHER, LOWER, SAME, KEPT = "gained", "lost", "higher", "lower", "same", "kept"
TURNS = (LOST, GAINED, KEPT, LOWER, HIGHER, SAME)
UNMAPPED, EMPTIED = "unmapped", "emptied"

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What a run comes to."""

    points: int
    maximum: int
    passed: bool

    @property
    def percent(self) -> int:
        return self.points * 100 // self.maximum if self.maximum else 0


@dataclass(frozen=True, slots=True)
class Change:
    """A run before and after. `after` is None where it stays as it is although it holds the item; `why` then
    says so: it answered what the newer key does not know, or nothing would be left of it."""

    attempt_id: int
    ref: str
    person_id: int
    module_id: int
    at: datetime
    before: Score
    after: Score | None
    why: str = ""

    @property
    def turn(self) -> str:
        """gained (a pass), lost, higher, lower, same, or kept (not judged again)."""
        if self.after is None:
            return KEPT
        if self.before.passed != self.after.passed:
            return GAINED if self.after.passed else LOST
        before, after = self.before.percent, self.after.percent
        return HIGHER if after > before else LOWER if after < before else SAME


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
    weigh = _Scales(regrade)
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


class _Scales:
    """Weighs the item of one run under the key that judges it now and under the corrected one."""

    def __init__(self, regrade: Regrade) -> None:
        self.correction = cast(Correction, regrade.correction)
        self.unmapped = set(self.correction["unmapped"])
        self.plain = plain_item(regrade.version)
        self.after = correct(self.plain, self.correction)
        self.befores = _by_key(regrade.version_id, self.plain)
        self.mine = regrade.version.scenario.slug, regrade.version.number
        self.known: dict[tuple[int | None, Answers], tuple[int, int, int, int, bool]] = {}

    def change(self, row: Any, given: Answers) -> Change:
        """The run of this row, whose answers in the item were `given`."""
        before = Score(row.points, row.maximum, row.passed)
        after, why = self._after(row, given)
        return Change(row.id, row.ref, row.person_id, row.module_id, row.ended_at, before, after, why)

    def _after(self, row: Any, given: Answers) -> tuple[Score | None, str]:
        if any(node in self.unmapped for node, _option in given):
            return None, UNMAPPED
        was, held, now, holds, breach = self._weights(row.regrade_id, given)
        points, maximum = row.points - was + now, row.maximum - held + holds
        if not maximum:
            return None, EMPTIED
        breached = breach or any((each["scenario"], each["version"]) != self.mine for each in row.critical)
        passed = not breached and points * 100 >= row.mastery_percent * maximum
        return Score(points, maximum, passed), ""

    def _weights(self, by: int | None, given: Answers) -> tuple[int, int, int, int, bool]:
        if (by, given) not in self.known:
            before, after = self.befores[by], self.after
            breach = any(judge(after, node, option).critical for node, option in given)
            self.known[by, given] = (
                *(worth(before, story(before, given)), before["maximum"]),
                *(worth(after, story(after, given)), after["maximum"]),
                breach,
            )
        return self.known[by, given]


def plain_item(version: ScenarioVersion) -> PinnedItem:
    """The item as any run holds it, but for the order in which options are shown, which judges nothing."""
    doc = parse(version.source, name=version.scenario.slug)
    return pin(doc, version.number, Random(version.number))


def _by_key(version_id: int, plain: PinnedItem) -> dict[int | None, PinnedItem]:
    """The item under each key that may judge it now: by the regrade that brought it, None for its own."""
    rows = sa.select(Regrade.id, Regrade.correction).where(
        Regrade.version_id == version_id, Regrade.confirmed_at.is_not(None)
    )
    later = {number: correct(plain, key) for number, key in db.session.execute(rows)}
    return {None: plain, **later}


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
