"""What is true of attempts: where one stands, what it is worth, and what to learn from it.

`items` are pinned items in the order asked; `responses` are (item index, node, answer) in the order given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .choosing import Incomplete, Posted, read_choice, read_marked
from .debriefs import ItemDebrief, StopDebrief, debrief
from .drawing import draw
from .judging import decision_at, judge, most
from .pinned import Chance, InvalidRun, PinnedItem, PinnedNode, PinnedOption, pin
from .stories import Response, Stop, Story, stories, story, worth

__all__ = [
    "Breach",
    "Chance",
    "ClauseResult",
    "Incomplete",
    "InvalidRun",
    "ItemDebrief",
    "Outcome",
    "PinnedItem",
    "PinnedNode",
    "PinnedOption",
    "Posted",
    "Response",
    "Step",
    "Stop",
    "StopDebrief",
    "Story",
    "debrief",
    "decision_at",
    "draw",
    "judge",
    "next_step",
    "pin",
    "read_choice",
    "read_marked",
    "score",
    "stories",
    "story",
]


class Step(NamedTuple):
    """The next decision to answer."""

    item: int
    node: str


class Breach(NamedTuple):
    """A critical option that was chosen or ticked. It fails the attempt whatever the total."""

    item: int
    node: str
    option: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class ClauseResult:
    """Points at the decisions met that test one clause. A decision met but not answered counts as 0."""

    address: str
    points: int
    maximum: int
    breached: bool

    @property
    def percent(self) -> int:
        return _percent(self.points, self.maximum)


@dataclass(frozen=True)
class Outcome:
    """`maximum` is the best total over all ways through all items; `visited_maximum` over the way taken.

    `percent` is rounded down: 79.99 is 79. `unanswered` counts items whose story was not brought to its end.
    """

    points: int
    maximum: int
    visited_maximum: int
    percent: int
    mastery: int
    breaches: tuple[Breach, ...]
    passed: bool
    paths: tuple[tuple[Stop, ...], ...]
    clauses: tuple[ClauseResult, ...]
    unanswered: int


def next_step(items: Sequence[PinnedItem], responses: Iterable[tuple[int, str, str]]) -> Step | None:
    """The decision to show now; None when every story is over. Raises InvalidRun for impossible answers."""
    for index, told in enumerate(stories(items, responses)):
        if told.current is not None:
            return Step(index, told.current)
    return None


def score(items: Sequence[PinnedItem], responses: Iterable[tuple[int, str, str]], mastery: int) -> Outcome:
    """Judge an attempt against a pass mark in percent. What was not answered is 0 of the same maximum."""
    told = stories(items, responses)
    points = sum(worth(item, each) for item, each in zip(items, told, strict=True))
    maximum = sum(item["maximum"] for item in items)
    breaches = tuple(_breaches(items, told))
    return Outcome(
        points=points,
        maximum=maximum,
        visited_maximum=sum(
            most(item["nodes"][node]) for item, each in zip(items, told, strict=True) for node in each.counted
        ),
        percent=_percent(points, maximum),
        mastery=mastery,
        breaches=breaches,
        passed=maximum > 0 and not breaches and points * 100 >= mastery * maximum,
        paths=tuple(each.stops for each in told),
        clauses=_clause_results(items, told),
        unanswered=sum(not each.finished for each in told),
    )


def _breaches(items: Sequence[PinnedItem], told: Sequence[Story]) -> Iterable[Breach]:
    for index, (item, each) in enumerate(zip(items, told, strict=True)):
        for stop in each.stops:
            for option in judge(item, stop.node, stop.option).critical:
                yield Breach(index, stop.node, option["id"], tuple(option["violates"]))


def _clause_results(items: Sequence[PinnedItem], told: Sequence[Story]) -> tuple[ClauseResult, ...]:
    points: dict[str, int] = {}
    maximum: dict[str, int] = {}
    breached: set[str] = set()
    for item, each in zip(items, told, strict=True):
        if item.get("void"):
            continue
        met = {**each.met, **({each.current: 0} if each.current is not None else {})}
        for node, gained in met.items():
            clause = item["nodes"][node]["clause"] or item["clause"]
            points[clause] = points.get(clause, 0) + gained
            maximum[clause] = maximum.get(clause, 0) + most(item["nodes"][node])
        for stop in each.stops:
            if judge(item, stop.node, stop.option).critical:
                breached.add(item["nodes"][stop.node]["clause"] or item["clause"])
    return tuple(ClauseResult(key, points[key], maximum[key], key in breached) for key in points)


def _percent(points: int, maximum: int) -> int:
    return points * 100 // maximum if maximum else 0
