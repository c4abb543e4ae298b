"""Proofs from stored nodes are those of the standard, of any leaf and any earlier size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.ledger import nodes
from training.ledger.tree import Frontier, leaf_hash, root_of

from .plain_tree import consistency_proof, inclusion_proof


def stored(count: int) -> tuple[list[bytes], dict[tuple[int, int], bytes]]:
    leaves = [leaf_hash(f"leaf {index}".encode()) for index in range(count)]
    frontier, known = Frontier(), {}
    for index, leaf in enumerate(leaves):
        made = frontier.append(leaf)
        places = list(nodes.made_by(index))
        assert len(places) == len(made)
        known.update(zip(places, made, strict=True))
    return leaves, known


@settings(deadline=None)
@given(st.integers(1, 200), st.data())
def test_what_is_stored_is_enough_for_every_proof(count: int, data: st.DataObject) -> None:
    leaves, known = stored(count)
    size = data.draw(st.integers(1, count))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert nodes.root(size, known.__getitem__) == root_of(leaves[:size])
    assert nodes.inclusion(index, size, known.__getitem__) == inclusion_proof(leaves[:size], index)
    assert nodes.consistency(old, size, known.__getitem__) == consistency_proof(leaves[:size], old)


def test_a_proof_reads_few_nodes() -> None:
    asked = []

    def seen(node: tuple[int, int]) -> bytes:
        asked.append(node)
        return b"\x00" * 32

    nodes.inclusion(777_777, 1_000_003, seen)
    assert len(asked) < 60


def test_there_is_no_proof_about_nothing() -> None:
    _leaves, known = stored(3)
    assert nodes.root(0, known.__getitem__) == Frontier().root()
    for index in (-1, 3):
        with pytest.raises(IndexError):
            nodes.inclusion(index, 3, known.__getitem__)
    for old in (0, 4):
        with pytest.raises(IndexError):
            nodes.consistency(old, 3, known.__getitem__)
