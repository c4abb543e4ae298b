"""What the counts of a day add up to: the sentence, the marks, the units with all beneath them. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...certifications.rules import HOLDING
from ...certifications.spans.choosing import LATE, LATE_BUCKETS, MARKS, Choice, marks_of
from ...certifications.spans.counting import NOWHERE, Cell
from ...certifications.spans.rules import EXCUSED, HORIZONS
from ...people.tree import Branch, branches


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer in numbers; `ending` holds, for each of `HORIZONS`, how many certificates end by then."""

    people: int = 0
    held: int = 0
    late: int = 0
    excused: int = 0
    ending: tuple[tuple[int, int], ...] = ()

    @property
    def percent(self) -> int:
        """Of a hundred; never 100 while somebody is missing."""
        return self.held * 100 // self.people if self.people else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of the tree with everybody beneath it; `own` only those who work in it itself."""

    unit_id: int
    figures: Figures
    below: int = 0
    own: bool = False


def figures(cells: Iterable[Cell]) -> Figures:
    """How many are asked, certified, late, excused, and certified but not for long any more."""
    people = held = late = excused = 0
    ending: Counter[int] = Counter()
    for cell in cells:
        people += cell.people
        held += cell.people * (cell.state in HOLDING)
        late += cell.people * (cell.bucket in LATE_BUCKETS)
        excused += cell.people * (cell.bucket == EXCUSED)
        for days in HORIZONS:
            ending[days] += cell.people * (0 < cell.ends_in <= days)
    return Figures(people, held, late, excused, tuple((days, ending[days]) for days in HORIZONS))


def marks(cells: Iterable[Cell], choice: Choice) -> list[tuple[str, int]]:
    """How many of the choice stand under each mark, whatever mark is chosen; the late are told one by one."""
    counted: Counter[str] = Counter()
    for cell in cells:
        if not choice.within or 0 < cell.ends_in <= choice.within:
            for mark in marks_of(cell.bucket, cell.state):
                counted[mark] += cell.people
    return [(mark, counted[mark]) for mark in MARKS if mark != LATE and counted[mark]]


def places(cells: Iterable[Cell], parents: Mapping[int, int | None], top: int | None) -> list[Place]:
    """The units directly beneath one (None: the top ones), each with all that lies beneath it; first those
    who work in that unit itself, or nowhere. They stand in the order in which `parents` names them."""
    by_unit: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_unit[cell.unit_id].append(cell)
    tree = branches(parents, order=list(parents).index)
    own = by_unit[NOWHERE if top is None else top]
    found = [Place(top or NOWHERE, figures(own), own=True)] if own else []
    for place, branch in enumerate(tree):
        parent = parents.get(branch.id)
        if (parent if parent in parents else None) == top:
            under = _under(tree, place)
            summed = figures(cell for unit in under for cell in by_unit[unit])
            if summed.people:
                found.append(Place(branch.id, summed, below=len(under) - 1))
    return found


def _under(tree: Sequence[Branch], place: int) -> list[int]:
    """A unit and those that follow it deeper in the tree."""
    found = [tree[place].id]
    for branch in tree[place + 1 :]:
        if branch.depth <= tree[place].depth:
            break
        found.append(branch.id)
    return found
