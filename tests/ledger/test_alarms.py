"""A signer that refuses is heard: on the public page, at the administrator's, until there is nothing to hear."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from training.codes.models import CodeVersion
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.ledger.alarms import NothingToAccept, accept_restore, open_alarm, sign_or_alarm
from training.ledger.checking import verify
from training.ledger.duty import SignNow
from training.ledger.exporting import export
from training.ledger.models import (
    LedgerAlarm,
    LedgerCheckpoint,
    LedgerHead,
    LedgerLeaf,
    LedgerNode,
    LedgerPayload,
)
from training.ledger.signing import KEY, STATE, RefusedToSign, public_key, read_signed
from training.ledger.verifier import check

from .test_commands import run
from .test_record import add_version

pytestmark = pytest.mark.database

ORIGIN = "localhost/ledger"


def grow(count: int) -> None:
    known = db.session.get(LedgerHead, 1).size
    for number in range(count):
        add_version(known + number)
    db.session.commit()


class Backup:
    """What a backup of the database holds of the record, and how it is put back."""

    def __init__(self) -> None:
        head = db.session.get(LedgerHead, 1)
        self.size, self.frontier = head.size, list(head.frontier)

    def restore(self) -> None:
        size = self.size
        late = sa.select(LedgerLeaf.record).where(LedgerLeaf.idx >= size)
        refs = [record.partition(":")[2] for record in db.session.scalars(late)]
        db.session.execute(sa.delete(CodeVersion).where(CodeVersion.ref.in_(refs)))
        db.session.execute(
            sa.delete(LedgerNode).where((LedgerNode.place + 1) * 2 > size, LedgerNode.level == 1)
        )
        for level in range(2, 12):
            past = LedgerNode.level == level, (LedgerNode.place + 1) * 2**level > size
            db.session.execute(sa.delete(LedgerNode).where(*past))
        db.session.execute(sa.delete(LedgerPayload).where(LedgerPayload.idx >= size))
        db.session.execute(sa.delete(LedgerLeaf).where(LedgerLeaf.idx >= size))
        db.session.execute(sa.delete(LedgerCheckpoint).where(LedgerCheckpoint.size > size))
        db.session.execute(sa.update(LedgerHead).values(size=size, frontier=self.frontier))
        db.session.commit()


def restored(keys: Path) -> str:
    """Signed, grown, signed, and put back to the first signature; the note that outsiders may hold."""
    grow(3)
    sign_or_alarm(keys, ORIGIN, now=now())
    backup = Backup()
    grow(4)
    held = sign_or_alarm(keys, ORIGIN, now=now())
    backup.restore()
    return held


def test_the_worker_notices_a_restored_backup_at_once(
    office: Flask, keys: Path, client, signed_in, cast
) -> None:
    with office.app_context():
        assert open_alarm() is None
        restored(keys)
        duty = SignNow()
        assert not duty(Worker(office))
        alarm = open_alarm()
        assert alarm is not None and alarm.reason == "rollback"
    page = client.get("/ledger").text
    assert "tidak ditandatangani sejak" in page and "lebih sedikit daripada" in page
    assert "accept-restore" not in page
    desk = signed_in(cast.agus).get("/administration/people").text
    assert "tidak ditandatangani sejak" in desk and "accept-restore" in desk
    assert "accept-restore" not in signed_in(cast.sari).get("/").text


def test_verifying_a_restored_backup_does_not_say_that_all_is_well(office: Flask, keys: Path) -> None:
    with office.app_context():
        restored(keys)
        assert not SignNow()(Worker(office))
        assert verify().faults == []
    told = run(office, "verify")
    assert told.exit_code == 1 and "Everything holds." not in told.output
    assert "ALARM    not signed since" in told.output and "rollback" in told.output
    assert "rollback" in json.loads(run(office, "verify", "--json").output)["alarm"]
    assert run(office, "accept-restore", "--reason", "Cakram rusak").exit_code == 0
    told = run(office, "verify")
    assert told.exit_code == 0 and "Everything holds." in told.output
    assert json.loads(run(office, "verify", "--json").output)["alarm"] is None


def test_no_alarm_no_word(client, signed_in, cast) -> None:
    assert "tidak ditandatangani sejak" not in client.get("/ledger").text
    assert "tidak ditandatangani sejak" not in signed_in(cast.agus).get("/administration/people").text


def test_one_alarm_however_often_it_is_refused(office: Flask, keys: Path) -> None:
    with office.app_context(), time_machine.travel(now(), tick=False) as clock:
        restored(keys)
        first = now()
        for _try in range(3):
            with pytest.raises(RefusedToSign):
                sign_or_alarm(keys, ORIGIN, now=now())
            clock.shift(timedelta(minutes=15))
        [alarm] = db.session.scalars(sa.select(LedgerAlarm))
        assert (alarm.first_at, alarm.last_at) == (first, first + timedelta(minutes=30))
        assert alarm.signed_size == read_signed(keys).frontier.size


def test_it_ends_when_the_signer_signs_again(office: Flask, keys: Path, client) -> None:
    with office.app_context():
        grow(2)
        sign_or_alarm(keys, ORIGIN, now=now())
        frontier = list(db.session.get(LedgerHead, 1).frontier)
        db.session.execute(sa.update(LedgerHead).values(frontier=["ab" * 32] * len(frontier)))
        db.session.commit()
        with pytest.raises(RefusedToSign):
            sign_or_alarm(keys, ORIGIN, now=now())
        db.session.execute(sa.update(LedgerHead).values(frontier=frontier))
        db.session.commit()
        assert SignNow()(Worker(office)), "an alarm is not left standing until something new comes"
        assert open_alarm() is None
    assert "tidak ditandatangani sejak" not in client.get("/ledger").text


def test_a_restore_is_accepted_on_record_and_the_break_stays_visible(
    office: Flask, keys: Path, tmp_path: Path, client, cast
) -> None:
    with office.app_context():
        held = restored(keys)
    why = "Cakram rusak, cadangan 20 November"
    told = run(office, "accept-restore", "--reason", why, "--by", cast.agus.email)
    assert told.exit_code == 0, told.output
    with office.app_context():
        assert open_alarm() is None and verify().faults == []
        leaf = db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.kind == "ledger.restored")).one()
        said = json.loads(leaf.payload.body)
        assert said["note"] == why and said["reason"] == "rollback"
        assert said["signed_size"] == int(held.split("\n")[1])
        assert json.loads((keys / f"{STATE}.1").read_text())["note"] == held
        assert read_signed(keys).frontier.size == leaf.idx + 1
        grow(6)
        sign_or_alarm(keys, ORIGIN, now=now())
        export(tmp_path / "export", [public_key(keys, ORIGIN)], now=now())
    assert check(tmp_path / "export", [], [])[0] == []
    [fault] = check(tmp_path / "export", [held], [])[0]
    assert "ditulis ulang" in fault.said or "hilang" in fault.said
    assert "diteruskan dari cadangan" in client.get("/ledger").text
    assert KEY in {path.name for path in keys.iterdir()}


def test_there_is_nothing_to_accept_while_the_record_grows_as_it_should(
    office: Flask, keys: Path, cast
) -> None:
    with office.app_context():
        grow(2)
        with pytest.raises(NothingToAccept):
            accept_restore(keys, ORIGIN, reason="Iseng", now=now())
        restored(keys)
        with pytest.raises(ValueError, match="reason"):
            accept_restore(keys, ORIGIN, reason="  ", now=now())
        with pytest.raises(RefusedToSign):
            accept_restore(keys, "lain.contoh.id/ledger", reason="Pindah", now=now())
        assert open_alarm().reason == "origin"
    told = run(office, "accept-restore", "--reason", "x", "--by", cast.sari.email)
    assert told.exit_code == 1 and "no administrator" in told.output


def test_a_record_that_is_not_whole_is_not_accepted_either(office: Flask, keys: Path) -> None:
    with office.app_context():
        restored(keys)
        before = (keys / STATE).read_text()
        db.session.execute(sa.update(LedgerLeaf).where(LedgerLeaf.idx == 1).values(body=b"{}"))
        db.session.commit()
        size = db.session.get(LedgerHead, 1).size
        with pytest.raises(RefusedToSign) as refused:
            accept_restore(keys, ORIGIN, reason="Coba", now=now())
        assert refused.value.reason == "rewritten"
        assert (keys / STATE).read_text() == before and db.session.get(LedgerHead, 1).size == size
        assert open_alarm() is not None


def test_a_signer_that_forgot_in_part_says_so(office: Flask, keys: Path, client) -> None:
    with office.app_context():
        sign_or_alarm(keys, ORIGIN, now=now())
        (keys / STATE).write_text("{}")
        assert not SignNow()(Worker(office)) and open_alarm().reason == "state"
    assert "rusak" in client.get("/ledger").text
    told = run(office, "accept-restore", "--reason", "Berkas penanda tangan rusak")
    assert told.exit_code == 0
    with office.app_context():
        assert open_alarm() is None and verify().faults == []
