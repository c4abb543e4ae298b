#!/usr/bin/env python3
"""Checks what Adab put on record, without Adab.

Use: `python verifier.py WHAT [--checkpoint FILE] [--key KEY] [--proof FILE]`

WHAT is an export of the record or an evidence pack, as a folder or a .zip, or one receipt (.tlog-proof).

It needs Python 3.11 and the package `cryptography`, and asks neither a network nor a database. It prints what
it found in Indonesian and English and exits with 0 only when everything holds. A `--checkpoint` is an older
signed note that you kept yourself, and a `--key` the public key of the office, or of a witness, as you were
given it: only they show that the whole record was not made anew. A pack or a receipt is under one checkpoint;
if yours is another, a `--proof` that one tree adds to the other is at /ledger/proof?old=SIZE&new=SIZE of the
office. What it cannot show: that an entry is true, and who sat at the keyboard.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, NamedTuple, TypeGuard

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT, PACK_FORMAT, VERSION, ERASED = "adab-ledger-export/1", "adab-evidence-pack/1", 1, "record.erased"
FILES = ("checkpoints", "keys", "leaves.jsonl", "payloads.jsonl", "rows.jsonl")
PACK_FILES = ("checkpoint", "evidence.jsonl", "keys")
DOSSIER, FROZEN = "dossier.json", "dossier.frozen"
PROOF_HEAD, COSIGNED = "c2sp.org/tlog-proof@v1", "cosignature/v1"
KEY_CHANGED, CHANGE_HEAD = "ledger.key_changed", "adab-key-change/1"
LOG_KEY, WITNESS_KEY = 1, 4
SAFE, HEX = 2**53, re.compile(r"(?:[0-9a-f]{2})*")
NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
LARGEST = 2**31
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, OSError, EOFError)
ON_RECORD, ENCLOSED = "dicatat dalam buku / on record", "hanya terlampir / only enclosed"
SEALED = "tanda terima tanpa isi / receipt without content"
DIFFERENT = "bukan yang dicatat / not what is on record"


class Fault(NamedTuple):
    """One thing that does not hold: where, in Indonesian, in English."""

    place: str
    said: str
    said_en: str


class Key(NamedTuple):
    """A public key: the name it signs under, its id, its kind and bytes."""

    name: str
    made: bytes
    raw: bytes


class Note(NamedTuple):
    """A checkpoint, by which key of the log it is signed; `seen` by which witnesses, and when."""

    origin: str
    size: int
    root: bytes
    by: Key
    seen: tuple[tuple[str, int], ...]


class Change(NamedTuple):
    """The entry by which the log got another key: what the key before had signed last, and whether that key
    agreed."""

    place: int
    old: Key
    new: Key
    size: int
    root: bytes
    agreed: bool


class Keys(NamedTuple):
    """Keys by (name, id): of the log, and of witnesses. `held` are those of the log that you hold; after
    `changes` each signs only what is of its time."""

    log: dict[tuple[str, bytes], Key]
    witnesses: dict[tuple[str, bytes], Key]
    held: frozenset[Key] = frozenset()
    changes: tuple[Change, ...] = ()


class Leaf(NamedTuple):
    """An entry, as its text says; whatever has the wrong type is None. `proper` if the text is canonical."""

    text: str
    proper: bool
    idx: int | None
    type: str | None
    record: str | None
    prev: int | None
    log: str | None
    commit: str | None


Kept = tuple[bytes, bytes]  # a content's salt and bytes


class Held(NamedTuple):
    """What comes from elsewhere: notes, keys, and the hashes that show one size to add to another."""

    older: list[str]
    trusted: list[str]
    growths: dict[tuple[int, int], list[bytes]]


class Unreadable(ValueError):
    """A text that is not what it should be, in Indonesian and English."""


NO_CHECKPOINT = Unreadable("bukan titik tanda tangan C2SP", "is no C2SP checkpoint")
NO_RECEIPT = Unreadable("bukan tanda terima C2SP", "is no C2SP receipt")


def check(
    path: Path, older: list[str], trusted: list[str], proofs: Iterable[str] = ()
) -> tuple[list[Fault], list[str]]:
    """Every fault of an export, a pack or a receipt, and lines that sum it up. `older` notes, `trusted` keys
    and `proofs` of growth come from elsewhere."""
    faults: list[Fault] = []
    held = Held(older, trusted, _growths(proofs, faults))
    if path.is_file() and not zipfile.is_zipfile(path):
        return faults, _check_receipt(path, held, faults)
    try:
        source: Source = Zip(path) if path.is_file() else Folder(path)
    except BROKEN:
        return [Fault(path.name, "berkas ZIP ini rusak", "this ZIP file is broken")], []
    manifest = _manifest(source, faults)
    form = manifest.get("format")
    if form not in (FORMAT, PACK_FORMAT):
        faults.append(Fault("manifest.json", "bentuknya tidak dikenal", "is of an unknown format"))
        form = PACK_FORMAT if source.read("evidence.jsonl") is not None else FORMAT
    checked = _check_pack if form == PACK_FORMAT else _check_export
    return faults, checked(source, manifest, held, faults)


# --- where the files are --------------------------------------------------------------------------


class Folder:
    """The files of a folder, by their names below it."""

    def __init__(self, path: Path) -> None:
        self.path, self.doubled = path, list[str]()

    def names(self) -> set[str]:
        below = (each.relative_to(self.path) for each in self.path.rglob("*") if each.is_file())
        return {each.as_posix() for each in below if not _is_litter(each)}

    def read(self, name: str) -> bytes | None:
        try:
            path = self.path / name
            return path.read_bytes() if _is_below(name) and path.is_file() else None
        except (OSError, ValueError):
            return None


class Zip:
    """The files of a ZIP; a single folder around all of them is passed over. Raises one of BROKEN, also where
    it would fill the memory."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        infos = [each for each in self.archive.infolist() if not each.is_dir()]
        if sum(each.file_size for each in infos) > LARGEST:
            raise Unreadable(path.name)
        names = [each.filename for each in infos]
        tops = {name.partition("/")[0] for name in names}
        self.top = f"{tops.pop()}/" if len(tops) == 1 and "manifest.json" not in names else ""
        self.doubled = [each.removeprefix(self.top) for each, count in Counter(names).items() if count > 1]

    def names(self) -> set[str]:
        names = (each.filename for each in self.archive.infolist() if not each.is_dir())
        return {name.removeprefix(self.top) for name in names if not _is_litter(PurePosixPath(name))}

    def read(self, name: str) -> bytes | None:
        try:
            return self.archive.read(self.top + name)
        except (KeyError, *BROKEN):
            return None


