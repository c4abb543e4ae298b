"""A key put right: what a newer version of a scenario says about the acts of an older one, laid over its
items.

The story stays as the officer met it: texts, order, consequences and ways are those that were pinned. Only
what judges is taken from the newer version: grades, points, critical acts, the right order, and what teaches
(reason, feedback, clauses).
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from ..pinned import PinnedItem, PinnedNode, PinnedOption


class OptionKey(TypedDict):
    """What is said about one option."""

    grade: str
    points: int
    critical: bool
    reason: str
    feedback: str
    upholds: list[str]
    violates: list[str]


class NodeKey(TypedDict):
    """What judges one decision: its options by id; the highest points and, for an order, the right one."""

    options: dict[str, OptionKey]
    points: NotRequired[int]
    order: NotRequired[list[str]]


class Correction(TypedDict):
    """Plain JSON, kept with a regrade. `void`: the item counts for nobody, and the rest is empty.

    `under` is the version whose key is used; `unmapped` the decisions which that version cannot judge.
    """

    void: bool
    under: int | None
    maximum: int
    nodes: dict[str, NodeKey]
    unmapped: list[str]


VOID = Correction(void=True, under=None, maximum=0, nodes={}, unmapped=[])


def correct(item: PinnedItem, correction: Correction) -> PinnedItem:
    """The item as it is to be judged now. Its texts, order, letters and version stay as pinned."""
    nodes = item["nodes"]
    if correction["void"]:
        emptied = {key: _emptied(node) for key, node in nodes.items()}
        return PinnedItem(**{**item, "maximum": 0, "nodes": emptied, "void": True})
    keys = correction["nodes"]
    judged = {key: _laid_over(node, keys[key]) if key in keys else node for key, node in nodes.items()}
    under = {"under": correction["under"]}
    return PinnedItem(**{**item, "maximum": correction["maximum"], "nodes": judged, **under})  # type: ignore[typeddict-item]


def _laid_over(node: PinnedNode, key: NodeKey) -> PinnedNode:
    options = [_option_over(option, key["options"][option["id"]]) for option in node["options"]]
    own = {name: key[name] for name in ("points", "order") if name in key}
    return PinnedNode(**{**node, "options": options, **own})  # type: ignore[typeddict-item]


def _option_over(option: PinnedOption, key: OptionKey) -> PinnedOption:
    said = {name: value for name, value in key.items() if name != "reason" or "reason" in option}
    return PinnedOption(**{**option, **said})  # type: ignore[typeddict-item]


def _emptied(node: PinnedNode) -> PinnedNode:
    options = [PinnedOption(**{**option, "points": 0, "critical": False}) for option in node["options"]]
    own = {"points": 0} if "points" in node else {}
    return PinnedNode(**{**node, "options": options, **own})  # type: ignore[typeddict-item]
