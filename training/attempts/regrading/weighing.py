"""Weighing one item of a run under the key that judges it now and under the corrected one."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, cast

import sqlalchemy as sa

from ...core.db import db
from ...scenarios.entries import parsed
from ...scenarios.models import ScenarioVersion
from ..judging import judge
from ..pinned import PinnedItem, pin
from ..stories import story, worth
from .corrections import Correction, correct
from .models import Regrade

GAINED, LOST, HIGHER, LOWER, SAME, KEPT = "gained", "lost", "higher", "lower", "same", "kept"
TURNS = (LOST, GAINED, KEPT, LOWER, HIGHER, SAME)
UNMAPPED, EMPTIED = "unmapped", "emptied"

Answers = tuple[tuple[str, str], ...]
"""What was answered in the item: (node, answer) in order."""


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


class Scales:
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
    doc = parsed(version.source, version.scenario.slug)
    return pin(doc, version.number, Random(version.number))


def _by_key(version_id: int, plain: PinnedItem) -> dict[int | None, PinnedItem]:
    """The item under each key that may judge it now: by the regrade that brought it, None for its own."""
    rows = sa.select(Regrade.id, Regrade.correction).where(
        Regrade.version_id == version_id, Regrade.confirmed_at.is_not(None)
    )
    later = {number: correct(plain, key) for number, key in db.session.execute(rows)}
    return {None: plain, **later}
