"""The trainer's desk: what waits for somebody, and every scenario of the agency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..codes.models import CodeVersion
from ..codes.service import version_in_force
from ..core.db import db
from ..modules.models import COURSE, Module
from ..people.models import Person
from . import rules
from .covering.needs import by_clause
from .covering.scope import Scope, scopes_of
from .entries import STATES, Entry, entries_of
from .lint import ENOUGH_SCENARIOS
from .rules import Finding


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
    entries = entries_of(person.agency_id, scopes, texts)
    version = version_in_force(person.agency_id)
    if version is None:
        return Desk(entries, scope=scopes[max(scopes)] if scopes else Scope())
    usable = [entry for entry in entries if entry.usable and entry.scenario.code_id == version.code_id]
    modules = [_tested(module, usable) for module in _modules(version)]
    keys = [key for entry in usable for key in entry.gist.keys]
    return Desk(entries, modules, rules.lint_pool(keys), scopes.get(version.code_id, Scope()))


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
