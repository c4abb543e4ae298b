"""Many at once: five thousand mutated proofs are refused, fifty clean records raise no false alarm."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from training.codes.models import CodeVersion
from training.core.db import db
from training.ledger import verifier
from training.ledger.checking import verify
from training.ledger.cosigning import cosign, cosigned_by
from training.ledger.erasing import erase
from training.ledger.exporting import export
from training.ledger.models import LedgerHead
from training.ledger.notes import (
    COSIGNATURE,
    BadNote,
    Checkpoint,
    Proof,
    VerifierKey,
    growth_text,
    open_note,
    read_hashes,
    sign,
)
from training.ledger.service import record
from training.ledger.signing import public_key, sign_latest
from training.ledger.tree import consistency_holds, inclusion_holds, leaf_hash, root_of
from training.people.models import Agency

from ..conftest import SETTINGS
from .plain_tree import consistency_proof, inclusion_proof
from .test_record import NOON, add_version

ORIGIN, WITNESS = "adab.contoh.id/ledger", "inspektorat.contoh.id"
SECRET, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (5, 6))
KEY = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
SAW = VerifierKey(WITNESS, STRANGER.public_key().public_bytes_raw(), COSIGNATURE)
AT = datetime(2026, 11, 22, tzinfo=UTC)
WANTED = 5000

LEAVES = [b'{"idx":%d}' % number for number in range(130)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
NOTES = {
    size: sign(Checkpoint(ORIGIN, size, root_of(HASHES[:size])), SECRET)
    for size in (1, 2, 3, 7, 8, 33, 64, 100, 130)
}


def receipt_holds(text: str, leaf: bytes) -> bool:
    proof = Proof.parse(text)
    note = open_note(proof.note, [KEY])
    held = proof.extra == leaf and inclusion_holds(
        leaf_hash(leaf), proof.index, note.size, proof.hashes, note.root
    )
    assert held == other_receipt_holds(text, leaf), "the two implementations agree"
    return held


def other_receipt_holds(text: str, leaf: bytes) -> bool:
    keys = verifier._keys([str(KEY)], [], [], [])
    receipt = verifier._receipt(text)
    return receipt.extra == leaf and verifier._proves(receipt, leaf, verifier._open(receipt.note, keys))


def growth_holds(text: str, old_note: str) -> bool:
    old = open_note(old_note, [KEY])
    head, border, note = text.partition("\n\n")
    lines = head.split("\n")
    if not border or lines[0] != f"old {old.size}":
        return False
    new = open_note(note, [KEY])
    return consistency_holds(old.size, new.size, old.root, new.root, read_hashes(lines[1:]))


def note_holds(text: str, size: int) -> bool:
    return open_note(text, [KEY]).size == size


def witnessed(text: str, size: int) -> bool:
    return note_holds(text, size) and len(cosigned_by(text, [SAW])) == 1


def subjects(chance: Random) -> tuple[str, object, Callable[[str, object], bool]]:
    """Something that holds: its text, what it is judged beside, and the judge."""
    sizes = sorted(NOTES)
    size = chance.choice(sizes)
    kind = chance.choice(("receipt", "receipt", "growth", "growth", "note", "witness"))
    if kind == "receipt":
        index = chance.randrange(size)
        hashes = inclusion_proof(HASHES[:size], index)
        return str(Proof(index, tuple(hashes), NOTES[size], LEAVES[index])), LEAVES[index], receipt_holds
    if kind == "growth":
        old = chance.choice([each for each in sizes if each <= size])
        return growth_text(old, consistency_proof(HASHES[:size], old), NOTES[size]), NOTES[old], growth_holds
    if kind == "note":
        return NOTES[size], size, note_holds
    return f"{NOTES[size]}{cosign(NOTES[size], STRANGER, WITNESS, AT)}\n", size, witnessed


def mutated(text: str, chance: Random) -> str:
    """The text with one thing wrong."""
    lines, act = text.split("\n"), chance.randrange(9)
    place = chance.randrange(len(lines))
    if act <= 1:
        raw = bytearray(text.encode())
        at = chance.randrange(len(raw))
        raw[at] ^= 1 << chance.randrange(8)
        return raw.decode("utf-8", "replace")
    if act == 2:
        other = chance.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]
    elif act == 3:
        return text[: chance.randrange(len(text))]
    elif act == 4:
        del lines[place]
    elif act == 5:
        lines.insert(place, b64encode(chance.randbytes(32)).decode())
    elif act == 6:
        return other_note(text, chance)
    elif act == 7:
        return resigned(text)
    else:
        lines[place] = renumbered(lines[place], chance)
    return "\n".join(lines)


def other_note(text: str, chance: Random) -> str:
    """Under the signature of another size."""
    for note in NOTES.values():
        if text.endswith(note):
            return text.removesuffix(note) + chance.choice([each for each in NOTES.values() if each != note])
    return text[:-2]


def resigned(text: str) -> str:
    """With the signature of another key, under the name of the log."""
    body, _border, tail = text.rpartition("\n\n")
    begin = body.rfind(ORIGIN)
    size, root = body[begin:].split("\n")[1:]
    forged = sign(Checkpoint(ORIGIN, int(size), b64decode(root)), STRANGER)
    return body[:begin] + forged + "".join(f"{line}\n" for line in tail.split("\n")[1:-1])


def renumbered(line: str, chance: Random) -> str:
    digits = "".join(sign_ for sign_ in line if sign_.isdigit())
    if line.isdigit() or line.startswith(("index ", "old ")):
        return line.replace(digits, str(int(digits) + chance.choice((-1, 1, 64))))
    return line.swapcase()


def test_five_thousand_mutated_proofs_are_all_refused() -> None:
    chance, refused, judges = Random(2026), 0, dict[str, int]()
    while refused < WANTED:
        text, beside, judge = subjects(chance)
        assert judge(text, beside)
        wrong = mutated(text, chance)
        if chance.random() < 0.05 and judge is receipt_holds:
            beside, wrong = chance.choice([leaf for leaf in LEAVES if leaf != beside]), text
        elif wrong == text or (judge is witnessed and sorted(wrong) == sorted(text)):
            continue  # the order of signatures says nothing
        held = False
        with suppress(BadNote, verifier.Unreadable):
            held = judge(wrong, beside)
        assert not held, (judge.__name__, text, wrong)
        refused += 1
        judges[judge.__name__] = judges.get(judge.__name__, 0) + 1
    assert min(judges.values()) > 500, judges


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An office that has not recorded anything yet."""
    folder = tmp_path_factory.mktemp("kosong")
    app = create_app(
        SETTINGS
        | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'a.sqlite3'}", "SLOTS_FOLDER": str(folder)}
    )
    with app.app_context():
        upgrade()
        db.session.add(Agency(slug="uji", name="Dinas Uji"))
        db.session.commit()
        db.session.remove()
        yield app
        db.session.remove()
        db.engine.dispose()


