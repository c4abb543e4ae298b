"""A module certifies once it is published. Whether its scenarios are enough is judged further right."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from ..core.db import affected, db
from ..ledger.service import record
from ..people.models import Person
from .models import CARRIED, CHECKED, Module

Judge = Callable[[Module], bool]


def _nobody_knows(_module: Module) -> bool:
    return False


is_tested: Judge = _nobody_knows
"""Whether a module has the live scenarios it needs; `scenarios` puts its answer here."""


def put_in_use(module: Module, *, actor: Person | None, now: datetime) -> bool:
    """Open the certification runs of a module whose scenarios were counted; False where they were open."""
    return _open(module, CHECKED, actor.ref if actor else "system", now, person=actor)


def carry_publication(module: Module, source: Module, *, whole: bool, actor: str, now: datetime) -> None:
    """What was published stays so in the next version: as it is where all its clauses went on, else while
    enough scenarios still test it."""
    if source.published and (whole or is_tested(module)):
        _open(module, CARRIED, actor, now)


def open_delta(module: Module, *, actor: str, now: datetime) -> None:
    """A delta is published with its amendment where enough scenarios test what changed already. Else it waits
    for them: nobody is certified on a rule that no story asks about."""
    if is_tested(module):
        _open(module, CHECKED, actor, now)


def _open(module: Module, how: str, actor: str, now: datetime, *, person: Person | None = None) -> bool:
    opened = {"publication": how, "published_at": now, "published_by_id": person.id if person else None}
    unpublished = sa.update(Module).where(Module.id == module.id, Module.published_at.is_(None))
    if not affected(unpublished.values(**opened)):
        return False
    db.session.refresh(module, list(opened))
    record("module.published", module, actor=actor, at=now)
    return True
