"""A set of people as a few bytes, so that each file on record knows whom it listed."""

import zlib
from collections.abc import Iterable

OFFSET_BYTES = 8


def pack(people: Iterable[int]) -> bytes:
    """Ids as the lowest of them and a compressed row of bits; no people are no bytes."""
    known = set(people)
    if not known:
        return b""
    lowest = min(known)
    bits = bytearray((max(known) - lowest) // 8 + 1)
    for number in known:
        bits[(number - lowest) // 8] |= 1 << ((number - lowest) % 8)
    return lowest.to_bytes(OFFSET_BYTES, "big") + zlib.compress(bytes(bits), 9)


def lists(packed: bytes, person: int) -> bool:
    """Whether the person is among them."""
    if not packed:
        return False
    place = person - int.from_bytes(packed[:OFFSET_BYTES], "big")
    bits = zlib.decompress(packed[OFFSET_BYTES:])
    return 0 <= place < len(bits) * 8 and bool(bits[place // 8] >> (place % 8) & 1)
