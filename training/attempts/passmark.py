"""The pass mark that a clause is judged by, for those who write about it."""

import sqlalchemy as sa

from ..codes.models import IN_FORCE, Clause, CodeVersion
from ..core.db import db
from ..modules.models import COURSE, Module, Objective
from .models import Assessment


def of_clause(code_id: int, address: str) -> int | None:
    """What the quiz of the module that teaches this clause of the code in force asks for, in percent."""
    rows = (
        sa.select(Assessment.mastery_percent)
        .join(Module, Module.id == Assessment.module_id)
        .join(Objective, Objective.module_id == Module.id)
        .join(Clause, Clause.id == Objective.clause_id)
        .join(CodeVersion, CodeVersion.id == Clause.version_id)
        .where(CodeVersion.code_id == code_id, CodeVersion.state == IN_FORCE, Clause.address == address)
        .where(Module.kind == COURSE)
    )
    return db.session.scalars(rows.limit(1)).first()
