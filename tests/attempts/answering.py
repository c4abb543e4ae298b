"""Answers to pinned decisions as a form would send them: any, or the best."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from training.attempts.pinned import PinnedNode
from training.attempts.rules import read_choice


def ticks(decision: PinnedNode, ids: Sequence[str]) -> dict[str, list[str]]:
    """The form with the cards of these ids tapped."""
    return {"choice": [option["letter"] for option in decision["options"] if option["id"] in ids]}


def order(decision: PinnedNode, ids: Sequence[str]) -> dict[str, list[str]]:
    """The form with these ids put in this order."""
    return {f"rank-{option['letter']}": [str(ids.index(option["id"]) + 1)] for option in decision["options"]}


def any_answer(decision: PinnedNode, chance: Random) -> str:
    """Something an officer might choose, as it would be kept."""
    ids = [option["id"] for option in decision["options"]]
    if decision["kind"] == "rank":
        chance.shuffle(ids)
        return read_choice(decision, order(decision, ids))
    many = chance.randint(1, len(ids)) if decision["kind"] == "several" else 1
    return read_choice(decision, ticks(decision, chance.sample(ids, many)))
