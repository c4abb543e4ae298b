from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios.material import decision, graphs, option, scenario
from training.attempts.drawing import HUMANE, draw, touching
from training.scenarios.document import ScenarioDoc
from training.scenarios.formats import build
from training.scenarios.rules import clauses_certain, clauses_met

CLAUSES = ["D.1", "D.2", "D.3", "D.4", "D.5"]


def meeting(*clauses: str) -> ScenarioDoc:
    """A story that meets these clauses one after the other, whatever is chosen."""
    nodes = {}
    for place, clause in enumerate(clauses):
        onward: dict[str, Any] = {"next": f"n{place + 1}"} if place + 1 < len(clauses) else {}
        nodes[f"n{place}"] = decision(
            option("a", "best", **onward), option("b", "poor", **onward), clause=clause
        )
    return build(scenario(nodes), name="x")


pools = st.lists(graphs(), min_size=0, max_size=8).map(
    lambda stories: {f"s{place}": build(scenario(nodes), name="x") for place, nodes in enumerate(stories)}
)


@settings(deadline=None)
@given(pools, st.integers(0, 2**32))
def test_every_clause_the_pool_can_test_is_drawn(pool: dict[str, ScenarioDoc], seed: int) -> None:
    drawn = draw(pool, CLAUSES, Random(seed))
    assert set().union(*(clauses_met(doc) for doc in pool.values())) <= set().union(
        *(clauses_met(pool[key]) for key in drawn)
    )
    assert len(drawn) == len(set(drawn)) >= min(3, len(pool))


@settings(deadline=None)
@given(pools, st.integers(0, 2**32))
def test_a_clause_is_met_for_sure_where_the_pool_allows(pool: dict[str, ScenarioDoc], seed: int) -> None:
    drawn = draw(pool, CLAUSES, Random(seed))
    assert set().union(*(clauses_certain(doc) for doc in pool.values())) <= set().union(
        *(clauses_certain(pool[key]) for key in drawn)
    )


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from(CLAUSES), min_size=1), max_size=9), st.integers(0, 2**32))
def test_beyond_three_none_is_needless(sets: list[set[str]], seed: int) -> None:
    pool = {f"s{place}": meeting(*sorted(clauses)) for place, clauses in enumerate(sets)}
    drawn = draw(pool, CLAUSES, Random(seed))
    if len(drawn) > 3:
        for key in drawn:
            rest = set().union(*(clauses_met(pool[other]) for other in drawn if other != key))
            assert not clauses_met(pool[key]) <= rest


def test_few_are_enough_when_one_tests_much() -> None:
    pool = {
        "wide": meeting(*CLAUSES),
        **{f"s{place}": meeting(clause) for place, clause in enumerate(CLAUSES)},
    }
    for seed in range(20):
        drawn = draw(pool, CLAUSES, Random(seed))
        assert len(drawn) == 3
        assert "wide" in drawn


def test_what_looked_best_at_first_is_left_out_when_the_rest_covers_it() -> None:
    clauses = [f"D.{number}" for number in range(1, 13)]
    pairs = [(1, 2, 9), (3, 4, 10), (5, 6, 11), (7, 8, 12)]
    pool = {
        f"s{place}": meeting(*(f"D.{number}" for number in numbers)) for place, numbers in enumerate(pairs)
    }
    pool["wide"] = meeting(*clauses[:8])
    assert all(sorted(draw(pool, clauses, Random(seed))) == ["s0", "s1", "s2", "s3"] for seed in range(10))


def test_chance_decides_among_equals_and_a_seed_repeats_itself() -> None:
    pool = {f"s{place}": meeting("D.1") for place in range(6)}
    runs = [tuple(draw(pool, ["D.1"], Random(seed))) for seed in range(40)]
    assert len(set(runs)) > 20
    assert {key for run in runs for key in run} == set(pool)
    assert draw(pool, ["D.1"], Random(7)) == draw(pool, ["D.1"], Random(7))


