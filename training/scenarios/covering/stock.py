"""The live scenarios and the drafts of a code as lists and counts need them: without their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased, defer

from ...core.db import db
from .. import gist as gists
from ..gist import Gist
from ..models import DRAFT, PUBLISHED, Scenario, ScenarioVersion
from ..service import live_versions
from .uprooted import is_uprooted


@dataclass(frozen=True)
class Story:
    """One version of a scenario. A live one that is `uprooted` rests: it counts for nothing."""

    version: ScenarioVersion
    gist: Gist
    uprooted: bool = False

    @property
    def live(self) -> bool:
        return self.version.state == PUBLISHED

    @property
    def clause(self) -> str:
        return self.version.clause

    @property
    def tests(self) -> frozenset[str]:
        return self.gist.tests

    @property
    def cites(self) -> frozenset[str]:
        """Clauses that options uphold or violate, and no decision is about."""
        return frozenset(self.version.clauses) - self.gist.tests


def live_stories(code_id: int) -> list[Story]:
    """The live scenarios of a code, by name. One statement."""
    rows = live_versions(code_id).add_columns(is_uprooted()).order_by(Scenario.slug)
    return _stories(rows)


def stories_of(code_id: int) -> list[Story]:
    """The live scenarios of a code and its drafts as far as they can be read, by name. One statement."""
    later = aliased(ScenarioVersion)
    newest = sa.select(sa.func.max(later.number)).where(
        later.scenario_id == ScenarioVersion.scenario_id, later.state == PUBLISHED
    )
    live = sa.and_(ScenarioVersion.state == PUBLISHED, ScenarioVersion.number == newest.scalar_subquery())
    rows = sa.select(ScenarioVersion, is_uprooted()).join(ScenarioVersion.scenario)
    rows = rows.where(Scenario.code_id == code_id, sa.or_(ScenarioVersion.state == DRAFT, live))
    return _stories(rows.order_by(Scenario.slug))


def gists_of(versions: Iterable[ScenarioVersion]) -> dict[int, Gist]:
    """The gist of each version by id. Texts are read only of those kept without one: one statement more."""
    known = {version.id: version for version in versions}
    found = {key: gists.unpacked(version.gist) for key, version in known.items() if version.gist}
    return found | _read_from_texts({key: known[key] for key in known.keys() - found.keys()})


def counting(stories: Iterable[Story]) -> list[Story]:
    """Those new runs may be given."""
    return [story for story in stories if story.live and not story.uprooted]


def _stories(rows: sa.Select[ScenarioVersion, bool]) -> list[Story]:
    found = [(row[0], row[1]) for row in db.session.execute(rows.options(defer(ScenarioVersion.source)))]
    told = gists_of(version for version, _uprooted in found)
    return [Story(version, told[version.id], uprooted) for version, uprooted in found]


def _read_from_texts(versions: Mapping[int, ScenarioVersion]) -> dict[int, Gist]:
    if not versions:
        return {}
    rows = sa.select(ScenarioVersion.id, ScenarioVersion.source).where(ScenarioVersion.id.in_(versions))
    texts = db.session.execute(rows)
    return {key: gists.read(source, versions[key].scenario.slug) for key, source in texts}
