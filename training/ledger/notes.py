"""Signed notes, checkpoints and proofs of logs (C2SP signed-note, tlog-checkpoint, tlog-proof), Ed25519."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = b"\x01", b"\x04"
SIGNATURE = "\u2014 "
PROOF_HEAD = "c2sp.org/tlog-proof@v1"
NAME = re.compile(r"[^\s+\u0000-\u001f]+")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class BadNote(ValueError):
    """The text is no note, checkpoint or proof; the message names the line that is wrong."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under, in text `name+id+base64` (C2SP signed-note, vkey). `kind` is
    ED25519 for a log, COSIGNATURE for a witness."""

    name: str
    public: bytes
    kind: bytes = ED25519

    @property
    def key_id(self) -> bytes:
        """The first four bytes of `SHA-256(name ‖ 0x0A ‖ kind ‖ key)`."""
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_b64(self.kind + self.public)}"

    @classmethod
    def parse(cls, text: str, kind: bytes = ED25519) -> VerifierKey:
        """Read a key of this kind. Raises BadNote."""
        name, _, rest = text.strip().partition("+")
        key_id, _, body = rest.partition("+")
        raw = _bytes(body, "the key")
        if not NAME.fullmatch(name) or len(raw) != 33 or raw[:1] != kind:
            whose = "of a log" if kind == ED25519 else "of a witness"
            raise BadNote(f"a key {whose} is written name+id+base64 of an Ed25519 key")
        found = cls(name, raw[1:], kind)
        if found.key_id.hex() != key_id:
            raise BadNote("the key's id does not belong to its name and bytes")
        return found


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How large a log is and its root: what is signed."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"

    @classmethod
    def parse(cls, body: str) -> Checkpoint:
        """Read the three lines. Raises BadNote; further lines are refused, since we write none."""
        lines = body.split("\n")
        if len(lines) != 4 or lines[3]:
            raise BadNote("a checkpoint has three lines: origin, size, root")
        origin, size, root = lines[:3]
        if not origin or not NUMBER.fullmatch(size):
            raise BadNote("line 2: the size is a whole number")
        raw = _bytes(root, "line 3")
        if len(raw) != 32:
            raise BadNote("line 3: a root has 32 bytes")
        return cls(origin, int(size), raw)


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The signed note of a checkpoint, under its origin as the key's name."""
    verifier = VerifierKey(checkpoint.origin, key.public_key().public_bytes_raw())
    return f"{checkpoint.body}\n{signature_line(verifier, key.sign(checkpoint.body.encode()))}\n"


def open_note(note: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """The checkpoint of a note that one of these keys signed. Raises BadNote: no note, or no such signature.

    A wrong signature of a known key spoils the note; those of unknown keys are passed over.
    """
    body, border, tail = note.rpartition("\n\n")
    if not border or not tail.endswith("\n"):
        raise BadNote("a note is a text, an empty line, and lines of signatures")
    known = {(key.name, key.key_id): key for key in keys if key.kind == ED25519}
    signed = False
    for line in tail[:-1].split("\n"):
        name, raw = read_signature(line)
        key = known.get((name, raw[:4]))
        if key is None:
            continue
        if not fits(key, raw[4:], f"{body}\n"):
            raise BadNote(f"the signature of {name} does not fit the text")
        signed = True
    if not signed:
        raise BadNote("none of the known keys has signed it")
    return Checkpoint.parse(f"{body}\n")


@dataclass(frozen=True, slots=True)
class Proof:
    """That the leaf `index` is in the log of a signed note (C2SP tlog-proof). `extra` is the leaf's text."""

    index: int
    hashes: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    def __str__(self) -> str:
        extra = f"extra {_b64(self.extra)}\n" if self.extra else ""
        hashes = "".join(f"{_b64(each)}\n" for each in self.hashes)
        return f"{PROOF_HEAD}\n{extra}index {self.index}\n{hashes}\n{self.note}"

    @classmethod
    def parse(cls, text: str) -> Proof:
        """Read a proof. Raises BadNote with the line."""
        head, border, note = text.partition("\n\n")
        lines = head.split("\n")
        if not border or lines[0] != PROOF_HEAD:
            raise BadNote(f"line 1: a proof begins with {PROOF_HEAD}")
        extra, rest = b"", lines[1:]
        if rest and rest[0].startswith("extra "):
            extra, rest = _bytes(rest[0].removeprefix("extra "), "line 2"), rest[1:]
        number = rest[0].removeprefix("index ") if rest and rest[0].startswith("index ") else ""
        if not NUMBER.fullmatch(number):
            raise BadNote("after line 1: index and a whole number")
        return cls(int(number), read_hashes(rest[1:]), note, extra)


def read_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """Hashes in base64, one a line. Raises BadNote."""
    hashes = tuple(_bytes(line, "a hash") for line in lines)
    if any(len(each) != 32 for each in hashes):
        raise BadNote("a hash has 32 bytes")
    return hashes


def growth_text(old: int, hashes: Sequence[bytes], note: str) -> str:
    """That the tree of a note adds to that of `old` leaves, as a witness is asked to look at it (C2SP
    tlog-witness, add-checkpoint)."""
    return f"old {old}\n" + "".join(f"{_b64(each)}\n" for each in hashes) + f"\n{note}"


def fits(key: VerifierKey, signature: bytes, text: str) -> bool:
    """Whether the key made this signature of the text."""
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def signature_line(key: VerifierKey, signature: bytes) -> str:
    """A line of a note's tail, without its end."""
    return f"{SIGNATURE}{key.name} {_b64(key.key_id + signature)}"


def read_signature(line: str) -> tuple[str, bytes]:
    """The name, and the key's id and signature, of such a line. Raises BadNote."""
    name, space, signature = line.removeprefix(SIGNATURE).partition(" ")
    if not line.startswith(SIGNATURE) or not space or not NAME.fullmatch(name):
        raise BadNote("a signature is written: dash, name, base64")
    raw = _bytes(signature, "a signature")
    if len(raw) < 5:
        raise BadNote("a signature has a key's id and bytes")
    return name, raw


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str, place: str) -> bytes:
    """Strict base64: what is written differently is not the same text."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote(f"{place}: no base64") from None
    if _b64(raw) != text:
        raise BadNote(f"{place}: base64 of another spelling")
    return raw
