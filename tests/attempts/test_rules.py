from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attempts.answering import any_answer
from tests.scenarios.material import decision, graphs, option, scenario
from training.attempts.rules import (
    InvalidRun,
    PinnedItem,
    Response,
    Step,
    Stop,
    debrief,
    next_step,
    pin,
    read_choice,
    score,
    story,
)
from training.scenarios.formats import build


def item(nodes: dict[str, Any] | None = None, seed: int = 1) -> PinnedItem:
    return pin(build(scenario(nodes), name="x"), 3, Random(seed))


ENVELOPE = {
    "amplop": decision(
        option("a", "best", next="kembali"),
        option("b", "acceptable", next="kembali", upholds=["A.9"]),
        option("c", "poor"),
        option("d", "violation", critical=True, violates=["D.4"]),
    ),
    "kembali": decision(option("a", "best", next="akhir"), option("b", "poor"), clause="A.9"),
    "akhir": {"ending": "Antrean berlanjut."},
}
AGAIN = {
    "tanya": decision(
        option("a", "best", next="lanjut"), option("b", "poor", next="tanya"), option("c", "violation")
    ),
    "lanjut": decision(option("a", "best"), option("b", "poor", next="tanya")),
}


def test_the_best_way_is_full_marks() -> None:
    outcome = score([item(ENVELOPE)], [(0, "amplop", "a"), (0, "kembali", "a")], 80)
    assert (outcome.points, outcome.maximum, outcome.percent, outcome.passed) == (8, 8, 100, True)
    assert outcome.paths == ((Stop("amplop", "a"), Stop("kembali", "a")),)
    assert outcome.unanswered == 0


def test_a_short_bad_way_is_measured_against_the_best_way_not_against_itself() -> None:
    outcome = score([item(ENVELOPE)], [(0, "amplop", "c")], 80)
    assert (outcome.points, outcome.visited_maximum, outcome.maximum, outcome.percent) == (1, 4, 8, 12)


def test_a_critical_choice_fails_whatever_the_total() -> None:
    items = [item(ENVELOPE), *(item() for _ in range(40))]
    best = [(0, "amplop", "d"), *((index, "amplop", "a") for index in range(1, 41))]
    outcome = score(items, best, 80)
    assert outcome.percent == 95
    assert not outcome.passed
    assert [(breach.item, breach.node, breach.option, breach.clauses) for breach in outcome.breaches] == [
        (0, "amplop", "d", ("D.4",))
    ]


def test_unanswered_is_nothing_out_of_the_same_maximum() -> None:
    items = [item(ENVELOPE), item()]
    nothing, half = score(items, [], 80), score(items, [(0, "amplop", "a")], 80)
    assert (nothing.points, nothing.maximum, nothing.percent, nothing.unanswered) == (0, 12, 0, 2)
    assert (half.points, half.maximum, half.percent, half.unanswered) == (4, 12, 33, 2)


def test_the_pass_mark_is_reached_exactly_or_not_at_all() -> None:
    items = [item() for _ in range(5)]
    four = [(index, "amplop", "a") for index in range(4)]
    assert score(items, four, 80).passed
    assert not score(items, four, 81).passed
    two_of_three = score(items[:3], four[:2], 67)
    assert two_of_three.percent == 66
    assert not two_of_three.passed
    assert not score([], [], 0).passed


def test_clauses_get_their_own_result() -> None:
    outcome = score([item(ENVELOPE), item()], [(0, "amplop", "a"), (1, "amplop", "b")], 80)
    results = {result.address: result for result in outcome.clauses}
    assert (results["D.4"].points, results["D.4"].maximum, results["D.4"].percent) == (4, 8, 50)
    assert results["D.4"].breached
    assert (results["A.9"].points, results["A.9"].maximum, results["A.9"].breached) == (0, 4, False)


def test_coming_back_keeps_the_worst_answer_and_drops_the_detour() -> None:
    answers = [
        (0, "tanya", "a"),
        (0, "lanjut", "b"),
        (0, "tanya", "b"),
        (0, "tanya", "a"),
        (0, "lanjut", "a"),
    ]
    outcome = score([item(AGAIN)], answers, 80)
    assert (outcome.points, outcome.maximum) == (2, 8)
    assert score([item(AGAIN)], answers[3:], 80).points == 8


def test_points_of_a_dropped_detour_are_gone_but_its_clause_remembers_them() -> None:
    nodes = {
        "satu": decision(option("a", "best"), option("b", "poor", next="dua")),
        "dua": decision(option("a", "best", next="satu"), option("b", "poor"), clause="A.9"),
    }
    outcome = score([item(nodes)], [(0, "satu", "b"), (0, "dua", "a"), (0, "satu", "a")], 80)
    assert (outcome.points, outcome.visited_maximum, outcome.maximum) == (1, 4, 4)
    assert [(result.address, result.points) for result in outcome.clauses] == [("D.4", 1), ("A.9", 4)]


