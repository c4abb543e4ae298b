"""A choice that is marked and not yet done: kept with the run, shown again, counted if the run ends so.

The last mark made at a question counts, in whichever tab; doing something there takes it away.
"""

from datetime import datetime

import sqlalchemy as sa

from ..core.db import affected, db
from . import rules
from .models import OPEN, Attempt, Response


def save_mark(attempt: Attempt, *, rev: int, posted: rules.Posted, now: datetime) -> bool:
    """Keep what is marked at the question seen under `rev`; False where that question is past.

    Raises rules.InvalidRun for what the question never offered.
    """
    step = _step(attempt)
    if rev != attempt.rev or attempt.state != OPEN or step is None:
        return False
    decision = rules.decision_at(attempt.pinned["items"][step.item], step.node)
    chosen = rules.read_marked(decision, posted)
    kept = sa.update(Attempt).where(Attempt.id == attempt.id, Attempt.rev == rev, Attempt.state == OPEN)
    kept = kept.values(chosen=chosen or None, chosen_at=now if chosen else None)
    return bool(affected(kept.execution_options(synchronize_session=False)))


def marked(attempt: Attempt) -> rules.Response | None:
    """The answer that is marked at the present question, where it is finished."""
    step = _step(attempt) if attempt.chosen else None
    if step is None:
        return None
    try:
        decision = rules.decision_at(attempt.pinned["items"][step.item], step.node)
        return rules.Response(step.item, step.node, rules.read_choice(decision, attempt.chosen or {}))
    except (rules.Incomplete, rules.InvalidRun):
        return None


def count_marked(attempt: Attempt) -> None:
    """The run has ended: what is marked becomes the answer to its question."""
    answer = marked(attempt)
    if answer is None:
        return
    attempt.rev += 1
    attempt.responses.append(
        Response(
            rev=attempt.rev,
            item=answer.item,
            node=answer.node,
            option=answer.option,
            request_key="",
            at=attempt.chosen_at or attempt.started_at,
        )
    )
    attempt.chosen = attempt.chosen_at = None
    db.session.flush()


def _step(attempt: Attempt) -> rules.Step | None:
    return rules.next_step(attempt.pinned["items"], attempt.given)
