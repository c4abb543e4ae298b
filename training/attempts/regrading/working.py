"""What the worker does with a confirmed regrade: a few runs a transaction, so that nobody waits for long."""

from ...core import jobs
from ...core.clock import now
from ...core.db import db
from ...core.worker import Ending, Worker
from .applying import judge_again, waiting_runs
from .models import Regrade

BATCH = 20


def judge_waiting(worker: Worker) -> bool:
    """Judge the runs of the next confirmed regrade, if there is one."""
    number = jobs.next_in_line(Regrade, now())
    if number is None or jobs.claim(Regrade, number, worker.name, now()) is None:
        return False
    try:
        _judge_all(number, worker)
    except jobs.Lost:
        db.session.rollback()
    except Ending:
        db.session.rollback()
        jobs.give_back(Regrade, number, worker.name)
        raise
    return True


def _judge_all(number: int, worker: Worker) -> None:
    """Batch after batch; what a worker left behind is found where it ended, since judged runs say so."""
    last = 0
    while True:
        worker.pulse()
        regrade = db.session.get_one(Regrade, number, populate_existing=True)
        ids = list(db.session.scalars(waiting_runs(regrade, after=last).limit(BATCH)))
        if not ids:
            jobs.settle(Regrade, number, worker.name, jobs.DONE, now(), done=regrade.total)
            db.session.commit()
            return
        actor, done = regrade.confirmed_by, min(regrade.total, regrade.done + len(ids))
        judge_again(regrade, ids, actor=actor.ref if actor else "system", now=now())
        # This commits the batch as well; whoever takes over finds its runs judged.
        jobs.renew(Regrade, number, worker.name, now(), done=done)
        last = ids[-1]
