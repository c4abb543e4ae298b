"""Signing checkpoints: only what adds to the one signed last, which is kept beside the key, not in the
database.

In production the folder of the key belongs to a system user of its own, under which `flask ledger checkpoint`
runs; web workers need neither the key nor the state.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ..core.db import db, snapshot
from .keyfiles import BadKey, alone, key_or_new, private_key, public_of, set_aside, write_whole
from .models import LedgerCheckpoint, LedgerHead, LedgerKeyChange, LedgerLeaf
from .nodes import root
from .notes import BadNote, Checkpoint, VerifierKey, open_note, sign
from .reading import NodesMissing, with_nodes
from .tree import Frontier, leaf_hash

KEY, NEXT, STATE = "ledger.key", "ledger.next", "ledger.signed"


class RefusedToSign(RuntimeError):
    """The record does not add to what was signed last. `reason` is `rollback`, `rewritten`, `origin`,
    `state` (what was signed last cannot be read) or `key`: it is gone, or another than the record names."""

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
    fewer leaves than were signed (`rollback`), others (`rewritten`), the log has another name (`origin`),
    what was signed last is lost in part (`state`), or the key is not the one in service (`key`).
    """
    with alone(folder):
        return sign_locked(folder, origin, now)


def sign_restored(folder: Path, origin: str, put_on_record: Callable[[], None], *, now: datetime) -> str:
    """Sign a record that does not add to what was signed, from its first leaf on; the note.

    What was signed before is kept beside, as `ledger.signed.<n>`. `put_on_record` says on record that this
    was done, and commits. Raises RefusedToSign, with everything as it was, when the record is not even whole
    in itself.
    """
    with alone(folder):
        with snapshot():
            _follow(Frontier())
            _own_key(folder, origin, _readable(folder))
        put_on_record()
        set_aside(folder / STATE)
        return sign_locked(folder, origin, now) or ""


def origin_of(address: str) -> str:
    """The name of the log of an office: its public address without the scheme, C2SP's way of naming logs."""
    return f"{urlsplit(address).netloc or 'localhost'}/ledger"


def public_key(folder: Path, origin: str) -> VerifierKey:
    """The key checkpoints are signed with; made now if there is none."""
    with alone(folder):
        return public_of(key_or_new(folder / KEY), origin)


def key_in_service() -> VerifierKey | None:
    """The key that the record names: that of its last change, or else of the last checkpoint."""
    changed = sa.select(LedgerKeyChange.new_key).order_by(LedgerKeyChange.id.desc()).limit(1)
    signed = sa.select(LedgerCheckpoint.key).where(LedgerCheckpoint.key != "")
    signed = signed.order_by(LedgerCheckpoint.size.desc()).limit(1)
    found = db.session.scalar(changed) or db.session.scalar(signed)
    return VerifierKey.parse(found) if found else None


def read_signed(folder: Path) -> Signed | None:
    """What this folder signed last. Raises RefusedToSign (`state`) when that cannot be read any more."""
    try:
        kept = json.loads((folder / STATE).read_text())
        return Signed(kept["origin"], Frontier.from_hex(kept["size"], kept["frontier"]), kept["note"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedToSign("state", f"{STATE} cannot be read") from None


def sign_locked(folder: Path, origin: str, now: datetime) -> str | None:
    """What `sign_latest` does, for whoever holds the folder alone."""
    last = read_signed(folder)
    if last is not None and last.origin != origin:
        raise RefusedToSign("origin", f"signed as {last.origin!r} so far, asked to sign as {origin!r}")
    with snapshot():
        frontier = _follow(last.frontier if last else Frontier())
        key = _own_key(folder, origin, last)
    if not frontier.size:
        return None
    if last is None or frontier.size > last.frontier.size:
        note = sign(Checkpoint(origin, frontier.size, frontier.root()), key)
        last = Signed(origin, frontier, note)
        _keep(folder, last)
    _publish(last, public_of(key, origin), now)
    return last.note


def _own_key(folder: Path, origin: str, last: Signed | None) -> Ed25519PrivateKey:
    """The key of this folder, if it is the one in service; made now where nothing was signed yet."""
    try:
        named = key_in_service()
        if named is not None and _is_key(folder / NEXT, named):
            os.replace(folder / NEXT, folder / KEY)
        if named is None and last is None:
            return key_or_new(folder / KEY)
        own = private_key(folder / KEY)
        if named is None and last is not None:
            open_note(last.note, [public_of(own, origin)])
    except FileNotFoundError:
        raise RefusedToSign("key", f"{KEY}, which signed so far, is gone") from None
    except BadNote as wrong:
        raise RefusedToSign("key", f"{KEY} is not the key that signed last: {wrong}") from None
    except BadKey as wrong:
        raise RefusedToSign("key", str(wrong)) from None
    if named is not None and public_of(own, named.name) != named:
        raise RefusedToSign("key", f"{KEY} is not the key that the record names: {named}")
    return own


def _readable(folder: Path) -> Signed | None:
    try:
        return read_signed(folder)
    except RefusedToSign:
        return None


def _is_key(path: Path, named: VerifierKey) -> bool:
    """Whether a key that was made for a change is the one that went on record: the change was cut short."""
    try:
        return public_of(private_key(path), named.name) == named
    except (FileNotFoundError, BadKey):
        return False


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
