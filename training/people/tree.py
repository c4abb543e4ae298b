"""The units of an agency as a tree. Pure: units are ids with the ids of their parents."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the order of the tree: `depth` 0 at the top, `people` in it, `all_people` also below it."""

    id: int
    depth: int
    people: int = 0
    all_people: int = 0
    children: int = 0


def branches(
    parents: Mapping[int, int | None],
    sizes: Mapping[int, int] | None = None,
    order: Callable[[int], object] = lambda number: number,
) -> list[Branch]:
    """Every unit, each before those beneath it. A parent that is not there counts as the top."""
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for unit, parent in parents.items():
        below[parent if parent in parents else None].append(unit)
    counts = sizes or {}
    found: list[Branch] = []

    def grow(unit: int, depth: int) -> int:
        place = len(found)
        found.append(Branch(unit, depth))
        own = counts.get(unit, 0)
        beneath = sorted(below[unit], key=order) if depth < DEEPEST else []  # type: ignore[arg-type]
        total = own + sum(grow(child, depth + 1) for child in beneath)
        found[place] = Branch(unit, depth, own, total, len(beneath))
        return total

    for top in sorted(below[None], key=order):  # type: ignore[arg-type]
        grow(top, 0)
    return found


def way_up(parents: Mapping[int, int | None], unit: int | None) -> list[int]:
    """The unit, its parent, and so on to the top."""
    way: list[int] = []
    while unit is not None and unit not in way and len(way) <= DEEPEST:
        way.append(unit)
        unit = parents.get(unit)
    return way


def loop_of(parents: Mapping[int, int | None], unit: int, parent: int | None) -> list[int]:
    """The loop there would be with `unit` beneath `parent`: from the unit down to itself. Empty: none."""
    way = way_up(parents, parent)
    return [*reversed(way[: way.index(unit) + 1]), unit] if unit in way else []


def too_deep(parents: Mapping[int, int | None], unit: int, parent: int | None) -> bool:
    """Whether the tree would have more levels than it may."""
    height = max((len(way_up(parents, other)) for other in beneath(parents, [unit])), default=1)
    return len(way_up(parents, parent)) + height - len(way_up(parents, unit)) + 1 > DEEPEST


def beneath(parents: Mapping[int, int | None], units: Iterable[int]) -> set[int]:
    """The units and all those beneath them."""
    found = set(units)
    while more := {unit for unit, parent in parents.items() if parent in found} - found:
        found |= more
    return found
