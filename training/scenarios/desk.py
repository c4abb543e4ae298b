"""The trainer's desk: what waits for somebody, and every scenario of the agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased, defer, selectinload, undefer

from ..codes.models import CodeVersion
from ..codes.service import version_in_force
from ..core.db import db
from ..modules.models import COURSE, Module
from ..people.models import Person
from . import formats, rules
from .document import ScenarioDoc
from .gist import Gist
from .lint import ENOUGH_SCENARIOS
from .models import DRAFT, PUBLISHED, RETIRED, Scenario, ScenarioVersion
from .needs import by_clause
from .review import Review, review
from .rules import Finding
from .scope import Scope, scopes_of
from .stock import gists_of
from .uprooted import Move, findings_of, moves, strangers

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


@dataclass(frozen=True)
class Tested:
    """A module and how many live scenarios can test each of its clauses; few scenarios make a clause thin."""

    module: Module
    counts: Mapping[str, int]

    @property
    def untested(self) -> list[str]:
        return [address for address, count in self.counts.items() if not count]

    @property
    def thin(self) -> list[str]:
        return [address for address, count in self.counts.items() if 0 < count < ENOUGH_SCENARIOS]

    @property
    def missing(self) -> int:
        return len(self.untested)


@dataclass(frozen=True)
class Desk:
    """Everything on the desk; `general` holds the doubts about the pool as a whole."""

    entries: list[Entry]
    modules: list[Tested] = field(default_factory=list)
    general: list[Finding] = field(default_factory=list)
    scope: Scope = field(default_factory=Scope)

    @property
    def drafts(self) -> list[Entry]:
        found = [entry for entry in self.entries if entry.draft and not entry.archived]
        return sorted(found, key=lambda entry: entry.saved_at, reverse=True)

    @property
    def doubted(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.findings]

    @property
    def untested(self) -> list[Tested]:
        return [tested for tested in self.modules if tested.untested]

    @property
    def thin(self) -> list[Tested]:
        return [tested for tested in self.modules if tested.thin]

    def counts(self, entries: Iterable[Entry]) -> dict[str, int]:
        """How many of these entries are found under each state."""
        told = [entry.states for entry in entries]
        return {state: sum(state in states for states in told) for state in STATES}

    @property
    def unwritten(self) -> list[str]:
        """Clauses to come that nobody has begun a scenario for."""
        begun = {entry.draft.clause for entry in self.entries if entry.draft}
        return [clause.address for clause in self.scope.coming if clause.address not in begun]

    @property
    def clauses(self) -> list[str]:
        return [address for tested in self.modules for address in tested.counts]

    @property
    def tags(self) -> list[str]:
        """All tags in use, by name."""
        return sorted({tag for entry in self.entries if not entry.archived for tag in entry.tags})

    def matching(self, *, clause: str = "", q: str = "", state: str = "", tag: str = "") -> list[Entry]:
        """The scenarios in a state that cite a clause, have a tag and hold these words in their title or id;
        each may be empty. In the order of the code's clauses; archived ones only where they are asked for."""
        words, order = q.casefold().split(), {address: place for place, address in enumerate(self.clauses)}
        found = [entry for entry in self.entries if _matches(entry, clause, words)]
        found = [entry for entry in found if state in entry.states or not (state or entry.archived)]
        found = [entry for entry in found if not tag or tag in entry.tags]
        return sorted(found, key=lambda entry: order.get(entry.shown.clause, len(order)))

    def module_of(self, address: str) -> Module | None:
        return next((tested.module for tested in self.modules if address in tested.counts), None)


def desk_of(person: Person, *, texts: bool = False) -> Desk:
    """The desk of a trainer: all scenarios of the agency, against the codes in force. With `texts` where each
    one's text is wanted."""
    scopes = scopes_of(person.agency_id)
    entries = _entries(person.agency_id, scopes, texts)
    version = version_in_force(person.agency_id)
    if version is None:
        return Desk(entries, scope=scopes[max(scopes)] if scopes else Scope())
    usable = [entry for entry in entries if entry.usable and entry.scenario.code_id == version.code_id]
    modules = [_tested(module, usable) for module in _modules(version)]
    keys = [key for entry in usable for key in entry.gist.keys]
    return Desk(entries, modules, rules.lint_pool(keys), scopes.get(version.code_id, Scope()))


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


def _entries(agency_id: int, scopes: Mapping[int, Scope], texts: bool) -> list[Entry]:
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


def _modules(version: CodeVersion) -> list[Module]:
    rows = sa.select(Module).where(Module.version_id == version.id, Module.kind == COURSE)
    rows = rows.order_by(Module.position).options(selectinload(Module.objectives))
    return list(db.session.scalars(rows))


def _tested(module: Module, usable: list[Entry]) -> Tested:
    homes = {objective.clause.address: module.id for objective in module.objectives}
    return Tested(module, {address: len(counted) for address, counted in by_clause(usable, homes).items()})


def _matches(entry: Entry, clause: str, words: list[str]) -> bool:
    versions = entry.versions
    if clause and not any(clause in (version.clause, *version.clauses) for version in versions):
        return False
    text = " ".join([entry.scenario.slug, *(f"{version.title} {version.title_en}" for version in versions)])
    return all(word in text.casefold() for word in words)
