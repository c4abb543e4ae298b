"""The public page of one clause: its words in one version, and what became of it in the others.

Only published versions are looked at. Nothing here is about a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ..codes.diffing import ClauseText
from ..codes.lineage import Stage, lineage
from ..codes.models import DRAFT, IN_FORCE, Amendment, Change, Clause, ClauseNote, Code, CodeVersion, Section
from ..codes.rules import cite, heading, plain
from ..core.db import db
from ..people.models import Agency


@dataclass(frozen=True, slots=True)
class Stop:
    """One version in the clause's history; `weight` and `reason` as decided when the change was published.

    `kind` is what kind of rule it is there, `kind_before` what it was, where that changed: a duty may have
    become a prohibition under another heading, in the very same words.
    """

    version: CodeVersion
    stage: Stage
    kind: str
    kind_before: str
    weight: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClausePage:
    """What anybody may see. `history` has the newest version first.

    `present` is where the clause stands in the version in force: None when it stands there no more.
    `others` are versions that use this address for another clause.
    """

    agency: str
    version: CodeVersion
    in_force: CodeVersion | None
    clause: Clause
    section: str
    notes: tuple[str, ...]
    history: tuple[Stop, ...]
    present: ClauseText | None
    others: tuple[CodeVersion, ...]

    @property
    def citation(self) -> str:
        return cite(self.version.title, self.version.decree, self.version.decree_date)

    @property
    def is_in_force(self) -> bool:
        return self.version.state == IN_FORCE

    @property
    def same_words(self) -> dict[int, str]:
        """Where the clause is the very same rule: version id to address."""
        return {
            stop.version.id: stop.stage.clause.address
            for stop in self.history
            if stop.stage.clause
            and stop.kind == self.clause.kind
            and plain(stop.stage.clause.text) == plain(self.clause.text)
        }

    def reference(self, url: str) -> str:
        """The line that cites this text for good: address, decree, version, web address."""
        return f"Butir {self.clause.address} {self.citation}, versi {self.version.number}, {url}"


@dataclass(frozen=True, slots=True)
class _Row:
    clause: Clause
    section: str
    notes: list[str]


def clause_page(slug: str, address: str, number: int | None = None) -> ClausePage | None:
    """The clause in version `number`; without one in the version in force, else the newest that had it.

    None when no published version of a code by this name has it there. Two statements at most.
    """
    versions, texts, agency = _published(slug)
    having = [version for version in versions if address in texts[version.id]]
    wanted = [version for version in having if number is None or version.number == number]
    if not wanted:
        return None
    shown = next((version for version in wanted if version.state == IN_FORCE), wanted[-1])
    row = texts[shown.id][address]
    stages = lineage([_compared(texts[v.id]) for v in versions], versions.index(shown), address)
    in_force = next((version for version in versions if version.state == IN_FORCE), None)
    stops = _stops(versions, stages, texts)
    here = {stop.version.id: stop.stage.clause for stop in stops}
    return ClausePage(
        agency=agency,
        version=shown,
        in_force=in_force,
        clause=row.clause,
        section=row.section,
        notes=tuple(row.notes),
        history=stops,
        present=here.get(in_force.id) if in_force else None,
        others=tuple(v for v in having if (at := here.get(v.id)) is None or at.address != address),
    )


def _published(slug: str) -> tuple[list[CodeVersion], dict[int, dict[str, _Row]], str]:
    """Published versions, oldest first, with their clauses by address and the name of the agency."""
    remarked = sa.and_(ClauseNote.version_id == Clause.version_id, ClauseNote.address == Clause.address)
    rows = (
        sa.select(CodeVersion, Clause, Section.label, Section.title, ClauseNote.text, Agency.name)
        .join(Code, Code.id == CodeVersion.code_id)
        .join(Agency, Agency.id == CodeVersion.agency_id)
        .join(Clause, Clause.version_id == CodeVersion.id)
        .join(Section, Section.id == Clause.section_id)
        .outerjoin(ClauseNote, remarked)
        .where(Code.slug == slug, CodeVersion.state != DRAFT)
        .order_by(CodeVersion.number, Clause.position, ClauseNote.id)
    )
    versions: dict[int, CodeVersion] = {}
    texts: dict[int, dict[str, _Row]] = {}
    agency = ""
    for version, clause, label, title, note, agency in db.session.execute(rows):  # noqa: B007
        versions[version.id] = version
        known = texts.setdefault(version.id, {})
        row = known.setdefault(clause.address, _Row(clause, heading(label, title), []))
        row.notes.extend([note] if note else [])
    return list(versions.values()), texts, agency


def _compared(texts: Mapping[str, _Row]) -> tuple[ClauseText, ...]:
    return tuple(ClauseText(address, row.clause.text) for address, row in texts.items())


def _stops(
    versions: Sequence[CodeVersion], stages: Sequence[Stage], texts: Mapping[int, Mapping[str, _Row]]
) -> tuple[Stop, ...]:
    decided = _decisions(stages, versions) if len(stages) > 1 else {}
    stops: list[Stop] = []
    before = ""
    for stage in stages:
        version = versions[stage.version]
        old, new = (clause.address if clause else None for clause in (stage.before, stage.clause))
        kind = texts[version.id][new].clause.kind if new is not None else ""
        weight, reason = decided.get((version.id, old, new), ("", ""))
        changed = before if kind and before != kind else ""
        stops.append(Stop(version, stage, kind, changed, weight, reason))
        before = kind
    return tuple(reversed(stops))


def _decisions(
    stages: Sequence[Stage], versions: Sequence[CodeVersion]
) -> dict[tuple[int, str | None, str | None], tuple[str, str]]:
    """Weight and reason of each published change, by new version and both addresses."""
    rows = (
        sa.select(
            *(Amendment.new_version_id, Change.old_address, Change.new_address),
            *(Change.weight, Change.reason),
        )
        .join(Change.amendment)
        .where(
            Amendment.new_version_id.in_([versions[stage.version].id for stage in stages]),
            Amendment.published_at.is_not(None),
            Change.weight.is_not(None),
        )
    )
    return {(row[0], row[1], row[2]): (row[3] or "", row[4]) for row in db.session.execute(rows)}
