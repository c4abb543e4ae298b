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

from .. import cast
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


def test_a_key_is_changed_on_the_command_line(office: Flask, keys: Path) -> None:
    early = run(office, "rotate-key", "--reason", "Kunci terlihat")
    assert early.exit_code == 1
    assert "nothing was signed yet" in early.output
    old = json.loads(run(office, "checkpoint", "--json").output)["key"]
    assert run(office, "rotate-key", "--reason", " ").exit_code == 1
    assert run(office, "rotate-key", "--reason", "x", "--by", cast.joko.email).exit_code == 1
    done = run(office, "rotate-key", "--reason", "Kunci terlihat", "--by", cast.agus.email)
    assert done.exit_code == 0
    assert "The old key agreed." in done.output
    said = json.loads(run(office, "checkpoint", "--json").output)
    assert said["key"] != old
    assert open_note(said["note"], [VerifierKey.parse(said["key"])])
    public = office.test_client().get("/ledger").text
    assert old in public
    assert "ditandatangani kunci lama" in public
    assert "Kunci terlihat" not in public, "why is on record, not in the open"


def test_a_key_that_is_gone_is_told_and_another_file_is_set_aside(office: Flask, keys: Path) -> None:
    assert run(office, "checkpoint").exit_code == 0
    (keys / "ledger.key").write_text("bukan kunci")
    told = run(office, "checkpoint")
    assert told.exit_code == 1
    assert "not signed (key)" in told.output
    alarm = office.test_client().get("/ledger").text
    assert "Kunci penanda tangan tidak ada" in alarm
    assert run(office, "rotate-key", "--reason", "Kunci rusak").exit_code == 0
    assert (keys / "ledger.key.1").read_text() == "bukan kunci"
    after = office.test_client().get("/ledger").text
    assert "Kunci penanda tangan tidak ada" not in after
    assert "tanpa tanda tangan kunci lama" in after


def test_what_cannot_be_written_is_one_line_with_its_place(office: Flask, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "milik-orang").write_text("x")
    for words, place in (
        (("export", str(tmp_path / "penuh")), "penuh: is not empty"),
        (("export", str(tmp_path / "berkas" / "dalam")), "berkas"),
        (("receipt", "period:tidak-ada"), "period:tidak-ada"),
        (("checkpoint", "--cosigned", str(tmp_path / "tidak-ada")), "tidak-ada"),
        (("checkpoint", "--cosigned", str(tmp_path / "berkas")), "berkas"),
    ):
        done = run(office, *words)
        assert (done.exit_code, done.output.count("\n")) == (1, 1), done.output
        assert place in done.output
    assert [each.name for each in (tmp_path / "penuh").iterdir()] == ["milik-orang"]


def test_an_export_that_is_stopped_leaves_nothing(office: Flask, tmp_path: Path, monkeypatch) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("training.ledger.exporting._rows", stop)
    assert run(office, "export", str(tmp_path / "ekspor")).exit_code != 0
    assert list((tmp_path / "ekspor").iterdir()) == []
    monkeypatch.undo()
