"""What an answer at a pinned decision holds and is worth. Here, and nowhere else, the three kinds part."""

from __future__ import annotations

from dataclasses import dataclass

from training.scenarios.marking import (
    ONE,
    RANK,
    RIGHT,
    SEVERAL,
    grade_of,
    rank_points,
    several_points,
    spell,
)

from .pinned import InvalidRun, PinnedItem, PinnedNode, PinnedOption


@dataclass(frozen=True)
class Judged:
    """An answer: `options` are those chosen, ticked as shown, or all in the order given.

    `grade` is the option's own; of ticks and orders it is `grade_of` their points.
    """

    kind: str
    options: tuple[PinnedOption, ...]
    points: int
    maximum: int
    grade: str
    consequence: str
    next: str | None

    @property
    def critical(self) -> tuple[PinnedOption, ...]:
        """The acts among them that fail the run whatever the total."""
        return tuple(option for option in self.options if option["critical"])


def judge(item: PinnedItem, node: str, answer: str) -> Judged:
    """Judge an answer as it is kept (see `Response`). Raises InvalidRun if the node cannot be answered so."""
    decision = decision_at(item, node)
    kind = kind_of(decision)
    options = _chosen(decision, answer.split(",") if kind != ONE else [answer])
    if kind == ONE:
        (option,) = options
        said = (option["points"], most(decision), option["grade"], option["consequence"], option["next"])
        return Judged(kind, options, *said)
    points = _points(decision, options, answer)
    violated = any(option["grade"] == "violation" for option in options)
    grade = grade_of(points, most(decision), violated=violated)
    return Judged(kind, options, points, most(decision), grade, decision["consequence"], decision["next"])


def decision_at(item: PinnedItem, node: str) -> PinnedNode:
    """The decision of this key. Raises InvalidRun where there is none."""
    found = item["nodes"].get(node)
    if found is None or not found["options"]:
        raise InvalidRun(f"no decision {node!r}")
    return found


def kind_of(decision: PinnedNode) -> str:
    """one, several or rank. Runs of older days know only the first."""
    return decision.get("kind", ONE)


def most(decision: PinnedNode) -> int:
    """The highest an answer can earn here."""
    return decision.get("points", max(option["points"] for option in decision["options"]))


def best_answer(decision: PinnedNode) -> str:
    """The answer with full marks, as it would be kept."""
    kind, options = kind_of(decision), decision["options"]
    if kind == RANK:
        return ",".join(decision["order"])
    if kind == SEVERAL:
        return spell([option["id"] for option in options if option["grade"] in RIGHT])
    return next(option["id"] for option in options if option["grade"] == "best")


def _chosen(decision: PinnedNode, ids: list[str]) -> tuple[PinnedOption, ...]:
    offered = {option["id"]: option for option in decision["options"]}
    if len(set(ids)) < len(ids) or not offered.keys() >= set(ids):
        raise InvalidRun(f"no options {ids!r} among {list(offered)}")
    return tuple(offered[each] for each in ids)


def _points(decision: PinnedNode, options: tuple[PinnedOption, ...], answer: str) -> int:
    ids = [option["id"] for option in options]
    if kind_of(decision) == SEVERAL:
        if answer != spell(ids):
            raise InvalidRun(f"ticks {answer!r} in an order of their own")
        right = [option["id"] for option in decision["options"] if option["grade"] in RIGHT]
        return several_points(most(decision), right, ids)
    if len(ids) < len(decision["options"]):
        raise InvalidRun(f"{answer!r} puts only some in order")
    return rank_points(most(decision), decision["order"], ids)
