"""Evidence packs: the same bytes again, whole in themselves, and every tampering is found."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.clock import now
from training.core.db import db
from training.ledger.erasing import erase
from training.ledger.models import LedgerCheckpoint, LedgerLeaf, LedgerPayload
from training.ledger.packs import Cited, NotCovered, pack
from training.ledger.receipts import receipt
from training.ledger.service import record
from training.ledger.signing import sign_latest
from training.ledger.verifier import check

from .pack_tampering import ACTS, SEALED, Pack, in_folder, zipped
from .test_record import NOON, add_version

pytestmark = pytest.mark.database

ORIGIN = "adab.contoh.id/ledger"
DOSSIER, PAPER = b'{"butir":"D.4","nama":"Sari"}\n', b"%PDF-1.7 berkas\n"
MADE = NOON + timedelta(days=1)


@dataclass
class Frozen:
    """Stands for a frozen dossier: what its leaf commits to."""

    ref: str
    said: dict[str, Any]
    record_kind: str = "dossier"
    agency_id: int | None = None

    def fact(self) -> dict[str, Any]:
        return self.said


def freeze(ref: str = "berkas1") -> str:
    sums = {"sha256": sha256(DOSSIER).hexdigest(), "files": {"dossier.pdf": sha256(PAPER).hexdigest()}}
    record("dossier.frozen", Frozen(ref, sums), actor="system", at=NOON)
    return f"dossier:{ref}"


def make(keys: Path) -> bytes:
    versions = [add_version(1000 + number) for number in range(9)]
    dossier = freeze()
    db.session.commit()
    sign_latest(keys, ORIGIN, now=now())
    cited = [Cited(f"code_version:{each.ref}", None, "Versi yang berlaku") for each in versions[::2]]
    sealed = str(receipt(f"code_version:{versions[1].ref}")).encode()
    files = {"dossier.json": DOSSIER, "dossier.pdf": PAPER, "surat.txt": b"Pengantar\n", SEALED: sealed}
    return pack(files, [*cited, Cited(dossier, None, "Berkas yang dibekukan")], now=MADE)


@pytest.fixture
def made(app: Flask, tmp_path: Path) -> bytes:
    with app.app_context():
        return make(tmp_path / "keys")


def faults(path: Path, *, older: list[str] | None = None, keys: list[str] | None = None) -> list[str]:
    return [fault.place for fault in check(path, older or [], keys or [])[0]]


def test_a_clean_pack_holds_as_zip_and_as_folder(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bukti.zip"
    path.write_bytes(made)
    ZipFile(BytesIO(made)).extractall(tmp_path / "isi")
    key = (tmp_path / "isi" / "keys").read_text().strip()
    note = (tmp_path / "isi" / "checkpoint").read_text()
    for place in (path, tmp_path / "isi"):
        assert faults(place) == [] == faults(place, older=[note], keys=[key])
    summary = check(path, [], [])[1]
    assert "dossier.json: dicatat dalam buku / on record" in summary
    assert "dossier.pdf: dicatat dalam buku / on record" in summary
    assert "surat.txt: hanya terlampir / only enclosed" in summary
    assert f"{SEALED}: tanda terima tanpa isi / receipt without content" in summary


def test_it_is_made_again_byte_by_byte(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        first = make(tmp_path / "keys")
        record_ = db.session.scalars(sa.select(LedgerLeaf.record).order_by(LedgerLeaf.idx.desc())).first()
        two = [pack({"dossier.json": DOSSIER}, [Cited(record_, None, "a")], now=MADE) for _ in range(2)]
        assert two[0] == two[1] != first


def test_what_is_in_it(made: bytes) -> None:
    with ZipFile(BytesIO(made)) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
        lines = [json.loads(line) for line in archive.read("evidence.jsonl").decode().splitlines()]
        read_me = archive.read("BACA-SAYA.txt").decode()
    assert names == sorted(names) and manifest["format"] == "adab-evidence-pack/1"
    assert set(manifest["sha256"]) == set(names) - {"manifest.json"}
    assert [line["note"] for line in lines] == ["Versi yang berlaku"] * 5 + ["Berkas yang dibekukan"]
    assert {line["receipt"] for line in lines} <= set(names)
    assert {"verifier.py", "verifier.html", "checkpoint", "keys"} <= set(names)
    assert "Nilai bukan bukti pelanggaran" in read_me and "TIDAK" in read_me and "does NOT show" in read_me


def test_what_is_not_signed_yet_is_named(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        with pytest.raises(NotCovered):
            pack({}, [], now=MADE)
        version = add_version(1)
        db.session.commit()
        sign_latest(tmp_path / "keys", ORIGIN, now=now())
        dossier = freeze()
        db.session.commit()
        names = [f"code_version:{version.ref}", dossier, "dossier:tidak-ada"]
        with pytest.raises(NotCovered, match="dossier:berkas1, dossier:tidak-ada") as wrong:
            pack({}, [Cited(name, None, "") for name in names], now=MADE)
        assert wrong.value.records == names[1:]
        with pytest.raises(NotCovered):
            pack({}, [Cited(names[0], 0, "bukan entrinya")], now=MADE)
        with pytest.raises(ValueError, match=r"verifier\.py"):
            pack({"verifier.py": b""}, [Cited(names[0], None, "")], now=MADE)


def test_an_erased_record_brings_its_erasure_along(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        version = add_version(1)
        dossier = freeze()
        db.session.commit()
        first = db.session.scalar(
            sa.select(sa.func.min(LedgerLeaf.idx)).where(LedgerLeaf.record.contains(version.ref))
        )
        erase(
            [("code_version", version.ref, version.agency_id)], reason="Masa simpan", actor="system", at=NOON
        )
        name = f"code_version:{version.ref}"
        db.session.delete(version)
        db.session.commit()
        sign_latest(tmp_path / "keys", ORIGIN, now=now())
        made = pack({"dossier.json": DOSSIER}, [Cited(name, first, ""), Cited(dossier, None, "")], now=MADE)
    opened = Pack(made)
    assert [line["type"] for line in opened.lines] == ["code.published", "dossier.frozen", "record.erased"]
    assert opened.lines[0]["payload"] is None
    path = zipped(opened.save(), tmp_path / "a.zip")
    assert faults(path) == []
    opened.files.pop(opened.lines.pop()["receipt"])
    assert faults(zipped(opened.save(), tmp_path / "b.zip")) == [f"entri / entry {first}"]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_whatever_is_changed_is_found(made: bytes, tmp_path: Path, act) -> None:
    for place in range(6):
        changed = Pack(made)
        act(changed, place)
        path = zipped(changed.save(), tmp_path / f"{place}.zip")
        found, _summary = check(path, [], [])
        assert found, f"at {place}"
        assert all(fault.place and fault.said and fault.said_en for fault in found)


def test_a_zip_with_a_folder_around_and_a_broken_one(made: bytes, tmp_path: Path) -> None:
    files = {f"bukti/{name}": content for name, content in Pack(made).save().items()}
    assert faults(zipped(files, tmp_path / "dalam.zip")) == []
    path, chance = tmp_path / "rusak.zip", Random(8)
    for _ in range(300):
        broken = bytearray(made)
        broken[chance.choice((*range(60), *range(-4000, 0)))] = chance.randrange(256)
        path.write_bytes(broken)
        check(path, [], [])
    path.write_bytes(made[: len(made) // 2])
    assert faults(path)


def test_another_checkpoint_is_not_compared_in_silence(app: Flask, made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bukti.zip"
    path.write_bytes(made)
    with app.app_context():
        add_version(77)
        db.session.commit()
        later = sign_latest(tmp_path / "keys", ORIGIN, now=now())
    assert faults(path, older=[later]) == ["titik Anda / your checkpoint 1"]


def test_it_stands_alone(made: bytes, tmp_path: Path) -> None:
    ZipFile(BytesIO(made)).extractall(tmp_path / "isi")
    zip_path = tmp_path / "bukti.zip"
    zip_path.write_bytes(made)
    for what in (tmp_path / "isi", zip_path):
        command = [sys.executable, "-I", str(tmp_path / "isi" / "verifier.py"), str(what)]
        clean = subprocess.run(command, capture_output=True, text=True, check=False)
        assert clean.returncode == 0 and "Everything holds." in clean.stdout, clean.stdout + clean.stderr
    (tmp_path / "isi" / "dossier.json").write_bytes(b"{}")
    worse = subprocess.run(
        [*command[:-1], str(tmp_path / "isi")], capture_output=True, text=True, check=False
    )
    assert worse.returncode == 1 and "dossier.json" in worse.stdout


def test_a_receipt_is_checked_by_itself(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        version = add_version(1)
        db.session.commit()
        sign_latest(tmp_path / "keys", ORIGIN, now=now())
        text = str(receipt(f"code_version:{version.ref}"))
        key = db.session.scalars(sa.select(LedgerCheckpoint.key)).first()
        assert db.session.scalar(sa.select(sa.func.count(LedgerPayload.idx)))
    path = tmp_path / "a.tlog-proof"
    path.write_text(text)
    assert faults(path, keys=[key]) == []
    assert faults(path) == ["a.tlog-proof"], "without the key nobody knows who signed"
    lines = text.split("\n")
    path.write_text("\n".join([lines[0], lines[1], "index 3", *lines[3:]]))
    assert faults(path, keys=[key]) == ["a.tlog-proof"]
    path.write_text("bukan tanda terima")
    assert faults(path, keys=[key]) == ["a.tlog-proof"]


def test_files_in_a_folder_that_systems_leave_there_are_passed_over(made: bytes, tmp_path: Path) -> None:
    folder = in_folder(Pack(made).save(), tmp_path / "isi")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "verifier.pyc").write_bytes(b"x")
    assert faults(folder) == []
    (folder / "catatan.txt").write_text("x")
    assert faults(folder) == ["catatan.txt"]
