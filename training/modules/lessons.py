"""Which modules teach clauses, and how far one person has read them: plain values for whoever asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ..codes.models import Clause
from ..core.db import db
from .models import KEPT, Module, Objective, Progress


@dataclass(frozen=True, slots=True)
class LessonKept:
    """A module of a version that teaches the clause at an address. `record` names it on the ledger, where it
    is told of there; the days of reading are kept beside it."""

    version_id: int
    address: str
    module_id: int
    key: str
    title: str
    kind: str
    record: str | None
    published_at: datetime | None
    started_at: datetime | None
    read_at: datetime | None


def lessons_about(person_id: int, clauses: Iterable[tuple[int, str]]) -> list[LessonKept]:
    """The modules that teach one of these clauses (version id, address), in order. One statement."""
    wanted = set(clauses)
    rows = (
        sa.select(Clause.version_id, Clause.address, Module, Progress.started_at, Progress.read_at)
        .join(Objective, Objective.clause_id == Clause.id)
        .join(Module, Module.id == Objective.module_id)
        .outerjoin(Progress, sa.and_(Progress.module_id == Module.id, Progress.person_id == person_id))
        .where(Clause.version_id.in_({version for version, _address in wanted}))
        .where(Clause.address.in_({address for _version, address in wanted}))
        .order_by(Clause.version_id, Module.position)
    )
    return [
        LessonKept(version, address, *_told(module), started_at, read_at)
        for version, address, module, started_at, read_at in db.session.execute(rows)
        if (version, address) in wanted
    ]


def _told(module: Module) -> tuple[int, str, str, str, str | None, datetime | None]:
    told = module.published and module.publication != KEPT
    record = f"{module.record_kind}:{module.ref}" if told else None
    return module.id, module.key, module.title, module.kind, record, module.published_at
