"""The worker as a process of its own: it reads a scan page by page, and what it was at survives its end."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.codes.office import TEXT
from tests.codes.scanning import scan, start_worker
from training.codes import waiting
from training.codes.intake import Told
from training.codes.models import CodeVersion, Intake, IntakeFile
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.people.models import Person

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(app: Flask, store: Any) -> Iterator[Start]:
    """`start("--once", seconds=0.5)` is a worker on the test's database."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str, seconds: float = 0.0) -> "subprocess.Popen[bytes]":
        started.append(start_worker(store.url, app.config["SLOTS_FOLDER"], *arguments, seconds=seconds))
        return started[-1]

    yield begin
    for worker in started:
        worker.kill()
        worker.wait()


def sent(app: Flask, member: Any, data: bytes, how: Any = "pictures") -> int:
    with app.app_context():
        person = db.session.scalars(sa.select(Person).filter_by(email=member.email)).one()
        row = waiting.wait_in_line(person, data, "pindaian.pdf", how, Told(None), now=now())
        db.session.commit()
        return row.id


def until(app: Flask, number: int, reached: Callable[[Intake], bool]) -> Intake:
    """The row once it is so far."""
    for _ in range(300):
        with app.app_context():
            row = db.session.get_one(Intake, number)
            _ = row.version and row.version.clauses
            if reached(row):
                return row
        time.sleep(0.1)
    raise AssertionError(f"still {row.state}, page {row.page} of {row.pages}: {row.message}")


def readers_of(worker: "subprocess.Popen[bytes]") -> list[int]:
    """The children a worker has."""
    listed = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text()
    return [int(number) for number in listed.split()]


def alive(number: int) -> bool:
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(number, 0)
        return not Path(f"/proc/{number}/stat").read_text().split(") ")[1].startswith("Z")
    return False


def gone(numbers: list[int]) -> bool:
    for _ in range(50):
        if not any(map(alive, numbers)):
            return True
        time.sleep(0.1)
    return False


def versions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(CodeVersion)) or 0


def test_a_scan_is_read_page_by_page(app: Flask, cast: Any, start: Start) -> None:
    number = sent(app, cast.agus, scan(3))
    start(seconds=0.5)
    halfway = until(app, number, lambda row: row.page == 2)
    assert (halfway.state, halfway.pages) == (jobs.RUNNING, 3)
    row = until(app, number, lambda row: not row.unfinished)
    assert row.state == jobs.DONE and row.version, row.message
    assert row.version.clauses[0].text == "Jujur dalam bekerja;" and len(row.version.clauses) == 4
    assert "dibaca dari gambar" in row.notes[0]


def test_a_worker_killed_in_the_middle_leaves_no_reader_and_the_next_one_takes_it_up(
    app: Flask, cast: Any, start: Start
) -> None:
    number, before = sent(app, cast.agus, scan(4)), versions(app)
    first = start(seconds=1)
    until(app, number, lambda row: row.page == 1)
    readers = readers_of(first)
    assert len(readers) == 1
    first.kill()
    first.wait()
    assert gone(readers) and versions(app) == before
    with app.app_context():
        row = db.session.get_one(Intake, number)
        assert row.state == jobs.RUNNING and db.session.get(IntakeFile, number)
        row.leased_until = now() - timedelta(seconds=1)
        db.session.commit()
    assert start("--once").wait(60) == 0
    row = until(app, number, lambda row: row.state == jobs.DONE)
    assert row.tries == 2 and versions(app) == before + 1
    with app.app_context():
        assert db.session.get(IntakeFile, number) is None


def test_a_worker_told_to_end_gives_back_what_it_was_at(app: Flask, cast: Any, start: Start) -> None:
    number = sent(app, cast.agus, scan(4))
    worker = start(seconds=5)
    until(app, number, lambda row: row.state == jobs.RUNNING)
    readers = readers_of(worker)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0 and gone(readers)
    row = until(app, number, lambda row: row.state == jobs.WAITING)
    assert (row.tries, row.worker) == (0, "")


def test_a_cancelled_scan_ends_its_reader(app: Flask, cast: Any, start: Start) -> None:
    number = sent(app, cast.agus, scan(4))
    worker = start(seconds=20)
    until(app, number, lambda row: row.state == jobs.RUNNING)
    while not (readers := readers_of(worker)):
        time.sleep(0.05)
    with app.app_context():
        assert waiting.cancel(db.session.get_one(Intake, number), now=now())
        db.session.commit()
    assert gone(readers) and worker.poll() is None
    assert until(app, number, lambda row: row.state == jobs.CANCELLED).version is None


def test_two_workers_read_each_upload_of_two_agencies_once(app: Flask, cast: Any, start: Start) -> None:
    texts = [TEXT.replace("Jujur", f"Jujur {number}").encode() for number in range(3)]
    numbers = [sent(app, member, text, "text") for text in texts for member in (cast.agus, cast.lina)]
    workers = [start("--once"), start("--once")]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    rows = [until(app, number, lambda row: row.state == jobs.DONE) for number in numbers]
    assert {row.tries for row in rows} == {1} and len({row.version_id for row in rows}) == 6
    assert all(row.version and row.version.agency_id == row.agency_id for row in rows)