def forget_everything() -> None:
    for table in ("ledger_checkpoint", "ledger_payload", "ledger_node", "ledger_leaf", "code_version"):
        db.session.execute(sa.text(f"DELETE FROM {table}"))
    db.session.execute(sa.update(LedgerHead).values(size=0, frontier=[]))
    db.session.commit()


def live(chance: Random, keys: Path, size: int) -> list[str]:
    """A record of so many leaves, with erasures, checkpoints and restarts; the notes that were signed."""
    alive: list[CodeVersion] = []
    held, leaves, number = [], 0, 0
    while leaves < size:
        act = chance.random()
        if act < 0.6 or not alive:
            alive.append(add_version(number))
            number += 1
        elif act < 0.85:
            record("code.superseded", chance.choice(alive), actor="system", at=NOON)
        else:
            gone = alive.pop(chance.randrange(len(alive)))
            erase([("code_version", gone.ref, gone.agency_id)], reason="Masa simpan", actor="system", at=NOON)
            db.session.delete(gone)
        leaves += 1
        if leaves == size or chance.random() < 0.08:
            db.session.commit()
            if chance.random() < 0.3:
                held.append(sign_latest(keys, ORIGIN, now=NOON))
            if chance.random() < 0.3:
                db.session.remove()
                db.engine.dispose()
                alive = list(db.session.scalars(sa.select(CodeVersion).order_by(CodeVersion.id)))
    return held


def test_fifty_clean_records_of_any_shape_raise_no_alarm(bare: Flask, tmp_path: Path) -> None:
    chance = Random(50)
    with bare.app_context():
        for number in range(50):
            forget_everything()
            folder, size = (
                tmp_path / f"{number}",
                chance.choice((1, 2, 3, chance.randint(1, 64), chance.randint(1, 400))),
            )
            held = live(chance, folder / "keys", size)
            sign_latest(folder / "keys", ORIGIN, now=NOON)
            report = verify()
            assert (report.size, report.faults) == (size, []), number
            export(folder / "export", [public_key(folder / "keys", ORIGIN)], now=NOON)
            key = (folder / "export" / "keys").read_text().strip()
            assert verifier.check(folder / "export", held, [key])[0] == [], number
