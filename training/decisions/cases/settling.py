"""What a worker does for cases: a sanction is entered once its decision is final, though nobody opens it."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from ...core.clock import now
from ...core.db import db, reading
from ...core.worker import Worker
from ..entries.models import Entry
from ..models import Case, Step
from .effects import settle_effects
from .procedure.acts import Decided

EVERY = timedelta(hours=1)


class SettleNow:
    """The duty: once an hour, one case after another."""

    def __init__(self) -> None:
        self.tried_at: datetime | None = None

    def __call__(self, worker: Worker) -> bool:
        """Enter what became final; whether there was anything."""
        at = now()
        if self.tried_at is not None and at - self.tried_at < EVERY:
            return False
        self.tried_at = at
        return settle_all(worker, at)


def settle_all(worker: Worker | None, at: datetime) -> bool:
    """Enter every sanction that is final at a moment, each in a transaction of its own; whether there was
    any."""
    settled = False
    for number in _waiting():
        if worker is not None:
            worker.pulse()
        case = db.session.get_one(Case, number, with_for_update=True)
        settled = settle_effects(case, at) is not None or settled
        db.session.commit()
    return settled


def _waiting() -> list[int]:
    """Open cases with a decision and no entry that follows from it."""
    db.session.rollback()
    decided = sa.select(Step.matter_id).where(Step.kind == Decided.kind)
    entered = sa.select(Entry.matter_id).where(Entry.withdrawn_at.is_(None), Entry.matter_id.is_not(None))
    rows = sa.select(Case.id).where(
        Case.closed_on.is_(None), Case.erased_at.is_(None), Case.id.in_(decided), Case.id.not_in(entered)
    )
    with reading():
        found = list(db.session.scalars(rows.order_by(Case.id)))
        db.session.rollback()
    return found
