"""Runs submitted before marks were kept get the same marks as those submitted since."""

import runpy
from pathlib import Path

import sqlalchemy as sa

import training
from training.attempts.models import ItemMark
from training.core.db import db

from .crowd import crowd
from .test_insight import CROWD

FILE = Path(training.__file__).parent / "migrations" / "versions" / "0002_item_marks.py"


def kept():
    columns = [column for column in ItemMark.__table__.columns if column.name != "id"]
    return sorted(db.session.execute(sa.select(*columns)).all(), key=lambda row: (row.attempt_id, row.item))


def test_marks_filled_in_are_those_that_were_kept(app, quiz):
    with app.app_context():
        crowd(quiz, [*CROWD, {}])
        before = kept()
        db.session.execute(sa.delete(ItemMark))
        runpy.run_path(str(FILE))["_fill"](db.session.connection())
        db.session.commit()
        assert len(before) == 26 * 3 and kept() == before
