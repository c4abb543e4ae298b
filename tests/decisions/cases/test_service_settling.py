"""The worker's duty: at most once an hour, and nothing is lost when it is told to end."""

from datetime import date, timedelta

import pytest
from flask import Flask

from training.core.worker import Ending, Worker, duties
from training.decisions.cases import settling
from training.decisions.cases.settling import SettleNow

from .test_service import entries
from .walking import delivered


def test_the_worker_settles_cases_once_an_hour(board: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(duties(board)["cases"], SettleNow)
    with board.app_context():
        walk = delivered("discipline").on(date(2027, 2, 1))
        duty, worker = SettleNow(), Worker(board)
        monkeypatch.setattr(settling, "now", lambda: walk.now - timedelta(days=50))
        assert not duty(worker)
        monkeypatch.setattr(settling, "now", lambda: walk.now - timedelta(days=50) + timedelta(minutes=59))
        assert not duty(worker)
        monkeypatch.setattr(settling, "now", lambda: walk.now)
        assert duty(worker)
        assert [entry.level for entry in entries(walk)] == ["light"]
        monkeypatch.setattr(settling, "now", lambda: walk.now + timedelta(hours=1))
        assert not duty(worker)


def test_a_worker_that_was_told_to_end_enters_nothing_more(board: Flask) -> None:
    with board.app_context():
        walk = delivered("discipline").on(date(2027, 2, 1))
        worker = Worker(board)
        worker.told.set()
        with pytest.raises(Ending):
            settling.settle_all(worker, walk.now)
        assert entries(walk) == []
