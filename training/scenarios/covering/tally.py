"""How often each clause of a code is tested, as a list of numbers: of files, or of what is live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...codes.models import IN_FORCE, Clause, Code, CodeVersion, Section
from ...core.db import db
from ...modules.models import COURSE, Module, Objective
from .needs import NEED, by_clause
from .stock import counting, live_stories


@dataclass(frozen=True, slots=True)
class Line:
    """A clause and the names of the scenarios that count for it."""

    address: str
    kind: str
    trainable: bool
    slugs: tuple[str, ...]

    @property
    def live(self) -> int:
        return len(self.slugs)

    @property
    def missing(self) -> int:
        """How many more its module needs before it may certify."""
        return max(0, NEED.of(self.kind) - self.live) if self.trainable else 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The clauses of a code in text order."""

    code: str
    lines: list[Line]

    @property
    def taught(self) -> list[Line]:
        return [line for line in self.lines if line.trainable]

    def as_data(self) -> dict[str, Any]:
        """Exactly what other programs are promised."""
        clauses = [
            {
                "address": line.address,
                "kind": line.kind,
                "trainable": line.trainable,
                "live_scenarios": line.live,
            }
            for line in self.lines
        ]
        return {"code": self.code, "clauses": clauses}


def codes_in_force() -> list[tuple[str, int]]:
    """The names of all codes in force and their versions."""
    rows = sa.select(Code.slug, CodeVersion.id).join(Code, Code.id == CodeVersion.code_id)
    found = db.session.execute(rows.where(CodeVersion.state == IN_FORCE).order_by(Code.slug))
    return [(slug, version_id) for slug, version_id in found]


def tally_of(version_id: int) -> Tally:
    """The clauses of a version by the scenarios that are live now. Three statements."""
    version = db.session.get_one(CodeVersion, version_id)
    rows = (
        sa.select(Clause.address, Clause.kind, Clause.trainable & Section.trainable, Module.id)
        .join(Section, Section.id == Clause.section_id)
        .outerjoin(Objective, Objective.clause_id == Clause.id)
        .outerjoin(Module, sa.and_(Module.id == Objective.module_id, Module.kind == COURSE))
        .where(Clause.version_id == version_id)
        .order_by(Clause.position, Module.id.desc().nulls_last())
    )
    clauses: dict[str, tuple[str, bool, int | None]] = {}
    for address, kind, trainable, module_id in db.session.execute(rows):
        clauses.setdefault(address, (kind, bool(trainable), module_id))
    homes = {address: home for address, (_kind, _trainable, home) in clauses.items() if home}
    found = by_clause(counting(live_stories(version.code_id)), homes)
    lines = [
        Line(address, kind, trainable, tuple(s.version.scenario.slug for s in found.get(address, ())))
        for address, (kind, trainable, _home) in clauses.items()
    ]
    return Tally(version.code.slug, lines)
