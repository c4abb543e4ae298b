"""The ways through a story by what they come to: counted without walking them, listed from either end.

Neither takes longer where ways are millions, or where a part of the story never ends.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from ..paths import Edge, Graph, Route, components

Seen = frozenset[str]
Step = tuple[Edge, str, Seen]
Bound = Callable[[str, Seen, bool], int | None]


def number(graph: Graph, start: str, *, clean: bool = False) -> int:
    """How many ways there are; with `clean` only those without a critical choice."""
    part = components(graph)

    @cache
    def from_here(node: str, seen: Seen) -> int:
        steps = _steps(graph, part, node, seen)
        return sum(
            from_here(onward, after) if onward else 1
            for edge, onward, after in steps
            if not (clean and edge.critical)
        )

    return from_here(start, frozenset({start})) if start in graph else 0


def ranked(
    graph: Graph, start: str, *, highest: bool = True, critical: bool | None = None
) -> Iterator[tuple[int, Route]]:
    """The ways as (points, route), the highest or the lowest first, those of equal points in file order.

    With `critical` True only those with such a choice, with False only those without.
    """
    part, sign, turn = components(graph), -1 if highest else 1, 0
    bound = _bound(graph, part, max if highest else min, critical)
    waiting: list[tuple[int, int, int, str, Seen, bool, Route]] = []
    entry = 0, start, frozenset({start}), False, Route()
    while start in graph:
        points, node, seen, met, route = entry
        for edge, onward, after in reversed(list(_steps(graph, part, node, seen))):
            now = met or edge.critical
            rest = bound(onward, after, now)
            if rest is not None and not (critical is False and edge.critical):
                turn -= 1
                total = points + edge.points
                said = total, onward, after, now, (*route, (node, edge))
                heapq.heappush(waiting, (sign * (total + rest), turn, *said))
        while waiting and not waiting[0][3]:
            _, _, points, *_, route = heapq.heappop(waiting)
            yield points, route
        if not waiting:
            return
        entry = heapq.heappop(waiting)[2:]


def _bound(
    graph: Graph, part: Mapping[str, Seen], pick: Callable[..., int | None], critical: bool | None
) -> Bound:
    """The most or the least that can still be earned from a node on, None where no fitting way ends."""

    @cache
    def from_here(node: str, seen: Seen, met: bool) -> int | None:
        if not node:
            return 0 if critical is not True or met else None
        sums = []
        for edge, onward, after in _steps(graph, part, node, seen):
            rest = from_here(onward, after, met or edge.critical)
            if rest is not None and not (critical is False and edge.critical):
                sums.append(edge.points + rest)
        return pick(sums, default=None)

    return from_here


def _steps(graph: Graph, part: Mapping[str, Seen], node: str, seen: Seen) -> Iterator[Step]:
    """The edges that may be taken, each with the node it leads to ("" for an end) and what counts as seen."""
    for edge in graph[node]:
        if edge.next is None or edge.next not in graph:
            yield edge, "", frozenset()
        elif edge.next not in seen:
            inside = edge.next in part[node]
            yield edge, edge.next, (seen if inside else frozenset()) | {edge.next}
