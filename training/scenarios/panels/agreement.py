"""How far judges agree beyond chance."""

from __future__ import annotations

from collections.abc import Sequence


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> float | None:
    """Agreement of the same number of judges about each subject, 1 for all and 0 for what chance would bring.

    `counts[i][j]` is how many judges put subject i into category j. None where nothing can be said: fewer
    than two judges, no subject, or every judge always said the same one thing.
    Source: J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76
    (1971), 378-382.
    """
    judges = sum(counts[0]) if counts else 0
    if judges < 2:
        return None
    if any(sum(row) != judges for row in counts):
        raise ValueError("every subject needs the same number of judges")
    pairs = judges * (judges - 1)
    observed = sum(each * (each - 1) for row in counts for each in row) / (pairs * len(counts))
    totals = [sum(column) for column in zip(*counts, strict=True)]
    chance = sum((total / (judges * len(counts))) ** 2 for total in totals)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def kendall_w(orders: Sequence[Sequence[str]]) -> float | None:
    """Concordance of orders of the same things without ties: 1 for one and the same order, 0 for none at all.

    None for fewer than two orders or things.
    Source: M. G. Kendall and B. Babington Smith, The problem of m rankings, Annals of Mathematical
    Statistics 10 (1939), 275-287.
    """
    judges, things = len(orders), len(orders[0]) if orders else 0
    if judges < 2 or things < 2:
        return None
    sums = [sum(order.index(thing) + 1 for order in orders) for thing in orders[0]]
    mean = judges * (things + 1) / 2
    spread = sum((each - mean) ** 2 for each in sums)
    return 12 * spread / (judges**2 * (things**3 - things))


def mean_places(orders: Sequence[Sequence[str]]) -> dict[str, float]:
    """The place, from 1, that the judges give each thing on average."""
    return {thing: sum(order.index(thing) + 1 for order in orders) / len(orders) for thing in orders[0]}
