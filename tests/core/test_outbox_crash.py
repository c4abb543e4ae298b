"""Workers as processes: killed at the worst moments, and several at once. No letter is sent twice."""

import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.core.mailing import start_worker
from tests.core.mailserver import MailServer
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.outbox.models import UNCERTAIN, Letter
from training.core.outbox.posting import Written, post

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def server() -> Iterator[MailServer]:
    made = MailServer()
    yield made
    made.close()


@pytest.fixture
def start(app: Flask, store: Any, server: MailServer) -> Iterator[Start]:
    """`start("--once")` is a worker on the test's database."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> "subprocess.Popen[bytes]":
        started.append(start_worker(store.url, server.way, *arguments))
        return started[-1]

    yield begin
    for worker in started:
        worker.kill()
        worker.wait()


def write(app: Flask, count: int) -> None:
    letters = [
        Written(kind="test", key=str(each), to_address=f"pegawai{each}@contoh.id", subject="Uji", body="Uji")
        for each in range(count)
    ]
    with app.app_context():
        post(letters, now=now())
        db.session.commit()


def states(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Letter.state).order_by(Letter.id)))


def let_the_lease_run_out(app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.update(Letter).values(leased_until=now() - timedelta(seconds=1)))
        db.session.commit()


def killed_at(step: str, server: MailServer, worker: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    """Kill -9 a worker while the server thinks at a step."""
    reached, go_on = threading.Event(), threading.Event()

    def think() -> str:
        reached.set()
        go_on.wait(30)
        return "250 taken" if step != "DATA" else "354 go ahead"

    server.answers[step].append(think)
    process = worker()
    assert reached.wait(60)
    process.kill()
    process.wait()
    go_on.set()


def test_killed_between_the_servers_yes_and_ours_it_is_uncertain_and_not_sent_again(app, server, start):
    write(app, 1)
    killed_at("END", server, lambda: start())
    let_the_lease_run_out(app)
    assert start("--once").wait(60) == 0
    assert states(app) == [UNCERTAIN]
    assert len(server.kept) == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_killed_before_the_last_line_it_is_sent_by_the_next(app, server, start, step):
    write(app, 1)
    killed_at(step, server, lambda: start())
    assert server.kept == []
    let_the_lease_run_out(app)
    assert start("--once").wait(60) == 0
    assert states(app) == [jobs.DONE]
    assert len(server.kept) == 1


def test_several_workers_send_each_letter_once(app, server, start):
    write(app, 60)
    workers = [start("--once") for _ in range(3)]
    assert [worker.wait(120) for worker in workers] == [0, 0, 0]
    assert states(app) == [jobs.DONE] * 60
    assert set(Counter(mail["To"] for mail in server.letters).values()) == {1}
    assert len(server.kept) == 60


def test_killed_again_and_again_at_any_moment_nothing_is_sent_twice(app, server, start):
    write(app, 120)
    for pause in (0.0, 0.05, 0.11, 0.17, 0.23):
        worker, before = start(), len(server.kept)
        while len(server.kept) == before and worker.poll() is None:
            time.sleep(0.005)
        time.sleep(pause)
        worker.kill()
        worker.wait()
        let_the_lease_run_out(app)
    assert start("--once").wait(120) == 0
    sent = Counter(mail["To"] for mail in server.letters)
    assert set(sent.values()) == {1}
    found = Counter(states(app))
    assert found[jobs.DONE] + found[UNCERTAIN] == 120
    assert found[UNCERTAIN] <= 5
    assert found[jobs.DONE] <= len(sent) <= 120
