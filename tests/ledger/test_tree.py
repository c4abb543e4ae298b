"""The tree against the recursive definition of RFC 9162 §2.1, written out here once more."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_holds,
    inclusion_holds,
    leaf_hash,
    node_hash,
    root_of,
)

from .plain_tree import consistency_proof, inclusion_proof


def definition(leaves: list[bytes]) -> bytes:
    """MTH(D_n) of the standard, over the data itself."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + definition(leaves[:split]) + definition(leaves[split:])).digest()


def flipped(data: bytes, place: int) -> bytes:
    place %= len(data)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def numbered(count: int) -> list[bytes]:
    return [f"leaf {index}".encode() for index in range(count)]


def hashed(leaves: list[bytes]) -> list[bytes]:
    return [leaf_hash(leaf) for leaf in leaves]


def test_known_roots() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    single = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert EMPTY_ROOT.hex() == root_of([]).hex() == Frontier().root().hex() == empty
    assert leaf_hash(b"").hex() == root_of([leaf_hash(b"")]).hex() == single


def test_three_leaves_written_out() -> None:
    a, b, c = hashed([b"a", b"b", b"c"])
    assert root_of([a, b, c]) == node_hash(node_hash(a, b), c)
    assert inclusion_proof([a, b, c], 0) == [b, c]
    assert inclusion_proof([a, b, c], 2) == [node_hash(a, b)]
    assert consistency_proof([a, b, c], 2) == [c]
    assert consistency_proof([a, b, c], 1) == [b, c]


def test_the_proofs_of_seven_leaves_are_those_of_the_standard() -> None:
    """RFC 9162 §2.1.5: a…j name the nodes of a tree of seven leaves, k its left half."""
    leaves = hashed(numbered(7))
    a, b, c, d, e, f, j = leaves
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, last = node_hash(g, h), node_hash(i, j)
    assert inclusion_proof(leaves, 0) == [b, h, last]
    assert inclusion_proof(leaves, 3) == [c, g, last]
    assert inclusion_proof(leaves, 4) == [f, j, k]
    assert inclusion_proof(leaves, 6) == [i, k]
    assert consistency_proof(leaves, 3) == [c, d, g, last]
    assert consistency_proof(leaves, 4) == [last]
    assert consistency_proof(leaves, 6) == [i, j, k]


@pytest.mark.parametrize("size", [*range(34), 63, 64, 65, 127, 128, 129])
def test_frontier_and_root_follow_the_definition(size: int) -> None:
    leaves = numbered(size)
    frontier = Frontier()
    for leaf in hashed(leaves):
        frontier.append(leaf)
    assert frontier.root() == root_of(hashed(leaves)) == definition(leaves)
    assert len(frontier.roots) == size.bit_count()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=8), max_size=70), st.data())
def test_a_stored_frontier_goes_on_where_it_stopped(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    frontier = Frontier()
    for leaf in hashed(leaves[:cut]):
        frontier.append(leaf)
    again = Frontier.from_hex(frontier.size, frontier.to_hex())
    for leaf in hashed(leaves[cut:]):
        again.append(leaf)
    assert again.root() == definition(leaves)


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="3 leaves"):
        Frontier.from_hex(3, ["00" * 32])


@settings(deadline=None)
@given(st.integers(1, 70), st.data())
def test_inclusion_is_shown_and_nothing_else_is(size: int, data: st.DataObject) -> None:
    leaves = hashed(numbered(size))
    index = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(leaves, index), root_of(leaves)
    assert inclusion_holds(leaves[index], index, size, proof, root)
    assert len(proof) <= (size - 1).bit_length()

    place = data.draw(st.integers(0, 31))
    assert not inclusion_holds(flipped(leaves[index], place), index, size, proof, root)
    assert not inclusion_holds(leaves[index], index, size, proof, flipped(root, place))
    assert not inclusion_holds(leaves[index], index, size, [*proof, root], root)
    assert not inclusion_holds(leaves[index], size, size, proof, root)
    assert not inclusion_holds(leaves[index], -1, size, proof, root)
    if proof:
        step = data.draw(st.integers(0, len(proof) - 1))
        wrong = [*proof[:step], flipped(proof[step], place), *proof[step + 1 :]]
        assert not inclusion_holds(leaves[index], index, size, wrong, root)
        assert not inclusion_holds(leaves[index], index, size, proof[:-1], root)
        other = data.draw(st.integers(0, size - 1).filter(lambda at: at != index))
        assert not inclusion_holds(leaves[index], other, size, proof, root)


@settings(deadline=None)
@given(st.integers(1, 70), st.data())
def test_consistency_is_shown_and_a_changed_past_is_not(size: int, data: st.DataObject) -> None:
    leaves = hashed(numbered(size))
    old_size = data.draw(st.integers(1, size))
    old_root, root = root_of(leaves[:old_size]), root_of(leaves)
    proof = consistency_proof(leaves, old_size)
    assert consistency_holds(old_size, size, old_root, root, proof)

    place = data.draw(st.integers(0, 31))
    changed = data.draw(st.integers(0, old_size - 1))
    rewritten = [*leaves[:changed], flipped(leaves[changed], place), *leaves[changed + 1 :]]
    assert not consistency_holds(
        old_size, size, old_root, root_of(rewritten), consistency_proof(rewritten, old_size)
    )
    assert not consistency_holds(old_size, size, flipped(old_root, place), root, proof)
    assert not consistency_holds(old_size, size, old_root, flipped(root, place), proof)
    assert not consistency_holds(old_size, size, old_root, root, [*proof, root])
    assert not consistency_holds(size + 1, size, old_root, root, proof)
    for step in range(len(proof)):
        wrong = [*proof[:step], flipped(proof[step], place), *proof[step + 1 :]]
        assert not consistency_holds(old_size, size, old_root, root, wrong)
        assert not consistency_holds(old_size, size, old_root, root, proof[:step])


def test_there_is_no_proof_about_nothing() -> None:
    leaves = hashed(numbered(3))
    for index in (-1, 3):
        with pytest.raises(IndexError):
            inclusion_proof(leaves, index)
    for old_size in (0, 4):
        with pytest.raises(IndexError):
            consistency_proof(leaves, old_size)
    assert not consistency_holds(0, 3, EMPTY_ROOT, root_of(leaves), [])
