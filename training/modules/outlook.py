"""The modules a version of a code has, or will have once it is published."""

import sqlalchemy as sa

from ..codes.models import DRAFT, CodeVersion
from ..codes.outlook import ModuleOutlook
from ..core.db import db
from .models import COURSE, Module, Objective
from .rules import compile_modules


def modules_of(version: CodeVersion) -> list[ModuleOutlook]:
    """A draft's modules as they would be compiled now; a published version's as they are."""
    if version.state == DRAFT:
        return [
            ModuleOutlook(sketch.title, len(sketch.objectives), sketch.minutes)
            for sketch in compile_modules(version)
        ]
    counted = sa.select(sa.func.count()).where(Objective.module_id == Module.id).scalar_subquery()
    rows = sa.select(Module, counted).where(Module.version_id == version.id, Module.kind == COURSE)
    return [
        ModuleOutlook(module.title, count, module.minutes, module.ref)
        for module, count in db.session.execute(rows.order_by(Module.position))
    ]
