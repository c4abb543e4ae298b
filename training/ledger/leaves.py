"""The bytes that are hashed: canonical JSON (RFC 8785) without personal data, and what they commit to."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

import rfc8785

VERSION = 1
DOMAIN = b"adab/v1"
SALT_BYTES = 32
ERASED, KEY_CHANGED = "record.erased", "ledger.key_changed"


def leaf_bytes(
    *, log: str, idx: int, kind: str, at: datetime, record: str, prev: int | None, actor: str, commit: str
) -> bytes:
    """The leaf as stored and hashed. `prev` is the index of the record's leaf before, `commit` hex.

    Raises ValueError for a moment without a zone, which would be read in the server's own.
    """
    if at.tzinfo is None:
        raise ValueError(f"a moment on record names its zone: {at}")
    return rfc8785.dumps(
        {
            "v": VERSION,
            "log": log,
            "idx": idx,
            "type": kind,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "record": record,
            "prev": prev,
            "actor": actor,
            "commit": commit,
        }
    )


def payload_bytes(fact: dict[str, Any]) -> bytes:
    """Canonical bytes of a fact, text in NFC. Raises TypeError on floats: they have no one spelling.

    Raises ValueError for what canonical JSON cannot hold: other types, whole numbers beyond 2**53 - 1, or two
    keys that NFC makes the same.
    """
    return rfc8785.dumps(_plain(fact))


def commitment(salt: bytes, payload: bytes) -> str:
    """`SHA-256("adab/v1" ‖ salt ‖ payload)` in hex: binds the payload and says nothing about it.

    Raises ValueError unless the salt has 32 bytes: a border that moves would fit two payloads to one hash.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(DOMAIN + salt + payload).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError(f"a fact holds no floats: {value!r}")
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, dict):
        plain = {normalize("NFC", key): _plain(item) for key, item in value.items()}
        if len(plain) < len(value):
            raise ValueError(f"two keys are the same in NFC: {list(value)}")
        return plain
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
