"""Which live scenarios test which clause of a code, what a module lacks before it certifies, what lost its
place: the coverage page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, load_only

from ...codes.models import IN_FORCE, Clause, CodeVersion, Section
from ...codes.rules import heading
from ...core.db import db
from ...modules.models import COURSE, DELTA, Module, Objective
from ...people.models import Person
from ..lint import ENOUGH_SCENARIOS
from ..rules import Finding
from .needs import NEED, by_clause, lacking
from .stock import Story, counting, stories_of
from .uprooted import findings_of, moves, strangers


@dataclass(frozen=True)
class Row:
    """A clause that is taught: the live scenarios that count for it, drafts to come, and where else it is
    tested, in scenarios of another module, or only cited."""

    address: str
    text: str
    kind: str
    section: str
    module_id: int | None
    live: list[Story] = field(default_factory=list)
    drafts: list[Story] = field(default_factory=list)
    elsewhere: list[Story] = field(default_factory=list)
    cited: list[Story] = field(default_factory=list)

    @property
    def need(self) -> int:
        """How many it takes before its module may certify."""
        return NEED.of(self.kind)

    @property
    def holds_up(self) -> bool:
        """Whether its module may not be published because of it."""
        return len(self.live) < self.need

    @property
    def lacks(self) -> bool:
        """Whether it has fewer than it takes that answers are not learned by heart."""
        return len(self.live) < max(self.need, ENOUGH_SCENARIOS)

    @property
    def kinds(self) -> list[str]:
        """The kinds of the decisions about it."""
        return sorted({kind for story in self.live for kind in story.gist.kinds(self.address)})


@dataclass(frozen=True)
class Part:
    """A module on the page: whether it is published, by whom, and what each of its clauses lacks."""

    module: Module
    rows: list[Row]
    published_by: str
    missing: dict[str, int]

    @property
    def ready(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Orphan:
    """A live scenario that names a clause which is no longer there, and what to do."""

    story: Story
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Board:
    """The coverage of one version. `versions` are those in force at the agency, this one among them."""

    version: CodeVersion
    versions: list[CodeVersion]
    parts: list[Part]
    deltas: list[Part]
    orphans: list[Orphan]

    @property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]

    @property
    def stories(self) -> int:
        """How many live scenarios count for a clause."""
        return len({story.version.id for row in self.rows for story in row.live})

    def part(self, key: str) -> Part | None:
        """The module of that key, else the first."""
        return next((part for part in self.parts if part.module.key == key), next(iter(self.parts), None))


def versions_in_force(person: Person) -> list[CodeVersion]:
    """The versions in force at the person's agency, the newest first: that is the one people learn."""
    rows = sa.select(CodeVersion).where(CodeVersion.agency_id == person.agency_id)
    rows = rows.where(CodeVersion.state == IN_FORCE)
    return list(db.session.scalars(rows.order_by(CodeVersion.published_at.desc(), CodeVersion.id.desc())))


def board_of(version: CodeVersion, versions: list[CodeVersion]) -> Board:
    """The coverage of a version in force, in five statements."""
    rows, taught_in, addresses = _rows(version)
    stories = stories_of(version.code_id)
    _put(stories, rows)
    modules = _modules(version, rows, taught_in, counting(stories))
    return Board(
        version,
        versions,
        parts=[part for part in modules if part.module.kind == COURSE],
        deltas=[part for part in modules if part.module.kind != COURSE],
        orphans=_orphans(version, stories, addresses),
    )


def _rows(version: CodeVersion) -> tuple[dict[str, Row], dict[int, list[str]], set[str]]:
    """Every clause of the version that is taught by its address, the addresses of each module, and all."""
    asked = (
        sa.select(
            *(Clause.address, Clause.text, Clause.kind, Clause.trainable & Section.trainable),
            *(Section.label, Section.title, Module.id, Module.kind),
        )
        .join(Section, Section.id == Clause.section_id)
        .outerjoin(Objective, Objective.clause_id == Clause.id)
        .outerjoin(Module, Module.id == Objective.module_id)
        .where(Clause.version_id == version.id)
        .order_by(Clause.position, Module.kind == DELTA)
    )
    rows: dict[str, Row] = {}
    taught_in: defaultdict[int, list[str]] = defaultdict(list)
    addresses: set[str] = set()
    for address, text, kind, taught, label, title, module_id, module_kind in db.session.execute(asked):
        addresses.add(address)
        if module_id is not None:
            taught_in[module_id].append(address)
        if taught and address not in rows:
            home = module_id if module_kind == COURSE else None
            rows[address] = Row(address, text, kind, heading(label, title), home)
    return rows, taught_in, addresses


def _put(stories: Iterable[Story], rows: Mapping[str, Row]) -> None:
    """Every story with the clauses it has to do with."""
    homes = {address: row.module_id for address, row in rows.items() if row.module_id is not None}
    usable = counting(stories)
    for address, counted in by_clause(usable, homes).items():
        rows[address].live.extend(counted)
    for story in stories:
        if not story.live:
            for address in {story.clause, *story.tests} & rows.keys():
                rows[address].drafts.append(story)
    for story in usable:
        for address in story.tests & rows.keys():
            if story not in rows[address].live:
                rows[address].elsewhere.append(story)
        for address in story.cites & rows.keys():
            rows[address].cited.append(story)


def _modules(
    version: CodeVersion, rows: Mapping[str, Row], taught_in: Mapping[int, list[str]], usable: list[Story]
) -> list[Part]:
    asked = sa.select(Module).where(Module.version_id == version.id).order_by(Module.position)
    found = []
    name = joinedload(Module.published_by).options(
        load_only(Person.name), lazyload(Person.agency), lazyload(Person.grants)
    )
    for module in db.session.scalars(asked.options(name)):
        own = [rows[address] for address in taught_in.get(module.id, ()) if address in rows]
        counted = by_clause(usable, {row.address: module.id for row in own})
        counts = {address: len(stories) for address, stories in counted.items()}
        by = module.published_by.name if module.published_by else ""
        found.append(Part(module, own, by, lacking(counts, {row.address: row.kind for row in own})))
    return found


def _orphans(version: CodeVersion, stories: Iterable[Story], addresses: set[str]) -> list[Orphan]:
    moved = moves(version.agency_id)
    found = []
    for story in stories:
        if story.live:
            told = findings_of(story.version, version.code_id, moved)
            told += strangers(story.version, story.tests, addresses, told)
            if told:
                found.append(Orphan(story, told))
    return found
