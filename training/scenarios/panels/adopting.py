"""A draft takes its panel's key: one edit of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from ..fitting import Data
from .tally import SceneTally


def with_key(data: Data, scenes: Iterable[SceneTally]) -> Data:
    """The draft with the grades most experts gave and the orders they gave on average.

    Where no grade has most of them, the draft keeps its own. What is no violation is not critical either.
    Actions that stand equal keep the order they have.
    """
    data = deepcopy(data)
    for tallied in scenes:
        node = data["nodes"].get(tallied.scene["key"])
        if node is None:
            continue
        if "order" in tallied.key:
            means = {option.id: option.mean or 0 for option in tallied.options}
            node["options"].sort(key=lambda option, means=means: means.get(option["id"], len(means) + 1))
            continue
        for option in node.get("options", []):
            grade = tallied.key["grades"].get(option["id"])
            option.update({"grade": grade} if grade else {})
            if option.get("grade") != "violation":
                option.pop("critical", None)
    return data
