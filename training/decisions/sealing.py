"""Salted digests of what stays out of the record. Pure."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

PREFIX = b"adab/step/v1"


def digest(salt: str, said: Mapping[str, Any]) -> str:
    """SHA-256 in hex over the salt (hex) and the canonical JSON (RFC 8785) of what was said."""
    return sha256(PREFIX + bytes.fromhex(salt) + rfc8785.dumps(dict(said))).hexdigest()
