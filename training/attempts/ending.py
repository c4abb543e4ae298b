"""How a run ends: handed in, or closed because its time was over. Once, whoever comes first.

What was saved counts, and so does a choice that was marked and not yet done: it was the last thing decided.
"""

from datetime import datetime

import sqlalchemy as sa

from ..core.db import db
from ..ledger.service import record
from .marking import count_marked
from .marks import keep_marks
from .models import CERTIFICATION, CLOSED, OPEN, SUBMITTED, Attempt, Outcome
from .regrading.applying import judge_late
from .timing import is_overdue
from .verdicts import verdict


def submit(attempt: Attempt, *, now: datetime) -> None:
    """End the run as it stands. Again, or twenty times at once: one outcome, one event."""
    if not close_if_overdue(attempt, now=now):
        _end(attempt, SUBMITTED, ended_at=now, now=now)


def close_if_overdue(attempt: Attempt, *, now: datetime) -> bool:
    """End a run whose time is over, with what was saved; whether that was so."""
    if attempt.state != OPEN or attempt.deadline_at is None or not is_overdue(attempt.deadline_at, now=now):
        return False
    _end(attempt, CLOSED, ended_at=attempt.deadline_at, now=now)
    return True


def _end(attempt: Attempt, state: str, *, ended_at: datetime, now: datetime) -> None:
    won = db.session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == OPEN)
        .values(state=state, ended_at=ended_at)
        .execution_options(synchronize_session=False)
    )
    # An answer may have been saved while this update waited for its row: look again.
    db.session.expire(attempt)
    if won.rowcount:  # type: ignore[attr-defined]
        items = attempt.pinned["items"]
        count_marked(attempt)
        db.session.add(Outcome(attempt=attempt, at=ended_at, **verdict(attempt, items)))
        db.session.flush()
        if attempt.purpose == CERTIFICATION:
            items = judge_late(attempt, now=now)
            if state == SUBMITTED:
                keep_marks(attempt, items)
            record("attempt.submitted", attempt, actor=attempt.person.ref, at=now)
