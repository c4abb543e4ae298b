"""The Merkle tree of RFC 9162 §2.1: leaf and node hashes, appending by frontier, and checking proofs.

Proofs are made from stored nodes, in `nodes`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """`SHA-256(0x00 ‖ d)`."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """`SHA-256(0x01 ‖ l ‖ r)`."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The roots of the perfect subtrees of a tree of `size` leaves, the largest first.

    There is one subtree for each bit set in `size`, which is all an append needs: O(log n).
    """

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    @classmethod
    def from_hex(cls, size: int, roots: Sequence[str]) -> "Frontier":
        """Read a stored frontier. Raises ValueError when it cannot belong to `size` leaves."""
        if len(roots) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} subtrees, not {len(roots)}")
        return cls(size, [bytes.fromhex(root) for root in roots])

    def to_hex(self) -> list[str]:
        return [root.hex() for root in self.roots]

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf hash: merge with each equally large subtree to the left. Gives the subtrees that are
        whole now, the leaf first, each twice as large as the one before."""
        made, size = [leaf], self.size
        while size & 1:
            made.append(node_hash(self.roots.pop(), made[-1]))
            size >>= 1
        self.roots.append(made[-1])
        self.size += 1
        return made

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.roots:
            return EMPTY_ROOT
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, in one pass."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_holds(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` ties the leaf hash to `root` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(step, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = node_hash(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def consistency_holds(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows that the new tree only adds to the old one (RFC 9162 §2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        return False
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, step)
        here, last = here >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root
