#!/usr/bin/env python3
"""Checks an export of Adab's record without Adab.

Use: `python verifier.py EXPORT_DIR [--checkpoint FILE] [--key KEY]`.

It needs Python 3.11 and the package `cryptography`, and asks neither a network nor a database. It prints what
it found in Indonesian and English and exits with 0 only when everything holds. A `--checkpoint` is an older
signed note that you kept yourself, and a `--key` the public key as you were given it: only they show that the
whole record was not made anew. What it cannot show: that an entry is true, and who sat at the keyboard.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT, VERSION, ERASED = "adab-ledger-export/1", 1, "record.erased"
FILES = ("checkpoints", "keys", "leaves.jsonl", "payloads.jsonl", "rows.jsonl")
FIELDS = {"v", "log", "idx", "type", "at", "record", "prev", "actor", "commit"}


class Fault(NamedTuple):
    """One thing that does not hold: where, in Indonesian, in English."""

    place: str
    said: str
    said_en: str


class Note(NamedTuple):
    """A checkpoint that one of the keys signed."""

    origin: str
    size: int
    root: bytes


class Unreadable(ValueError):
    """A text that is not what it should be."""


def check(folder: Path, older: list[str], trusted: list[str]) -> tuple[list[Fault], list[str]]:
    """Every fault of an export, and lines that sum it up. `older` and `trusted` come from elsewhere."""
    faults: list[Fault] = [*_manifest_faults(folder)]
    keys = _keys(folder, trusted, faults)
    notes = [note for note in _notes(folder, keys, faults) if note]
    lines = _lines(folder / "leaves.jsonl", faults)
    leaves = [_read(line) for line in lines]
    faults += _leaf_faults(lines, leaves)
    tree = Tree([sha256(b"\x00" + line.encode()).digest() for line in lines])
    faults += _tree_faults(tree, notes)
    faults += _older_faults(tree, older, keys)
    payloads = _payloads(folder, faults)
    faults += _payload_faults(leaves, payloads)
    faults += _row_faults(leaves, payloads, _lines(folder / "rows.jsonl", faults))
    summary = [
        f"entri / entries      : {len(lines)}",
        f"akar / root          : {tree.root(len(lines)).hex()}",
        f"tanda tangan / signed: {len(notes)} di dalam / inside, {len(older)} dari luar / from outside",
        f"catatan / records    : {len({leaf.get('record') for leaf in leaves})}",
    ]
    return faults, summary


class Tree:
    """Roots of the first so many leaves (RFC 9162 §2.1.1), each kept once it is known."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.levels = [leaves]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            pairs = zip(below[::2], below[1::2], strict=False)
            self.levels.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])

    def root(self, size: int) -> bytes:
        """The root over the first `size` leaves."""
        if not size:
            return sha256(b"").digest()
        found, taken = b"", size
        for level, row in enumerate(self.levels):
            if size >> level & 1:
                taken = (size >> level) - 1
                found = sha256(b"\x01" + row[taken] + found).digest() if found else row[taken]
        return found


