"""Erasing: what was said is gone for good, that it was erased is on record, and nobody else may erase."""

import json
from random import Random

import pytest
import sqlalchemy as sa

from training.codes.models import CodeVersion
from training.core.clock import now
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.erasing import erase
from training.ledger.exporting import export
from training.ledger.models import LedgerLeaf, LedgerPayload
from training.ledger.service import record
from training.ledger.signing import public_key, sign_latest
from training.ledger.verifier import check

from .test_record import NOON, add_version

pytestmark = pytest.mark.database

ORIGIN = "adab.contoh.id/ledger"


def name_of(version: CodeVersion) -> tuple[str, str, int]:
    return "code_version", version.ref, version.agency_id


def take(version: CodeVersion, reason: str = "Masa simpan berakhir") -> None:
    """The row goes, and what the record said about it."""
    erase([name_of(version)], reason=reason, actor="system", at=NOON)
    db.session.delete(version)


def leaves(version_ref: str) -> list[LedgerLeaf]:
    rows = sa.select(LedgerLeaf).where(LedgerLeaf.record == f"code_version:{version_ref}")
    return list(db.session.scalars(rows.order_by(LedgerLeaf.idx)))


def faults() -> list[str]:
    return [f"{fault.place}: {fault.message}" for fault in verify().faults]


def test_what_was_said_is_gone_and_the_erasure_is_on_record(app) -> None:
    with app.app_context():
        version = add_version(1)
        record("code.superseded", version, actor="system", at=NOON)
        db.session.commit()
        ref = version.ref
        take(version)
        db.session.commit()
        first, second, erasure = leaves(ref)
        assert first.payload is None and second.payload is None
        assert erasure.kind == "record.erased" and erasure.agency_id == first.agency_id
        assert json.loads(erasure.payload.body) == {"reason": "Masa simpan berakhir"}
        assert json.loads(erasure.body)["prev"] == second.idx
        assert faults() == []


def test_what_the_same_transaction_says_is_gone_too_before_and_after(app) -> None:
    with app.app_context():
        version = add_version(1)
        take(version)
        record("code.superseded", version, actor="system", at=NOON)
        db.session.commit()
        kinds = [(leaf.kind, leaf.payload is None) for leaf in leaves(version.ref)]
        assert kinds == [("code.published", True), ("code.superseded", True), ("record.erased", False)]
        assert faults() == []


def test_an_erasure_that_is_rolled_back_erases_nothing(app) -> None:
    with app.app_context():
        version = add_version(1)
        db.session.commit()
        with db.session.begin_nested() as savepoint:
            erase([name_of(version)], reason="Keliru", actor="system", at=NOON)
            savepoint.rollback()
        add_version(2)
        db.session.commit()
        assert [leaf.payload is None for leaf in leaves(version.ref)] == [False]
        assert faults() == []


def test_a_second_erasure_leaves_the_first_one_readable(app) -> None:
    with app.app_context():
        version = add_version(1)
        db.session.commit()
        names, ref = [name_of(version)] * 2, version.ref
        take(version)
        db.session.commit()
        erase(names, reason="Sekali lagi", actor="system", at=NOON)
        db.session.commit()
        said = [leaf.payload and json.loads(leaf.payload.body)["reason"] for leaf in leaves(ref)]
        assert said == [None, "Masa simpan berakhir", "Sekali lagi"]
        assert faults() == []


def test_an_erasure_says_why(app) -> None:
    with app.app_context(), pytest.raises(ValueError, match="reason"):
        erase([], reason=" ", actor="system", at=NOON)


def test_an_erasure_covers_what_was_before_it_and_nothing_later(app) -> None:
    """Whoever erases once has no licence for what is said afterwards."""
    with app.app_context():
        version = add_version(1)
        erase([name_of(version)], reason="Keliru", actor="system", at=NOON)
        db.session.commit()
        ref = version.ref
        assert faults() == [
            f"code_version:{ref}: was erased at leaf {leaves(ref)[-1].idx}, yet its row is there"
        ]
        record("code.superseded", version, actor="system", at=NOON)
        db.session.commit()
        assert faults() == [], "it is on record anew"
        last = leaves(ref)[-1].idx
        db.session.execute(sa.delete(LedgerPayload).where(LedgerPayload.idx == last))
        db.session.commit()
        assert faults() == [
            f"leaf {last}: the payload of code_version:{ref} is gone and no erasure was recorded"
        ]


def test_what_was_erased_does_not_come_back(app) -> None:
    with app.app_context():
        version = add_version(1)
        db.session.commit()
        [leaf], ref = leaves(version.ref), version.ref
        idx, salt, body = leaf.idx, leaf.payload.salt, leaf.payload.body
        take(version)
        db.session.commit()
        db.session.add(LedgerPayload(idx=idx, salt=salt, body=body))
        db.session.commit()
        assert faults() == [
            f"leaf {idx}: code_version:{ref} was erased at leaf {idx + 1}, yet this payload is there"
        ]


@pytest.mark.parametrize("seed", range(6))
def test_any_history_of_erasures_holds_and_whoever_deletes_beside_it_is_found(app, tmp_path, seed) -> None:
    chance, keys = Random(seed), tmp_path / "keys"
    with app.app_context():
        alive: list[CodeVersion] = []
        for number in range(40):
            act = chance.choice(("add", "add", "again", "erase"))
            if act == "add" or not alive:
                alive.append(add_version(number))
            elif act == "again":
                record("code.superseded", chance.choice(alive), actor="system", at=NOON)
            else:
                take(alive.pop(chance.randrange(len(alive))))
            if chance.random() < 0.6:
                db.session.commit()
                if chance.random() < 0.2:
                    sign_latest(keys, ORIGIN, now=now())
        db.session.commit()
        sign_latest(keys, ORIGIN, now=now())
        assert faults() == []
        export(tmp_path / "clean", [public_key(keys, ORIGIN)], now=now())
        assert check(tmp_path / "clean", [], [])[0] == []
        idx = chance.choice(list(db.session.scalars(sa.select(LedgerPayload.idx))))
        db.session.execute(sa.delete(LedgerPayload).where(LedgerPayload.idx == idx))
        db.session.commit()
        [fault] = faults()
        assert fault.startswith(f"leaf {idx}: ") and "no erasure was recorded" in fault
        export(tmp_path / "worse", [public_key(keys, ORIGIN)], now=now())
        assert [each.place for each in check(tmp_path / "worse", [], [])[0]] == [f"entri / entry {idx}"]
