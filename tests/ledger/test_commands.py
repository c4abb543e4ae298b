"""`flask ledger` and the worker's turn: signed by themselves, told plainly when not."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

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


def test_a_key_that_belongs_to_somebody_else_is_left_alone(office: Flask, keys: Path) -> None:
    """In service the folder is another user's; whoever may not look into it asks nothing of it."""
    assert run(office, "checkpoint").exit_code == 0
    script = f"""
import os, sys
from pathlib import Path
from training.ledger.duty import _may_sign
os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(_may_sign(Path({str(keys)!r})) or _may_sign(Path("/proc/1/tidak-ada/kunci")))
"""
    if os.getuid() != 0:
        pytest.skip("only root becomes somebody else")
    done = subprocess.run([sys.executable, "-c", script], cwd=Path.cwd(), check=False)
    assert done.returncode == 0
