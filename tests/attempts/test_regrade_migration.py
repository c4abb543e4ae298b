"""Runs begun before there were regrades are known to hold what they hold."""

import runpy
from pathlib import Path

import sqlalchemy as sa

import training
from training.attempts.regrading.models import HeldItem
from training.core.db import db

from .crowd import recruit, run
from .test_regrades import GOOD

FILE = Path(training.__file__).parent / "migrations" / "versions" / "0007_regrades.py"


def test_versions_filled_in_are_those_that_were_noted(app, quiz):
    with app.app_context():
        first, second = recruit(quiz, 2)
        run(first, quiz, GOOD)
        run(first, quiz, GOOD, purpose="practice")
        run(second, quiz, GOOD, submit=False)
        columns = sa.select(HeldItem.attempt_id, HeldItem.item, HeldItem.version_id).order_by(
            *HeldItem.__table__.primary_key
        )
        before = db.session.execute(columns).all()
        db.session.execute(sa.delete(HeldItem))
        runpy.run_path(str(FILE))["_fill"](db.session.connection())
        db.session.commit()
        assert len(before) == 6 and db.session.execute(columns).all() == before
