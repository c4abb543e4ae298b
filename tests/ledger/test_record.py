"""The record on a real database: appended with the fact, or not at all; and what verification notices."""

import json
import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from training.codes.models import Code, CodeVersion
from training.core.db import db
from training.ledger import service
from training.ledger.checking import verify
from training.ledger.models import LedgerCheckpoint, LedgerHead, LedgerLeaf, LedgerPayload
from training.ledger.signing import sign_latest
from training.people.models import Agency

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
EVE = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


def add_version(number, *, recorded=True, state="superseded"):
    agency = db.session.scalar(sa.select(Agency).order_by(Agency.id))
    code = db.session.scalar(sa.select(Code).filter_by(slug="uji")) or Code(
        agency_id=agency.id, slug="uji", title="Uji"
    )
    version = CodeVersion(
        code=code,
        agency_id=agency.id,
        number=number,
        state=state,
        title="Uji",
        source_name="uji.txt",
        source_text="…",
        source_hash=f"{number:064x}",
        content_hash="ab" * 32,
    )
    db.session.add(version)
    db.session.flush()
    if recorded:
        service.record("code.published", version, actor="system", at=NOON)
    return version


@pytest.fixture
def base(app):
    """How many leaves the first day already holds."""
    with app.app_context():
        return db.session.get(LedgerHead, 1).size


def faults(app):
    with app.app_context():
        return [f"{fault.place}: {fault.message}" for fault in verify().faults]


def test_a_fact_and_its_leaf_are_committed_together(app, base):
    with app.app_context():
        version = add_version(1)
        db.session.commit()
        leaf = db.session.get(LedgerLeaf, base)
        said = json.loads(leaf.body)
        assert said["record"] == f"code_version:{version.ref}"
        assert said["type"] == "code.published"
        assert said["at"] == "2026-11-21T05:00:00.000000+00:00"
        assert "Uji" not in leaf.body.decode()
    assert faults(app) == []


def test_a_rolled_back_fact_leaves_no_leaf_behind(app, base):
    with app.app_context():
        add_version(1)
        db.session.rollback()
        add_version(2)
        db.session.commit()
        assert db.session.get(LedgerHead, 1).size == base + 1
    assert faults(app) == []


def test_a_savepoint_takes_back_its_own_facts_and_no_others(app, base):
    with app.app_context():
        add_version(1)
        savepoint = db.session.begin_nested()
        add_version(2)
        with db.session.begin_nested():
            add_version(3)
        savepoint.rollback()
        with db.session.begin_nested():
            add_version(4)
        db.session.commit()
        assert db.session.get(LedgerHead, 1).size == base + 2
        assert set(
            db.session.scalars(sa.select(CodeVersion.number).join(CodeVersion.code).where(Code.slug == "uji"))
        ) == {1, 4}
    assert faults(app) == []


def test_several_facts_of_one_record_are_chained(app, base):
    with app.app_context():
        version = add_version(1)
        service.record("code.superseded", version, actor="system", at=NOON)
        db.session.commit()
        assert [
            json.loads(leaf.body)["prev"]
            for leaf in db.session.scalars(
                sa.select(LedgerLeaf).where(LedgerLeaf.idx >= base).order_by(LedgerLeaf.idx)
            )
        ] == [None, base]


def test_whoever_listens_acts_in_the_same_transaction(app, base):
    heard = []
    service.listen("test.heard", heard.append)
    with app.app_context():
        version = add_version(1, recorded=False)
        service.record("test.heard", version, actor="system", at=NOON)
        assert [event.kind for event in heard] == ["test.heard"]
        db.session.rollback()


def test_many_at_once_make_one_unbroken_record(app, base):
    def publish(number):
        with app.app_context():
            add_version(number)
            db.session.commit()
            db.session.remove()

    with app.app_context():
        add_version(1)
        db.session.commit()
    threads = [threading.Thread(target=publish, args=(number,)) for number in range(2, 14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.get(LedgerHead, 1).size == base + 13
    assert faults(app) == []


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (
            lambda base: sa.update(CodeVersion).where(CodeVersion.number == 1).values(decree="Lain"),
            "the row no longer says",
        ),
        (
            lambda base: sa.update(LedgerPayload).where(LedgerPayload.idx == base).values(body=b"{}"),
            "its payload is not the one",
        ),
        (lambda base: sa.delete(LedgerPayload).where(LedgerPayload.idx == base), "no erasure was recorded"),
        (
            lambda base: sa.update(LedgerLeaf).where(LedgerLeaf.idx == base).values(body=b"{}"),
            "do not match its hash",
        ),
        (lambda base: sa.update(LedgerLeaf).where(LedgerLeaf.idx == base).values(kind="x"), "type is"),
        (lambda base: sa.update(LedgerLeaf).where(LedgerLeaf.idx == base).values(at=EVE), "at is"),
        (
            lambda base: sa.update(LedgerLeaf).where(LedgerLeaf.idx == base + 1).values(idx=base + 9),
            "missing",
        ),
        (lambda base: sa.delete(LedgerLeaf).where(LedgerLeaf.idx == base + 1), "there is no leaf"),
        (lambda base: sa.update(LedgerHead).values(size=LedgerHead.size + 1), "it says"),
        (lambda base: sa.delete(LedgerLeaf).where(LedgerLeaf.idx == base), "is missing"),
    ],
)
def test_tampering_is_named_with_its_place(app, base, tamper, said):
    with app.app_context():
        add_version(1)
        add_version(2)
        db.session.commit()
        db.session.execute(tamper(base).where(sa.true()))
        db.session.commit()
    assert any(said in fault for fault in faults(app)), faults(app)


