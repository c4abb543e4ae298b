"""Signing checkpoints: only what adds to the one signed last, which is kept beside the key, not in the
database.

In production the folder of the key belongs to a system user of its own, under which `flask ledger checkpoint`
runs; web workers need neither the key nor the state.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ..core.db import db, snapshot
from .models import LedgerCheckpoint, LedgerHead, LedgerLeaf
from .nodes import root
from .notes import Checkpoint, VerifierKey, sign
from .reading import NodesMissing, with_nodes
from .tree import Frontier, leaf_hash

KEY, STATE, LOCK = "ledger.key", "ledger.signed", "ledger.lock"


class RefusedToSign(RuntimeError):
    """The record does not add to what was signed last. `reason` is `rollback`, `rewritten`, `origin`, or
    `state`: what was signed last cannot be read."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed last: the tree's frontier then, and the note."""

    origin: str
    frontier: Frontier
    note: str


def sign_latest(folder: Path, origin: str, *, now: datetime) -> str | None:
    """Sign the record as it stands and keep the note; the note, or None while nothing is on record.

    Ends the session's transaction. The same record again gives the same note. Raises RefusedToSign: there are
    fewer leaves than were signed (`rollback`), others (`rewritten`), the log has another name (`origin`), or
    what was signed last is lost in part (`state`).
    """
    with alone(folder):
        return _sign(folder, origin, now)


def sign_restored(folder: Path, origin: str, put_on_record: Callable[[], None], *, now: datetime) -> str:
    """Sign a record that does not add to what was signed, from its first leaf on; the note.

    What was signed before is kept beside, as `ledger.signed.<n>`. `put_on_record` says on record that this
    was done, and commits. Raises RefusedToSign, with everything as it was, when the record is not even whole
    in itself.
    """
    with alone(folder):
        with snapshot():
            _follow(Frontier())
        put_on_record()
        _set_aside(folder / STATE)
        return _sign(folder, origin, now) or ""


def origin_of(address: str) -> str:
    """The name of the log of an office: its public address without the scheme, C2SP's way of naming logs."""
    return f"{urlsplit(address).netloc or 'localhost'}/ledger"


def public_key(folder: Path, origin: str) -> VerifierKey:
    """The key checkpoints are signed with; made now if there is none."""
    with alone(folder):
        return VerifierKey(origin, private_key(folder / KEY).public_key().public_bytes_raw())


def read_signed(folder: Path) -> Signed | None:
    """What this folder signed last. Raises RefusedToSign (`state`) when that cannot be read any more."""
    try:
        kept = json.loads((folder / STATE).read_text())
        return Signed(kept["origin"], Frontier.from_hex(kept["size"], kept["frontier"]), kept["note"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedToSign("state", f"{STATE} cannot be read") from None


def _sign(folder: Path, origin: str, now: datetime) -> str | None:
    key, last = private_key(folder / KEY), read_signed(folder)
    if last is not None and last.origin != origin:
        raise RefusedToSign("origin", f"signed as {last.origin!r} so far, asked to sign as {origin!r}")
    with snapshot():
        frontier = _follow(last.frontier if last else Frontier())
    if not frontier.size:
        return None
    if last is None or frontier.size > last.frontier.size:
        note = sign(Checkpoint(origin, frontier.size, frontier.root()), key)
        last = Signed(origin, frontier, note)
        _keep(folder, last)
    _publish(last, VerifierKey(origin, key.public_key().public_bytes_raw()), now)
    return last.note


def _set_aside(state: Path) -> None:
    if state.exists():
        number = 1 + sum(1 for _ in state.parent.glob(f"{STATE}.[0-9]*"))
        os.replace(state, state.with_name(f"{STATE}.{number}"))


def _follow(signed: Frontier) -> Frontier:
    """The frontier of today's record, reached from the signed one by the bytes of every leaf since."""
    head = db.session.get(LedgerHead, 1)
    size = head.size if head else 0
    if size < signed.size:
        raise RefusedToSign("rollback", f"{size} leaves are on record, {signed.size} were signed")
    try:
        before = with_nodes(lambda hash_of: root(signed.size, hash_of))
    except NodesMissing as gone:
        raise RefusedToSign("rewritten", f"of the signed leaves, {gone}") from None
    if before != signed.root():
        raise RefusedToSign("rewritten", f"the first {signed.size} leaves are not those that were signed")
    frontier = Frontier(signed.size, list(signed.roots))
    rows = sa.select(LedgerLeaf.idx, LedgerLeaf.body).where(LedgerLeaf.idx >= signed.size)
    for idx, body in db.session.execute(rows.order_by(LedgerLeaf.idx).execution_options(yield_per=1000)):
        if idx != frontier.size:
            raise RefusedToSign("rewritten", f"leaf {frontier.size} is missing")
        frontier.append(leaf_hash(body))
    if head and (frontier.size, frontier.to_hex()) != (head.size, list(head.frontier)):
        raise RefusedToSign("rewritten", f"the leaves make another tree than the head of {head.size} says")
    return frontier


def _publish(signed: Signed, key: VerifierKey, now: datetime) -> None:
    size = signed.frontier.size
    if db.session.get(LedgerCheckpoint, size) is None:
        db.session.add(LedgerCheckpoint(size=size, note=signed.note, key=str(key), signed_at=now))
    db.session.commit()


def _keep(folder: Path, signed: Signed) -> None:
    kept = {"origin": signed.origin, "size": signed.frontier.size, "frontier": signed.frontier.to_hex()}
    write_whole(folder / STATE, json.dumps(kept | {"note": signed.note}).encode())


def private_key(path: Path) -> Ed25519PrivateKey:
    """The key in this file; made now if there is none. Raises TypeError for a key of another kind."""
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        pem = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        write_whole(path, made.private_bytes(*pem))
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is no Ed25519 key")
    return key


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all, on the disk, for this user alone."""
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Of several processes one signs at a time."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
