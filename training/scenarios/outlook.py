"""Which clauses of a version nobody has written a scenario for."""

import sqlalchemy as sa

from ..codes.models import CodeVersion
from ..core.db import db
from .desk import parsed
from .models import PUBLISHED, Scenario, ScenarioVersion
from .rules import coverage


def untested_in(version: CodeVersion) -> list[str]:
    """Addresses of the version's trainable clauses that no published scenario can test, in order."""
    taught = [
        clause.address
        for section in version.sections
        if section.trainable
        for clause in section.clauses
        if clause.trainable
    ]
    rows = sa.select(ScenarioVersion).join(ScenarioVersion.scenario)
    rows = rows.where(Scenario.code_id == version.code_id, ScenarioVersion.state == PUBLISHED)
    newest = {each.scenario_id: each for each in db.session.scalars(rows.order_by(ScenarioVersion.number))}
    docs = [parsed(each.source, each.scenario.slug) for each in newest.values()]
    return coverage(docs, taught).uncovered
