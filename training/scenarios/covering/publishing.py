"""Publishing a module: it certifies once live scenarios enough test each of its clauses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...codes.models import IN_FORCE, CodeVersion
from ...core.db import db
from ...modules.models import COURSE, Module
from ...modules.publishing import put_in_use
from ...people.models import Person
from ..models import Scenario
from .needs import NEED, Need, by_clause, lacking
from .stock import Story, counting, live_stories


class NotTested(ValueError):
    """Clauses of the module have too few live scenarios: `missing` says how many more each needs."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What a published module would lack without a scenario: a clause, and how many would be left for it."""

    module: Module
    address: str
    left: int
    need: int


def publish_module(module: Module, *, actor: Person | None, now: datetime, need: Need = NEED) -> bool:
    """Open the certification runs of a module; False where they were open already. Raises NotTested."""
    if module.published:
        return False
    if missing := missing_of(module, live_stories(module.version.code_id), need):
        raise NotTested(missing)
    return put_in_use(module, actor=actor, now=now)


def publish_ready(version: CodeVersion, *, now: datetime, need: Need = NEED) -> list[Module]:
    """Publish every module of the version that has the scenarios it needs; those that were published now."""
    if version.state != IN_FORCE:
        return []
    stories = live_stories(version.code_id)
    ready = [module for module in modules_of(version.id) if not missing_of(module, stories, need)]
    return [module for module in ready if put_in_use(module, actor=None, now=now)]


def is_tested(module: Module) -> bool:
    """Whether it has the live scenarios it needs."""
    return not missing_of(module, live_stories(module.version.code_id))


def missing_of(module: Module, stories: Iterable[Story], need: Need = NEED) -> dict[str, int]:
    """The clauses of a module that have too few of these live scenarios, and how many more each needs."""
    found = by_clause(counting(stories), dict.fromkeys(_kinds(module), module.id))
    return lacking({address: len(counted) for address, counted in found.items()}, _kinds(module), need)


def left_short(scenario: Scenario) -> list[Shortfall]:
    """What the published modules of the code in force would lack were this scenario withdrawn."""
    stories = counting(live_stories(scenario.code_id))
    version = sa.select(CodeVersion.id).where(
        CodeVersion.code_id == scenario.code_id, CodeVersion.state == IN_FORCE
    )
    found = []
    for module in modules_of(db.session.scalar(version), course_only=False) if stories else []:
        homes = dict.fromkeys(_kinds(module), module.id)
        for address, counted in by_clause(stories, homes).items():
            left = sum(story.version.scenario_id != scenario.id for story in counted)
            need = NEED.of(_kinds(module)[address])
            if module.published and left < len(counted) and left < need:
                found.append(Shortfall(module, address, left, need))
    return found


def modules_of(version_id: int | None, *, course_only: bool = True) -> list[Module]:
    """The modules of a version with their clauses, in order; of its course, or its delta as well."""
    rows = sa.select(Module).where(Module.version_id == version_id)
    if course_only:
        rows = rows.where(Module.kind == COURSE)
    return list(db.session.scalars(rows.order_by(Module.position).options(selectinload(Module.objectives))))


def _kinds(module: Module) -> dict[str, str]:
    return {objective.clause.address: objective.clause.kind for objective in module.objectives}
