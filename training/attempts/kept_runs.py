"""Rows of runs as plain lists: answers, every result there ever was, and what was held where."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from ..core.db import db
from ..scenarios.models import ScenarioVersion
from .models import Outcome, Response
from .regrading.models import HeldItem, Regrade

Result = tuple[Outcome, datetime, Regrade | None, int | None]
"""An outcome, since when it counts, and the regrade it came of with the number of the version judged by."""


def responses(runs: Collection[int]) -> defaultdict[int, list[Response]]:
    """The answers of each run, in order. One statement."""
    rows = sa.select(Response).where(Response.attempt_id.in_(runs))
    found: defaultdict[int, list[Response]] = defaultdict(list)
    for row in db.session.scalars(rows.order_by(Response.attempt_id, Response.rev)):
        found[row.attempt_id].append(row)
    return found


def results(runs: Collection[int]) -> defaultdict[int, list[Result]]:
    """Each outcome with the moment from which it counted: when the run ended, or the one before was put
    aside. One statement."""
    before, under = sa.orm.aliased(Outcome), sa.orm.aliased(ScenarioVersion)
    rows: sa.Select[Outcome, datetime, Regrade, int] = (
        sa.select(Outcome, sa.func.coalesce(before.superseded_at, Outcome.at), Regrade, under.number)
        .outerjoin(before, before.id == Outcome.supersedes_id)
        .outerjoin(Regrade, Regrade.id == Outcome.regrade_id)
        .outerjoin(under, under.id == Regrade.under_id)
        .where(Outcome.attempt_id.in_(runs))
        .order_by(Outcome.attempt_id, Outcome.id)
    )
    found: defaultdict[int, list[Result]] = defaultdict(list)
    for outcome, since, regrade, number in db.session.execute(rows):
        found[outcome.attempt_id].append((outcome, since, regrade, number))
    return found


def held(runs: Collection[int]) -> dict[tuple[int, int], int]:
    """The scenario version (id) at each place of each run. One statement."""
    rows = sa.select(HeldItem.attempt_id, HeldItem.item, HeldItem.version_id)
    found = db.session.execute(rows.where(HeldItem.attempt_id.in_(runs)))
    return {(run, place): version for run, place, version in found}
