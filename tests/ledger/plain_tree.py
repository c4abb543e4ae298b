"""Proofs as RFC 9162 §2.1 defines them, over all leaves at once: slow, and easy to believe."""

from collections.abc import Sequence

from training.ledger.tree import root_of


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from leaf `index` up to the root (RFC 9162 §2.1.3.1). Raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The hashes that show the first `old_size` leaves unchanged (RFC 9162 §2.1.4.1). Raises IndexError."""
    if not 0 < old_size <= len(leaves):
        raise IndexError(old_size)
    return _consistency(leaves, old_size, whole=True)


def _consistency(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_consistency(leaves[:split], old_size, whole=whole), root_of(leaves[split:])]
    return [*_consistency(leaves[split:], old_size - split, whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two strictly below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