def test_clauses_of_other_sections_and_an_empty_pool_ask_for_nothing() -> None:
    pool = {f"s{place}": meeting("A.1") for place in range(5)}
    assert len(draw(pool, ["D.1"], Random(1))) == 3
    assert draw({}, ["D.1"], Random(1)) == []


MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
days = st.dictionaries(st.sampled_from([f"s{place}" for place in range(9)]), st.integers(0, 30))
sets_of_clauses = st.lists(st.sets(st.sampled_from(CLAUSES), min_size=1), min_size=1, max_size=9)


def on_days(given_on: dict[str, int]) -> dict[str, datetime]:
    return {key: MONDAY + timedelta(days=day) for key, day in given_on.items()}


@settings(deadline=None)
@given(sets_of_clauses, days, st.integers(0, 2**32))
def test_what_was_given_before_changes_nothing_about_what_is_covered(
    sets: list[set[str]], given_on: dict[str, int], seed: int
) -> None:
    pool = {f"s{place}": meeting(*sorted(clauses)) for place, clauses in enumerate(sets)}
    drawn = draw(pool, CLAUSES, Random(seed), given=on_days(given_on))
    assert set().union(*sets) == set().union(*(clauses_met(pool[key]) for key in drawn))
    assert drawn == draw(pool, CLAUSES, Random(seed), given=on_days(given_on)), "a seed repeats itself"


@settings(deadline=None)
@given(sets_of_clauses, days, st.integers(0, 2**32))
def test_preferring_new_stories_never_makes_a_run_long(
    sets: list[set[str]], given_on: dict[str, int], seed: int
) -> None:
    pool = {f"s{place}": meeting(*sorted(clauses)) for place, clauses in enumerate(sets)}
    drawn = draw(pool, CLAUSES, Random(seed), given=on_days(given_on))
    assert len(drawn) <= max(HUMANE, len(set().union(*sets)))


def test_a_story_never_given_comes_before_one_given_and_long_ago_before_lately() -> None:
    pool = {f"s{place}": meeting("D.1") for place in range(4)}
    told = on_days({"s0": 9, "s1": 2, "s2": 5})
    for seed in range(20):
        assert draw(pool, ["D.1"], Random(seed), given=told, least=1) == ["s3"]
        assert draw(pool, ["D.1"], Random(seed), given=told | on_days({"s3": 9}), least=1) == ["s1"]
        assert sorted(draw(pool, ["D.1"], Random(seed), given=told)) == ["s1", "s2", "s3"]


def test_run_after_run_every_story_is_met_before_one_comes_again() -> None:
    pool = {f"{clause}-{place}": meeting(clause) for clause in CLAUSES for place in range(4)}
    told: dict[str, datetime] = {}
    for day in range(4):
        drawn = draw(pool, CLAUSES, Random(day), given=told)
        assert not set(drawn) & set(told)
        told |= dict.fromkeys(drawn, MONDAY + timedelta(days=day))
    assert set(told) == set(pool)


def test_a_new_story_is_worth_some_length_but_not_any() -> None:
    wide = {"wide": meeting("D.1", "D.2", "D.3", "D.4")}
    halves = {"half-1": meeting("D.1", "D.2"), "half-2": meeting("D.3", "D.4")}
    singles = {f"one-{place}": meeting(f"D.{place}") for place in range(1, 5)}
    told = {"wide": MONDAY}
    assert sorted(draw(wide | halves, CLAUSES, Random(1), given=told, least=1)) == ["half-1", "half-2"]
    assert draw(wide | singles, CLAUSES, Random(1), given=told, least=1) == ["wide"]


def test_only_stories_that_can_test_a_clause_touch_it() -> None:
    pool = {"both": meeting("D.1", "D.2"), "one": meeting("D.1"), "other": meeting("D.3")}
    assert set(touching(pool, ["D.2", "D.1"])) == {"both", "one"}
    assert touching(pool, ["D.9"]) == {}
