"""How the people of an agency answered about clauses in their first certification runs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from random import Random

import sqlalchemy as sa

from ..core.db import db
from ..modules.models import Module
from ..scenarios.entries import parsed
from ..scenarios.marking import RIGHT
from ..scenarios.models import DRAFT, Scenario, ScenarioVersion
from .judging import judge
from .models import Assessment, ItemMark
from .pinned import PinnedItem, pin

Clause = tuple[int, str]
"""A version (id) of the code and an address in it."""


def first_answers(
    agency_id: int, clauses: Mapping[Clause, str], *, before: datetime, known_by: datetime, but: int
) -> dict[str, list[bool]]:
    """For each name in `clauses`: whether each person's answers about it were all right (best or acceptable),
    in the first submitted run that asked, in the order of those runs. Of everybody `but` one person.

    Runs ended before a moment and known by another; answers are judged by the key of their own scenario, and
    what was voided since is left out. Two statements.
    """
    sources = _sources(agency_id, {address for _version, address in clauses})
    firsts: dict[tuple[str, int], tuple[int, list[bool]]] = {}
    for mark, version_id in db.session.execute(_marks(agency_id, sources, before, known_by, but)):
        item = _item(*sources[mark.version_id])
        for node, option, *_seconds in mark.steps:
            name = clauses.get((version_id, item["nodes"][node]["clause"] or item["clause"]))
            if name is None:
                continue
            run, told = firsts.setdefault((name, mark.person_id), (mark.attempt_id, []))
            if run == mark.attempt_id:
                told.append(judge(item, node, option).grade in RIGHT)
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for (name, _person), (_run, told) in firsts.items():
        found[name].append(all(told))
    return dict(found)


def _sources(agency_id: int, addresses: Collection[str]) -> dict[int, tuple[str, str]]:
    """Text and name of the scenario versions of an agency that speak of one of these addresses."""
    rows = (
        sa.select(ScenarioVersion.id, ScenarioVersion.source, Scenario.slug)
        .join(Scenario, Scenario.id == ScenarioVersion.scenario_id)
        .where(Scenario.agency_id == agency_id, ScenarioVersion.state != DRAFT)
        .where(sa.or_(*(ScenarioVersion.source.contains(each, autoescape=True) for each in addresses)))
    )
    return {version: (source, slug) for version, source, slug in db.session.execute(rows)}


def _marks(
    agency_id: int, versions: Collection[int], before: datetime, known_by: datetime, but: int
) -> sa.Select[ItemMark, int]:
    return (
        sa.select(ItemMark, Module.version_id)
        .join(Assessment, Assessment.id == ItemMark.assessment_id)
        .join(Module, Module.id == Assessment.module_id)
        .where(ItemMark.agency_id == agency_id, ItemMark.version_id.in_(versions))
        .where(ItemMark.at < before, ItemMark.at <= known_by, ItemMark.person_id != but)
        .order_by(ItemMark.at, ItemMark.attempt_id, ItemMark.item)
    )


@lru_cache(maxsize=256)
def _item(source: str, slug: str) -> PinnedItem:
    """The scenario as its own key judges it; the order of its options does not matter here."""
    return pin(parsed(source, slug), 0, Random(0))
