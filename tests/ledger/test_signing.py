"""Checkpoints are signed for a record that only grows; receipts prove a leaf without the database."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.clock import now
from training.core.db import db
from training.ledger.models import LedgerCheckpoint, LedgerHead, LedgerLeaf, LedgerNode
from training.ledger.notes import Checkpoint, Proof, open_note
from training.ledger.receipts import grown, latest_checkpoint, receipt
from training.ledger.signing import KEY, STATE, RefusedToSign, public_key, read_signed, sign_latest
from training.ledger.tree import consistency_holds, inclusion_holds

from .test_record import add_version

pytestmark = pytest.mark.database

ORIGIN = "adab.contoh.id/log"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def signed(folder: Path) -> Checkpoint:
    note = sign_latest(folder, ORIGIN, now=now())
    assert note is not None
    return open_note(note, [public_key(folder, ORIGIN)])


def grow(count: int) -> list[str]:
    """So many new leaves; the records they are about."""
    known = db.session.get(LedgerHead, 1).size
    made = [add_version(known + number) for number in range(count)]
    db.session.commit()
    return [f"code_version:{version.ref}" for version in made]


def refusal(folder: Path) -> str:
    before = read_signed(folder)
    with pytest.raises(RefusedToSign) as refused:
        sign_latest(folder, ORIGIN, now=now())
    db.session.rollback()
    assert read_signed(folder) == before
    return refused.value.reason


def test_a_checkpoint_says_what_the_head_says_and_is_kept_once(app: Flask, folder: Path) -> None:
    with app.app_context():
        first = signed(folder)
        head = db.session.get(LedgerHead, 1)
        assert (first.origin, first.size) == (ORIGIN, head.size)
        assert signed(folder) == first
        grow(3)
        assert signed(folder).size == first.size + 3
        sizes = db.session.scalars(sa.select(LedgerCheckpoint.size).order_by(LedgerCheckpoint.size))
        assert list(sizes) == [first.size, first.size + 3]
        assert (folder / KEY).stat().st_mode & 0o777 == 0o600
        later = latest_checkpoint()
        roots = first.root, open_note(later.note, [public_key(folder, ORIGIN)]).root
        assert consistency_holds(first.size, later.size, *roots, grown(first.size, later.size))


def test_a_backup_from_before_is_noticed(app: Flask, folder: Path) -> None:
    with app.app_context():
        base = db.session.get(LedgerHead, 1)
        size, frontier = base.size, list(base.frontier)
        grow(2)
        signed(folder)
        db.session.execute(
            sa.delete(LedgerNode).where(LedgerNode.level == 1, LedgerNode.place * 2 + 1 >= size)
        )
        db.session.execute(sa.delete(LedgerLeaf).where(LedgerLeaf.idx >= size))
        db.session.execute(sa.update(LedgerHead).values(size=size, frontier=frontier))
        db.session.commit()
        assert refusal(folder) == "rollback"


@pytest.mark.parametrize("level", [0, 1])
def test_a_past_that_was_rewritten_is_not_signed(app: Flask, folder: Path, level: int) -> None:
    with app.app_context():
        grow(9)
        size = signed(folder).size
        if level:
            rows = sa.update(LedgerNode).values(hash=b"x" * 32)
        else:
            rows = sa.update(LedgerLeaf).where(LedgerLeaf.idx == size - 1).values(leaf_hash="ab" * 32)
            grow(1 - size % 2)
        db.session.execute(rows)
        db.session.commit()
        if level or size % 2:
            assert refusal(folder) == "rewritten"


@pytest.mark.parametrize("how", ["body", "gone", "head"])
def test_what_came_since_must_make_the_head(app: Flask, folder: Path, how: str) -> None:
    with app.app_context():
        size = signed(folder).size
        grow(3)
        if how == "body":
            db.session.execute(sa.update(LedgerLeaf).where(LedgerLeaf.idx == size + 1).values(body=b"{}"))
        elif how == "gone":
            db.session.execute(sa.delete(LedgerLeaf).where(LedgerLeaf.idx == size + 1))
        else:
            db.session.execute(sa.update(LedgerHead).values(size=size + 2))
        db.session.commit()
        assert refusal(folder) == "rewritten"


def test_a_log_keeps_its_name(app: Flask, folder: Path) -> None:
    with app.app_context():
        signed(folder)
        with pytest.raises(RefusedToSign, match="signed as"):
            sign_latest(folder, "lain.contoh.id/log", now=now())


def test_a_note_kept_but_not_published_is_published_next_time(app: Flask, folder: Path) -> None:
    with app.app_context():
        first = signed(folder)
        db.session.execute(sa.delete(LedgerCheckpoint))
        db.session.commit()
        assert signed(folder) == first
        assert db.session.get(LedgerCheckpoint, first.size) is not None


def test_a_receipt_proves_a_leaf_and_stays_the_same(app: Flask, folder: Path) -> None:
    with app.app_context():
        records = grow(5)
        assert receipt(records[2]) is None, "nothing signed covers it yet"
        signed(folder)
        proof = receipt(records[2])
        grow(4)
        signed(folder)
        assert receipt(records[2]) == proof == Proof.parse(str(proof))
        checkpoint = open_note(proof.note, [public_key(folder, ORIGIN)])
        leaf = db.session.get(LedgerLeaf, proof.index)
        found = bytes.fromhex(leaf.leaf_hash)
        assert inclusion_holds(found, proof.index, checkpoint.size, proof.hashes, checkpoint.root)
        assert receipt("code_version:tidak-ada") is None


@pytest.mark.parametrize("kept", ["{}", "", "[1]", '{"origin":"a","size":3,"frontier":[],"note":""}'])
def test_a_damaged_state_stops_the_signing(app: Flask, folder: Path, kept: str) -> None:
    with app.app_context():
        signed(folder)
        (folder / STATE).write_text(kept)
        with pytest.raises(RefusedToSign) as refused:
            sign_latest(folder, ORIGIN, now=now())
        assert refused.value.reason == "state"
