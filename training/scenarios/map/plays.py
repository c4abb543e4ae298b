"""All ways through a story as a table: what each comes to, which pass, what is shown of too many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from .. import rules
from ..document import ScenarioDoc
from ..marking import ONE
from ..paths import Edge, Route
from . import ranking
from .graph import letter

MOST: Final = 2000
EXTREMES: Final = 20
A_PAGE: Final = 40
HIGHEST, LOWEST, STORY, SHORTEST = "highest", "lowest", "story", "shortest"
ALL, PASSING, CRITICAL = "all", "passing", "critical"
SORTS: Final = (HIGHEST, LOWEST, STORY, SHORTEST)
SHOWN: Final = (ALL, PASSING, CRITICAL)


@dataclass(frozen=True, slots=True)
class Choice:
    """One step of a way: the scene, and the letters of what was answered there, in the order given."""

    key: str
    letters: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Play:
    """One way and what it comes to. `ending` is the key of the ending, "" where the story ends without one.

    `percent` is of the maximum of all ways, rounded down; a critical choice never passes.
    """

    choices: tuple[Choice, ...]
    points: int
    percent: int
    critical: bool
    passes: bool
    ending: str


@dataclass(frozen=True, slots=True)
class Plays:
    """The table. `number` and `critical` count all ways, `passing` too unless there are more than are played
    (None); `found` are those asked for, in the order asked for; with `extremes` only the first of them and
    the last ones."""

    number: int
    critical: int
    passing: int | None
    minimum: int
    maximum: int
    mark: int
    found: tuple[Play, ...]
    extremes: bool = False


def plays(doc: ScenarioDoc, mark: int, *, sort: str = HIGHEST, shown: str = ALL) -> Plays:
    """Play a story against a pass mark in percent. More than `MOST` ways are counted and not all played."""
    graph, span = doc.graph(), rules.span(doc)
    number = ranking.number(graph, doc.start)
    critical = number - ranking.number(graph, doc.start, clean=True)

    made = _Maker(doc, span.maximum, mark)
    figures = span.minimum, span.maximum, mark
    if number > MOST:
        return Plays(number, critical, None, *figures, tuple(_extremes(doc, made, shown)), extremes=True)
    everything = made.all(ranking.ranked(graph, doc.start, highest=sort != LOWEST))
    passing = sum(play.passes for play in everything)
    found = [play for play in everything if _is_shown(play, shown)]
    return Plays(number, critical, passing, *figures, tuple(_sorted(found, sort)))


def _extremes(doc: ScenarioDoc, made: _Maker, shown: str) -> list[Play]:
    """The highest ways of those asked for, then the lowest; of the passing ones only the highest."""
    graph, only = doc.graph(), {PASSING: False, CRITICAL: True}.get(shown)
    top = made.all(islice(ranking.ranked(graph, doc.start, critical=only), EXTREMES))
    if shown == PASSING:
        return list(takewhile(lambda play: play.passes, top))
    low = made.all(islice(ranking.ranked(graph, doc.start, highest=False, critical=only), EXTREMES))
    return top + [play for play in reversed(low) if play not in top]


def _is_shown(play: Play, shown: str) -> bool:
    return play.passes if shown == PASSING else play.critical if shown == CRITICAL else True


def _sorted(found: list[Play], sort: str) -> list[Play]:
    """The ways come with the highest first, or the lowest; the others keep that order among equals."""
    if sort == SHORTEST:
        return sorted(found, key=lambda play: len(play.choices))
    if sort == STORY:
        return sorted(found, key=lambda play: [choice.letters for choice in play.choices])
    return found


class _Maker:
    """Makes rows of routes, all of one story against one mark."""

    def __init__(self, doc: ScenarioDoc, maximum: int, mark: int) -> None:
        self.doc, self.maximum, self.mark = doc, maximum, mark

    def all(self, routes: Iterable[tuple[int, Route]]) -> list[Play]:
        return [self.play(points, route) for points, route in routes]

    def play(self, points: int, route: Route) -> Play:
        critical = any(edge.critical for _, edge in route)
        return Play(
            choices=tuple(self.choice(key, edge) for key, edge in route),
            points=points,
            percent=points * 100 // self.maximum if self.maximum else 0,
            critical=critical,
            passes=self.maximum > 0 and not critical and points * 100 >= self.mark * self.maximum,
            ending=route[-1][1].next or "",
        )

    def choice(self, key: str, edge: Edge) -> Choice:
        node = self.doc.nodes[key]
        places = {option.id: letter(place) for place, option in enumerate(node.options)}
        ids = [edge.option] if node.kind == ONE else [each for each in edge.option.split(",") if each]
        return Choice(key, tuple(places[each] for each in ids), node.kind)
