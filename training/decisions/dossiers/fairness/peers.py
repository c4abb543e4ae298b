"""The rate of colleagues, so coarse that nobody's answer can be told from it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..shape.learning import Peers

ENOUGH, TOGETHER, STEP = 10, 5, 5
NOT_SHOWN = Peers(shown=False)


def rate(right: Sequence[bool]) -> Peers:
    """The share that answered right, of colleagues in the order of their runs.

    People join the figure five at a time, and it is told in steps of 5 percent: from two dossiers, made
    before and after a colleague's run, nobody can tell what the colleague answered. Below ten nothing is
    shown.
    """
    counted = len(right) - len(right) % TOGETHER
    if counted < ENOUGH:
        return NOT_SHOWN
    share = 100 * sum(right[:counted])
    return Peers(
        shown=True,
        at_least=counted,
        right_percent=STEP * ((2 * share + counted * STEP) // (2 * counted * STEP)),
    )
