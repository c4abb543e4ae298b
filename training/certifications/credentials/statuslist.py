"""Bitstring Status List 1.0 (W3C): one bit for each credential, compressed; 1 stands for revoked."""

import base64
import gzip
from collections.abc import Iterable

BITS = 131_072
MULTIBASE_BASE64URL = "u"


def encode(revoked: Iterable[int]) -> str:
    """The list as it is published, the first position at the leftmost bit.

    Raises IndexError for a position beyond the list.
    """
    bits = bytearray(BITS // 8)
    for position in revoked:
        if not 0 <= position < BITS:
            raise IndexError(position)
        bits[position // 8] |= 0x80 >> position % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return MULTIBASE_BASE64URL + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def is_set(encoded: str, position: int) -> bool:
    """Whether the bit at a position of a published list is set. Raises ValueError for another encoding."""
    if not encoded.startswith(MULTIBASE_BASE64URL):
        raise ValueError("not a base64url multibase string")
    plain = encoded[1:]
    bits = gzip.decompress(base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4)))
    return bool(bits[position // 8] & (0x80 >> position % 8))
