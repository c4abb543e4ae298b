"""The trainer's desk: what waits for somebody, and every scenario of the agency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from ..codes.models import CodeVersion
from ..codes.service import version_in_force
from ..core.db import db
from ..modules.models import COURSE, Module
from ..people.models import Person
from . import formats, rules
from .document import ScenarioDoc
from .lint import ENOUGH_SCENARIOS
from .models import DRAFT, PUBLISHED, RETIRED, Scenario, ScenarioVersion
from .review import Review, doubts, review
from .rules import Finding
from .scope import Scope, scopes_of
from .uprooted import findings_of, moves


@dataclass(frozen=True)
class Entry:
    """One scenario on the desk: its draft, its live version and the last one withdrawn, where there are."""

    scenario: Scenario
    draft: ScenarioVersion | None
    live: ScenarioVersion | None
    retired: ScenarioVersion | None
    scope: Scope
    moved: tuple[Finding, ...] = ()

    @property
    def shown(self) -> ScenarioVersion:
        """The version lists speak of: what officers get, else what comes nearest."""
        return next(version for version in (self.live, self.draft, self.retired) if version)

    @property
    def usable(self) -> bool:
        """Whether new attempts may be given it: its main clause stands where it says."""
        return not any(finding.path == "clause" for finding in self.moved)

    @property
    def saved_at(self) -> datetime:
        """When somebody last worked on it."""
        return (self.draft or self.shown).saved_at

    @cached_property
    def doc(self) -> ScenarioDoc | None:
        return parsed(self.live.source, self.scenario.slug) if self.live else None

    @cached_property
    def draft_review(self) -> Review | None:
        if self.draft is None:
            return None
        slug, scope = self.scenario.slug, self.scope
        return review(self.draft.source, slug=slug, clauses=scope.addresses, upcoming=scope.upcoming)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The doubts about the live version as the code stands today; `moved` are those of an amendment."""
        return (*self.moved, *doubts(self.doc, self.scope.addresses)) if self.doc else ()


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
    modules: list[Tested]
    general: list[Finding] = field(default_factory=list)
    scope: Scope = field(default_factory=Scope)

    @property
    def drafts(self) -> list[Entry]:
        found = [entry for entry in self.entries if entry.draft]
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

    @property
    def unwritten(self) -> list[str]:
        """Clauses to come that nobody has begun a scenario for."""
        begun = {entry.draft.clause for entry in self.entries if entry.draft}
        return [clause.address for clause in self.scope.coming if clause.address not in begun]

    @property
    def clauses(self) -> list[str]:
        return [address for tested in self.modules for address in tested.counts]

    def matching(self, *, clause: str = "", q: str = "") -> list[Entry]:
        """The scenarios that cite a clause and hold these words in their title or id; either may be empty.

        In the order of the code's clauses.
        """
        words, order = q.casefold().split(), {address: place for place, address in enumerate(self.clauses)}
        found = [entry for entry in self.entries if _matches(entry, clause, words)]
        return sorted(found, key=lambda entry: order.get(entry.shown.clause, len(order)))

    def module_of(self, address: str) -> Module | None:
        return next((tested.module for tested in self.modules if address in tested.counts), None)


def desk_of(person: Person) -> Desk:
    """The desk of a trainer: all scenarios of the agency, against the codes in force."""
    scopes = scopes_of(person.agency_id)
    entries = _entries(person.agency_id, scopes)
    version = version_in_force(person.agency_id)
    if version is None:
        return Desk(entries, [], scope=scopes[max(scopes)] if scopes else Scope())
    docs = [e.doc for e in entries if e.doc and e.usable and e.scenario.code_id == version.code_id]
    modules = [_tested(module, docs) for module in _modules(version)]
    return Desk(entries, modules, rules.lint_pool(docs), scopes.get(version.code_id, Scope()))


@lru_cache(maxsize=256)
def parsed(source: str, slug: str) -> ScenarioDoc:
    """Published texts never change, so each is read once."""
    return formats.parse(source, name=slug)


def _entries(agency_id: int, scopes: Mapping[int, Scope]) -> list[Entry]:
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
    found: dict[Scenario, dict[str, ScenarioVersion]] = {}
    for version in db.session.scalars(rows):
        found.setdefault(version.scenario, {})[version.state] = version
    moved = moves(agency_id)
    return [
        Entry(
            scenario,
            draft=versions.get(DRAFT),
            live=versions.get(PUBLISHED),
            retired=versions.get(RETIRED),
            scope=scopes.get(scenario.code_id, Scope()),
            moved=findings_of(versions[PUBLISHED], scenario.code_id, moved) if PUBLISHED in versions else (),
        )
        for scenario, versions in found.items()
    ]


def _modules(version: CodeVersion) -> list[Module]:
    rows = sa.select(Module).where(Module.version_id == version.id, Module.kind == COURSE)
    rows = rows.order_by(Module.position).options(selectinload(Module.objectives))
    return list(db.session.scalars(rows))


def _tested(module: Module, docs: list[ScenarioDoc]) -> Tested:
    addresses = [objective.clause.address for objective in module.objectives]
    found = rules.coverage(docs, addresses)
    return Tested(module, {address: len(found.clauses[address]) for address in addresses})


def _matches(entry: Entry, clause: str, words: list[str]) -> bool:
    versions = [version for version in (entry.live, entry.draft, entry.retired) if version]
    if clause and not any(clause in (version.clause, *version.clauses) for version in versions):
        return False
    text = " ".join([entry.scenario.slug, *(f"{version.title} {version.title_en}" for version in versions)])
    return all(word in text.casefold() for word in words)
