from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenarios.material import decision, graphs, option, scenario
from training.attempts.rules import draw
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
