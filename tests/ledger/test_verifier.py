"""The verifier that stands alone: quiet about a clean record, and it finds every tampering and where it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives import serialization
from flask import Flask

from training.core.clock import now
from training.core.db import db
from training.ledger.exporting import export
from training.ledger.signing import KEY, public_key, sign_latest
from training.ledger.verifier import check

from .tampering import ACTS, Export, rewrite, roll_back
from .test_record import add_version

pytestmark = pytest.mark.database

ORIGIN, PLACES = "adab.contoh.id/ledger", 20


@pytest.fixture
def made(app: Flask, tmp_path: Path) -> tuple[Path, str]:
    """An export of a record signed twice, and the older note, as the inspectorate keeps it."""
    return make(app, tmp_path)


def make(app: Flask, folder: Path) -> tuple[Path, str]:
    """Such an export below a folder."""
    keys = folder / "keys"
    with app.app_context():
        for number in range(30):
            version = add_version(number)
            if number % 3 == 0:
                version.state = "superseded"
        db.session.commit()
        older = sign_latest(keys, ORIGIN, now=now())
        for number in range(30, 42):
            add_version(number)
        db.session.commit()
        sign_latest(keys, ORIGIN, now=now())
        export(folder / "export", [public_key(keys, ORIGIN)], now=now())
    return folder / "export", older


def opened(folder: Path) -> Export:
    key = serialization.load_pem_private_key((folder.parent / "keys" / KEY).read_bytes(), password=None)
    return Export(folder, key)


def places(size: int) -> list[int]:
    return sorted(Random(11).sample(range(size), min(PLACES, size)))


def test_a_clean_record_holds_also_with_the_older_note_and_the_key(made: tuple[Path, str]) -> None:
    folder, older = made
    key = (folder / "keys").read_text().strip()
    assert check(folder, [], [])[0] == []
    assert check(folder, [older], [key])[0] == []


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whatever_is_changed_is_found_wherever_it_was(made: tuple[Path, str], tmp_path: Path, act) -> None:
    folder, older = made
    for place in places(len(opened(folder).leaves) - 1):
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy)
        changed = opened(copy)
        act(changed, place)
        changed.save()
        faults, _summary = check(copy, [older], [])
        assert faults, f"at {place}"
        assert all(fault.place and fault.said and fault.said_en for fault in faults)
        shutil.rmtree(copy)


@pytest.mark.parametrize("act", [rewrite, roll_back])
def test_who_has_the_key_is_found_by_an_older_note_kept_elsewhere(made: tuple[Path, str], act) -> None:
    folder, older = made
    signed = int(older.split("\n")[1])
    for place in places(signed - 1):
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy)
        changed = opened(copy)
        act(changed, place)
        changed.save()
        assert check(copy, [], [])[0] == [], "consistent in itself: nothing inside can show it"
        faults = check(copy, [older], [])[0]
        assert [fault.place for fault in faults] in (
            ["titik Anda / your checkpoint 1"],
            [f"entri / entries 0–{signed - 1}"],
        )
        shutil.rmtree(copy)


@pytest.mark.parametrize("kind", ["payload", "leaf"])
def test_the_place_is_named(made: tuple[Path, str], kind: str) -> None:
    folder, older = made
    changed = opened(folder)
    if kind == "payload":
        changed.payloads[17]["body"] += " "
    else:
        changed.leaves[17]["actor"] = "lain"
    changed.save()
    found = {fault.place for fault in check(folder, [older], [])[0]}
    signed = int(older.split("\n")[1])
    assert found >= ({"entri / entry 17"} if kind == "payload" else {f"entri / entries 0–{signed - 1}"})


def test_it_stands_alone(made: tuple[Path, str], tmp_path: Path) -> None:
    """The copy in the export, run by itself in an empty place, says so in both languages and by its exit."""
    folder, older = made
    note = tmp_path / "catatan"
    note.write_text(older)
    command = [sys.executable, "-I", str(folder / "verifier.py"), str(folder), "--checkpoint", str(note)]
    clean = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert clean.returncode == 0 and "Semuanya cocok. / Everything holds." in clean.stdout
    note.write_bytes(b"\r\n" + older.replace("\n", "\r\n").encode() + b"\r\n\r\n")
    pasted = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (pasted.returncode, pasted.stdout) == (0, clean.stdout)
    changed = opened(folder)
    changed.rows[0]["fact"] = "{}"
    changed.save()
    found = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert found.returncode == 1 and changed.rows[0]["record"] in found.stdout
    assert "berbeda" in found.stdout and "differs" in found.stdout
    nowhere = subprocess.run(
        [*command[:3], "tidak-ada"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert nowhere.returncode == 2


def test_an_export_is_never_written_over_something(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "milik-orang").write_text("x")
    with app.app_context(), pytest.raises(FileExistsError):
        export(tmp_path, [], now=now())


def test_an_erased_record_still_verifies(app: Flask, made: tuple[Path, str]) -> None:
    folder, older = made
    changed = opened(folder)
    assert changed.rows
    del changed.payloads[20]
    changed.save()
    assert [fault.said for fault in check(folder, [older], [])[0]] == [
        "isinya hilang tanpa catatan penghapusan"
    ]
