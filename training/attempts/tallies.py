"""What officers chose in a story, which ways they took and how long it took them: shares, never people.

A share rests on at least `ENOUGH` runs, and runs join the figures `TOGETHER` at a time: from two looks at a
page, before and after a colleague's run, nobody can tell what the colleague answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import NamedTuple

from training.scenarios.document import Node, ScenarioDoc
from training.scenarios.marking import ONE, RANK

from .statistics import ItemFigures

ENOUGH = 20
TOGETHER = 5
SHOWN_WAYS = 5
WEAK = 15
NEGATIVE, UNCHOSEN, WEAKLY = "negative", "unchosen", "weak"


class Step(NamedTuple):
    """One answer in a story: at which node, what (as in `Response`), after how many seconds."""

    node: str
    option: str
    seconds: int


Way = Sequence[Step]


class Quartiles(NamedTuple):
    """A quarter of the values lies below `low`, half below `middle`, a quarter above `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class NodeTally:
    """One decision: how many runs met it and, from `ENOUGH` on, the percent that chose each option by id.

    Of options to put in order: that put it at its place. Who came back to a decision may count at two.
    """

    key: str
    met: int
    shares: dict[str, float] | None
    seconds: Quartiles | None


@dataclass(frozen=True, slots=True)
class WayTally:
    """A way through the story as (node, answer) pairs, the percent of runs that took it, whether it ended."""

    steps: tuple[tuple[str, str], ...]
    share: float
    finished: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at, the gravest kind first; `node` and `option` say where it is about an option."""

    kind: str
    node: str = ""
    option: str = ""


def countable(runs: int) -> int:
    """How many of so many runs the figures rest on: none below `ENOUGH`, then `TOGETHER` at a time."""
    return runs - runs % TOGETHER if runs >= ENOUGH else 0


def node_tallies(doc: ScenarioDoc, ways: Collection[Way]) -> list[NodeTally]:
    """The decisions of a story in file order."""
    return [_tally(key, node, ways) for key, node in doc.decisions.items()]


def way_tallies(doc: ScenarioDoc, ways: Collection[Way]) -> list[WayTally]:
    """The ways most taken; those of fewer than `TOGETHER` runs are left out, so that no lone one is seen."""
    counted = Counter(tuple((step.node, step.option) for step in way) for way in ways)
    common = sorted((way for way in counted.items() if way[1] >= TOGETHER), key=lambda way: (-way[1], way[0]))
    return [
        WayTally(steps, 100 * count / len(ways), _is_finished(doc, steps))
        for steps, count in common[:SHOWN_WAYS]
    ]


def seconds_of(ways: Collection[Way]) -> Quartiles | None:
    """How long the story took, of the runs that answered anything in it."""
    return _quartiles([sum(step.seconds for step in way) for way in ways if way])


def flags(doc: ScenarioDoc, figures: ItemFigures, nodes: Collection[NodeTally]) -> list[Flag]:
    """What to look at: worst first. An item that runs against the rest is not also called weak."""
    found = []
    against = figures.discrimination is not None and figures.discrimination < 0
    if against:
        found.append(Flag(NEGATIVE))
    found += [flag for node in nodes for flag in _unchosen(doc.nodes[node.key], node)]
    if not against and figures.efficiency is not None and figures.efficiency < WEAK:
        found.append(Flag(WEAKLY))
    return found


def _unchosen(node: Node, tally: NodeTally) -> Iterator[Flag]:
    if tally.shares is not None and node.kind != RANK:
        for option in node.options:
            if not tally.shares[option.id]:
                yield Flag(UNCHOSEN, tally.key, option.id)


def _tally(key: str, node: Node, ways: Collection[Way]) -> NodeTally:
    answers = [{step.option for step in way if step.node == key} for way in ways]
    given = [each for each in answers if each]
    if len(given) < ENOUGH:
        return NodeTally(key, len(given), None, None)
    chosen = Counter(option for each in given for option in _options(node, each))
    shares = {option.id: 100 * chosen[option.id] / len(given) for option in node.options}
    seconds = _quartiles([step.seconds for way in ways for step in way if step.node == key])
    return NodeTally(key, len(given), shares, seconds)


def _options(node: Node, answers: Collection[str]) -> set[str]:
    """The options that these answers of one run chose, ticked, or put at their place."""
    if node.kind == ONE:
        return set(answers)
    if node.kind == RANK:
        right = [option.id for option in node.options]
        return {
            one for each in answers for one, its in zip(each.split(","), right, strict=True) if one == its
        }
    return {one for each in answers for one in each.split(",")}


def _is_finished(doc: ScenarioDoc, steps: Sequence[tuple[str, str]]) -> bool:
    if not steps:
        return False
    key, answer = steps[-1]
    node = doc.nodes[key]
    onward = next(o.next for o in node.options if o.id == answer) if node.kind == ONE else node.next
    return onward is None or onward not in doc.decisions


def _quartiles(values: Sequence[float]) -> Quartiles | None:
    return Quartiles(*quantiles(values, n=4, method="inclusive")) if len(values) >= ENOUGH else None