def _manifest_faults(folder: Path) -> Iterator[Fault]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        sums = dict(manifest["sha256"])
        known = manifest["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        yield Fault("manifest.json", "tidak ada atau tidak terbaca", "is missing or cannot be read")
        return
    if not known:
        yield Fault("manifest.json", "bentuknya tidak dikenal", "is of an unknown format")
    for name in FILES:
        path = folder / name
        if not path.is_file():
            yield Fault(name, "berkas ini tidak ada", "this file is missing")
        elif sha256(path.read_bytes()).hexdigest() != sums.get(name):
            yield Fault(name, "isinya bukan yang disebut manifest", "is not what the manifest names")


def _keys(folder: Path, trusted: list[str], faults: list[Fault]) -> dict[tuple[str, bytes], bytes]:
    inside = _lines(folder / "keys", [])
    found = {}
    for text in trusted or inside:
        try:
            name, key_id, raw = _key(text)
        except Unreadable:
            faults.append(Fault("keys", f"kunci ini tidak terbaca: {text}", f"unreadable key: {text}"))
            continue
        found[name, key_id] = raw
    if trusted and set(trusted) - set(inside):
        faults.append(Fault("keys", "bukan kunci yang Anda pegang", "is not the key you hold"))
    return found


def _key(text: str) -> tuple[str, bytes, bytes]:
    name, _, rest = text.strip().partition("+")
    key_id, _, body = rest.partition("+")
    raw = _b64(body)
    made = sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or raw[0] != 1 or made.hex() != key_id:
        raise Unreadable(text)
    return name, made, raw[1:]


def _notes(folder: Path, keys: dict[tuple[str, bytes], bytes], faults: list[Fault]) -> Iterator[Note | None]:
    try:
        texts = json.loads((folder / "checkpoints").read_text("utf-8"))
    except (OSError, ValueError):
        texts = []
    if not isinstance(texts, list) or not texts:
        faults.append(Fault("checkpoints", "tidak ada titik tanda tangan", "there is no checkpoint"))
        return
    for number, text in enumerate(texts, start=1):
        yield _opened(f"checkpoints {number}", text, keys, faults)


def _opened(place: str, text: Any, keys: dict[tuple[str, bytes], bytes], faults: list[Fault]) -> Note | None:
    try:
        return _open(str(text), keys)
    except Unreadable as wrong:
        said, said_en = wrong.args
        faults.append(Fault(place, said, said_en))
        return None


def _open(text: str, keys: dict[tuple[str, bytes], bytes]) -> Note:
    body, border, tail = text.rpartition("\n\n")
    lines = body.split("\n")
    if not border or not tail.endswith("\n") or len(lines) != 3 or not lines[1].isdigit():
        raise Unreadable("bukan titik tanda tangan C2SP", "is no C2SP checkpoint")
    signed = False
    for line in tail[:-1].split("\n"):
        mark, _, rest = line.partition(" ")
        name, _, signature = rest.partition(" ")
        raw = _b64(signature)
        key = keys.get((name, raw[:4])) if mark == "\u2014" else None
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(raw[4:], f"{body}\n".encode())
        except (InvalidSignature, ValueError):
            raise Unreadable(
                "tanda tangannya tidak cocok dengan isinya", "its signature does not fit"
            ) from None
        signed = True
    if not signed:
        raise Unreadable("tidak ditandatangani dengan kunci yang dikenal", "no known key has signed it")
    return Note(lines[0], int(lines[1]), _b64(lines[2]))


def _leaf_faults(lines: list[str], leaves: list[dict[str, Any]]) -> Iterator[Fault]:
    last: dict[str, int] = {}
    logs = Counter(leaf.get("log") for leaf in leaves)
    for place, (line, leaf) in enumerate(zip(lines, leaves, strict=True)):
        name = f"entri / entry {place}"
        if leaf.keys() != FIELDS or leaf.get("v") != VERSION or _canonical(leaf) != line:
            yield Fault(name, "bukan tulisan kanonik sebuah entri", "is not the canonical text of an entry")
        if leaf.get("idx") != place:
            yield Fault(name, f"menyebut dirinya entri {leaf.get('idx')}", f"calls itself {leaf.get('idx')}")
        if leaf.get("log") != logs.most_common(1)[0][0]:
            yield Fault(name, "berasal dari buku lain", "belongs to another log")
        record = str(leaf.get("record"))
        if leaf.get("prev") != last.get(record):
            yield Fault(
                name,
                f"menyebut entri sebelumnya {leaf.get('prev')}, padahal {last.get(record)}",
                f"names {leaf.get('prev')} as the entry before, which is {last.get(record)}",
            )
        last[record] = place


def _tree_faults(tree: Tree, notes: list[Note]) -> Iterator[Fault]:
    size, holds = len(tree.levels[0]), 0
    for note in sorted(notes, key=lambda each: each.size):
        if note.size > size:
            yield Fault(
                f"checkpoint {note.size}",
                f"ditandatangani {note.size} entri, di sini hanya {size}",
                f"{note.size} entries were signed, here are only {size}",
            )
        elif tree.root(note.size) != note.root:
            yield Fault(
                f"entri / entries {holds}–{note.size - 1}",
                "satu atau lebih bukan yang ditandatangani",
                "one or more are not what was signed",
            )
            return
        else:
            holds = note.size
    if holds != size and notes and max(note.size for note in notes) <= size:
        yield Fault(
            f"entri / entries {holds}–{size - 1}", "belum ditandatangani", "are not under any checkpoint"
        )


def _older_faults(tree: Tree, older: list[str], keys: dict[tuple[str, bytes], bytes]) -> list[Fault]:
    faults: list[Fault] = []
    for number, text in enumerate(older, start=1):
        note = _opened(f"--checkpoint {number}", text, keys, faults)
        if note is None:
            continue
        if note.size > len(tree.levels[0]):
            faults.append(
                Fault(
                    f"--checkpoint {number}",
                    f"Anda memegang tanda tangan atas {note.size} entri; sebagian hilang (cadangan lama?)",
                    f"you hold a signature on {note.size} entries; some are gone (an old backup?)",
                )
            )
        elif tree.root(note.size) != note.root:
            faults.append(
                Fault(
                    f"entri / entries 0–{note.size - 1}",
                    "ditulis ulang sesudah Anda menerima titik tanda tangan",
                    "were rewritten after you were given your checkpoint",
                )
            )
    return faults


def _payloads(folder: Path, faults: list[Fault]) -> dict[int, tuple[bytes, str]]:
    found: dict[int, tuple[bytes, str]] = {}
    for number, line in enumerate(_lines(folder / "payloads.jsonl", faults), start=1):
        said = _read(line)
        try:
            idx, salt, body = int(said["idx"]), bytes.fromhex(said["salt"]), str(said["body"])
        except (KeyError, TypeError, ValueError):
            faults.append(Fault(f"payloads.jsonl:{number}", "tidak terbaca", "cannot be read"))
            continue
        if idx in found:
            faults.append(
                Fault(f"payloads.jsonl:{number}", f"isi kedua entri {idx}", f"a second one for {idx}")
            )
        found[idx] = salt, body
    return found


def _payload_faults(leaves: list[dict[str, Any]], payloads: dict[int, tuple[bytes, str]]) -> Iterator[Fault]:
    erased = {str(leaf.get("record")) for leaf in leaves if leaf.get("type") == ERASED}
    for place, leaf in enumerate(leaves):
        name, kept = f"entri / entry {place}", payloads.get(place)
        if kept is None:
            if leaf.get("record") not in erased:
                yield Fault(
                    name, "isinya hilang tanpa catatan penghapusan", "its content is gone, unrecorded"
                )
        elif len(kept[0]) != 32 or _commitment(*kept) != leaf.get("commit"):
            yield Fault(name, "isinya bukan yang dicatat", "its content is not what was recorded")
    for idx in sorted(payloads.keys() - range(len(leaves))):
        yield Fault(f"payloads.jsonl {idx}", "isi tanpa entri", "content without an entry")


def _row_faults(
    leaves: list[dict[str, Any]], payloads: dict[int, tuple[bytes, str]], lines: list[str]
) -> Iterator[Fault]:
    last = {str(leaf.get("record")): place for place, leaf in enumerate(leaves)}
    erased = {str(leaf.get("record")) for leaf in leaves if leaf.get("type") == ERASED}
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        said = _read(line)
        record, fact = str(said.get("record")), said.get("fact")
        if record in seen or record not in last:
            yield Fault(
                f"rows.jsonl:{number}", f"{record} tidak pernah dicatat", f"{record} was never recorded"
            )
            continue
        seen.add(record)
        kept = payloads.get(last[record])
        if kept is not None and kept[1] != fact:
            yield Fault(
                record,
                f"data sekarang berbeda dari entri {last[record]}",
                f"today's data differs from entry {last[record]}",
            )
    for record in sorted(last.keys() - seen - erased):
        yield Fault(
            record, f"dicatat pada entri {last[record]}, datanya hilang", "was recorded, its data is gone"
        )


def _commitment(salt: bytes, body: str) -> str:
    return sha256(b"adab/v1" + salt + body.encode()).hexdigest()


def _canonical(leaf: dict[str, Any]) -> str:
    """RFC 8785 of texts, whole numbers and null under ASCII names, which is all an entry holds."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _read(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _lines(path: Path, faults: list[Fault]) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError:
        return []
    except ValueError:
        faults.append(Fault(path.name, "bukan teks UTF-8", "is no UTF-8 text"))
        return []
    if text and not text.endswith("\n"):
        faults.append(Fault(path.name, "terpotong pada baris terakhir", "is cut off in its last line"))
    return text.removesuffix("\n").split("\n") if text else []


def _b64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unreadable("bukan base64", "is no base64") from None
    if base64.b64encode(raw).decode() != text:
        raise Unreadable("base64 dengan ejaan lain", "is base64 of another spelling")
    return raw


def main(say: Callable[[str], object] = print) -> int:
    """Check what the command line names; 0 when all holds, 1 when not, 2 when there is nothing to check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    parser.add_argument("--key", action="append", default=[])
    asked = parser.parse_args()
    if not asked.export.is_dir():
        say(f"{asked.export}: folder tidak ada / no such folder")
        return 2
    try:
        older = [path.read_text("utf-8") for path in asked.checkpoint]
    except (OSError, ValueError) as error:
        say(f"--checkpoint: {error}")
        return 2
    faults, summary = check(asked.export, older, asked.key)
    for line in summary:
        say(line)
    for fault in faults:
        say(f"SALAH / FAULT  {fault.place}\n    {fault.said}.\n    {fault.said_en}.")
    say(_verdict(faults, outside=bool(older)))
    return 1 if faults else 0


def _verdict(faults: list[Fault], *, outside: bool) -> str:
    if faults:
        return f"{len(faults)} hal tidak cocok. / {len(faults)} thing(s) do not hold."
    said = "Semuanya cocok. / Everything holds."
    if outside:
        return said
    return "\n".join(
        (
            said,
            "Tanpa titik tanda tangan yang Anda simpan sendiri, ini tidak menunjukkan bahwa seluruh buku",
            "tidak dibuat ulang. / Without a checkpoint you kept yourself this does not show that the whole",
            "log was not made anew.",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
