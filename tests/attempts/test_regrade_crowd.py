"""Many runs: the worker judges them in small transactions; whoever takes over goes on where another fell."""

import pytest
import sqlalchemy as sa
from flask import current_app

from training.attempts.models import Attempt, Outcome
from training.attempts.regrading import applying, service, working
from training.attempts.regrading.impact import impact_of
from training.attempts.regrading.models import Regrade
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.worker import Ending, Worker

from .test_regrades import LATER, SWAPPED, desk, faults  # noqa: F401


@pytest.fixture
def waiting(desk, monkeypatch):  # noqa: F811
    """A confirmed regrade of five runs that is too many to be done at once."""
    monkeypatch.setattr(service, "AT_ONCE", 3)
    monkeypatch.setattr(working, "BATCH", 2)
    regrade = desk.confirm(desk.propose(SWAPPED))
    assert (regrade.state, regrade.done, regrade.total) == ("waiting", 0, 5)
    return regrade


def worker():
    return Worker(current_app._get_current_object())


def judged():
    return db.session.scalar(sa.select(sa.func.count(Outcome.id)).where(Outcome.regrade_id.is_not(None)))


def test_the_worker_judges_them_all(waiting):
    foreseen = {c.ref: c.after for c in impact_of(waiting, now=LATER).changes}
    assert working.judge_waiting(worker())
    assert (waiting.state, waiting.done) == ("done", 5) and judged() == 5
    for attempt in db.session.scalars(sa.select(Attempt)):
        assert attempt.outcome.points == foreseen[attempt.ref].points
    assert not working.judge_waiting(worker()) and not faults()


def test_a_worker_that_is_told_to_end_gives_it_back(waiting):
    told = worker()
    calls = iter([None, None, Ending()])

    def pulse():
        if error := next(calls):
            raise error

    told.pulse = pulse
    with pytest.raises(Ending):
        working.judge_waiting(told)
    assert (waiting.state, waiting.done) == ("waiting", 4) and judged() == 4
    assert working.judge_waiting(worker())
    assert waiting.state == "done" and waiting.done == 5 and judged() == 5 and not faults()


def test_a_batch_that_fails_leaves_nothing_half_done(waiting, monkeypatch):
    real, left = applying.record, [3]

    def record(*args, **kwargs):
        left[0] -= 1
        if not left[0]:
            raise RuntimeError("disk full")
        real(*args, **kwargs)

    monkeypatch.setattr(applying, "record", record)
    with pytest.raises(RuntimeError):
        working.judge_waiting(worker())
    db.session.rollback()
    assert judged() == 2 and waiting.state == "running" and not faults()
    monkeypatch.setattr(applying, "record", real)
    db.session.execute(sa.update(Regrade).values(leased_until=now() - jobs.LEASE))
    db.session.commit()
    assert working.judge_waiting(worker())
    assert waiting.state == "done" and judged() == 5 and not faults()
