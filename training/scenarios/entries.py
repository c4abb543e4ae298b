"""The scenarios of an agency as its desk lists them: what stands in each, and where it is found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased, defer, undefer

from ..core.db import db
from . import formats
from .covering.scope import Scope
from .covering.stock import gists_of
from .covering.uprooted import Move, findings_of, moves, strangers
from .document import ScenarioDoc
from .gist import Gist
from .models import DRAFT, PUBLISHED, RETIRED, Scenario, ScenarioVersion
from .review import Review, review
from .rules import Finding

DOUBTED = "doubted"
ARCHIVED = "archived"
STATES = (PUBLISHED, DRAFT, DOUBTED, RETIRED, ARCHIVED)


@dataclass(frozen=True)
class Entry:
    """One scenario on the desk: its draft, its live version and the last one withdrawn, where there are.
    `moved` is what an amendment left behind, `gist` that of the live version."""

    scenario: Scenario
    draft: ScenarioVersion | None
    live: ScenarioVersion | None
    retired: ScenarioVersion | None
    scope: Scope
    moved: tuple[Finding, ...] = ()
    gist: Gist = field(default_factory=Gist)

    @property
    def shown(self) -> ScenarioVersion:
        """The version lists speak of: what officers get, else what comes nearest."""
        return next(version for version in (self.live, self.draft, self.retired) if version)

    @property
    def usable(self) -> bool:
        """Whether new attempts may be given it: its main clause stands where it says."""
        return self.live is not None and not any(finding.path == "clause" for finding in self.moved)

    @property
    def saved_at(self) -> datetime:
        """When somebody last worked on it."""
        return (self.draft or self.shown).saved_at

    @property
    def clause(self) -> str:
        return self.shown.clause

    @property
    def tests(self) -> frozenset[str]:
        """The clauses the live version tests."""
        return self.gist.tests

    @property
    def versions(self) -> list[ScenarioVersion]:
        return [version for version in (self.live, self.draft, self.retired) if version]

    @property
    def tags(self) -> list[str]:
        """The tags of what lists speak of and of the draft, each once."""
        told = (self.shown, *([self.draft] if self.draft else []))
        return list(dict.fromkeys(tag for version in told for tag in version.tags))

    @property
    def archived(self) -> bool:
        """Whether it was put away; what is live never is."""
        return self.scenario.archived_at is not None and self.live is None

    @property
    def states(self) -> set[str]:
        """Everything the list finds it under; what is archived under that alone."""
        if self.archived:
            return {ARCHIVED}
        told = {PUBLISHED: self.live, DRAFT: self.draft, DOUBTED: self.findings}
        return {state for state, there in told.items() if there} | {self.shown.state}

    @cached_property
    def draft_review(self) -> Review | None:
        if self.draft is None:
            return None
        slug, scope = self.scenario.slug, self.scope
        return review(self.draft.source, slug=slug, clauses=scope.addresses, upcoming=scope.upcoming)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The doubts about the live version as the code stands today; `moved` are those of an amendment."""
        if self.live is None:
            return ()
        return (
            *self.moved,
            *strangers(self.live, self.tests, self.scope.addresses, self.moved),
            *self.gist.doubts,
        )


def entries_of(agency_id: int, scopes: Mapping[int, Scope], texts: bool) -> list[Entry]:
    """Every scenario of an agency, against the scope of its code; with `texts` where each text is wanted.
    Two statements, and one for versions kept without a gist."""
    other = aliased(ScenarioVersion)
    last = sa.select(sa.func.max(other.number)).where(
        other.scenario_id == ScenarioVersion.scenario_id, other.state == ScenarioVersion.state
    )
    rows = (
        sa.select(ScenarioVersion)
        .join(ScenarioVersion.scenario)
        .where(Scenario.agency_id == agency_id, ScenarioVersion.number == last.scalar_subquery())
        .order_by(ScenarioVersion.clause, Scenario.slug)
    )
    if not texts:
        rows = rows.options(defer(ScenarioVersion.source))
    found: dict[Scenario, dict[str, ScenarioVersion]] = {}
    for version in db.session.scalars(rows):
        found.setdefault(version.scenario, {})[version.state] = version
    moved = moves(agency_id)
    gists = gists_of(versions[PUBLISHED] for versions in found.values() if PUBLISHED in versions)
    return [_entry(scenario, versions, scopes, moved, gists) for scenario, versions in found.items()]


def with_texts(entries: Iterable[Entry]) -> list[Entry]:
    """These entries with the texts of their drafts. One statement."""
    found = list(entries)
    ids = [entry.draft.id for entry in found if entry.draft]
    if ids:
        rows = sa.select(ScenarioVersion).where(ScenarioVersion.id.in_(ids))
        rows = rows.options(undefer(ScenarioVersion.source)).execution_options(populate_existing=True)
        db.session.scalars(rows).all()
    return found


@lru_cache(maxsize=256)
def parsed(source: str, slug: str) -> ScenarioDoc:
    """Published texts never change, so each is read once."""
    return formats.parse(source, name=slug)


def _entry(
    scenario: Scenario,
    versions: Mapping[str, ScenarioVersion],
    scopes: Mapping[int, Scope],
    moved: list[Move],
    gists: Mapping[int, Gist],
) -> Entry:
    live = versions.get(PUBLISHED)
    return Entry(
        scenario,
        draft=versions.get(DRAFT),
        live=live,
        retired=versions.get(RETIRED),
        scope=scopes.get(scenario.code_id, Scope()),
        moved=findings_of(live, scenario.code_id, moved) if live else (),
        gist=gists[live.id] if live else Gist(),
    )
