"""The story of a pinned item as it was answered: how far it has come, and what counts of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .judging import judge
from .pinned import InvalidRun, PinnedItem


class Response(NamedTuple):
    """One answer: place of the item in the attempt (from 0), node, and what was chosen.

    `option` is an id; where several are ticked, their ids by comma in their own order ("a,c"); where actions
    are put in order, all ids in the order given ("b,a,c").
    """

    item: int
    node: str
    option: str


class Stop(NamedTuple):
    """One answered decision."""

    node: str
    option: str


@dataclass(frozen=True)
class Story:
    """How far a story has come. `current` waits for an answer; None when the story is over.

    `stops` are all answers in order. `counted` holds the points of the decisions that count: coming back to a
    decision drops the detour, and the worst answer ever given at a decision is the one that counts. `met`
    holds the same for every decision answered, dropped ones included.
    """

    stops: tuple[Stop, ...]
    counted: dict[str, int]
    met: dict[str, int]
    current: str | None
    ending: str | None

    @property
    def finished(self) -> bool:
        return self.current is None


def story(item: PinnedItem, answers: Iterable[tuple[str, str]]) -> Story:
    """Play (node, option) answers through one pinned story. Raises InvalidRun where they do not fit."""
    current: str | None = item["start"]
    ending: str | None = None
    stops: list[Stop] = []
    counted: dict[str, int] = {}
    met: dict[str, int] = {}
    for node, chosen in answers:
        if node != current:
            raise InvalidRun(f"answer at {node!r}, but the story is at {current!r}")
        answer = judge(item, node, chosen)
        stops.append(Stop(node, chosen))
        met[node] = min(answer.points, met.get(node, answer.points))
        counted = {**_before(counted, node), node: met[node]}
        current, ending = _onward(item, answer.next)
    return Story(tuple(stops), counted, met, current, ending)


def worth(item: PinnedItem, told: Story) -> int:
    """The points of a story, never above its maximum even where an endless loop was published by mistake."""
    return min(sum(told.counted.values()), item["maximum"])


def stories(items: Sequence[PinnedItem], responses: Iterable[tuple[int, str, str]]) -> list[Story]:
    """The story of each item. Answers to one item are in order; items may be interleaved."""
    answers: list[list[tuple[str, str]]] = [[] for _ in items]
    for index, node, option in responses:
        if not 0 <= index < len(items):
            raise InvalidRun(f"item {index} of {len(items)}")
        answers[index].append((node, option))
    return [story(item, given) for item, given in zip(items, answers, strict=True)]


def _onward(item: PinnedItem, target: str | None) -> tuple[str | None, str | None]:
    """(node that waits for an answer, ending reached) after an answer."""
    if target is None:
        return None, None
    return (target, None) if item["nodes"][target]["ending"] is None else (None, target)


def _before(counted: dict[str, int], node: str) -> dict[str, int]:
    """What counted before this decision was first met; everything, when it is new."""
    keys = list(counted)
    return {key: counted[key] for key in keys[: keys.index(node) if node in counted else len(keys)]}
