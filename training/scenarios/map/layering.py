"""Which row of a drawing each stop of a story stands in, and in which order, so that few lines cross.

A row lies below all rows its stops are led to from; a line that would lead up again is a way back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .graph import Stop

SWEEPS: Final = 4
LOOSE_IN_A_ROW: Final = 3

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a row: a stop's own or, with `passing`, that of lines on their way down to it."""

    key: str
    row: int
    passing: bool = False
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Layers:
    """The rows from the top, each from the left; `apart` is the first row of what cannot be reached.

    `chains` gives for each line down, by (source, target, critical), the cells it runs through.
    """

    rows: tuple[tuple[Cell, ...], ...]
    chains: Mapping[tuple[str, str, bool], tuple[Cell, ...]]
    loops: frozenset[Edge]
    apart: int


def layers(stops: Sequence[Stop]) -> Layers:
    """Every stop once; the same stops always give the same rows."""
    leads = _leads(stops)
    met = [stop.key for stop in stops if stop.is_reached]
    starts = [stop.key for stop in stops if stop.is_start]
    row_of, loops = _ranks(leads, [*starts, *met], frozenset(met))
    apart = max(row_of.values(), default=-1) + 1
    loose = [stop.key for stop in stops if not stop.is_reached]
    entered = {target for key in loose for target in leads[key]}
    below, more = _ranks(leads, [*(key for key in loose if key not in entered), *loose], frozenset(loose))
    below |= _alone(loose, leads, entered)
    row_of |= {key: apart + row for key, row in below.items()}
    chains = _chains(stops, row_of)
    rows = _rows([stop.key for stop in stops], row_of, chains)
    return Layers(_untangled(rows, chains), chains, loops | more, apart)


def _leads(stops: Sequence[Stop]) -> dict[str, list[str]]:
    known = {stop.key for stop in stops}
    return {stop.key: [way.target for way in stop.ways if way.target in known] for stop in stops}


def _ranks(
    leads: Mapping[str, Sequence[str]], order: Iterable[str], part: frozenset[str]
) -> tuple[dict[str, int], frozenset[Edge]]:
    """The longest way down to each stop of a part, and the lines that close its loops."""
    done: list[str] = []
    state: dict[str, str] = {}
    loops: set[Edge] = set()

    def visit(key: str) -> None:
        state[key] = "open"
        for target in leads[key]:
            if state.get(target) == "open":
                loops.add((key, target))
            elif target in part and target not in state:
                visit(target)
        state[key] = "done"
        done.append(key)

    for key in order:
        if key not in state:
            visit(key)
    row_of = dict.fromkeys(reversed(done), 0)
    for key in row_of:
        for target in leads[key]:
            if target in part and (key, target) not in loops:
                row_of[target] = max(row_of[target], row_of[key] + 1)
    return row_of, frozenset(loops)


def _alone(loose: Sequence[str], leads: Mapping[str, Sequence[str]], entered: set[str]) -> dict[str, int]:
    """Rows for what stands all alone, a few in each."""
    alone = [key for key in loose if key not in entered and not set(leads[key]) & set(loose)]
    return {key: place // LOOSE_IN_A_ROW for place, key in enumerate(alone)}


def _chains(
    stops: Sequence[Stop], row_of: Mapping[str, int]
) -> dict[tuple[str, str, bool], tuple[Cell, ...]]:
    found: dict[tuple[str, str, bool], tuple[Cell, ...]] = {}
    for stop in stops:
        for way in stop.ways:
            top, target = row_of[stop.key], way.target
            if target is not None and (bottom := row_of.get(target, -1)) > top:
                passed = [Cell(target, row, True, way.critical) for row in range(top + 1, bottom)]
                chain = Cell(stop.key, top), *passed, Cell(target, bottom)
                found[stop.key, target, way.critical] = chain
    return found


def _rows(
    order: Sequence[str], row_of: Mapping[str, int], chains: Mapping[tuple[str, str, bool], tuple[Cell, ...]]
) -> list[list[Cell]]:
    rows: list[dict[Cell, None]] = [{} for _ in range(max(row_of.values(), default=-1) + 1)]
    for key in order:
        rows[row_of[key]][Cell(key, row_of[key])] = None
    for chain in chains.values():
        for cell in chain[1:-1]:
            rows[cell.row][cell] = None
    return [list(row) for row in rows]


def _untangled(
    rows: list[list[Cell]], chains: Mapping[tuple[str, str, bool], tuple[Cell, ...]]
) -> tuple[tuple[Cell, ...], ...]:
    """Each row ordered by where its neighbours stand in the row above, then below, a few times over."""
    above, below = defaultdict[Cell, dict[Cell, float]](dict), defaultdict[Cell, dict[Cell, float]](dict)
    for number, chain in enumerate(chains.values()):
        for upper, lower in pairwise(chain):
            # Of two that hang on one scene, the one its earlier answers lead to stands to the left.
            above[lower].setdefault(upper, number / len(chains) / 2)
            below[upper].setdefault(lower, 0.0)
    for sweep in range(SWEEPS):
        near, order = (above, rows[1:]) if sweep % 2 == 0 else (below, rows[-2::-1])
        place = {cell: _middle(at, row) for row in rows for at, cell in enumerate(row)}
        for row in order:
            wanted = dict[Cell, float]()
            for cell in row:
                side = [place[each] + aside for each, aside in near[cell].items()]
                wanted[cell] = sum(side) / len(side) if side else place[cell]
            row.sort(key=wanted.__getitem__)
            place |= {cell: _middle(at, row) for at, cell in enumerate(row)}
    return tuple(tuple(row) for row in rows)


def _middle(at: int, row: Sequence[Cell]) -> float:
    """Where a place lies when rows of any length are centred."""
    return at - (len(row) - 1) / 2
