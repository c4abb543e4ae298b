"""Ways through a story: what can be reached, the best and worst total, and every path, even with loops.

A path never enters a node twice: coming back to a node starts the story again from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

MAX_LOOP = 8


@dataclass(frozen=True)
class Edge:
    """An option as a way out of a node. `next` is None, or no key of the graph, where the story ends."""

    option: str
    points: int
    next: str | None = None
    critical: bool = False


Graph = Mapping[str, Sequence[Edge]]
Route = tuple[tuple[str, Edge], ...]


def reach(graph: Graph, start: str, *, without: frozenset[str] = frozenset()) -> set[str]:
    """The nodes of the graph that can be met from `start` (itself included) without entering `without`."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node in graph and node not in found and node not in without:
            found.add(node)
            waiting.extend(edge.next for edge in graph[node] if edge.next is not None)
    return found


def ends_from(graph: Graph, start: str, *, without: frozenset[str] = frozenset()) -> bool:
    """Whether the story can end from `start` without entering `without`."""
    return any(leaves(graph, edge) for node in reach(graph, start, without=without) for edge in graph[node])


def leaves(graph: Graph, edge: Edge) -> bool:
    """Whether the story ends after this option."""
    return edge.next is None or edge.next not in graph


def components(graph: Graph) -> dict[str, frozenset[str]]:
    """For each node, the nodes it shares a loop with (itself included)."""
    around = {node: reach(graph, node) for node in graph}
    return {node: frozenset(other for other in around[node] if node in around[other]) for node in graph}


def total(graph: Graph, start: str, pick: Callable[..., int | None], *, critical: bool = True) -> int | None:
    """The highest (`pick=max`) or lowest (`pick=min`) points of all paths; None if no path ends.

    With `critical=False` paths through a critical option are left out. Only large loops cost time.
    """
    part = components(graph)

    @cache
    def from_here(node: str, seen: frozenset[str]) -> int | None:
        sums = []
        for edge in graph[node]:
            if edge.critical and not critical:
                continue
            rest: int | None = 0
            if edge.next is not None and edge.next in graph:
                if edge.next in seen:
                    continue
                inside = edge.next in part[node]
                rest = from_here(edge.next, (seen if inside else frozenset()) | {edge.next})
            if rest is not None:
                sums.append(edge.points + rest)
        return pick(sums, default=None)

    return from_here(start, frozenset({start}))


def routes(graph: Graph, start: str, *, limit: int) -> list[Route]:
    """Paths from start to an end, in the order of the file, at most `limit` of them."""
    found: list[Route] = []
    for route in _walk(graph, start, ()):
        found.append(route)
        if len(found) >= limit:
            break
    return found


def _walk(graph: Graph, node: str, before: Route) -> Iterator[Route]:
    seen = {step[0] for step in before} | {node}
    for edge in graph[node]:
        route = (*before, (node, edge))
        if leaves(graph, edge):
            yield route
        elif edge.next not in seen and edge.next is not None:
            yield from _walk(graph, edge.next, route)
