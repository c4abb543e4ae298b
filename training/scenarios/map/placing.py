"""Where the cells of a drawing stand in their rows: near those they are joined to, never on each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from .layering import Cell, Layers

GAP: Final = 20
PASSING: Final = 8


def centres(laid: Layers, width_of: Mapping[str, int], margin: int) -> dict[Cell, int]:
    """The centre of every cell; the leftmost edge lies at the margin."""
    widths = {cell: PASSING if cell.passing else width_of[cell.key] for row in laid.rows for cell in row}
    centre: dict[Cell, float] = {}
    for row in laid.rows:
        centre |= _apart(row, dict.fromkeys(row, 0.0), widths)
    near: dict[Cell, dict[Cell, None]] = {cell: {} for cell in centre}
    for chain in laid.chains.values():
        for upper, lower in pairwise(chain):
            near[upper][lower] = near[lower][upper] = None
    for upward in (False, True, False):
        for row in laid.rows[:: -1 if upward else 1]:
            wanted = dict[Cell, float]()
            for cell in row:
                side = [centre[each] for each in near[cell] if (each.row > cell.row) == upward]
                wanted[cell] = sum(side) / len(side) if side else centre[cell]
            centre |= _apart(row, wanted, widths)
    left = min((at - widths[cell] / 2 for cell, at in centre.items()), default=0)
    return {cell: round(at - left) + margin for cell, at in centre.items()}


def _apart(
    row: Sequence[Cell], wanted: Mapping[Cell, float], widths: Mapping[Cell, int]
) -> dict[Cell, float]:
    """The centres nearest to the wanted ones, in this order and with room between them."""
    offsets = [0.0]
    for one, two in pairwise(row):
        offsets.append(offsets[-1] + (widths[one] + widths[two]) / 2 + GAP)
    groups: list[tuple[float, int]] = []
    for cell, offset in zip(row, offsets, strict=False):
        groups.append((wanted[cell] - offset, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (one_at, few), (two_at, more) = groups[-2:]
            groups[-2:] = [((one_at * few + two_at * more) / (few + more), few + more)]
    level = [value for value, size in groups for _ in range(size)]
    return {cell: value + offset for cell, value, offset in zip(row, level, offsets, strict=False)}
