"""What is true of scenarios: the clauses they test, the ways through them, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from . import paths as ways
from .covering.needs import by_clause
from .document import ScenarioDoc
from .lint import Finding, lint, lint_pool, thin

__all__ = [
    "Coverage",
    "Finding",
    "Path",
    "Span",
    "clauses_certain",
    "clauses_met",
    "coverage",
    "lint",
    "lint_pool",
    "paths",
    "span",
    "thin",
]


@dataclass(frozen=True, slots=True)
class _Told:
    id: str
    clause: str
    tests: frozenset[str]


@dataclass(frozen=True)
class Coverage:
    """`clauses` maps each address to the ids of the scenarios that can test it; `uncovered` has none."""

    clauses: dict[str, list[str]]
    uncovered: list[str]


@dataclass(frozen=True)
class Path:
    """One way through a story: (node, option) pairs, points, key of the ending if any, a critical choice."""

    steps: tuple[tuple[str, str], ...]
    score: int
    ending: str | None
    critical: bool


@dataclass(frozen=True)
class Span:
    """The lowest and the highest total of all ways through a story."""

    minimum: int
    maximum: int


def coverage(docs: Iterable[ScenarioDoc], homes: Mapping[str, Hashable]) -> Coverage:
    """Which scenarios count for which clause, as `needs.by_clause` says; `homes` is the module of each."""
    found = by_clause([_Told(doc.id, doc.clause, clauses_met(doc)) for doc in docs], homes)
    clauses = {address: [told.id for told in counted] for address, counted in found.items()}
    return Coverage(clauses, [address for address, ids in clauses.items() if not ids])


def clauses_met(doc: ScenarioDoc) -> frozenset[str]:
    """The clauses of every decision that can be met in the story."""
    met = ways.reach(doc.graph(), doc.start)
    return frozenset(clause for key in met if (clause := doc.nodes[key].clause))


def clauses_certain(doc: ScenarioDoc) -> frozenset[str]:
    """The clauses that every complete way through the story meets."""
    edges = doc.graph()
    return frozenset(
        clause
        for clause in clauses_met(doc)
        if not ways.ends_from(edges, doc.start, without=_nodes(doc, clause))
    )


def paths(doc: ScenarioDoc, *, limit: int = 2000) -> list[Path]:
    """Play all ways through the story, in file order, at most `limit`. No way enters a node twice."""
    return [
        Path(
            steps=tuple((node, edge.option) for node, edge in route),
            score=sum(edge.points for _, edge in route),
            ending=route[-1][1].next,
            critical=any(edge.critical for _, edge in route),
        )
        for route in ways.routes(doc.graph(), doc.start, limit=limit)
    ]


def span(doc: ScenarioDoc) -> Span:
    """The lowest and highest total over all ways, also where they are too many to list. 0, 0 if none ends."""
    edges = doc.graph()
    return Span(ways.total(edges, doc.start, min) or 0, ways.total(edges, doc.start, max) or 0)


def _nodes(doc: ScenarioDoc, clause: str) -> frozenset[str]:
    return frozenset(key for key, node in doc.decisions.items() if node.clause == clause)