Source = Folder | Zip


def _is_litter(path: PurePath) -> bool:
    """What systems leave in folders by themselves."""
    return any(part.startswith(".") or part in {"__pycache__", "__MACOSX"} for part in path.parts) or (
        path.name in {"Thumbs.db", "desktop.ini"}
    )


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return path.as_posix() == name and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _manifest(source: Source, faults: list[Fault]) -> dict[str, Any]:
    manifest = _read(_text(source.read("manifest.json") or b""))
    sums = manifest.get("sha256")
    if not isinstance(sums, dict) or not isinstance(manifest.get("format"), str):
        faults.append(Fault("manifest.json", "tidak ada atau tidak terbaca", "is missing or cannot be read"))
        return {"format": manifest.get("format"), "sha256": {}}
    return manifest


def _file_faults(source: Source, sums: dict[str, Any], names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        content = source.read(name)
        if content is None:
            yield Fault(name, "berkas ini tidak ada", "this file is missing")
        elif sha256(content).hexdigest() != sums.get(name):
            yield Fault(name, "isinya bukan yang disebut manifest", "is not what the manifest names")
    for name in source.doubled:
        yield Fault(name, "ada dua kali di dalam ZIP", "is twice in the ZIP")


def _lines(source: Source, name: str, faults: list[Fault]) -> list[str]:
    content = source.read(name)
    if content is None:
        return []
    try:
        text = content.decode("utf-8")
    except ValueError:
        faults.append(Fault(name, "bukan teks UTF-8", "is no UTF-8 text"))
        return []
    if text and not text.endswith("\n"):
        faults.append(Fault(name, "terpotong pada baris terakhir", "is cut off in its last line"))
    return text.removesuffix("\n").split("\n") if text else []


# --- keys, checkpoints, receipts (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof)


def _keys(inside: list[str], trusted: list[str], changes: list[Change], faults: list[Fault]) -> Keys:
    """Of the log: those you hold, or else those that lie beside; where it changed its key, all that it ever
    had, if you hold one of them or none. Of witnesses: only those you hold."""
    mine, beside = _parsed(trusted, faults), _logs(_parsed(inside, faults))
    held, ever = _logs(mine), [change.old for change in changes[:1]] + [change.new for change in changes]
    known = ever or beside
    strange = bool(held) and not set(held) & set(known)
    if strange and (inside or ever):
        faults.append(Fault("keys", "bukan kunci yang Anda pegang", "is not the key you hold"))
    chosen = ever if ever and not strange else held or beside
    witnesses = [key for key in mine if key.raw[0] == WITNESS_KEY]
    return Keys(_by_id(chosen), _by_id(witnesses), frozenset(held), () if strange else tuple(changes))


def _logs(keys: list[Key]) -> list[Key]:
    return [key for key in keys if key.raw[0] == LOG_KEY]


def _by_id(keys: list[Key]) -> dict[tuple[str, bytes], Key]:
    return {(key.name, key.made): key for key in keys}


def _parsed(texts: list[str], faults: list[Fault]) -> list[Key]:
    found = []
    for text in texts:
        try:
            found.append(_key(text))
        except Unreadable:
            faults.append(Fault("keys", f"kunci ini tidak terbaca: {text}", f"unreadable key: {text}"))
    return found


def _key(text: str) -> Key:
    name, _, rest = text.strip(" \t\r").partition("+")
    key_id, _, body = rest.partition("+")
    raw = _b64(body)
    made = sha256(name.encode("utf-8", "replace") + b"\n" + raw).digest()[:4]
    if not name or len(raw) != 33 or raw[0] not in (LOG_KEY, WITNESS_KEY) or made.hex() != key_id:
        raise Unreadable(text)
    return Key(name, made, raw)


def _changes(entries: Iterable[tuple[int, Leaf, Kept | None]], faults: list[Fault]) -> list[Change]:
    """The changes of the log's key, each from the key before."""
    found: list[Change] = []
    for place, leaf, kept in entries:
        if leaf.type != KEY_CHANGED:
            continue
        name = f"entri / entry {place}"
        try:
            change = _change(
                place, _read(_text(kept[1])).get("note") if kept and _commits(leaf, kept) else ""
            )
        except Unreadable:
            faults.append(
                Fault(name, "pergantian kunci ini tidak terbaca", "this change of the key cannot be read")
            )
            continue
        if found and change.old != found[-1].new:
            faults.append(
                Fault(
                    name, "mengganti kunci yang tidak dipakai saat itu", "changes a key not in service then"
                )
            )
            continue
        found.append(change)
    return found


def _change(place: int, text: Any) -> Change:
    """A note that the new key signed, and the old one where it was still there."""
    body, _, tail = (text if isinstance(text, str) else "").rpartition("\n\n")
    head, *lines = body.split("\n")
    words = [line.partition(" ") for line in lines]
    if head != CHANGE_HEAD or [name for name, _, _ in words] != ["old", "new", "size", "root"]:
        raise Unreadable(text)
    old, new, (size, root) = _key(words[0][2]), _key(words[1][2]), (words[2][2], _b64(words[3][2]))
    proper = old.name == new.name and old != new and old.raw[0] == new.raw[0] == LOG_KEY
    if not proper or not NUMBER.fullmatch(size) or size == "0" or len(root) != 32 or not tail.endswith("\n"):
        raise Unreadable(text)
    signed, keys = set(), _by_id([old, new])
    for line in tail[:-1].split("\n"):
        name, raw = _signature(line)
        if key := keys.get((name, raw[:4])):
            _fits(key, raw[4:], f"{body}\n")
            signed.add(key)
    if new not in signed:
        raise Unreadable(text)
    return Change(place, old, new, int(size), root, old in signed)


def _key_faults(keys: Keys, notes: list[Note], older: list[Note]) -> Iterator[Fault]:
    """Changes to which the key you trust (that you hold, or that signed what you kept) did not agree: only
    the new key as you were given it, or a witness's word on a later checkpoint, can stand for it."""
    signers = {note.by for note in [*notes, *older]}
    if not keys.held and not keys.changes and len(signers) > 1:
        said = "lebih dari satu kunci menandatangani, tanpa pergantian yang tercatat"
        yield Fault("keys", said, "more than one key has signed, and no change of it is on record")
    trusted = keys.held or {note.by for note in older}
    vouched = max((at for at, change in enumerate(keys.changes, start=1) if change.new in trusted), default=0)
    seen = max((note.size for note in [*notes, *older] if note.seen), default=0)
    for change in keys.changes[vouched:]:
        if trusted and not change.agreed and seen <= change.place:
            yield Fault(
                f"entri / entry {change.place}",
                "kunci diganti tanpa tanda tangan kunci lama; mintalah sendiri kunci yang baru",
                "the key was changed without the old one's signature; ask for the new key yourself",
            )


def _changed(keys: Keys) -> list[str]:
    agreed = {True: "ditandatangani kunci lama / signed by the old key"}
    return [
        f"kunci diganti / key changed: {change.place}, "
        f"{agreed.get(change.agreed, 'TANPA tanda tangan kunci lama / WITHOUT the old signature')}"
        for change in keys.changes
    ]


def _opened(place: str, text: Any, keys: Keys, faults: list[Fault]) -> Note | None:
    try:
        return _open(text if isinstance(text, str) else "", keys)
    except Unreadable as wrong:
        said, said_en = wrong.args
        faults.append(Fault(place, said, said_en))
        return None


def _open(text: str, keys: Keys) -> Note:
    body, border, tail = text.rpartition("\n\n")
    lines = body.split("\n")
    if not border or not tail.endswith("\n") or len(lines) != 3 or not NUMBER.fullmatch(lines[1]):
        raise NO_CHECKPOINT
    root = _b64(lines[2])
    if len(root) != 32:
        raise NO_CHECKPOINT
    signed, seen = set(), []
    for line in tail[:-1].split("\n"):
        name, raw = _signature(line)
        if key := keys.log.get((name, raw[:4])):
            _fits(key, raw[4:], f"{body}\n")
            if name != lines[0]:
                raise Unreadable("ditandatangani sebagai buku lain", "was signed as another log")
            signed.add(key)
        elif key := keys.witnesses.get((name, raw[:4])):
            at = int.from_bytes(raw[4:12], "big")
            _fits(key, raw[12:], f"{COSIGNED}\ntime {at}\n{body}\n")
            seen.append((name, at))
    return Note(lines[0], int(lines[1]), root, _signer(signed, int(lines[1]), keys.changes), tuple(seen))


def _signer(signed: set[Key], size: int, changes: tuple[Change, ...]) -> Key:
    """Of the keys that signed, the one whose turn it was at that size."""
    if not signed:
        raise Unreadable("tidak ditandatangani dengan kunci yang dikenal", "no known key has signed it")
    past = [change.new for change in changes if change.place < size]
    turn = {past[-1] if past else changes[0].old} if changes else signed
    if not signed & turn:
        raise Unreadable(
            "ditandatangani dengan kunci yang bukan masanya", "was signed with a key of another time"
        )
    return (signed & turn).pop()


def _signature(line: str) -> tuple[str, bytes]:
    mark, _, rest = line.partition(" ")
    name, _, signature = rest.partition(" ")
    raw = _b64(signature)
    if mark != "\u2014" or not name or len(raw) < 5:
        raise NO_CHECKPOINT
    return name, raw


def _fits(key: Key, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.raw[1:]).verify(signature, text.encode("utf-8", "replace"))
    except (InvalidSignature, ValueError):
        raise Unreadable("tanda tangannya tidak cocok dengan isinya", "its signature does not fit") from None


def _older(older: list[str], keys: Keys, faults: list[Fault]) -> Iterator[tuple[str, Note]]:
    for number, text in enumerate(older, start=1):
        place = f"titik Anda / your checkpoint {number}"
        if (note := _opened(place, text, keys, faults)) is not None:
            yield place, note


class Receipt(NamedTuple):
    """A proof as written: of which leaf, with which text, by which hashes, under which note."""

    place: int
    extra: bytes
    hashes: list[bytes]
    note: str


def _receipt(text: str) -> Receipt:
    head, border, note = text.partition("\n\n")
    lines = head.split("\n")
    if not border or lines.pop(0) != PROOF_HEAD:
        raise NO_RECEIPT
    extra = _b64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else b""
    index = lines.pop(0) if lines else ""
    if not index.startswith("index ") or not NUMBER.fullmatch(index[6:]):
        raise NO_RECEIPT
    hashes = [_b64(line) for line in lines]
    if any(len(each) != 32 for each in hashes):
        raise NO_RECEIPT
    return Receipt(int(index[6:]), extra, hashes, note)


def _proves(receipt: Receipt, leaf: bytes, note: Note) -> bool:
    """RFC 9162 §2.1.3.2, from the leaf up: at each level a sibling stands left or right, or there is none."""
    place, last, found, path = receipt.place, note.size - 1, sha256(b"\x00" + leaf).digest(), receipt.hashes
    if place > last:
        return False
    used = 0
    while last:
        if place & 1 or place < last:
            if used == len(path):
                return False
            pair = path[used] + found if place & 1 else found + path[used]
            found, used = sha256(b"\x01" + pair).digest(), used + 1
        place, last = place >> 1, last >> 1
    return used == len(path) and found == note.root


# --- an export: all leaves, all payloads, today's rows --------------------------------------------


def _check_export(source: Source, manifest: dict[str, Any], held: Held, faults: list[Fault]) -> list[str]:
    faults += _file_faults(source, manifest["sha256"], FILES)
    lines = _lines(source, "leaves.jsonl", faults)
    leaves, payloads = [_leaf(line) for line in lines], _payloads(source, faults)
    changes = _changes(((place, leaf, payloads.get(place)) for place, leaf in enumerate(leaves)), faults)
    keys = _keys(_lines(source, "keys", faults), held.trusted, changes, faults)
    notes = [note for note in _notes(source, keys, faults) if note]
    older = list(_older(held.older, keys, faults))
    faults += _key_faults(keys, notes, [note for _, note in older])
    faults += _leaf_faults(leaves)
    tree = Tree([sha256(b"\x00" + line.encode()).digest() for line in lines])
    faults += _tree_faults(tree, notes)
    faults += _change_faults(tree, changes)
    faults += _rewritten_faults(tree, older)
    erased = _erasures(leaves)
    faults += _payload_faults(leaves, payloads, erased)
    faults += _row_faults(leaves, payloads, erased, _lines(source, "rows.jsonl", faults))
    return [
        f"entri / entries      : {len(lines)}",
        f"akar / root          : {tree.root(len(lines)).hex()}",
        f"tanda tangan / signed: {len(notes)} di dalam / inside, {len(held.older)} dari luar / from outside",
        f"catatan / records    : {len({leaf.record for leaf in leaves})}",
        *_changed(keys),
        *_seen(notes),
    ]


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


def _notes(source: Source, keys: Keys, faults: list[Fault]) -> Iterator[Note | None]:
    try:
        texts = json.loads(_text(source.read("checkpoints") or b""))
    except (ValueError, RecursionError):
        texts = []
    if not isinstance(texts, list) or not texts:
        faults.append(Fault("checkpoints", "tidak ada titik tanda tangan", "there is no checkpoint"))
        return
    for number, text in enumerate(texts, start=1):
        yield _opened(f"checkpoints {number}", text, keys, faults)


def _leaf_faults(leaves: list[Leaf]) -> Iterator[Fault]:
    last: dict[str | None, int] = {}
    logs = Counter(leaf.log for leaf in leaves)
    for place, leaf in enumerate(leaves):
        name = f"entri / entry {place}"
        if not leaf.proper:
            yield Fault(name, "bukan tulisan kanonik sebuah entri", "is not the canonical text of an entry")
        if leaf.idx != place:
            yield Fault(name, f"menyebut dirinya entri {_or(leaf.idx)}", f"calls itself {_or(leaf.idx)}")
        if leaf.log != logs.most_common(1)[0][0]:
            yield Fault(name, "berasal dari buku lain", "belongs to another log")
        before = last.get(leaf.record)
        if leaf.prev != before:
            yield Fault(
                name,
                f"menyebut entri sebelumnya {_or(leaf.prev)}, padahal {_or(before)}",
                f"names {_or(leaf.prev)} as the entry before, which is {_or(before)}",
            )
        last[leaf.record] = place


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


def _rewritten_faults(tree: Tree, older: list[tuple[str, Note]]) -> Iterator[Fault]:
    for place, note in older:
        if note.size > len(tree.levels[0]):
            yield Fault(
                place,
                f"Anda memegang tanda tangan atas {note.size} entri; sebagian hilang (cadangan lama?)",
                f"you hold a signature on {note.size} entries; some are gone (an old backup?)",
            )
        elif tree.root(note.size) != note.root:
            yield Fault(
                f"entri / entries 0–{note.size - 1}",
                "ditulis ulang sesudah Anda menerima titik tanda tangan",
                "were rewritten after you were given your checkpoint",
            )


def _change_faults(tree: Tree, changes: list[Change]) -> Iterator[Fault]:
    for change in changes:
        if change.size > change.place or tree.root(change.size) != change.root:
            yield Fault(
                f"entri / entries 0–{change.size - 1}",
                "bukan yang ditandatangani kunci lama sebelum diganti",
                "are not what the old key had signed before it was changed",
            )


def _payloads(source: Source, faults: list[Fault]) -> dict[int, Kept]:
    found: dict[int, Kept] = {}
    for number, line in enumerate(_lines(source, "payloads.jsonl", faults), start=1):
        said = _spelled(line)
        idx, kept = said.get("idx"), _content(said.get("salt"), said.get("body"))
        if not _is_count(idx) or kept is None:
            faults.append(Fault(f"payloads.jsonl:{number}", "tidak terbaca", "cannot be read"))
            continue
        if idx in found:
            faults.append(
                Fault(f"payloads.jsonl:{number}", f"isi kedua entri {idx}", f"a second one for {idx}")
            )
        found[idx] = kept
    return found


def _erasures(leaves: list[Leaf]) -> dict[str | None, int]:
    """The last erasure of each record."""
    return {leaf.record: place for place, leaf in enumerate(leaves) if leaf.type == ERASED}


def _payload_faults(
    leaves: list[Leaf], payloads: dict[int, Kept], erased: dict[str | None, int]
) -> Iterator[Fault]:
    for place, leaf in enumerate(leaves):
        name, kept, gone = f"entri / entry {place}", payloads.get(place), erased.get(leaf.record, -1)
        if kept is None:
            if place >= gone:
                yield Fault(
                    name, "isinya hilang tanpa catatan penghapusan", "its content is gone, unrecorded"
                )
        elif not _commits(leaf, kept):
            yield Fault(name, "isinya bukan yang dicatat", "its content is not what was recorded")
        elif place < gone and leaf.type != ERASED:
            yield Fault(
                name,
                f"dihapus menurut entri {gone}, tetapi isinya ada",
                f"was erased by entry {gone}, yet its content is here",
            )
    for idx in sorted(payloads.keys() - range(len(leaves))):
        yield Fault(f"payloads.jsonl {idx}", "isi tanpa entri", "content without an entry")


def _row_faults(
    leaves: list[Leaf],
    payloads: dict[int, Kept],
    erased: dict[str | None, int],
    lines: list[str],
) -> Iterator[Fault]:
    last = {leaf.record: place for place, leaf in enumerate(leaves)}
    gone = {record for record, place in last.items() if erased.get(record) == place}
    seen: set[str | None] = set()
    for number, line in enumerate(lines, start=1):
        said = _spelled(line)
        fact, record = said.get("fact"), _word(said.get("record"))
        if record is None or record in seen or record not in last:
            name = _or(record)
            yield Fault(f"rows.jsonl:{number}", f"{name} tidak pernah dicatat", f"{name} was never recorded")
            continue
        seen.add(record)
        kept = payloads.get(last[record])
        if record in gone:
            yield Fault(
                record,
                f"dihapus menurut entri {last[record]}, tetapi datanya ada",
                f"was erased by entry {last[record]}, yet its data is here",
            )
        elif kept is not None and (not isinstance(fact, str) or kept[1] != _bytes(fact)):
            yield Fault(
                record,
                f"data sekarang berbeda dari entri {last[record]}",
                f"today's data differs from entry {last[record]}",
            )
    for record in sorted(last.keys() - seen - gone, key=str):
        yield Fault(
            _or(record),
            f"dicatat pada entri {last[record]}, datanya hilang",
            "was recorded, its data is gone",
        )


# --- an evidence pack: a few leaves, each with its receipt ----------------------------------------


class Cited(NamedTuple):
    """A line of evidence.jsonl: the leaf, what was said beside it, its content if that was not erased."""

    leaf: Leaf
    idx: int
    record: str
    type: str
    kept: Kept | None
    receipt: str
    note: str


def _check_pack(source: Source, manifest: dict[str, Any], held: Held, faults: list[Fault]) -> list[str]:
    sums = manifest["sha256"]
    faults += _file_faults(source, sums, sorted({*sums, *PACK_FILES}))
    for name in sorted(source.names() - sums.keys() - {"manifest.json", *PACK_FILES}):
        faults.append(Fault(name, "tidak disebut manifest", "is not named by the manifest"))
    cited = _cited(source, faults)
    changes = _changes(sorted(((each.idx, each.leaf, each.kept) for each in cited), key=_place), faults)
    keys = _keys(_lines(source, "keys", faults), held.trusted, changes, faults)
    text = _text(source.read("checkpoint") or b"")
    note, older = _opened("checkpoint", text, keys, faults), list(_older(held.older, keys, faults))
    faults += _key_faults(keys, [note] if note else [], [each for _, each in older])
    faults += _held_faults(note, older, held.growths)
    faults += _cited_faults(cited)
    for each in cited:
        faults += _receipt_faults(source, each, text, note)
    for name in sorted(filter(_is_sealed, sums)):
        faults += _sealed_faults(name, _text(source.read(name) or b""), text, note)
    bound = _bound(cited)
    faults += _bound_faults(source, sums, bound)
    given = sums.keys() - {*PACK_FILES, "verifier.py", "verifier.html", "BACA-SAYA.txt"}
    return [
        *(f"entri / entry {each.idx}: {each.type}, {each.record} · {each.note}" for each in cited),
        *(
            f"{name}: {_standing(source, name, bound)}"
            for name in sorted(given)
            if not name.startswith("receipts/")
        ),
        f"titik tanda tangan / checkpoint: {note.size if note else '–'}",
        *_changed(keys),
        *_seen([note] if note else []),
    ]


def _place(entry: tuple[int, Leaf, Kept | None]) -> int:
    return entry[0]


def _held_faults(
    note: Note | None, older: list[tuple[str, Note]], growths: dict[tuple[int, int], list[bytes]]
) -> Iterator[Fault]:
    for place, held in older:
        if note is None:
            continue
        old, new = sorted((held, note), key=lambda each: each.size)
        hashes = growths.get((old.size, new.size))
        if old.size == new.size:
            holds = old.root == new.root
        elif hashes is None:
            asked = f"/ledger/proof?old={old.size}&new={new.size}"
            yield Fault(
                place,
                f"atas {held.size} entri, yang ini atas {note.size}: perlu ekspor, atau bukti dari {asked}",
                f"is on {held.size} entries, this one on {note.size}: an export is needed, or {asked}",
            )
            continue
        else:
            holds = _grows(old, new, hashes)
        if not holds:
            yield Fault(
                f"entri / entries 0–{old.size - 1}",
                "ditulis ulang sesudah Anda menerima titik tanda tangan",
                "were rewritten after you were given your checkpoint",
            )


def _growths(proofs: Iterable[str], faults: list[Fault]) -> dict[tuple[int, int], list[bytes]]:
    """Proofs as C2SP tlog-witness writes them, by their two sizes."""
    found = {}
    for number, text in enumerate(proofs, start=1):
        head, _, note = text.partition("\n\n")
        old, *lines = head.split("\n")
        new = note.split("\n")[1:2]
        try:
            hashes = [_b64(line) for line in lines]
        except Unreadable:
            hashes = [b""]
        sizes = (old.removeprefix("old "), *new)
        worded = old.startswith("old ") and len(sizes) == 2 and all(map(NUMBER.fullmatch, sizes))
        if not worded or any(len(each) != 32 for each in hashes):
            faults.append(
                Fault(f"bukti / proof {number}", "bukan bukti pertumbuhan C2SP", "is no C2SP proof of growth")
            )
            continue
        found[int(sizes[0]), int(sizes[1])] = hashes
    return found


def _grows(old: Note, new: Note, hashes: list[bytes]) -> bool:
    """RFC 9162 §2.1.4.2."""
    place, last = old.size - 1, new.size - 1
    if place < 0:
        return False
    while place & 1:
        place, last = place >> 1, last >> 1
    path = [old.root, *hashes] if not place else hashes
    if not path:
        return False
    before = after = path[0]
    for each in path[1:]:
        if not last:
            return False
        if place & 1 or place == last:
            before, after = (sha256(b"\x01" + each + found).digest() for found in (before, after))
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = sha256(b"\x01" + after + each).digest()
        place, last = place >> 1, last >> 1
    return not last and before == old.root and after == new.root


def _cited(source: Source, faults: list[Fault]) -> list[Cited]:
    found: list[Cited] = []
    for number, line in enumerate(_lines(source, "evidence.jsonl", faults), start=1):
        said = _spelled(line)
        texts = [said.get(name) for name in ("record", "type", "leaf", "receipt", "note")]
        bare = said.get("salt") is None and said.get("payload") is None
        kept = None if bare else _content(said.get("salt"), said.get("payload"))
        idx = said.get("idx")
        if (
            not all(isinstance(each, str) for each in texts)
            or not _is_count(idx)
            or (kept is None and not bare)
        ):
            faults.append(Fault(f"evidence.jsonl:{number}", "tidak terbaca", "cannot be read"))
            continue
        record, kind, leaf, receipt, note = map(str, texts)
        found.append(Cited(_leaf(leaf), idx, record, kind, kept, receipt, note))
    if not found:
        faults.append(Fault("evidence.jsonl", "tidak menyebut satu entri pun", "cites no entry"))
    return found


def _cited_faults(cited: list[Cited]) -> Iterator[Fault]:
    counts, logs = Counter(each.idx for each in cited), Counter(each.leaf.log for each in cited)
    erased = _erasures_cited(cited)
    for each in cited:
        name, leaf, gone = f"entri / entry {each.idx}", each.leaf, erased.get(each.record, -1)
        if counts[each.idx] > 1:
            yield Fault(name, "disebut lebih dari sekali", "is cited more than once")
        if not leaf.proper:
            yield Fault(name, "bukan tulisan kanonik sebuah entri", "is not the canonical text of an entry")
        if leaf.log != logs.most_common(1)[0][0]:
            yield Fault(name, "berasal dari buku lain", "belongs to another log")
        if (leaf.idx, leaf.type, leaf.record) != (each.idx, each.type, each.record):
            yield Fault(name, "bukan entri yang disebut di sampingnya", "is not the entry named beside it")
        if each.kept is None:
            if each.idx >= gone:
                yield Fault(
                    name, "isinya hilang tanpa catatan penghapusan", "its content is gone, unrecorded"
                )
        elif not _commits(leaf, each.kept):
            yield Fault(name, "isinya bukan yang dicatat", "its content is not what was recorded")


def _erasures_cited(cited: list[Cited]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in cited:
        if each.leaf.type == ERASED and each.leaf.record is not None and each.leaf.idx is not None:
            found[each.leaf.record] = max(each.leaf.idx, found.get(each.leaf.record, -1))
    return found


def _receipt_faults(source: Source, each: Cited, checkpoint: str, note: Note | None) -> Iterator[Fault]:
    content = source.read(each.receipt) if each.receipt == f"receipts/{each.idx}.tlog-proof" else None
    if content is None:
        yield Fault(f"entri / entry {each.idx}", "tanpa tanda terimanya", "is without its receipt")
        return
    try:
        receipt = _receipt(_text(content))
    except Unreadable:
        yield Fault(each.receipt, *NO_RECEIPT.args)
        return
    if receipt.place != each.idx or receipt.extra not in (b"", _bytes(each.leaf.text)):
        yield Fault(each.receipt, "untuk entri lain", "is for another entry")
    else:
        yield from _proof_faults(each.receipt, receipt, _bytes(each.leaf.text), checkpoint, note)


def _is_sealed(name: str) -> bool:
    """A receipt that is handed out without the content of its entry."""
    return name.endswith(".tlog-proof") and not name.startswith("receipts/")


def _sealed_faults(name: str, text: str, checkpoint: str, note: Note | None) -> Iterator[Fault]:
    try:
        receipt = _receipt(text)
    except Unreadable:
        yield Fault(name, *NO_RECEIPT.args)
        return
    leaf = _leaf(_text(receipt.extra))
    if not leaf.proper or leaf.idx != receipt.place:
        yield Fault(name, "untuk entri lain", "is for another entry")
    else:
        yield from _proof_faults(name, receipt, receipt.extra, checkpoint, note)


def _proof_faults(
    name: str, receipt: Receipt, leaf: bytes, checkpoint: str, note: Note | None
) -> Iterator[Fault]:
    if receipt.note != checkpoint:
        yield Fault(name, "di bawah titik tanda tangan lain", "is under another checkpoint")
    elif note is not None and not _proves(receipt, leaf, note):
        yield Fault(name, "tidak membuktikan entri itu", "does not prove that entry")


def _bound(cited: list[Cited]) -> dict[str, set[str]]:
    """Which contents of which files stand in what is on record: by a frozen dossier, that of the dossier and
    of the files it names."""
    found: dict[str, set[str]] = {}
    for each in cited:
        if each.leaf.type != FROZEN or each.kept is None or not _commits(each.leaf, each.kept):
            continue
        said = _read(_text(each.kept[1]))
        files = said.get("files")
        named = {**(files if isinstance(files, dict) else {}), DOSSIER: said.get("sha256")}
        for name, digest in named.items():
            if isinstance(digest, str):
                found.setdefault(name, set()).add(digest)
    return found


def _standing(source: Source, name: str, bound: dict[str, set[str]]) -> str:
    if _is_sealed(name):
        return SEALED
    if name not in bound and name != DOSSIER:
        return ENCLOSED
    return ON_RECORD if sha256(source.read(name) or b"").hexdigest() in bound.get(name, set()) else DIFFERENT


def _bound_faults(source: Source, sums: dict[str, Any], bound: dict[str, set[str]]) -> Iterator[Fault]:
    for name in sorted({DOSSIER, *bound} & {DOSSIER, *sums}):
        content = source.read(name)
        if content is not None and sha256(content).hexdigest() not in bound.get(name, set()):
            yield Fault(name, "bukan berkas yang dicatat ketika dibekukan", "is not the file that was frozen")


# --- a receipt by itself --------------------------------------------------------------------------


def _check_receipt(path: Path, held: Held, faults: list[Fault]) -> list[str]:
    try:
        receipt = _receipt(_text(path.read_bytes()))
    except (Unreadable, OSError):
        faults.append(Fault(path.name, *NO_RECEIPT.args))
        return []
    keys = _keys([], held.trusted, [], faults)
    note, leaf = _opened(path.name, receipt.note, keys, faults), _leaf(_text(receipt.extra))
    faults += _held_faults(note, list(_older(held.older, keys, faults)), held.growths)
    if leaf.idx != receipt.place or not leaf.proper:
        faults.append(Fault(path.name, "untuk entri lain", "is for another entry"))
    elif note is not None and not _proves(receipt, receipt.extra, note):
        faults.append(Fault(path.name, "tidak membuktikan entri itu", "does not prove that entry"))
    return [f"entri / entry {leaf.idx}: {leaf.type}, {leaf.record}", *_seen([note] if note else [])]


# --- reading --------------------------------------------------------------------------------------


def _leaf(line: str) -> Leaf:
    said = _read(line)
    texts = {name: said.get(name) for name in ("log", "type", "at", "record", "actor", "commit")}
    words = {name: _word(text) for name, text in texts.items()}
    idx, prev, commit = said.get("idx"), said.get("prev"), words["commit"]
    proper = (
        said.keys() == {*words, "v", "idx", "prev"}
        and None not in words.values()
        and type(said["v"]) is int
        and said["v"] == VERSION
        and _is_count(idx)
        and (prev is None or _is_count(prev))
        and commit is not None
        and len(commit) == 64
        and HEX.fullmatch(commit) is not None
        and _canonical(said) == line
    )
    return Leaf(
        line,
        proper,
        idx if _is_count(idx) else None,
        words["type"],
        words["record"],
        prev if _is_count(prev) else None,
        words["log"],
        commit,
    )


def _content(salt: Any, body: Any) -> Kept | None:
    if not isinstance(salt, str) or not isinstance(body, str) or not HEX.fullmatch(salt):
        return None
    return bytes.fromhex(salt), _bytes(body)


def _commits(leaf: Leaf, kept: Kept) -> bool:
    salt, body = kept
    return len(salt) == 32 and sha256(b"adab/v1" + salt + body).hexdigest() == leaf.commit


def _canonical(leaf: dict[str, Any]) -> str:
    """RFC 8785 of texts, whole numbers and null under ASCII names, which is all an entry holds."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _is_count(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < SAFE


def _read(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _spelled(line: str) -> dict[str, Any]:
    """A line as offices spell it. What could be read in two ways, such as a name that is there twice, is not
    read at all."""
    said = _read(line)
    return said if json.dumps(said, separators=(",", ":"), ensure_ascii=False) == line else {}


def _refuse(spelled: str) -> None:
    raise ValueError(spelled)


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _or(value: object) -> str:
    return "–" if value is None else str(value)


def _text(content: bytes) -> str:
    """What is no UTF-8 is no text of ours: as good as empty."""
    try:
        return content.decode("utf-8")
    except ValueError:
        return ""


def _bytes(text: str) -> bytes:
    """Half characters, which JSON can spell, become what no payload holds."""
    return text.encode("utf-8", "surrogatepass")


def _b64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unreadable("bukan base64", "is no base64") from None
    if base64.b64encode(raw).decode() != text:
        raise Unreadable("base64 dengan ejaan lain", "is base64 of another spelling")
    return raw


def _seen(notes: list[Note]) -> list[str]:
    seen = {(name, at, note.size) for note in notes for name, at in note.seen}
    return [
        f"disaksikan / witnessed: {name}, {size} entri / entries, {_moment(at)}"
        for name, at, size in sorted(seen)
    ]


def _moment(at: int) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return str(at)


# --- the command ----------------------------------------------------------------------------------


def main(say: Callable[[str], object] = print) -> int:
    """Check what the command line names; 0 when all holds, 1 when not, 2 when there is nothing to check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", type=Path)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--proof", type=Path, action="append", default=[])
    asked = parser.parse_args()
    if not asked.what.exists():
        say(f"{asked.what}: tidak ada / no such file or folder")
        return 2
    try:
        older, proofs = ([_held_text(path) for path in each] for each in (asked.checkpoint, asked.proof))
    except (OSError, ValueError) as error:
        say(f"--checkpoint, --proof: {error}")
        return 2
    faults, summary = check(asked.what, older, asked.key, proofs)
    for line in summary:
        say(line)
    for fault in faults:
        say(f"SALAH / FAULT  {fault.place}\n    {fault.said}.\n    {fault.said_en}.")
    say(_verdict(faults, outside=bool(older)))
    return 1 if faults else 0


def _held_text(path: Path) -> str:
    # As saved from a terminal or a letter: with blank lines around it, or the line ends of another system.
    return path.read_text("utf-8").strip() + "\n"


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
    # What a terminal cannot show is shown as its number.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
