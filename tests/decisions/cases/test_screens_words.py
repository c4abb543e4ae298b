"""Every step, seat, fault and warning that the rules know has words, and words tell nobody's secret."""

import re
from pathlib import Path

import pytest

from training.decisions.acts import Fault
from training.decisions.cases.pages.forms import read
from training.decisions.cases.procedure import acts, stages
from training.decisions.cases.procedure.warnings import WARNINGS
from training.decisions.cases.reading import ACTS
from training.decisions.cases.wording.days import due_words, warning_words
from training.decisions.cases.wording.faults import SENTENCES, fault_words
from training.decisions.cases.wording.labels import (
    act_buttons,
    closing_words,
    seat_words,
    stage_words,
    step_words,
)
from training.decisions.cases.wording.tellers import TELLERS
from training.decisions.cases.wording.titles import flash_words, save_words, title_of
from training.decisions.cases.words import sentence

from .strolling import Walk, hearing, letter
from .test_screens_walk import panel

FOLDER = Path(stages.__file__).parents[1]


def codes_named():
    """Every fault code that stands in the rules, as far as it is written there in full."""
    text = "".join(path.read_text() for path in sorted(FOLDER.rglob("*.py")))
    found = {code for _path, code in re.findall(r'Fault\(\s*f?"([^"]*)",\s*"(\w+)"', text)}
    constants = re.findall(r'^(?:[A-Z_]+, )*[A-Z_]+ = ((?:"\w+", )*"\w+")$', text, re.M)
    return found | {each for group in constants for each in re.findall(r'"(\w+)"', group)} & KNOWN_CONSTANTS


KNOWN_CONSTANTS = {"interest", "acted", "unknown_person", "rank_lower", "rank_unknown", "not_direct"}


def test_every_fault_of_the_rules_is_a_sentence():
    found = codes_named()
    assert {"not_now", "few_members", "no_code", "rank_lower"} <= found
    assert found - SENTENCES.keys() == set()


def test_what_has_no_words_yet_still_says_something(app):
    with app.test_request_context():
        assert fault_words(Fault("text", "something_new"))


def test_everything_the_procedure_knows_has_a_name(app):
    with app.test_request_context():
        assert acts.ACTS.keys() == step_words().keys() == TELLERS.keys()
        assert set(stages.STAGES) <= stage_words().keys()
        assert {seat for seats in stages.WHO.values() for seat in seats} <= seat_words().keys()
        assert set(ACTS.values()) == act_buttons().keys()
        assert acts.ACTS.keys() - set(ACTS.values()) == {"opened", "handed_over"}
        assert set(acts.Closed.model_fields["why"].annotation.__args__) == closing_words().keys()
        assert all(warning_words(code) != code for code in WARNINGS)
        assert {"summons_notice", "delivery", "effect", "objection", "remedial"} <= due_words().keys()
        for kind in ACTS.values():
            assert title_of(kind) and save_words(kind) and flash_words(kind)


@pytest.mark.parametrize("typed", ["1760918400", "20261120", "2026-02-30", "besok"])
def test_a_number_is_no_day_whatever_a_machine_counts_from(typed):
    found, wrong = read(acts.Remedied, {"clauses": ["D.4"], "due_on": typed})
    assert found is None
    assert [(each.field, each.code, each.values["typed"]) for each in wrong] == [("due_on", "day", typed)]


def test_an_erased_step_says_only_what_kind_it_was(app):
    class Erased:
        kind, said = "replied", {}

    with app.test_request_context():
        assert sentence(Erased()) == "Tanggapan pegawai: isinya sudah dihapus menurut masa simpan."


@pytest.mark.database
def test_every_sentence_of_a_case_reads_on_its_own(board, signed_in, cast):
    walk = Walk(board, signed_in)
    walk.open(cast.ratna, cast.sari)
    walk.take(cast.ratna, "appointment", decree="SK 1", **walk.seats(*panel(cast)))
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.yanti, "minutes", **hearing())
    told = re.findall(r"<div><p>([^<]+)", walk.page(cast.ratna).split('class="case-timeline"')[1])
    assert len(told) == 4 and all(text.strip().endswith(".") for text in told)
    assert "Kartika Dewanti (pejabat yang memutus)" in told[1]
    assert "1 tanya jawab" in told[3]
