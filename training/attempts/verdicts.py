"""What a run comes to when it is judged by certain items, as the columns of an outcome."""

from collections.abc import Sequence
from typing import Any

from . import rules
from .models import Attempt


def verdict(attempt: Attempt, items: Sequence[rules.PinnedItem]) -> dict[str, Any]:
    """Points, shares, pass and critical acts of the answers given so far."""
    result = rules.score(items, attempt.given, attempt.mastery_percent)
    return {
        "points": result.points,
        "maximum": result.maximum,
        "visited_maximum": result.visited_maximum,
        "percent": result.percent,
        "passed": result.passed,
        "critical": [
            {"scenario": items[breach.item]["scenario"], "version": items[breach.item]["version"]}
            | {"node": breach.node, "option": breach.option, "clauses": list(breach.clauses)}
            for breach in result.breaches
        ],
    }
