"""The statistics of scenario versions: gathered from the runs that hold them, worst flags first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from ..core.db import db
from ..scenarios.document import ScenarioDoc
from ..scenarios.entries import parsed
from ..scenarios.models import PUBLISHED, Scenario, ScenarioVersion
from .marks import Taken, gather
from .statistics import ItemFigures, RunFigures, effective_weight, item_figures, run_figures
from .tallies import (
    NEGATIVE,
    UNCHOSEN,
    WEAKLY,
    Flag,
    NodeTally,
    Quartiles,
    WayTally,
    countable,
    flags,
    node_tallies,
    seconds_of,
    way_tallies,
)

GRAVITY = (NEGATIVE, UNCHOSEN, WEAKLY)


@dataclass(frozen=True)
class Insight:
    """What is known of one published version. `taken` are the runs there are; the figures rest on `counted`
    of them, which is 0 where nothing may be shown yet."""

    version: ScenarioVersion
    taken: int
    counted: int
    runs: Sequence[Taken]

    @property
    def shown(self) -> bool:
        return self.counted > 0

    @cached_property
    def doc(self) -> ScenarioDoc:
        return parsed(self.version.source, self.version.scenario.slug)

    @cached_property
    def item(self) -> ItemFigures:
        return item_figures([run.marks for run in self.runs], self.version.id)

    @cached_property
    def weight(self) -> float | None:
        return effective_weight([run.marks for run in self.runs], self.version.id)

    @cached_property
    def whole(self) -> RunFigures:
        """Of the runs that hold this version, all their items together."""
        return run_figures([run.marks for run in self.runs])

    @cached_property
    def nodes(self) -> list[NodeTally]:
        return node_tallies(self.doc, [run.steps for run in self.runs])

    @cached_property
    def ways(self) -> list[WayTally]:
        return way_tallies(self.doc, [run.steps for run in self.runs])

    @cached_property
    def seconds(self) -> Quartiles | None:
        return seconds_of([run.steps for run in self.runs])

    @cached_property
    def flags(self) -> list[Flag]:
        return flags(self.doc, self.item, self.nodes) if self.shown else []

    @property
    def gravity(self) -> tuple[int, float, str]:
        """Where it stands among others: by its worst flag, then by how well it discriminates."""
        worst = GRAVITY.index(self.flags[0].kind) if self.flags else len(GRAVITY)
        efficiency = self.item.efficiency if self.shown else None
        return worst, 101.0 if efficiency is None else efficiency, self.version.title


def insights(versions: Sequence[ScenarioVersion]) -> list[Insight]:
    """What is known of these versions; two statements."""
    found = gather([version.id for version in versions])
    return [_insight(version, found[version.id]) for version in versions]


def live_insights(*of: sa.ColumnElement[bool]) -> list[Insight]:
    """The versions new runs are given, of scenarios like these; what needs a look first. Three statements."""
    other = aliased(ScenarioVersion)
    newest = sa.select(sa.func.max(other.number)).where(
        other.scenario_id == ScenarioVersion.scenario_id, other.state == PUBLISHED
    )
    rows = sa.select(ScenarioVersion).join(ScenarioVersion.scenario).join(Scenario.code)
    rows = rows.where(ScenarioVersion.state == PUBLISHED, ScenarioVersion.number == newest.scalar_subquery())
    with_code = contains_eager(ScenarioVersion.scenario).contains_eager(Scenario.code)
    found = insights(list(db.session.scalars(rows.where(*of).options(with_code))))
    return sorted(found, key=lambda insight: insight.gravity)


def _insight(version: ScenarioVersion, runs: list[Taken]) -> Insight:
    counted = countable(len(runs))
    return Insight(version, len(runs), counted, runs[:counted])