def test_a_breach_on_a_dropped_detour_still_counts() -> None:
    nodes = {
        "satu": decision(option("a", "best"), option("b", "poor", next="dua")),
        "dua": decision(
            option("a", "best"), option("b", "violation", next="satu", critical=True), clause="A.9"
        ),
    }
    outcome = score([item(nodes)], [(0, "satu", "b"), (0, "dua", "b"), (0, "satu", "a")], 0)
    assert len(outcome.breaches) == 1
    assert not outcome.passed
    assert [result.address for result in outcome.clauses if result.breached] == ["A.9"]


def test_the_next_step_follows_the_story_then_the_next_item() -> None:
    items = [item(ENVELOPE), item()]
    given_answers: list[tuple[int, str, str]] = []
    steps = []
    while (step := next_step(items, given_answers)) is not None:
        steps.append(step)
        given_answers.append(Response(step.item, step.node, "a"))
    assert steps == [Step(0, "amplop"), Step(0, "kembali"), Step(1, "amplop")]
    assert next_step(items, [(0, "amplop", "c")]) == Step(1, "amplop")
    assert story(items[0], [("amplop", "a"), ("kembali", "a")]).ending == "akhir"


@pytest.mark.parametrize(
    "answers",
    [
        [(0, "kembali", "a")],
        [(0, "amplop", "z")],
        [(0, "tidak-ada", "a")],
        [(1, "amplop", "a")],
        [(-1, "amplop", "a")],
        [(0, "amplop", "c"), (0, "amplop", "a")],
        [(0, "amplop", "a"), (0, "amplop", "a")],
    ],
)
def test_answers_the_story_did_not_ask_for_are_refused(answers: list[tuple[int, str, str]]) -> None:
    with pytest.raises(InvalidRun):
        score([item(ENVELOPE)], answers, 80)


def test_the_debrief_shows_the_turning_point_and_the_better_way() -> None:
    (back,) = debrief([item(ENVELOPE)], [(0, "amplop", "b"), (0, "kembali", "b")])
    assert [(stop.node, stop.options[0]["id"]) for stop in back.taken] == [("amplop", "b"), ("kembali", "b")]
    assert [(stop.node, stop.options[0]["id"]) for stop in back.better] == [("amplop", "a"), ("kembali", "a")]
    assert (back.turning_point, back.points, back.maximum, back.finished) == (0, 4, 8, True)
    assert back.better[1].clause == "A.9"
    assert back.taken[0].options[0]["feedback"] == "Penjelasan untuk petugas."
    (good,) = debrief([item(ENVELOPE)], [(0, "amplop", "a"), (0, "kembali", "a")])
    assert (good.turning_point, good.ending, good.breached) == (None, "Antrean berlanjut.", False)
    (untouched,) = debrief([item(ENVELOPE)], [])
    assert (untouched.taken, untouched.finished, len(untouched.better)) == ((), False, 2)


def test_a_pinned_item_is_plain_json_with_letters_by_place() -> None:
    pinned = item(ENVELOPE)
    assert json.loads(json.dumps(pinned)) == pinned
    assert (pinned["scenario"], pinned["version"], pinned["maximum"]) == ("amplop-di-loket", 3, 8)
    shown = pinned["nodes"]["amplop"]["options"]
    assert [choice["letter"] for choice in shown] == ["A", "B", "C", "D"]
    assert read_choice(pinned["nodes"]["amplop"], {"choice": ["B"]}) == shown[1]["id"]
    with pytest.raises(InvalidRun):
        read_choice(pinned["nodes"]["amplop"], {"choice": ["E"]})


def test_the_key_has_no_place_of_its_own() -> None:
    places = [
        [choice["grade"] for choice in item(ENVELOPE, seed)["nodes"]["amplop"]["options"]].index("best")
        for seed in range(80)
    ]
    assert {0, 1, 2, 3} == set(places)


def test_the_order_shown_changes_no_score() -> None:
    answers = [(0, "amplop", "b"), (0, "kembali", "a")]
    assert {score([item(ENVELOPE, seed)], answers, 80) for seed in range(5)} == {
        score([item(ENVELOPE)], answers, 80)
    }


@settings(deadline=None)
@given(st.lists(graphs(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_no_way_of_playing_beats_the_maximum(stories: list[dict[str, Any]], chance: Random) -> None:
    items = [item(nodes) for nodes in stories]
    answers: list[tuple[int, str, str]] = []
    maximum = score(items, [], 0).maximum
    for _ in range(25):
        step = next_step(items, answers)
        if step is None:
            break
        answers.append((step.item, step.node, any_answer(items[step.item]["nodes"][step.node], chance)))
        outcome = score(items, answers, 80)
        assert outcome.maximum == maximum
        assert outcome.points <= min(outcome.visited_maximum, maximum)
        assert all(0 <= result.points <= result.maximum for result in outcome.clauses)
        assert bool(outcome.breaches) == any(back.breached for back in debrief(items, answers))
