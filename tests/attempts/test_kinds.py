"""Ticks and orders in a run: pinned without their key on show, read from the form, judged, looked back on."""

from __future__ import annotations

import json
from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attempts.answering import any_answer, order, ticks
from tests.scenarios.material import decision, graphs, option, points, rank, scenario, several
from training.attempts import scenes
from training.attempts.rules import (
    Breach,
    Incomplete,
    InvalidRun,
    PinnedItem,
    Step,
    debrief,
    judge,
    next_step,
    pin,
    read_choice,
    score,
)
from training.scenarios.formats import build
from training.scenarios.rules import paths, span

NODES = {
    "lemari": several(
        option("a", "best", feedback="UMPAN-a"),
        option("b", "violation", critical=True, feedback="UMPAN-b", violates=["D.4"]),
        option("c", "acceptable", feedback="UMPAN-c"),
        option("d", "poor", feedback="UMPAN-d"),
        next="urut",
    ),
    "urut": rank(
        *(option(key, "best", feedback=f"UMPAN-{key}", reason=f"ALASAN-{key}") for key in "abcd"),
        clause="A.9",
        next="akhir",
    ),
    "akhir": {"ending": "Antrean berlanjut."},
}


def item(nodes: dict[str, Any] | None = None, seed: int = 1, **more: Any) -> PinnedItem:
    return pin(build(scenario(nodes or NODES, **more), name="x"), 1, Random(seed))


def given_(*answers: str) -> list[tuple[int, str, str]]:
    return [(0, node, answer) for node, answer in zip(("lemari", "urut"), answers, strict=False)]


def test_the_right_answers_are_full_marks_and_lead_on() -> None:
    assert next_step([item()], given_("a,c")) == Step(0, "urut")
    outcome = score([item()], given_("a,c", "a,b,c,d"), 100)
    assert (outcome.points, outcome.maximum, outcome.visited_maximum, outcome.passed) == (8, 8, 8, True)
    assert outcome.unanswered == 0


@pytest.mark.parametrize(
    ("ticked", "ordered", "marks"),
    [("a", "a,b,c,d", 6), ("a,c", "b,a,c,d", 6), ("a,c,d", "d,c,b,a", 2), ("d", "b,a,d,c", 0)],
)
def test_what_is_half_right_is_worth_a_part(ticked: str, ordered: str, marks: int) -> None:
    assert score([item()], given_(ticked, ordered), 80).points == marks


def test_a_critical_tick_fails_whatever_else_is_ticked() -> None:
    outcome = score([item()], given_("a,b,c", "a,b,c,d"), 1)
    assert outcome.breaches == (Breach(0, "lemari", "b", ("D.4",)),)
    assert not outcome.passed
    assert {result.address: result.breached for result in outcome.clauses} == {"D.4": True, "A.9": False}


def test_clauses_get_the_points_of_their_ticks_and_orders() -> None:
    outcome = score([item()], given_("a", "b,a,c,d"), 80)
    assert [(each.address, each.points, each.maximum) for each in outcome.clauses] == [
        ("D.4", 2, 4),
        ("A.9", 2, 4),
    ]


def test_a_scenario_may_weigh_its_grades() -> None:
    weighed = item(points={"best": 10, "acceptable": 5, "poor": 2, "violation": 0})
    assert score([weighed], given_("a", "b,a,c,d"), 80).points == 5 + 8
    assert weighed["maximum"] == 20
    one = item({"a": decision(option("a", "best"), option("b", "poor"))}, points=weighed_points(3, 2, 1))
    assert score([one], [(0, "a", "b")], 80).points == 1


def weighed_points(best: int, acceptable: int, poor: int) -> dict[str, int]:
    return {"best": best, "acceptable": acceptable, "poor": poor, "violation": 0}


@pytest.mark.parametrize(
    "answers",
    [
        [(0, "lemari", "")],
        [(0, "lemari", "c,a")],
        [(0, "lemari", "a,a")],
        [(0, "lemari", "a,z")],
        [*given_("a,c"), (0, "urut", "a,b,c")],
        [*given_("a,c"), (0, "urut", "a,b,c,c")],
        [*given_("a,c"), (0, "urut", "a")],
        [*given_("a,c", "a,b,c,d"), (0, "akhir", "a")],
    ],
)
def test_answers_that_were_never_offered_are_refused(answers: list[tuple[int, str, str]]) -> None:
    with pytest.raises(InvalidRun):
        score([item()], answers, 80)


def test_an_order_is_never_shown_as_it_should_be() -> None:
    shown = {
        "".join(each["id"] for each in item(seed=seed)["nodes"]["urut"]["options"]) for seed in range(400)
    }
    assert shown == {"".join(each) for each in permutations("abcd")} - {"abcd"}


def test_ticks_have_no_place_of_their_own() -> None:
    shown = {
        "".join(each["id"] for each in item(seed=seed)["nodes"]["lemari"]["options"]) for seed in range(400)
    }
    assert len(shown) == 24


def test_the_order_shown_changes_no_mark() -> None:
    answers = given_("a,d", "c,a,b,d")
    assert {score([item(seed=seed)], answers, 80).points for seed in range(6)} == {
        score([item()], answers, 80).points
    }


def test_what_an_officer_is_shown_before_answering_holds_no_key() -> None:
    for answers in ([], given_("a,c")):
        shown = scenes.question([item()], answers)
        assert shown
        said = repr(shown)
        assert not [word for word in ("UMPAN", "ALASAN", "best", "violation", "'a'", "'b'") if word in said]
        assert [choice.letter for choice in shown.choices] == list("ABCD")
    told = repr(scenes.answer([item()], given_("a,d"), reveal=False))
    assert not [word for word in ("UMPAN", "ALASAN", "best", "acceptable", "poor'") if word in told]


