"""The stored nodes read for a proof: planned first, so that all of them come in one statement."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sa

from ..core.db import db
from .models import LedgerLeaf, LedgerNode
from .nodes import HashOf, Node

T = TypeVar("T")
EMPTY = b"\x00" * 32


class NodesMissing(LookupError):
    """Hashes that every proof of this size needs are not there: something was deleted."""


def with_nodes(prove: Callable[[HashOf], T]) -> T:
    """`prove` with the hashes of the nodes it asks for. Two statements. Raises NodesMissing."""
    asked: list[Node] = []

    def plan(node: Node) -> bytes:
        asked.append(node)
        return EMPTY

    prove(plan)
    known = _leaves([place for level, place in asked if not level]) | _nodes(
        [node for node in asked if node[0]]
    )
    missing = [node for node in asked if node not in known]
    if missing:
        raise NodesMissing(f"no hash at level {missing[0][0]}, place {missing[0][1]}")
    return prove(known.__getitem__)


def _leaves(places: Sequence[int]) -> dict[Node, bytes]:
    if not places:
        return {}
    rows = db.session.execute(
        sa.select(LedgerLeaf.idx, LedgerLeaf.leaf_hash).where(LedgerLeaf.idx.in_(places))
    )
    return {(0, idx): bytes.fromhex(found) for idx, found in rows}


def _nodes(nodes: Sequence[Node]) -> dict[Node, bytes]:
    if not nodes:
        return {}
    rows = db.session.execute(
        sa.select(LedgerNode.level, LedgerNode.place, LedgerNode.hash).where(
            sa.tuple_(LedgerNode.level, LedgerNode.place).in_(nodes)
        )
    )
    return {(level, place): found for level, place, found in rows}
