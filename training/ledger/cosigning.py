"""What witnesses say about a checkpoint: that they saw it at a moment, and that it added to what they had
seen before (C2SP tlog-cosignature, timestamped Ed25519)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from .notes import COSIGNATURE, BadNote, VerifierKey, fits, read_signature, signature_line

HEAD, TIME_BYTES = "cosignature/v1", 8


@dataclass(frozen=True, slots=True)
class Seen:
    """Which witness saw a checkpoint, when, and the line that says so."""

    name: str
    at: datetime
    line: str


def cosign(note: str, key: Ed25519PrivateKey, name: str, at: datetime) -> str:
    """The line by which the witness `name` says that it saw the checkpoint of a note. Raises BadNote."""
    witness = VerifierKey(name, key.public_key().public_bytes_raw(), COSIGNATURE)
    seconds = int(at.timestamp())
    signature = key.sign(_said(_body(note), seconds).encode())
    return signature_line(witness, seconds.to_bytes(TIME_BYTES, "big") + signature)


def cosigned_by(note: str, witnesses: Sequence[VerifierKey]) -> list[Seen]:
    """By which of these witnesses a note is cosigned. Raises BadNote: no note, or a signature of a known
    witness that does not fit."""
    known = {(key.name, key.key_id): key for key in witnesses if key.kind == COSIGNATURE}
    body, found = _body(note), []
    for name, raw, line in _signatures(note):
        key = known.get((name, raw[:4]))
        if key is None:
            continue
        seconds = _seconds(raw)
        if not fits(key, raw[4 + TIME_BYTES :], _said(body, seconds)):
            raise BadNote(f"the cosignature of {name} does not fit the text")
        found.append(Seen(name, datetime.fromtimestamp(seconds, UTC), line))
    return found


def read_cosignatures(lines: str) -> list[Seen]:
    """Lines that were checked when they were kept, for showing."""
    pairs = ((read_signature(line), line) for line in lines.splitlines())
    return [Seen(name, datetime.fromtimestamp(_seconds(raw), UTC), line) for (name, raw), line in pairs]


def _said(body: str, seconds: int) -> str:
    return f"{HEAD}\ntime {seconds}\n{body}"


def _seconds(raw: bytes) -> int:
    seconds = int.from_bytes(raw[4 : 4 + TIME_BYTES], "big")
    if seconds >= 2**37:
        raise BadNote("a cosignature names a moment")
    return seconds


def _body(note: str) -> str:
    body, border, _tail = note.rpartition("\n\n")
    if not border:
        raise BadNote("a note is a text, an empty line, and lines of signatures")
    return f"{body}\n"


def _signatures(note: str) -> Iterator[tuple[str, bytes, str]]:
    for line in note.rpartition("\n\n")[2].splitlines():
        yield *read_signature(line), line
