"""A worker killed in the middle of an import: whole chunks stay, the next worker goes on, nobody comes twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.people.sheets import UNIT, hold
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.people.importing import queueing
from training.people.importing.models import ImportStep, PeopleImport
from training.people.models import Person, Posting

ROOT = Path(__file__).parents[3]
PEOPLE = 60
# The child tells of each chunk, then waits to be killed in the middle of the third, when rows are flushed.
CHILD = """
import sys, time
from app import create_app
from training.people.importing import queueing
from training.people.importing import writing
from training.core.worker import Worker
app = create_app({"TESTING": True, "SECRET_KEY": "x" * 40, "SQLALCHEMY_DATABASE_URI": sys.argv[1]})
queueing.CHUNK = 10
whole, calls = writing.write, []
def write(*told):
    whole(*told)
    calls.append(1)
    if len(calls) == 3:
        print("now", flush=True)
        time.sleep(60)
queueing.write = write
with app.app_context():
    queueing.take_up(Worker(app))
"""


@pytest.mark.database
def test_a_worker_killed_in_the_middle_leaves_whole_chunks_for_the_next(app, store, cast, monkeypatch):
    with app.app_context():
        agus = db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()
        rows = [
            [f"Pegawai {n}", f"19900101201501{1 + n % 2}{n:03}", "", UNIT, ""] for n in range(1, PEOPLE + 1)
        ]
        row = hold(agus, rows)
        queueing.confirm(row, row.stamp, by=None, now=now())
        db.session.commit()
        number = row.id
        db.session.remove()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, store.url],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "now\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    with app.app_context():
        left = db.session.get_one(PeopleImport, number)
        assert (left.state, left.done) == (jobs.RUNNING, 20)
        assert written() == 20
        left.leased_until = now() - timedelta(seconds=1)
        db.session.commit()
        monkeypatch.setattr(queueing, "CHUNK", 10)
        until = time.monotonic() + 30
        while not queueing.take_up(Worker(app)):
            assert time.monotonic() < until
        done = db.session.get_one(PeopleImport, number, populate_existing=True)
        assert (done.state, done.done, done.tries) == (jobs.DONE, PEOPLE, 2)
        assert written() == PEOPLE
        posts = sa.select(sa.func.count()).select_from(Posting).join(Person, Posting.person_id == Person.id)
        assert db.session.scalar(posts.where(Person.name.like("Pegawai %"))) == PEOPLE
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportStep)) == PEOPLE


def written() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Person.name.like("Pegawai %")))
