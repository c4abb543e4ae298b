"""What was chosen and what came of it, as pages show it; the key only where somebody asks to reveal it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..scenarios.marking import SEVERAL
from ..scenarios.moments import Choice, Line, Picked
from .choosing import FIELD, Posted, rank_field
from .judging import Judged, judge
from .keys import beside
from .pinned import PinnedItem, PinnedOption


@dataclass(frozen=True, slots=True)
class Told:
    """A choice that was made and what came of it; what follows `consequence` only where released.

    `feedback` and `tabs` are for one choice; `points` of `maximum` and `lines` for ticks and orders.
    """

    picked: Picked
    consequence: str
    grade: str = ""
    feedback: str = ""
    tabs: tuple[str, ...] = ()
    points: int = 0
    maximum: int = 0
    lines: tuple[Line, ...] = ()

    @property
    def kind(self) -> str:
        return self.picked.kind


def choice_of(option: PinnedOption, kept: Posted) -> Choice:
    """An option as a page shows it, with what a refused form had chosen."""
    letter = option["letter"]
    place = next(iter(kept.get(rank_field(letter), ())), "")
    return Choice(letter, option["text"], letter in kept.get(FIELD, ()), place)


def picked(items: Sequence[PinnedItem], answered: tuple[int, str, str]) -> Picked:
    """What an answer chose, as it was shown."""
    place, node, chosen = answered
    return _picked(judge(items[place], node, chosen))


def told_of(judged: Judged) -> Told:
    """A choice and what came of it in the story, no more."""
    return Told(_picked(judged), judged.consequence)


def revealed(item: PinnedItem, node: str, chosen: str) -> Told:
    """The same with what a learner is told about it. Holds the key: for practice only."""
    judged = judge(item, node, chosen)
    told = told_of(judged)
    if lines := beside(item, node, chosen):
        points, maximum = judged.points, judged.maximum
        return replace(told, grade=judged.grade, points=points, maximum=maximum, lines=lines)
    (option,) = judged.options
    tabs = (*option["upholds"], *option["violates"])
    return replace(told, grade=judged.grade, feedback=option["feedback"], tabs=tabs)


def _picked(judged: Judged) -> Picked:
    options = judged.options
    if judged.kind == SEVERAL:
        options = tuple(sorted(options, key=lambda option: option["letter"]))
    return Picked(judged.kind, tuple(Choice(each["letter"], each["text"]) for each in options))