def test_a_payload_gone_from_the_middle_of_a_record_is_missed(app, base):
    with app.app_context():
        version = add_version(1)
        service.record("code.superseded", version, actor="system", at=NOON)
        db.session.commit()
        db.session.execute(sa.delete(LedgerPayload).where(LedgerPayload.idx == base))
        db.session.commit()
        record = f"code_version:{version.ref}"
    assert faults(app) == [f"leaf {base}: the payload of {record} is gone and no erasure was recorded"]


def test_two_leaves_that_changed_places_are_found(app, base):
    with app.app_context():
        add_version(1)
        add_version(2)
        db.session.commit()
        first, second = (db.session.get(LedgerLeaf, base + n) for n in (0, 1))
        for name in ("body", "leaf_hash", "record"):
            mine, yours = getattr(first, name), getattr(second, name)
            setattr(first, name, yours)
            setattr(second, name, mine)
        db.session.flush()
        db.session.commit()
    found = faults(app)
    assert any(fault.startswith(f"leaf {base}: idx is {base + 1}") for fault in found)
    assert any(fault.startswith("head: ") for fault in found)


def test_a_fact_that_cannot_be_put_on_record_is_not_committed_at_the_second_try_either(
    app, base, monkeypatch
):
    monkeypatch.setattr(CodeVersion, "fact", lambda self: {"confidence": 0.5})
    with app.app_context():
        add_version(1)
        for _try in range(2):
            with pytest.raises(TypeError):
                db.session.commit()
        db.session.rollback()
        monkeypatch.undo()
        assert db.session.get(LedgerHead, 1).size == base
        assert db.session.scalar(sa.select(Code.id).where(Code.slug == "uji")) is None
    assert faults(app) == []


def test_somebody_may_record_while_another_verifies(app, base):
    """Verification reads one moment and holds nobody up."""
    from training.core.db import snapshot

    with app.app_context(), snapshot():
        before = db.session.get(LedgerHead, 1).size

        def publish():
            with app.app_context():
                add_version(1)
                db.session.commit()
                db.session.remove()

        other = threading.Thread(target=publish)
        other.start()
        other.join()
        db.session.expire_all()
        assert db.session.get(LedgerHead, 1).size == before == base
    assert faults(app) == []


def test_a_row_slipped_in_beside_the_record_is_found(app):
    with app.app_context():
        forged = add_version(1, recorded=False).ref
        add_version(2, recorded=False, state="draft")
        db.session.commit()
    assert faults(app) == [f"code_version:{forged}: the row is there but was never recorded"]


def test_the_command_says_it_all_holds_and_fails_when_it_does_not(app, base):
    runner = app.test_cli_runner()
    good = runner.invoke(args=["ledger", "verify"])
    assert good.exit_code == 0
    assert "Everything holds." in good.output
    with app.app_context():
        add_version(1, recorded=False)
        db.session.commit()
    bad = runner.invoke(args=["ledger", "verify", "--json"])
    assert bad.exit_code == 1
    assert json.loads(bad.stdout)["faults"][0]["message"].startswith("the row is there")


def test_a_signed_note_that_does_not_fit_the_leaves_is_found(app, base, tmp_path):
    with app.app_context():
        sign_latest(tmp_path / "keys", "adab.contoh.id/ledger", now=NOON)
        assert faults_now() == []
        root, other = db.session.get(LedgerCheckpoint, base).note.split("\n")[2], "A" * 43 + "="
        db.session.execute(
            sa.update(LedgerCheckpoint).values(note=sa.func.replace(LedgerCheckpoint.note, root, other))
        )
        db.session.commit()
        assert faults_now() == [f"checkpoint {base}: the leaves up to here are not what was signed"]
        db.session.execute(sa.update(LedgerCheckpoint).values(size=base + 4))
        db.session.commit()
        assert faults_now() == [f"checkpoint {base + 4}: more leaves were signed than are here"]


def faults_now():
    return [f"{fault.place}: {fault.message}" for fault in verify().faults]
