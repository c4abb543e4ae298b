"""How a run ends: handed in, or closed because its time was over. Once, whoever comes first."""

from datetime import datetime

import sqlalchemy as sa

from ..core.db import db
from ..ledger.service import record
from . import rules
from .marks import keep_marks
from .models import CERTIFICATION, CLOSED, OPEN, SUBMITTED, Attempt, Outcome
from .timing import is_overdue


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
        db.session.add(_judge(attempt, ended_at))
        db.session.flush()
        if attempt.purpose == CERTIFICATION:
            if state == SUBMITTED:
                keep_marks(attempt, attempt.pinned["items"])
            record("attempt.submitted", attempt, actor=attempt.person.ref, at=now)


def _judge(attempt: Attempt, at: datetime) -> Outcome:
    items = attempt.pinned["items"]
    result = rules.score(items, attempt.given, attempt.mastery_percent)
    return Outcome(
        attempt=attempt,
        points=result.points,
        maximum=result.maximum,
        visited_maximum=result.visited_maximum,
        percent=result.percent,
        passed=result.passed,
        critical=[
            {"scenario": items[breach.item]["scenario"], "version": items[breach.item]["version"]}
            | {"node": breach.node, "option": breach.option, "clauses": list(breach.clauses)}
            for breach in result.breaches
        ],
        at=at,
    )
