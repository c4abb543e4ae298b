"""The shape of a scenario: typed, strict and frozen. Made by `formats.parse` or `formats.build` only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from .fields import Address, Day, FilledText, Hour, Letter, Line, Slug, Text
from .marking import ONE, RANK, RIGHT, Kind, rank_edges, several_edges
from .paths import Edge

Grade = Literal["best", "acceptable", "poor", "violation"]
GRADE_POINTS: Final[dict[str, int]] = {"best": 4, "acceptable": 3, "poor": 1, "violation": 0}


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Speech(_Shape):
    """A line somebody says in the scene."""

    who: Line
    says: FilledText


class Points(_Shape):
    """What each grade is worth in one scenario, where it is not the usual 4, 3, 1, 0."""

    best: int
    acceptable: int
    poor: int
    violation: int


class Option(_Shape):
    """One act the officer can choose, tick or put in order.

    `next` names the node the story goes to; without it the story ends. Only where one option is chosen has it
    `consequence` and `next` of its own; an option to put in order has no `grade`.
    """

    id: Letter
    text: FilledText
    grade: Grade | None = None
    reason: Text
    consequence: Text | None = None
    feedback: Text
    upholds: Annotated[tuple[Address, ...], Field(strict=False)] = ()
    violates: Annotated[tuple[Address, ...], Field(strict=False)] = ()
    next: Slug | None = None
    critical: bool = False


class Node(_Shape):
    """A decision (situation, question, options) or, when `ending` is set, the last words of the story.

    Of `kind` one, one option is chosen; several: all that are right; rank: the options, here in the right
    order, are put in order. The last two have `consequence` and `next` themselves.
    """

    kind: Kind = ONE
    clause: Address | None = None
    situation: FilledText | None = None
    speech: Speech | None = None
    question: Line | None = None
    options: Annotated[tuple[Option, ...], Field(strict=False)] = ()
    consequence: Text | None = None
    next: Slug | None = None
    ending: FilledText | None = None

    @property
    def best(self) -> Option:
        """The one option graded best. Only a decision of kind one has it."""
        return next(option for option in self.options if option.grade == "best")

    @property
    def right(self) -> tuple[Option, ...]:
        """The options that are right to choose or to tick; to put in order, all of them."""
        return tuple(option for option in self.options if self.kind == RANK or option.grade in RIGHT)

    def edges(self, scale: Mapping[str, int]) -> list[Edge]:
        """The ways out: every option, or of several and rank the best, the least and the critical answers."""
        if self.kind == ONE:
            return [
                Edge(option.id, scale[option.grade or ""], option.next, option.critical)
                for option in self.options
            ]
        right = [option.id for option in self.right]
        if self.kind == RANK:
            return rank_edges(scale["best"], right, self.next)
        wrong = [option.id for option in self.options if option.id not in right]
        critical = [option.id for option in self.options if option.critical]
        return several_edges(scale["best"], right, wrong, critical, self.next)


class ScenarioDoc(_Shape):
    """One scenario as it stands in its file. Equality ignores the lines it was read from."""

    format: Literal[1]
    id: Slug
    title: Line
    title_en: Line
    clause: Address
    role: Line
    place: Line
    time: Hour
    mood: Line | None = None
    tags: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    checked: Day | None = None
    points: Points | None = None
    start: Slug
    nodes: dict[Slug, Node]

    _lines: Mapping[str, int] = PrivateAttr(default_factory=dict)

    @property
    def decisions(self) -> dict[str, Node]:
        """The nodes where something is chosen, in file order."""
        return {key: node for key, node in self.nodes.items() if node.ending is None}

    @property
    def scale(self) -> dict[str, int]:
        """What each grade is worth in this scenario."""
        return self.points.model_dump() if self.points else GRADE_POINTS

    def graph(self) -> dict[str, list[Edge]]:
        """The decisions and the ways out of each."""
        return {key: node.edges(self.scale) for key, node in self.decisions.items()}

    def line(self, path: str) -> int | None:
        """The line of a path in the file it was read from, or of the nearest thing around it."""
        return nearest(self._lines, path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ScenarioDoc) and self.model_dump() == other.model_dump()

    __hash__ = None  # type: ignore[assignment]


def nearest(lines: Mapping[str, int], path: str) -> int | None:
    """The line of a path, or of the nearest thing around it that has one."""
    while path and path not in lines:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
    return lines.get(path)
