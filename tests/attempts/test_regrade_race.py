"""Confirming and ending at the same moment: one regrade, and no run that was judged by one key only by chance."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import sqlalchemy as sa

from training.attempts import service as runs
from training.attempts.models import Attempt, Outcome
from training.attempts.regrading import service
from training.attempts.regrading.impact import impact_of
from training.attempts.regrading.models import Regrade
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.people.models import Person

from .crowd import recruit, run
from .test_regrades import GOOD, LATER, MORNING, SWAPPED, TOOK, Desk, faults

HANDS = 6


def together(app, acts):
    """Each act in a transaction of its own, all starting at the same moment."""
    start = Barrier(len(acts))

    def one(act):
        with app.app_context():
            start.wait(timeout=30)
            try:
                act()
                db.session.commit()
            except service.Stale:
                db.session.rollback()

    with ThreadPoolExecutor(len(acts)) as hands:
        list(hands.map(one, acts))


def confirming(ref, mark, actor):
    def act():
        regrade = db.session.scalars(sa.select(Regrade).where(Regrade.ref == ref)).one()
        service.confirm(regrade, stamp=mark, actor=db.session.get(Person, actor), now=LATER)

    return act


def ending(attempt_id):
    return lambda: runs.submit(db.session.get(Attempt, attempt_id), now=MORNING + timedelta(minutes=9))


def prepared(quiz, late):
    desk = Desk(quiz)
    open_ = [run(person, quiz, late, submit=False).id for person in recruit(quiz, HANDS, first=9)]
    regrade = desk.propose(SWAPPED)
    return regrade.ref, impact_of(regrade, now=LATER).stamp, desk.ketut.id, open_


def test_confirmed_by_many_hands_it_is_done_once(app, quiz):
    with app.app_context():
        ref, mark, actor, _open = prepared(quiz, GOOD)
    together(app, [confirming(ref, mark, actor)] * HANDS)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Outcome.id))) == 10
        recorded = sa.select(sa.func.count()).where(LedgerLeaf.kind == "scenario.regraded")
        assert db.session.scalar(recorded) == 1 and not faults()


def test_runs_that_end_meanwhile_are_judged_by_the_new_key_too(app, quiz):
    with app.app_context():
        ref, mark, actor, open_ = prepared(quiz, TOOK)
    together(app, [*(ending(each) for each in open_), confirming(ref, mark, actor)])
    with app.app_context():
        regrade = db.session.scalars(sa.select(Regrade)).one()
        if regrade.proposed:
            # A run that ended first made another list of it: it is looked at again.
            confirming(ref, impact_of(regrade, now=LATER).stamp, actor)()
            db.session.commit()
        results = list(db.session.scalars(sa.select(Outcome).join(Attempt.outcome)))
        assert len(results) == 5 + HANDS
        assert {outcome.regrade_id for outcome in results} == {regrade.id}
        assert all(outcome.passed for outcome in results) and not faults()
