"""What no office ever writes: the verifier falls over none of it, and passes only what says the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from flask import Flask

from training.ledger.verifier import FILES, check

from .test_verifier import make

pytestmark = pytest.mark.database

CORRUPTIONS = int(os.environ.get("ADAB_CORRUPTIONS", "300"))
TOKENS = [
    *(
        b"NaN",
        b"1e999",
        b"-0",
        b"9" * 30,
        b"null",
        b"[]",
        b"{}",
        b'"\\ud800"',
        b"\r\n",
        b"\n",
        b"\n\n",
        b"\x00",
    ),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b'"idx":1,', b"[" * 3000, b'{"a":' * 2000, "\u2028\u2014".encode()),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("berkas") / "ekspor dengan spasi"


@pytest.fixture
def export(app: Flask, tmp_path: Path, kept: Path) -> Path:
    """A copy of one export, made once for all."""
    if not kept.exists():
        folder, older = make(app, tmp_path)
        shutil.copytree(folder, kept)
        kept.with_name("catatan").write_text(older)
    shutil.copytree(kept, tmp_path / "salinan")
    return tmp_path / "salinan"


def refit(folder: Path) -> None:
    """The sums of the manifest are made to fit."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for name in manifest["sha256"]:
        if (folder / name).is_file():
            manifest["sha256"][name] = sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def meaning(folder: Path) -> tuple[object, ...]:
    """All that an export says, whatever way it is spelled."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    lines = {name: (folder / name).read_text("utf-8").split("\n") for name in FILES}
    return (
        manifest["format"],
        [manifest["sha256"][name] for name in FILES if name not in ("keys", "checkpoints")],
        lines["leaves.jsonl"],
        sorted(lines["payloads.jsonl"]),
        sorted(lines["rows.jsonl"]),
        json.loads("\n".join(lines["checkpoints"])),
        sorted({key.strip() for key in lines["keys"]} - {""}),
    )


def bent(content: bytes, chance: Random) -> bytes:
    held, how = bytearray(content), chance.randrange(7)
    at, lines = chance.randrange(len(held)), content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    if how == 0:
        held[at] ^= 1 << chance.randrange(8)
    elif how == 1:
        held[at:at] = chance.choice(TOKENS)
    elif how == 2:
        del held[at : at + chance.randrange(1, 40)]
    elif how == 3:
        del held[at:]
    elif how == 4:
        held[at : at + chance.randrange(1, 20)] = chance.choice(TOKENS)
    elif how == 5:
        lines[one], lines[other] = lines[other], lines[one]
        return b"\n".join(lines)
    else:
        lines.insert(other, lines[one])
        return b"\n".join(lines)
    return bytes(held)


def test_what_was_corrupted_is_found_unless_it_says_the_same(export: Path, kept: Path) -> None:
    chance, older, passed = Random(2026), kept.with_name("catatan").read_text(), 0
    names = [*FILES, "manifest.json"]
    for _ in range(CORRUPTIONS):
        name = chance.choice(names)
        (export / name).write_bytes(bent((kept / name).read_bytes(), chance))
        fitted = name != "manifest.json" and chance.random() < 0.7
        if fitted:
            refit(export)
        faults, _summary = check(export, [older], [])
        if not faults:
            said, before = meaning(export), meaning(kept)
            assert said[2:] == before[2:]
            assert fitted or said == before
            passed += 1
        assert all(fault.place and fault.said and fault.said_en for fault in faults)
        for each in (name, "manifest.json"):
            shutil.copyfile(kept / each, export / each)
    assert passed < CORRUPTIONS / 4


def rewritten(name: str, make: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        (folder / name).write_bytes(make((folder / name).read_bytes()))
        refit(folder)

    return act


def replaced(name: str, put: Callable[[Path], object]) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        (folder / name).unlink()
        put(folder / name)

    return act


def emptied(folder: Path) -> None:
    for name in FILES:
        (folder / name).write_bytes(b"[]\n" if name == "checkpoints" else b"")
    refit(folder)


STRANGE: dict[str, Callable[[Path], None]] = {
    "a folder for a file": replaced("leaves.jsonl", Path.mkdir),
    "a folder for the manifest": replaced("manifest.json", Path.mkdir),
    "a link to what never ends": replaced("rows.jsonl", lambda path: path.symlink_to("/dev/zero")),
    "a link to itself": replaced("rows.jsonl", lambda path: path.symlink_to(path.name)),
    "a pipe": replaced("rows.jsonl", os.mkfifo),
    "nothing in it": emptied,
    "newlines of Windows": rewritten("payloads.jsonl", lambda old: old.replace(b"\n", b"\r\n")),
    "another coding": rewritten("leaves.jsonl", lambda old: old.decode().encode("utf-16")),
    "a mark before the keys": rewritten("keys", lambda old: b"\xef\xbb\xbf" + old),
    "a number without end": rewritten(
        "payloads.jsonl", lambda old: old.replace(b'"idx":0', b'"idx":' + b"9" * 5000)
    ),
    "no number": rewritten("payloads.jsonl", lambda old: old.replace(b'"idx":0', b'"idx":NaN')),
    "a name twice": rewritten("rows.jsonl", lambda old: old.replace(b'"fact":', b'"fact":"{}","fact":', 1)),
    "another spelling": rewritten("payloads.jsonl", lambda old: old.replace(b'"idx":0', b'"idx":0.0')),
    "no bottom": replaced("manifest.json", lambda path: path.write_text("[" * 100_000)),
    "a format that is no text": replaced(
        "manifest.json", lambda path: path.write_text('{"format":NaN,"sha256":{}}')
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_input_is_a_fault_with_a_place(export: Path, name: str) -> None:
    STRANGE[name](export)
    faults = check(export, [], [])[0]
    assert faults
    assert all(fault.place and fault.said and fault.said_en for fault in faults)


def test_a_zip_in_a_zip_an_empty_folder_and_nothing(export: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "nol").write_bytes(b"")
    with ZipFile(tmp_path / "satu.zip", "w") as archive:
        for path in export.iterdir():
            archive.write(path, f"ekspor/{path.name}")
    with ZipFile(tmp_path / "dua.zip", "w") as archive:
        archive.write(tmp_path / "satu.zip", "satu.zip")
    assert check(tmp_path / "satu.zip", [], [])[0] == []
    for name in ("kosong", "nol", "dua.zip"):
        assert check(tmp_path / name, [], [])[0], name


def test_exit_codes_and_a_terminal_without_our_letters(export: Path, kept: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        command = [sys.executable, str(export / "verifier.py"), *words]
        env = os.environ | {"PYTHONIOENCODING": "ascii"}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout

    strange = export.with_name("asing")
    strange.write_text("lain.id/ledger\n5\n" + "A" * 43 + "=\n\n\u2014 lain.id/ledger AAAAAAAA\n", "utf-8")
    assert run(str(export), "--checkpoint", str(kept.with_name("catatan")))[0] == 0
    assert run(str(export), "--checkpoint", str(strange))[0] == 1
    assert run(str(export), "--key", "a+b+c\u2014")[0] == 1
    assert run(str(export), "--checkpoint", str(export))[0] == 2
    code, said = run(str(export / "tidak-ada"))
    assert code == 2
    assert "tidak-ada" in said
