"""Witnessing somebody else's log: cosigning a checkpoint only when it adds to the one seen last.

Runs where the office has no hand in it, such as at the inspectorate: with a folder of its own for its key and
for what it saw.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from .cosigning import cosign
from .keyfiles import alone, key_or_new, write_whole
from .notes import COSIGNATURE, BadNote, Checkpoint, VerifierKey, open_note

KEY, SEEN = "witness.key", "witness.seen"


class Unavailable(RuntimeError):
    """The source could not be read; nothing is said about the log."""


class RefusedToWitness(RuntimeError):
    """The log does not add to what was seen. `reason` is `rollback`, `rewritten`, `key` or `unsigned`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Source(Protocol):
    """Where the log is looked at. Methods raise Unavailable, or BadNote for what is no such text."""

    def key(self) -> str:
        """The public key it shows."""

    def note(self) -> str:
        """Its latest signed checkpoint."""

    def grows(self, old: Checkpoint | None, new: Checkpoint) -> bool:
        """Whether the new tree holds the old one unchanged; `old` is None at the first look."""


def witness(source: Source, folder: Path, *, name: str = "", log_key: str = "", now: datetime) -> str:
    """Look at the log and cosign its checkpoint; the cosigned note, which is kept in the folder too.

    `name` names the witness at the first use, `log_key` pins the key of the log; otherwise the one that is
    shown first is held to from then on. A log that changed its key is looked at again once `log_key` names
    the new one; it must add to what was seen all the same. Raises RefusedToWitness, Unavailable, BadNote;
    ValueError without a name.
    """
    with alone(folder):
        kept = _read(folder)
        named = kept.get("name") or name
        if not named or (name and name != named):
            raise ValueError(f"this witness signs as {named!r}" if named else "a witness needs a name")
        note = source.note()
        key, new = _opened(note, kept, log_key, source)
        logs = kept.setdefault("logs", {})
        seen = logs.get(new.origin)
        old = open_note(seen["note"], [VerifierKey.parse(seen["key"])]) if seen else None
        _refuse_less(source, old, new)
        secret = key_or_new(folder / KEY)
        cosigned = f"{note}{cosign(note, secret, named, now)}\n"
        logs[new.origin] = {"key": str(key), "note": note, "seen_at": now.isoformat()}
        write_whole(folder / SEEN, json.dumps(kept | {"name": named}, indent=1).encode())
        write_whole(folder / f"{_plain(new.origin)}-{new.size}.checkpoint", cosigned.encode())
        return cosigned


def witness_key(folder: Path) -> VerifierKey:
    """The public key of the witness of this folder, once it has witnessed."""
    public = key_or_new(folder / KEY).public_key().public_bytes_raw()
    return VerifierKey(_read(folder)["name"], public, COSIGNATURE)


def _opened(note: str, kept: dict[str, Any], log_key: str, source: Source) -> tuple[VerifierKey, Checkpoint]:
    origin = note.partition("\n")[0]
    seen = kept.get("logs", {}).get(origin)
    key = VerifierKey.parse(log_key or source.key())
    if seen and not log_key and seen["key"] != str(key):
        raise RefusedToWitness(
            "key", f"{origin} shows another key than it did: {key}; ask the office, then name it by --log-key"
        )
    try:
        checkpoint = open_note(note, [key])
    except BadNote as wrong:
        raise RefusedToWitness("unsigned", str(wrong)) from None
    if checkpoint.origin != key.name:
        raise RefusedToWitness("unsigned", f"signed as {key.name}, not as {checkpoint.origin}")
    return key, checkpoint


def _refuse_less(source: Source, old: Checkpoint | None, new: Checkpoint) -> None:
    if old is not None and new.size < old.size:
        raise RefusedToWitness("rollback", f"{new.size} entries are shown, {old.size} were seen")
    if old is not None and new.size == old.size and new.root != old.root:
        raise RefusedToWitness("rewritten", f"the {new.size} entries are not those that were seen")
    if not source.grows(old, new):
        seen = f"does not show the {old.size} seen" if old else "is not what is signed"
        raise RefusedToWitness("rewritten", f"the log of {new.size} entries {seen}")


def _read(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / SEEN).read_text())
    except FileNotFoundError:
        return {}
    except ValueError:
        raise ValueError(f"{folder / SEEN}, what was seen so far, cannot be read") from None
    return found


def _plain(origin: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", origin).strip("-.")
