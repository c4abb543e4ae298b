"""Nothing that a privileged person does goes unnamed or unseen: asked of the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from training.decisions.auditing.kinds import FIRST, GROUPS, LEARNING, WHOLE, group_of
from training.decisions.auditing.words import kind_words, told

CODE = Path(__file__).parents[3] / "training"
# An officer's own learning and what follows from it by rule; everything else has a group of its own.
LEARNT = {
    *("attempt.started", "attempt.submitted", "attempt.regraded", "code.attested", "certificate.issued"),
    *("delta.met", "waiver.used", "item.appealed", "correction.requested"),
}
# Where the code names what is put on record.
TELLS = {"record", "tell_done", "settle"}


def recorded() -> Iterator[str]:
    """Every kind of entry that the code names where it records."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


@pytest.fixture(scope="module")
def kinds() -> set[str]:
    made_elsewhere = {
        *("role.given", "role.taken", "record.erased", "ledger.key_changed"),
        *("scenario.regraded", "scenario.voided", "person.invited", "people.invited"),
    }
    return {*recorded(), *made_elsewhere}


def test_every_kind_has_a_group_that_somebody_chose(kinds: set[str]) -> None:
    assert len(kinds) > 60
    chosen = {kind for kind in kinds if kind in WHOLE or kind.partition(".")[0] in FIRST} - {"code.attested"}
    assert kinds - chosen - LEARNT == set()
    assert {group_of(kind) for kind in kinds} == set(GROUPS)


def test_what_is_privileged_is_never_counted_as_learning(kinds: set[str]) -> None:
    assert {kind for kind in kinds if group_of(kind) == LEARNING} <= LEARNT


def test_every_kind_is_told_in_words(app: Flask, kinds: set[str]) -> None:
    with app.test_request_context():
        assert {kind for kind in kinds if told(kind) == kind} == set()
        assert len(set(kind_words().values())) == len(kind_words()), "two kinds are told apart"
