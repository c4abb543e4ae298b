"""Proofs from stored nodes: which perfect subtrees a proof is made of, and what it is once they are known.

A node is named by (level, place): it covers the leaves from `place · 2^level`, as many as 2^level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .tree import EMPTY_ROOT, node_hash

Node = tuple[int, int]
HashOf = Callable[[Node], bytes]


def made_by(index: int) -> Iterator[Node]:
    """The nodes that become complete when leaf `index` is appended, the leaf's own first."""
    level, place = 0, index
    yield level, place
    while place & 1:
        level, place = level + 1, place >> 1
        yield level, place


def root(size: int, hash_of: HashOf) -> bytes:
    """The root over the first `size` leaves."""
    return _hash(0, size, hash_of) if size else EMPTY_ROOT


def inclusion(index: int, size: int, hash_of: HashOf) -> list[bytes]:
    """The sibling hashes from a leaf up to the root of the first `size` (RFC 9162 §2.1.3.1). Raises
    IndexError."""
    if not 0 <= index < size:
        raise IndexError(index)
    return _inclusion(index, 0, size, hash_of)


def consistency(old: int, size: int, hash_of: HashOf) -> list[bytes]:
    """That the first `old` leaves are unchanged among the first `size` (RFC 9162 §2.1.4.1). Raises
    IndexError."""
    if not 0 < old <= size:
        raise IndexError(old)
    return _consistency(old, 0, size, hash_of, whole=True)


def _inclusion(index: int, first: int, end: int, hash_of: HashOf) -> list[bytes]:
    if end - first == 1:
        return []
    split = first + _split(end - first)
    if index < split:
        return [*_inclusion(index, first, split, hash_of), _hash(split, end, hash_of)]
    return [*_inclusion(index, split, end, hash_of), _hash(first, split, hash_of)]


def _consistency(old: int, first: int, end: int, hash_of: HashOf, *, whole: bool) -> list[bytes]:
    if old == end:
        return [] if whole else [_hash(first, end, hash_of)]
    split = first + _split(end - first)
    if old <= split:
        return [*_consistency(old, first, split, hash_of, whole=whole), _hash(split, end, hash_of)]
    return [*_consistency(old, split, end, hash_of, whole=False), _hash(first, split, hash_of)]


def _hash(first: int, end: int, hash_of: HashOf) -> bytes:
    """The root over leaves `first` to before `end`, of which `first` is a border of its subtrees."""
    count = end - first
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return hash_of((level, first >> level))
    split = first + _split(count)
    return node_hash(_hash(first, split, hash_of), _hash(split, end, hash_of))


def _split(count: int) -> int:
    """The largest power of two strictly below."""
    return 1 << ((count - 1).bit_length() - 1)
