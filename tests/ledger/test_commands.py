"""`flask ledger` and the worker's turn: signed by themselves, told plainly when not."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.ledger.duty import SignNow
from training.ledger.models import LedgerCheckpoint, LedgerHead
from training.ledger.notes import Proof, VerifierKey, open_note

from .test_record import add_version

pytestmark = pytest.mark.database


def run(app: Flask, *words: str):
    return app.test_cli_runner().invoke(args=["ledger", *words])


def test_a_checkpoint_and_a_receipt_on_the_command_line(office: Flask) -> None:
    with office.app_context():
        record = f"code_version:{add_version(7).ref}"
        db.session.commit()
    early = run(office, "receipt", record)
    assert early.exit_code == 1 and "flask ledger checkpoint" in early.output
    said = json.loads(run(office, "checkpoint", "--json").output)
    key = VerifierKey.parse(said["key"])
    checkpoint = open_note(said["note"], [key])
    assert checkpoint.origin == "localhost/ledger"
    proof = Proof.parse(run(office, "receipt", record).output)
    assert open_note(proof.note, [key]) == checkpoint and proof.index == checkpoint.size - 1
    assert said["key"] in run(office, "checkpoint").output


def test_a_restored_backup_is_told_and_nothing_is_signed(office: Flask) -> None:
    assert run(office, "checkpoint").exit_code == 0
    with office.app_context():
        db.session.execute(sa.update(LedgerHead).values(size=3, frontier=["ab" * 32] * 2))
        db.session.commit()
    told = run(office, "checkpoint")
    assert told.exit_code == 1 and "rollback" in told.output


def test_the_worker_signs_when_it_is_time_and_something_is_new(office: Flask) -> None:
    duty, worker = SignNow(), Worker(office)
    with office.app_context(), time_machine.travel(now(), tick=False) as clock:
        assert duty(worker) and not duty(worker)
        clock.shift(timedelta(minutes=16))
        assert not duty(worker), "nothing is new"
        add_version(8)
        db.session.commit()
        clock.shift(timedelta(minutes=16))
        assert duty(worker)
        assert db.session.scalar(sa.select(sa.func.count(LedgerCheckpoint.size))) == 2
        office.config["CHECKPOINT_MINUTES"] = 0
        add_version(9)
        db.session.commit()
        clock.shift(timedelta(days=1))
        assert not duty(worker), "an office that signs by hand"


def test_a_refusal_is_logged_once_a_turn(office: Flask, caplog: pytest.LogCaptureFixture) -> None:
    duty, worker = SignNow(), Worker(office)
    with office.app_context(), time_machine.travel(now(), tick=False) as clock:
        assert duty(worker)
        db.session.execute(sa.update(LedgerHead).values(size=2, frontier=["ab" * 32]))
        db.session.commit()
        clock.shift(timedelta(minutes=20))
        assert not duty(worker) and not duty(worker)
        assert [record.levelname for record in caplog.records].count("CRITICAL") == 1
