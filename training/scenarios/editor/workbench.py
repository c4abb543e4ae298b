"""Everything a page of the editor shows of a draft, read once: its scenes, what it lacks, its clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .. import plain
from ..covering.scope import Scope, scope_of
from ..fitting import Data
from ..map.drawing import Drawing, draw
from ..models import Scenario, ScenarioVersion
from ..remarks import scattered
from ..review import Review, review
from . import formdata
from .outline import Arrival, Spot, arrivals, spots
from .places import ERROR, GAP, WARNING, Note, counts, notes, of_scene
from .shelf import texts_of


@dataclass
class Workbench:
    """A draft laid out for its pages."""

    scenario: Scenario
    current: ScenarioVersion
    data: Data
    scope: Scope
    review: Review

    @cached_property
    def spots(self) -> list[Spot]:
        return spots(self.data)

    @cached_property
    def notes(self) -> list[Note]:
        return notes(self.data, self.review, self.current.removed)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of every clause that may be cited."""
        return texts_of(self.scope)

    @property
    def remarks_to_move(self) -> int:
        return scattered(self.current.source)

    @property
    def head_seen(self) -> str:
        return plain.digest(formdata.head_part(self.data))

    def scene_seen(self, key: str) -> str:
        return plain.digest(formdata.scene_part(self.data, key))

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        return counts(self.notes, self.spots)

    @property
    def marks(self) -> dict[str, int]:
        """How many notes there are about each scene; those with none are left out."""
        return {key: total for key, each in self.counts().items() if (total := sum(each.values()))}

    @cached_property
    def drawing(self) -> Drawing:
        return draw(self.data)

    def notes_of(self, key: str) -> list[Note]:
        return of_scene(self.notes, key)

    def number_of(self, severity: str) -> int:
        return sum(note.severity == severity for note in self.notes)

    @property
    def gaps(self) -> int:
        return self.number_of(GAP)

    @property
    def errors(self) -> int:
        return self.number_of(ERROR)

    @property
    def warnings(self) -> int:
        return self.number_of(WARNING)

    def spot(self, key: str) -> Spot | None:
        return next((spot for spot in self.spots if spot.key == key), None)

    def arrivals(self, key: str) -> list[Arrival]:
        return arrivals(self.data, key, self.spots)

    def beside(self, key: str) -> tuple[Spot | None, Spot | None]:
        """The spots before and after one."""
        keys = [spot.key for spot in self.spots]
        at = keys.index(key)
        before = self.spots[at - 1] if at else None
        return before, self.spots[at + 1] if at + 1 < len(keys) else None


def lay_out(scenario: Scenario, text: str | None = None) -> Workbench:
    """The workbench of a scenario, of its current text unless another is given. Raises NotEditable."""
    current = scenario.current
    source = current.source if text is None else text
    data = plain.read(source)
    scope = scope_of(scenario.code_id)
    judged = review(source, slug=scenario.slug, clauses=scope.addresses, upcoming=scope.upcoming)
    return Workbench(scenario, current, data, scope, judged)


def differences(mine: Any, stored: Any, *, path: str = "") -> list[tuple[str, str, str]]:
    """Where two parts differ, as (path, mine, stored) texts."""
    if isinstance(mine, dict) and isinstance(stored, dict):
        keys = dict.fromkeys((*stored, *mine))
        return [
            each
            for key in keys
            for each in differences(mine.get(key), stored.get(key), path=f"{path}.{key}" if path else key)
        ]
    if (
        isinstance(mine, list)
        and isinstance(stored, list)
        and any(isinstance(i, dict) for i in (*mine, *stored))
    ):
        pairs = [
            (mine[at] if at < len(mine) else None, stored[at] if at < len(stored) else None)
            for at in range(max(len(mine), len(stored)))
        ]
        return [e for at, (one, two) in enumerate(pairs) for e in differences(one, two, path=f"{path}[{at}]")]
    return [] if mine == stored else [(path, _shown(mine), _shown(stored))]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return "\n".join(_shown(each) for name, each in value.items() if name != "id")
    return "" if value is None else str(value)
