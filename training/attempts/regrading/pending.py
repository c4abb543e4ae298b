"""Regrades that are not done yet: asked for, or being carried out."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from .models import PROPOSED, UNDER_WAY, Regrade


def regrades_pending(version_ids: Collection[int]) -> dict[int, datetime]:
    """Since when a regrade of these scenario versions is asked for and not done. One statement."""
    rows = sa.select(Regrade.version_id, Regrade.proposed_at).where(
        Regrade.version_id.in_(version_ids), Regrade.state.in_((PROPOSED, *UNDER_WAY))
    )
    return dict(db.session.execute(rows).all())
