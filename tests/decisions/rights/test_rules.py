"""What the officer sees of a case about themselves, by vectors."""

from dataclasses import dataclass

import pytest

from training.decisions.cases.procedure.stages import STAGES
from training.decisions.own_steps import open_steps
from training.decisions.rights.rules import CONSIDERED, last_seen, own_stage, told
from training.decisions.rights.sources import rights_of
from training.decisions.rights.words import next_words, stage_words


@dataclass(frozen=True)
class At:
    number: int
    inner: bool
    kind: str = "noted"


STEPS = [At(1, False), At(2, True), At(3, False), At(4, True)]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_words(stage):
    assert stage_words()[own_stage(stage)] and next_words()[own_stage(stage)]


@pytest.mark.parametrize(
    "stage", ["heard", "replied", "deliberated", "proposed", "returned", "decided", "reviewed"]
)
def test_what_the_panel_has_inside_is_one_stage(stage):
    assert own_stage(stage) == CONSIDERED


def test_inner_steps_are_left_out_and_do_not_move_what_was_seen():
    assert [step.number for step in open_steps(STEPS)] == [1, 3]
    assert last_seen(STEPS) == 3 and last_seen([]) == 0 and last_seen(STEPS[1:2]) == 0


@pytest.mark.parametrize(
    ("kinds", "seen"),
    [
        (["opened", "decided"], [1]),
        (["opened", "decided", "delivered"], [1, 2, 3]),
        (["opened", "decided", "delivered", "objected", "reviewed"], [1, 2, 3, 4]),
        (["opened", "decided", "delivered", "objected", "reviewed", "delivered"], [1, 2, 3, 4, 5, 6]),
        (["opened", "decided", "delivered", "reviewed", "closed"], [1, 2, 3, 4, 5]),
    ],
)
def test_a_decision_is_told_once_it_was_delivered(kinds, seen):
    steps = [At(number, False, kind) for number, kind in enumerate(kinds, start=1)]
    assert [step.number for step in open_steps(steps)] == seen
    assert last_seen(steps) == seen[-1]
    assert len(open_steps(steps, "nomination")) == len(kinds)


def test_the_way_of_the_report_is_not_told():
    said = {"channel": "superior", "complaint_number": "L-1", "protected": True, "summary": "Kue."}
    assert told("opened", said) == {"summary": "Kue."}
    assert told("noted", {"channel": "x"}) == {"channel": "x"}


def test_rights_are_those_of_the_track_with_their_sources():
    ethics, discipline = ({each.key for each in rights_of(track)} for track in ("ethics", "discipline"))
    assert (
        "moral" in ethics - discipline and "remedy" in discipline - ethics and "access" in ethics & discipline
    )
    assert all(each.source and each.text("en") != each.text("id") for each in rights_of("ethics"))
