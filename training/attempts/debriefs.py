"""Looking back on an attempt: the way taken, the better way, and what each choice teaches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..scenarios.moments import Line
from .judging import best_answer, decision_at, judge
from .keys import beside
from .pinned import PinnedItem, PinnedOption
from .stories import Stop, Story, stories, worth


@dataclass(frozen=True)
class StopDebrief:
    """One decision looked back on, with what was, or should have been, chosen.

    `options` are in the order they were ticked or put; `lines` hold the key beside them, none for one choice.
    """

    node: str
    clause: str | None
    question: str | None
    kind: str
    grade: str
    points: int
    maximum: int
    options: tuple[PinnedOption, ...]
    lines: tuple[Line, ...]

    @property
    def critical(self) -> tuple[PinnedOption, ...]:
        """The acts among them that fail a certification run."""
        return tuple(option for option in self.options if option["critical"])


@dataclass(frozen=True)
class ItemDebrief:
    """The way taken and the better way. `turning_point` is the first place in `taken` not chosen best."""

    scenario: str
    version: int
    title: str
    title_en: str
    points: int
    maximum: int
    taken: tuple[StopDebrief, ...]
    better: tuple[StopDebrief, ...]
    turning_point: int | None
    ending: str | None
    finished: bool

    @property
    def breached(self) -> bool:
        return any(stop.critical for stop in self.taken)


def debrief(items: Sequence[PinnedItem], responses: Iterable[tuple[int, str, str]]) -> list[ItemDebrief]:
    """Look back on every item. Holds the key: only for after release."""
    return [_debrief(item, told) for item, told in zip(items, stories(items, responses), strict=True)]


def _debrief(item: PinnedItem, told: Story) -> ItemDebrief:
    taken = tuple(_look(item, stop) for stop in told.stops)
    turns = [place for place, stop in enumerate(taken) if stop.grade != "best"]
    return ItemDebrief(
        scenario=item["scenario"],
        version=item["version"],
        title=item["title"],
        title_en=item["title_en"],
        points=worth(item, told),
        maximum=item["maximum"],
        taken=taken,
        better=tuple(_look(item, stop) for stop in _better(item)),
        turning_point=turns[0] if turns else None,
        ending=item["nodes"][told.ending]["ending"] if told.ending else None,
        finished=told.finished,
    )


def _look(item: PinnedItem, stop: Stop) -> StopDebrief:
    decision, answer = decision_at(item, stop.node), judge(item, stop.node, stop.option)
    return StopDebrief(
        node=stop.node,
        clause=decision["clause"],
        question=decision["question"],
        kind=answer.kind,
        grade=answer.grade,
        points=answer.points,
        maximum=answer.maximum,
        options=answer.options,
        lines=beside(item, stop.node, stop.option),
    )


def _better(item: PinnedItem) -> list[Stop]:
    """The best answer at every decision from the start, until the story ends or comes round again."""
    way: list[Stop] = []
    key: str | None = item["start"]
    while key is not None and item["nodes"][key]["options"] and key not in [stop.node for stop in way]:
        way.append(Stop(key, best_answer(item["nodes"][key])))
        key = judge(item, *way[-1]).next
    return way