def test_ticks_and_orders_are_read_from_the_letters_of_the_form() -> None:
    lemari, urut = item()["nodes"]["lemari"], item()["nodes"]["urut"]
    assert read_choice(lemari, ticks(lemari, "ca")) == "a,c"
    assert read_choice(lemari, {"choice": ["A", "A"]}) == lemari["options"][0]["id"]
    assert read_choice(urut, order(urut, list("dbca"))) == "d,b,c,a"


def test_what_is_not_finished_says_what_is_missing() -> None:
    lemari, urut = item()["nodes"]["lemari"], item()["nodes"]["urut"]
    with pytest.raises(Incomplete) as nothing:
        read_choice(lemari, {})
    assert (nothing.value.letters, nothing.value.shared) == ((), {})
    with pytest.raises(Incomplete) as twice:
        read_choice(urut, {"rank-A": ["1"], "rank-B": ["2"], "rank-C": ["2"], "rank-D": [""]})
    assert (twice.value.letters, twice.value.shared) == (("D",), {2: ["B", "C"]})


@pytest.mark.parametrize(
    ("node", "posted"),
    [
        ("lemari", {"choice": ["E"]}),
        ("lemari", {"choice": ["A", "a"]}),
        ("urut", {"rank-A": ["0"], "rank-B": ["2"], "rank-C": ["3"], "rank-D": ["4"]}),
        ("urut", {"rank-A": ["5"], "rank-B": ["2"], "rank-C": ["3"], "rank-D": ["4"]}),
        ("urut", {"rank-A": ["²"], "rank-B": ["2"], "rank-C": ["3"], "rank-D": ["4"]}),
    ],
)
def test_what_the_form_never_offered_is_refused(node: str, posted: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidRun):
        read_choice(item()["nodes"][node], posted)


def test_ticks_are_looked_back_on_beside_what_was_right() -> None:
    (back,) = debrief([item()], given_("a,d", "a,b,c,d"))
    stop = back.taken[0]
    assert (stop.kind, stop.grade, stop.points, stop.maximum, back.turning_point) == (
        "several",
        "poor",
        0,
        4,
        0,
    )
    assert {(line.feedback, line.right, line.taken) for line in stop.lines} == {
        ("UMPAN-a", True, True),
        ("UMPAN-b", False, False),
        ("UMPAN-c", True, False),
        ("UMPAN-d", False, True),
    }
    assert [option["id"] for option in back.better[0].options] == ["a", "c"]
    assert not back.breached


def test_an_order_is_looked_back_on_beside_the_right_one_with_its_reasons() -> None:
    (back,) = debrief([item()], given_("a,c", "b,a,c,d"))
    stop = back.taken[1]
    assert (stop.kind, stop.grade, stop.points, back.turning_point) == ("rank", "acceptable", 2, 1)
    assert [(line.reason, line.place, line.given, line.right) for line in stop.lines] == [
        ("ALASAN-a", 1, 2, False),
        ("ALASAN-b", 2, 1, False),
        ("ALASAN-c", 3, 3, True),
        ("ALASAN-d", 4, 4, True),
    ]
    assert [option["id"] for option in back.better[1].options] == list("abcd")


def test_a_ticked_violation_is_called_one() -> None:
    assert judge(item(), "lemari", "a,b,c").grade == "violation"
    assert judge(item(), "lemari", "a,c").grade == "best"
    assert judge(item(), "lemari", "c").grade == "acceptable"


def test_a_run_pinned_before_there_were_kinds_is_judged_and_shown() -> None:
    old = pin(
        build(scenario({"a": decision(option("a", "best"), option("b", "poor"))}), name="x"), 1, Random(1)
    )
    del old["nodes"]["a"]["kind"]
    assert next_step([old], []) == Step(0, "a")
    assert score([old], [(0, "a", "b")], 80).points == 1
    question = scenes.question([old], [])
    assert question and question.kind == "one"
    (back,) = debrief([old], [(0, "a", "b")])
    assert (back.taken[0].kind, back.better[0].options[0]["id"], back.taken[0].lines) == ("one", "a", ())


@settings(deadline=None)
@given(graphs(most=4), st.none() | points)
def test_every_way_listed_can_be_played_and_is_worth_what_is_said(
    nodes: dict[str, Any], worth: dict[str, int] | None
) -> None:
    doc = build(scenario(nodes, points=worth), name="x")
    pinned = json.loads(json.dumps(pin(doc, 1, Random(2))))
    for way in paths(doc, limit=60):
        outcome = score([pinned], [(0, *step) for step in way.steps], 0)
        assert outcome.points == way.score
        assert bool(outcome.breaches) == way.critical
        assert span(doc).minimum <= outcome.points <= outcome.maximum == span(doc).maximum


@settings(deadline=None)
@given(graphs(most=3), st.none() | points, st.randoms(use_true_random=False))
def test_any_answer_is_between_nothing_and_full_marks(
    nodes: dict[str, Any], worth: dict[str, int] | None, chance: Random
) -> None:
    pinned = pin(build(scenario(nodes, points=worth), name="x"), 1, Random(3))
    for key, node in pinned["nodes"].items():
        if not node["options"]:
            continue
        answer = any_answer(node, chance)
        judged = judge(pinned, key, answer)
        assert 0 <= judged.points <= judged.maximum
        assert (judged.grade == "best") == (judged.points == judged.maximum)
        assert len(answer) <= 20, "fits its column"
