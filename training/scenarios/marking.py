"""How an answer of several ticks, or an order of actions, is marked; and what it can come to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal

from .paths import Edge

Kind = Literal["one", "several", "rank"]
ONE: Final = "one"
SEVERAL: Final = "several"
RANK: Final = "rank"
RIGHT: Final = frozenset({"best", "acceptable"})


def several_points(most: int, right: Collection[str], ticked: Collection[str]) -> int:
    """Each right tick earns its share, each wrong one takes a share away; never below 0, rounded down."""
    hits = sum(each in right for each in ticked)
    return max(0, most * (2 * hits - len(ticked))) // len(right)


def rank_points(most: int, right: Sequence[str], given: Sequence[str]) -> int:
    """The maximum less one for every place an action stands away from its own; never below 0."""
    away = sum(abs(place - right.index(each)) for place, each in enumerate(given))
    return max(0, most - away)


def several_edges(
    most: int, right: Sequence[str], wrong: Sequence[str], critical: Collection[str], onward: str | None
) -> list[Edge]:
    """All that is right; the least one can get without a critical act; the critical acts, if there are any.

    `right` and `wrong` part the options; `critical` are among the wrong ones.
    """
    harmless = [each for each in wrong if each not in critical]
    ways = [right, harmless or right[:1]]
    if ways[0] == ways[1]:
        ways.pop()
    edges = [Edge(spell(ticked), several_points(most, right, ticked), onward) for ticked in ways]
    return edges + ([Edge(spell(critical), 0, onward, critical=True)] if critical else [])


def rank_edges(most: int, right: Sequence[str], onward: str | None) -> list[Edge]:
    """The right order, and the one farthest from it: the right order from behind."""
    orders = (list(right), list(reversed(right)))
    return [Edge(",".join(order), rank_points(most, right, order), onward) for order in orders]


def grade_of(points: int, maximum: int, *, violated: bool) -> str:
    """What ticks or an order come to in a word: best only for full marks, violation where one was ticked,
    acceptable from half the marks."""
    if points == maximum:
        return "best"
    if violated:
        return "violation"
    return "acceptable" if points * 2 >= maximum else "poor"


def spell(ticked: Collection[str]) -> str:
    """Several ids as they are kept: in their own order."""
    return ",".join(sorted(ticked))
