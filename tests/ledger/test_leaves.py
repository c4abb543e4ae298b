from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.ledger.leaves import commitment, leaf_bytes, payload_bytes

NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
SALT = bytes(range(32))

scalars = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
)
facts = st.dictionaries(
    st.text("abc-_", max_size=5),
    st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner)),
    max_size=5,
)


def leaf(**more: Any) -> bytes:
    values: dict[str, Any] = {
        "log": "adab",
        "idx": 7,
        "kind": "code.published",
        "at": NOON,
        "record": "code_version:x",
        "prev": None,
        "actor": "system",
        "commit": "ab" * 32,
    }
    return leaf_bytes(**{**values, **more})


def test_a_leaf_is_one_canonical_line() -> None:
    assert leaf() == (
        b'{"actor":"system","at":"2026-11-21T05:00:00.000000+00:00","commit":"' + b"ab" * 32 + b'","idx":7,'
        b'"log":"adab","prev":null,"record":"code_version:x","type":"code.published","v":1}'
    )


def test_the_same_moment_has_one_spelling_in_every_zone() -> None:
    assert leaf(at=NOON.astimezone(timezone(timedelta(hours=7)))) == leaf()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        leaf(at=datetime(2026, 11, 21, 5, 0))


def test_a_commitment_is_the_hash_of_domain_salt_and_payload() -> None:
    payload = payload_bytes({"b": 1, "a": "é"})
    assert payload == '{"a":"é","b":1}'.encode()
    assert commitment(SALT, payload) == sha256(b"adab/v1" + SALT + payload).hexdigest()
    assert commitment(SALT[::-1], payload) != commitment(SALT, payload)


@pytest.mark.parametrize("salt", [b"", SALT[:31], SALT + b"x"])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        commitment(salt, b"{}")


@settings(deadline=None)
@given(facts)
def test_a_payload_reads_back_and_its_bytes_do_not_depend_on_order(fact: dict[str, Any]) -> None:
    body = payload_bytes(fact)
    assert payload_bytes(dict(reversed(fact.items()))) == body
    assert payload_bytes(json.loads(body)) == body


def test_two_spellings_of_a_text_are_one_payload() -> None:
    assert payload_bytes({"nama": "Andre\u0301"}) == payload_bytes({"nama": "Andr\u00e9"})


def test_two_keys_that_become_one_are_refused() -> None:
    with pytest.raises(ValueError, match="same"):
        payload_bytes({"e\u0301": 1, "\u00e9": 2})


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), float("inf"), [0.5], {"a": 1e9}, NOON, b"x", {1: "x"}, {1, 2}]
)
def test_what_has_no_single_spelling_is_refused(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        payload_bytes({"value": value})


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800"])
def test_what_canonical_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        payload_bytes({"value": value})
