"""Which scenario versions tell those who know from the others the wrong way round."""

from collections.abc import Collection

import sqlalchemy as sa

from ..core.db import db
from ..scenarios.models import ScenarioVersion
from .insight import insights
from .tallies import NEGATIVE


def flagged(version_ids: Collection[int]) -> set[int]:
    """Those of these versions whose discrimination is negative. Three statements, none for no versions."""
    if not version_ids:
        return set()
    versions = list(db.session.scalars(sa.select(ScenarioVersion).where(ScenarioVersion.id.in_(version_ids))))
    found = insights(versions)
    return {each.version.id for each in found if any(flag.kind == NEGATIVE for flag in each.flags)}
