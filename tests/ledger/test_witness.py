"""A witness elsewhere: cosigns what adds to what it saw, refuses the rest, and the office shows it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from werkzeug.serving import make_server

from training.core.clock import now
from training.core.db import db
from training.ledger.cosigning import cosign, cosigned_by
from training.ledger.exporting import export
from training.ledger.models import LedgerCheckpoint, LedgerHead
from training.ledger.notes import COSIGNATURE, BadNote, Checkpoint, VerifierKey, open_note, read_hashes, sign
from training.ledger.signing import private_key, public_key, sign_latest
from training.ledger.sources import LARGEST, source_of
from training.ledger.tree import Frontier, consistency_holds
from training.ledger.verifier import check
from training.ledger.witnessing import RefusedToWitness, Unavailable, witness, witness_key

from .tampering import rewrite, roll_back
from .test_commands import run
from .test_notes import CHECKPOINT, KEY, NOTE
from .test_record import add_version
from .test_verifier import opened

pytestmark = pytest.mark.database

ORIGIN, NAME = "localhost/ledger", "inspektorat.contoh.id"
SECRET = Ed25519PrivateKey.from_private_bytes(b"\x03" * 32)
AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def grow(first: int, count: int) -> None:
    for number in range(first, first + count):
        add_version(number)
    db.session.commit()


@pytest.fixture
def address(office: Flask) -> Iterator[str]:
    """The public address of the office's record."""
    server = make_server("127.0.0.1", 0, office, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/ledger"
    server.shutdown()
    thread.join()


@pytest.fixture
def inspectorate(tmp_path: Path) -> Path:
    return tmp_path / "saksi"


def look(place: str | Path, folder: Path, **more: str) -> str:
    return witness(source_of(str(place)), folder, name=NAME, now=now(), **more)


def exported(office: Flask, keys: Path, folder: Path) -> Path:
    with office.app_context():
        sign_latest(keys, ORIGIN, now=now())
        export(folder, [public_key(keys, ORIGIN)], now=now())
    return folder


def test_a_cosignature_is_of_its_text_its_moment_and_its_witness() -> None:
    line = cosign(NOTE, SECRET, NAME, AT)
    known = VerifierKey(NAME, SECRET.public_key().public_bytes_raw(), COSIGNATURE)
    cosigned = f"{NOTE}{line}\n"
    [seen] = cosigned_by(cosigned, [known])
    assert (seen.name, seen.at) == (NAME, AT)
    assert open_note(cosigned, [KEY]) == CHECKPOINT
    assert VerifierKey.parse(str(known), COSIGNATURE) == known
    with pytest.raises(BadNote, match="of a log"):
        VerifierKey.parse(str(known))
    with pytest.raises(BadNote, match="none of the known"):
        open_note(cosigned, [known]), "a witness is no log"
    with pytest.raises(BadNote, match="does not fit"):
        cosigned_by(cosigned.replace("\n5\n", "\n6\n"), [known])
    other = cosign(NOTE, SECRET, NAME, AT.replace(year=2020))
    raw = [part.rpartition(" ")[2] for part in (line, other)]
    mixed = raw[1][:16] + raw[0][16:]
    with pytest.raises(BadNote, match=r"does not fit|base64"):
        cosigned_by(f"{NOTE}\u2014 {NAME} {mixed}\n", [known])
    assert cosigned_by(cosigned, [KEY]) == []


def test_over_the_wire_it_follows_a_log_that_grows(office, keys, address, inspectorate, client) -> None:
    with office.app_context():
        grow(0, 3)
        sign_latest(keys, ORIGIN, now=now())
    first = look(address, inspectorate)
    with office.app_context():
        grow(10, 5)
        sign_latest(keys, ORIGIN, now=now())
    second = look(address, inspectorate)
    assert int(second.split("\n")[1]) == int(first.split("\n")[1]) + 5
    [seen] = cosigned_by(second, [witness_key(inspectorate)])
    assert seen.name == NAME
    assert look(address, inspectorate).startswith(second.rpartition("\n\n")[0]), "nothing new is fine, too"
    assert len(list(inspectorate.glob("*.checkpoint"))) == 2


def test_the_proof_is_what_a_witness_is_asked_with(office, keys, client) -> None:
    with office.app_context():
        grow(0, 4)
        old = open_note(sign_latest(keys, ORIGIN, now=now()), [public_key(keys, ORIGIN)])
        grow(10, 7)
        note = sign_latest(keys, ORIGIN, now=now())
        new = open_note(note, [public_key(keys, ORIGIN)])
    text = client.get(f"/ledger/proof?old={old.size}&new={new.size}").text
    head, _, tail = text.partition("\n\n")
    assert head.split("\n")[0] == f"old {old.size}" and tail == note
    assert consistency_holds(old.size, new.size, old.root, new.root, read_hashes(head.split("\n")[1:]))
    for bad in (
        "",
        "old=1",
        f"old=0&new={new.size}",
        f"old={new.size}&new={old.size}",
        f"old=1&new={new.size - 1}",
    ):
        assert client.get(f"/ledger/proof?{bad}").status_code == 404
    for bad in ("9" * 30, "-1", "1.5", "٣", "1%00"):
        assert client.get(f"/ledger/proof?old={bad}&new={new.size}").status_code == 404


def test_over_the_wire_a_rewritten_and_a_shortened_log_are_refused(
    office, keys, address, inspectorate, tmp_path
) -> None:
    with office.app_context():
        grow(0, 6)
        sign_latest(keys, ORIGIN, now=now())
    look(address, inspectorate)
    with office.app_context():
        grow(10, 3)
        db.session.execute(
            sa.text("UPDATE ledger_node SET hash = :other WHERE level = 2"), {"other": b"x" * 32}
        )
        db.session.commit()
        (keys / "ledger.signed").unlink()
        # Who has the key and writes everything anew can sign it; the witness holds on to what it saw.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("training.ledger.signing._follow", forged)
            sign_latest(keys, ORIGIN, now=now())
    with pytest.raises(RefusedToWitness) as refused:
        look(address, inspectorate)
    assert refused.value.reason == "rewritten"
    with office.app_context():
        newest = sa.select(sa.func.max(LedgerCheckpoint.size)).scalar_subquery()
        db.session.execute(sa.delete(LedgerCheckpoint).where(LedgerCheckpoint.size == newest))
        db.session.commit()
        small = sign_small(keys)
    assert small
    with pytest.raises(RefusedToWitness) as refused:
        look(address, inspectorate)
    assert refused.value.reason == "rollback"


def forged(_signed):
    size = db.session.get(LedgerHead, 1).size
    frontier = Frontier()
    for number in range(size):
        frontier.append(bytes([number % 251]) * 32)
    return frontier


def sign_small(keys: Path) -> bool:
    secret = private_key(keys / "ledger.key")
    db.session.execute(sa.delete(LedgerCheckpoint))
    note = sign(Checkpoint(ORIGIN, 3, bytes(32)), secret)
    key = str(public_key(keys, ORIGIN))
    db.session.add(LedgerCheckpoint(size=3, note=note, key=key, signed_at=now()))
    db.session.commit()
    return True


def test_of_an_export_it_hashes_every_leaf(office, keys, inspectorate, tmp_path) -> None:
    with office.app_context():
        grow(0, 6)
    first = exported(office, keys, tmp_path / "a")
    look(first, inspectorate)
    with office.app_context():
        grow(10, 6)
    second = exported(office, keys, tmp_path / "b")
    look(second, inspectorate)
    for act, reason in ((rewrite, "rewritten"), (roll_back, "rollback")):
        changed = opened(exported(office, keys, tmp_path / act.__name__))
        act(changed, 4)
        changed.save()
        with pytest.raises(RefusedToWitness) as refused:
            look(changed.folder, inspectorate)
        assert refused.value.reason == reason
    changed = opened(second)
    changed.leaves[2]["actor"] = "lain"
    changed.save()
    with pytest.raises(RefusedToWitness) as refused:
        look(second, inspectorate)
    assert refused.value.reason == "rewritten"
    with pytest.raises(RefusedToWitness):
        look(second, tmp_path / "saksi-baru"), "at the first look, too, the leaves make the signed root"


def test_another_key_and_another_signature_are_refused(office, keys, inspectorate, tmp_path) -> None:
    first = exported(office, keys, tmp_path / "a")
    key = (first / "keys").read_text().strip()
    look(first, inspectorate, log_key=key)
    changed = opened(first)
    stranger = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
    changed.keys = [str(stranger)]
    changed.save()
    with pytest.raises(RefusedToWitness) as refused:
        look(first, inspectorate)
    assert refused.value.reason == "key"
    with pytest.raises(RefusedToWitness) as refused:
        look(first, tmp_path / "lain", log_key=str(stranger))
    assert refused.value.reason == "unsigned"
    with pytest.raises(ValueError, match="signs as"):
        witness(source_of(str(first)), inspectorate, name="lain.contoh.id", now=now())


@pytest.mark.parametrize("place", ["http://adab.contoh.id/ledger", "ftp://localhost/x", "/tidak/ada", ""])
def test_it_looks_only_over_https_here_or_into_a_folder(place: str) -> None:
    if place == "":
        place = "tidak-ada"
    with pytest.raises(Unavailable):
        source_of(place)


def test_what_cannot_be_read_says_nothing_about_the_log(office, address, inspectorate) -> None:
    with pytest.raises(Unavailable, match="404"):
        look(address, inspectorate)
    with pytest.raises(Unavailable):
        look("http://127.0.0.1:1/ledger", inspectorate)
    assert not (inspectorate / "witness.seen").exists()


def test_neither_redirects_nor_floods_are_followed(tmp_path: Path) -> None:
    def answer(environ, start):
        if environ["PATH_INFO"].endswith("/checkpoint"):
            start("302 Found", [("Location", "/ledger/key")])
            return [b""]
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"x" * (LARGEST + 10)]

    server = make_server("127.0.0.1", 0, answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        source = source_of(f"http://127.0.0.1:{server.server_port}/ledger")
        with pytest.raises(Unavailable, match="302"):
            source.note()
        with pytest.raises(Unavailable, match="more than"):
            source.key()
    finally:
        server.shutdown()
        thread.join()


def test_the_office_keeps_it_and_shows_by_whom(
    office, keys, inspectorate, tmp_path, client, monkeypatch
) -> None:
    first = exported(office, keys, tmp_path / "a")
    told = run(
        office, "witness", str(first), "--keys", str(inspectorate), "--name", NAME, "-o", str(tmp_path / "n")
    )
    assert told.exit_code == 0, told.output
    key = str(witness_key(inspectorate))
    assert key in told.output
    assert "no known witness" in run(office, "checkpoint", "--cosigned", str(tmp_path / "n")).output
    monkeypatch.setitem(office.config, "WITNESSES", f"\n{key}, ")
    for _twice in range(2):
        told = run(office, "checkpoint", "--cosigned", str(tmp_path / "n"))
        assert told.exit_code == 0 and f"cosigned by {NAME}" in told.output
    page, text = client.get("/ledger").text, client.get("/ledger/checkpoint").text
    assert f"{NAME} menyaksikan" in page
    assert [seen.name for seen in cosigned_by(text, [witness_key(inspectorate)])] == [NAME]
    second = exported(office, keys, tmp_path / "b")
    assert check(second, [(tmp_path / "n").read_text()], [key])[0] == []
    assert any(NAME in line for line in check(second, [], [key])[1])
    with office.app_context():
        note = db.session.scalars(sa.select(LedgerCheckpoint)).one()
        wrong = (
            note.cosignatures[:-9] + ("A" if note.cosignatures[-9] != "A" else "B") + note.cosignatures[-8:]
        )
        note.cosignatures = wrong
        db.session.commit()
    third = exported(office, keys, tmp_path / "c")
    assert check(third, [], [])[0] == [], "without its key nobody can tell"
    assert check(third, [], [key])[0] != []


def test_a_checkpoint_of_somebody_else_is_not_kept(office, keys, inspectorate, tmp_path) -> None:
    first = exported(office, keys, tmp_path / "a")
    note = look(first, inspectorate)
    key = str(witness_key(inspectorate))
    path = tmp_path / "n"
    for text, said in (
        (note.replace(ORIGIN, "lain.contoh.id/ledger"), "like this was signed here"),
        (note.replace("\n\n", "\n"), ""),
        ("", ""),
    ):
        path.write_text(text)
        told = run(office, "checkpoint", "--cosigned", str(path), "--witness-key", key)
        assert told.exit_code == 1 and said in told.output
    assert run(office, "checkpoint", "--cosigned", str(path), "--witness-key", "x").exit_code == 1
    assert run(office, "checkpoint", "--cosigned", str(tmp_path / "tidak-ada")).exit_code == 1
    path.write_text(note)
    assert run(office, "checkpoint", "--cosigned", str(path), "--witness-key", key).exit_code == 0


def test_the_command_tells_refusal_from_failure(office, keys, inspectorate, tmp_path) -> None:
    first = exported(office, keys, tmp_path / "a")
    command = ["witness", str(first), "--keys", str(inspectorate)]
    assert run(office, *command).exit_code == 2, "without a name at the first use"
    assert run(office, *command, "--name", NAME).exit_code == 0
    changed = opened(first)
    roll_back(changed, 4)
    changed.save()
    told = run(office, *command)
    assert told.exit_code == 1 and "rollback" in told.output
