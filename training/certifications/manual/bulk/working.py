"""The worker's duty: decisions about many people, a hundred at a time, each hundred with its progress."""

import sqlalchemy as sa

from ....core import jobs
from ....core.clock import now
from ....core.db import affected, db
from ....core.worker import Ending, Worker
from ....people.models import Person
from .carrying import carry_out
from .models import BulkDecision
from .service import people_in

CHUNK = 100
HELD = 2 * jobs.LEASE


def decide_waiting(worker: Worker) -> bool:
    """Take up the next decision and carry it out. Says whether there was any."""
    number = jobs.next_in_line(BulkDecision, now())
    if number is None:
        return False
    row = jobs.claim(BulkDecision, number, worker.name, now())
    if row is None:
        return True
    if row.tries > jobs.MOST_TRIES:
        jobs.settle(BulkDecision, number, worker.name, jobs.FAILED, now())
        db.session.commit()
        return True
    try:
        while _next_hundred(number, worker):
            worker.pulse()
    except jobs.Lost:
        db.session.rollback()
    except Ending:
        db.session.rollback()
        jobs.give_back(BulkDecision, number, worker.name)
        raise
    return True


def _next_hundred(number: int, worker: Worker) -> bool:
    """What is decided and that this worker still holds the row are committed together. False at the end."""
    moment = now()
    mine = sa.update(BulkDecision).where(
        BulkDecision.id == number, BulkDecision.worker == worker.name, BulkDecision.state == jobs.RUNNING
    )
    held = mine.values(leased_until=moment + HELD)
    if not affected(held.execution_options(synchronize_session=False)):
        raise jobs.Lost
    row = db.session.get_one(BulkDecision, number, populate_existing=True)
    waiting = people_in(row)
    if not waiting:
        jobs.settle(BulkDecision, number, worker.name, jobs.DONE, moment)
        db.session.commit()
        return False
    carry_out(row, waiting[:CHUNK], db.session.get_one(Person, row.by_id), moment)
    db.session.commit()
    return True
