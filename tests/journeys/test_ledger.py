"""A restored backup, as people see it: the alarm on the public page and at the administrator's desk."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests import cast as people
from tests.ledger.test_record import add_version
from training.core.db import db

from .conftest import DESK


class File:
    """The database of an office on one machine, copied and put back as one copies a file."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.path = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))

    def copy(self, to: Path) -> None:
        with self.app.app_context():
            db.session.rollback()
            db.engine.dispose()
        shutil.copyfile(self.path, to)

    def put_back(self, kept: Path) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for beside in (f"{self.path}-wal", f"{self.path}-shm"):
            Path(beside).unlink(missing_ok=True)
        shutil.copyfile(kept, self.path)


def grow(app: Flask, number: int) -> None:
    with app.app_context():
        for each in range(3):
            add_version(number + each)
        db.session.commit()


def test_a_restored_backup_is_told_on_screen_until_it_is_accepted(
    app: Flask, visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pytest.skip("a backup that is a file")
    monkeypatch.setitem(app.config, "KEYS_FOLDER", str(tmp_path / "keys"))
    commands, file, kept = app.test_cli_runner(), File(app), tmp_path / "cadangan.sqlite3"
    grow(app, 1)
    assert commands.invoke(args=["ledger", "checkpoint"]).exit_code == 0
    agus, anybody = visit(people.agus, size=DESK), visit()
    file.copy(kept)
    grow(app, 10)
    assert commands.invoke(args=["ledger", "checkpoint"]).exit_code == 0
    for page, address in ((anybody, "/ledger"), (agus, "/administration/people")):
        page.goto(address)
        expect(page.get_by_role("alert").filter(has_text="Buku catatan")).to_have_count(0)

    file.put_back(kept)
    refused = commands.invoke(args=["ledger", "checkpoint"])
    assert refused.exit_code == 1 and "rollback" in refused.output
    alarm = "Buku catatan tidak ditandatangani sejak"
    anybody.goto("/ledger")
    expect(anybody.get_by_text(alarm)).to_be_visible()
    expect(anybody.get_by_text("Pengelola sudah diberi tahu")).to_be_visible()
    agus.goto("/administration/people")
    expect(agus.get_by_text(alarm)).to_be_visible()
    expect(agus.get_by_text("ledger accept-restore")).to_be_visible()

    accepted = ["ledger", "accept-restore", "--reason", "Cakram rusak", "--by", people.agus.email]
    assert commands.invoke(args=accepted).exit_code == 0
    anybody.goto("/ledger")
    expect(anybody.get_by_text(alarm)).to_have_count(0)
    expect(anybody.get_by_text("buku diteruskan dari cadangan")).to_be_visible()
    agus.goto("/administration/people")
    expect(agus.get_by_text(alarm)).to_have_count(0)
    assert commands.invoke(args=["ledger", "verify"]).exit_code == 0
