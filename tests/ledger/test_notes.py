"""Notes and proofs are read strictly: one spelling, known keys, nothing beside."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from training.ledger.notes import BadNote, Checkpoint, Proof, VerifierKey, open_note, sign

SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "adab.contoh.id/log"
KEY = VerifierKey(ORIGIN, SECRET.public_key().public_bytes_raw())
CHECKPOINT = Checkpoint(ORIGIN, 5, bytes(32))
NOTE = sign(CHECKPOINT, SECRET)
PROOF = str(Proof(2, (bytes(32), b"\x01" * 32), NOTE))


def test_a_key_that_others_publish_is_read() -> None:
    """The key of Go's checksum database, which signs notes of the same standard."""
    key = VerifierKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
    assert (key.name, key.key_id.hex()) == ("sum.golang.org", "033de0ae")


def test_what_is_signed_is_read_again() -> None:
    assert open_note(NOTE, [KEY]) == CHECKPOINT
    assert VerifierKey.parse(str(KEY)) == KEY
    assert Proof.parse(PROOF).note == NOTE
    assert NOTE.splitlines()[:3] == [ORIGIN, "5", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]


def test_others_may_sign_beside_and_strangers_alone_are_not_enough() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    witness = Checkpoint("saksi.contoh.id", 5, bytes(32))
    line = sign(witness, other).splitlines()[-1]
    assert open_note(f"{NOTE}{line}\n", [KEY]) == CHECKPOINT
    with pytest.raises(BadNote, match="none of the known keys"):
        open_note(NOTE, [VerifierKey("saksi.contoh.id", other.public_key().public_bytes_raw())])


@settings(max_examples=400)
@given(st.integers(0, len(NOTE) - 1), st.characters(min_codepoint=32, max_codepoint=126))
def test_no_sign_of_a_note_may_differ(place: int, sign_: str) -> None:
    changed = NOTE[:place] + sign_ + NOTE[place + 1 :]
    if changed == NOTE:
        return
    with pytest.raises(BadNote):
        open_note(changed, [KEY])


@settings(max_examples=400)
@given(st.integers(0, PROOF.index("\n\n") - 1), st.characters(min_codepoint=32, max_codepoint=126))
def test_a_changed_proof_is_another_or_none(place: int, sign_: str) -> None:
    changed = PROOF[:place] + sign_ + PROOF[place + 1 :]
    try:
        found = Proof.parse(changed)
    except BadNote:
        return
    assert changed == PROOF or str(found) != PROOF


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", "a b+00000000+AQ==", f"{ORIGIN}+00000000+{str(KEY).rpartition('+')[2]}"],
)
def test_keys_of_another_spelling_are_refused(text: str) -> None:
    with pytest.raises(BadNote):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    "body",
    [
        "\n5\nAA==\n",
        "x\n05\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "x\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "x\n5\nAAAA\n",
        "x\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nmore\n",
        "x\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
    ],
)
def test_checkpoints_of_another_spelling_are_refused(body: str) -> None:
    with pytest.raises(BadNote):
        Checkpoint.parse(body)
