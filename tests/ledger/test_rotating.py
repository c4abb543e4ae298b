"""Another key: the old one agrees while it is there, and neither of them can do the other's work."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from training.core.clock import now
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.cosigning import cosign
from training.ledger.exporting import export
from training.ledger.keyfiles import new_key, private_key
from training.ledger.models import LedgerCheckpoint, LedgerKeyChange
from training.ledger.notes import COSIGNATURE, VerifierKey
from training.ledger.packs import Cited, pack
from training.ledger.rotating import NothingToChange, change_key, public_keys
from training.ledger.signing import KEY, NEXT, RefusedToSign, public_key, sign_latest
from training.ledger.verifier import check

from .rotation_tampering import ACTS, BY_ITSELF, Act, Stolen, cut, opened, stranger_changes_the_key
from .tampering import Export, rewrite
from .test_record import add_version
from .test_verifier import ORIGIN, PLACES

pytestmark = pytest.mark.database

WHY = "Kunci terlihat oleh orang lain."
WITHOUT = "kunci diganti tanpa tanda tangan kunci lama; mintalah sendiri kunci yang baru"


@dataclass
class Log:
    """An export of a log whose key was changed; `notes` are all that were signed, in order."""

    folder: Path
    notes: list[str]
    keys: list[str]
    stolen: Stolen

    def faults(self, older: list[str] | None = None, keys: list[str] | None = None) -> list[str]:
        return [fault.said for fault in check(self.folder, older or [], keys or [])[0]]


def signed(keys: Path, first: int, count: int) -> str:
    for number in range(first, first + count):
        add_version(number)
    db.session.commit()
    note = sign_latest(keys, ORIGIN, now=now())
    assert note is not None
    return note


def make(app: Flask, folder: Path, *, lost: bool = False) -> Log:
    """A log that was signed twice with one key and twice with another; `lost` if the first was gone."""
    keys = folder / "keys"
    with app.app_context():
        notes = [signed(keys, 0, 24), signed(keys, 30, 5)]
        old = private_key(keys / KEY)
        if lost:
            (keys / KEY).unlink()
        row = change_key(keys, reason=WHY, now=now())
        notes += [signed(keys, 40, 3), signed(keys, 50, 4)]
        place = db.session.scalar(
            sa.text(f"SELECT idx FROM ledger_leaf WHERE record = 'ledger_key:{row.ref}'")
        )
        export(folder / "export", public_keys(keys, ORIGIN), now=now())
        assert verify().faults == []
        stolen = Stolen(old, private_key(keys / KEY), place)
        return Log(folder / "export", notes, [row.old_key, row.new_key], stolen)


@pytest.fixture
def log(app: Flask, tmp_path: Path) -> Log:
    return make(app, tmp_path)


def test_a_log_goes_on_under_another_key_and_both_vouch_for_it(log: Log) -> None:
    assert (log.folder / "keys").read_text().split() == log.keys
    assert log.faults() == []
    for key in log.keys:
        assert log.faults(log.notes, [key]) == [] == log.faults([], [key])
    assert log.faults(log.notes) == [] == log.faults(log.notes, log.keys)
    summary = check(log.folder, [], [])[1]
    assert [line for line in summary if "kunci diganti" in line and "ditandatangani kunci lama" in line]
    stranger = str(VerifierKey(ORIGIN, log.stolen.old.public_key().public_bytes_raw()[::-1]))
    assert "bukan kunci yang Anda pegang" in log.faults([], [stranger])


def test_the_old_key_is_gone_and_the_old_notes_still_open(app: Flask, log: Log, tmp_path: Path) -> None:
    with app.app_context():
        kept = {each.size: each.key for each in db.session.scalars(sa.select(LedgerCheckpoint))}
        sizes = [int(note.split("\n")[1]) for note in log.notes]
        assert [kept[size] for size in sizes] == [log.keys[0]] * 2 + [log.keys[1]] * 2
        assert str(public_key(tmp_path / "keys", ORIGIN)) == log.keys[1]
        assert sorted(each.name for each in (tmp_path / "keys").iterdir()) == [
            *("ledger.key", "ledger.lock", "ledger.signed"),
        ]


def test_a_lost_key_is_told_to_whoever_trusted_it(app: Flask, tmp_path: Path) -> None:
    log = make(app, tmp_path, lost=True)
    assert log.faults() == []
    assert any("TANPA tanda tangan kunci lama" in line for line in check(log.folder, [], [])[1])
    assert log.faults([], log.keys[:1]) == [WITHOUT] == log.faults(log.notes[:1])
    assert log.faults(log.notes, log.keys[1:]) == [] == log.faults(log.notes, log.keys)
    [fault] = check(log.folder, log.notes[:1], [])[0]
    assert fault.place == f"entri / entry {log.stolen.change}"


@pytest.mark.parametrize("which", [1, 3])
def test_a_witness_who_saw_it_afterwards_stands_for_a_lost_key(
    app: Flask, tmp_path: Path, which: int
) -> None:
    log, secret = make(app, tmp_path, lost=True), Ed25519PrivateKey.from_private_bytes(b"\x03" * 32)
    witness = str(VerifierKey("saksi.contoh.id", secret.public_key().public_bytes_raw(), COSIGNATURE))
    changed = opened(log.folder, log.stolen)
    changed.notes[which] += cosign(changed.notes[which], secret, "saksi.contoh.id", datetime.now(UTC)) + "\n"
    changed.save()
    expected = [] if which == 3 else [WITHOUT]
    assert log.faults(log.notes[:1], [witness]) == expected == log.faults([], [log.keys[0], witness])


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whatever_a_thief_of_one_key_does_is_found(log: Log, act: Act) -> None:
    clean, found = log.folder, {"bare": 0, "note": 0, "key": 0}
    for place in range(PLACES):
        log.folder = clean.with_name(f"copy-{place}")
        shutil.copytree(clean, log.folder)
        changed = opened(log.folder, log.stolen)
        act(changed, place, log.stolen)
        changed.save()
        found["bare"] += bool(log.faults())
        found["note"] += bool(log.faults(log.notes[1:2]))
        found["key"] += bool(log.faults([], log.keys[:1]))
    assert found["note"] == PLACES == found["key"]
    assert act not in BY_ITSELF or found["bare"] == PLACES


def test_a_stolen_old_key_rewrites_nothing_that_somebody_else_holds(log: Log) -> None:
    clean, sizes = log.folder, [int(note.split("\n")[1]) for note in log.notes]
    for place in range(0, sizes[0], sizes[0] // PLACES):
        log.folder = clean.with_name(f"copy-{place}")
        shutil.copytree(clean, log.folder)
        changed = Export(log.folder, log.stolen.old)
        cut(changed, sizes[1])
        rewrite(changed, place)
        changed.keys = log.keys[:1]
        changed.save()
        assert log.faults([], log.keys[:1]) == [], "before the change it was the key: nothing inside shows it"
        assert log.faults([], log.keys[1:]) != []
        for note in log.notes:
            assert log.faults([note]) != []


def test_a_pack_made_afterwards_cites_the_change(app: Flask, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    with app.app_context():
        record = f"code_version:{add_version(1).ref}"
        older = signed(keys, 10, 3)
        old = str(public_key(keys, ORIGIN))
        change_key(keys, reason=WHY, now=now())
        signed(keys, 20, 2)
        made = pack({"surat.txt": b"x"}, [Cited(record, None, "Versi")], now=now())
    (tmp_path / "bukti.zip").write_bytes(made)
    for held in ([], [old]):
        faults, summary = check(tmp_path / "bukti.zip", [], held)
        assert faults == []
        assert any("ledger.key_changed" in line for line in summary)
    [asked] = check(tmp_path / "bukti.zip", [older], [old])[0]
    assert "/ledger/proof" in asked.said, "the old note opens; the pack alone cannot show that it grew"


@pytest.mark.parametrize("how", ["gone", "broken", "other", "other, and the database says nothing"])
def test_a_key_that_is_gone_or_another_signs_nothing(app: Flask, tmp_path: Path, how: str) -> None:
    keys = tmp_path / "keys"
    with app.app_context():
        signed(keys, 0, 2)
        held = (keys / KEY).read_bytes()
        (keys / KEY).unlink()
        if how == "broken":
            (keys / KEY).write_bytes(b"-----BEGIN PRIVATE KEY-----\nbukan\n")
        elif how != "gone":
            new_key(keys / KEY)
        if how.endswith("nothing"):
            db.session.execute(sa.update(LedgerCheckpoint).values(key=""))
            db.session.commit()
        before = sorted(each.name for each in keys.iterdir())
        with pytest.raises(RefusedToSign) as refused:
            sign_latest(keys, ORIGIN, now=now())
        db.session.rollback()
        assert refused.value.reason == "key"
        assert sorted(each.name for each in keys.iterdir()) == before, "no key is made in its place"
        (keys / KEY).write_bytes(held)
        assert sign_latest(keys, ORIGIN, now=now())


def test_a_change_that_was_cut_short_is_finished(app: Flask, tmp_path: Path, monkeypatch) -> None:
    keys = tmp_path / "keys"
    with app.app_context():
        signed(keys, 0, 2)
        with monkeypatch.context() as patch:
            patch.setattr("training.ledger.rotating.os", SimpleNamespace(replace=stop))
            with pytest.raises(KeyboardInterrupt):
                change_key(keys, reason=WHY, now=now())
        db.session.rollback()
        assert (keys / NEXT).exists()
        signed(keys, 10, 2)
        assert str(public_key(keys, ORIGIN)) == db.session.scalar(sa.select(LedgerKeyChange.new_key))
        assert not (keys / NEXT).exists()
        with monkeypatch.context() as patch:
            patch.setattr("training.ledger.rotating.record", stop)
            with pytest.raises(KeyboardInterrupt):
                change_key(keys, reason=WHY, now=now())
        db.session.rollback()
        signed(keys, 20, 2)
        assert len(db.session.scalars(sa.select(LedgerKeyChange)).all()) == 1


def stop(*_args: object, **_kwargs: object) -> None:
    raise KeyboardInterrupt


def test_what_the_old_key_refuses_to_sign_is_settled_first(app: Flask, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    with app.app_context():
        with pytest.raises(NothingToChange):
            change_key(keys, reason=WHY, now=now())
        signed(keys, 0, 2)
        held = (keys / KEY).read_bytes()
        with pytest.raises(ValueError, match="reason"):
            change_key(keys, reason=" \n", now=now())
        db.session.execute(sa.text('UPDATE ledger_head SET size = 3, frontier = \'["ab", "cd"]\''))
        db.session.commit()
        with pytest.raises(RefusedToSign, match="were signed"):
            change_key(keys, reason=WHY, now=now())
        db.session.rollback()
        assert (keys / KEY).read_bytes() == held
        assert db.session.scalar(sa.select(LedgerKeyChange)) is None


def test_an_export_with_a_strangers_key_on_record_names_its_place(log: Log) -> None:
    changed = opened(log.folder, log.stolen)
    stranger_changes_the_key(changed, 0, log.stolen)
    changed.save()
    [fault] = check(log.folder, log.notes[1:2], [])[0]
    assert (fault.place, fault.said) == (f"entri / entry {log.stolen.change}", WITHOUT)
