"""The figures of items and runs: against worked check data, and what must hold for any marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attempts.statistics import Mark, effective_weight, item_figures, run_figures

PEOPLE = ("1111", "1110", "1101", "1010", "1000", "0100", "0001", "1111")


def runs_of(rows, maxima=(1, 1, 1, 1)):
    return [
        {
            place: Mark(int(mark) * most, most)
            for place, (mark, most) in enumerate(zip(row, maxima, strict=True))
        }
        for row in rows
    ]


def figures(rows, name):
    runs = runs_of(rows)
    return [figure(runs, item, name) for item in range(len(rows[0]))]


def figure(runs, item, name):
    return effective_weight(runs, item) if name == "weight" else getattr(item_figures(runs, item), name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("facility", [75, 62.5, 50, 50]),
        ("discrimination", [36.37, 33.33, 40.45, 11.87]),
        ("efficiency", [55.56, 38.46, 42.86, 14.29]),
        ("weight", [24.11, 25.70, 27.20, 22.99]),
    ],
)
def test_the_check_data_of_items(name, expected):
    assert figures(PEOPLE, name) == pytest.approx(expected, abs=0.005)


def test_the_check_data_of_runs():
    found = run_figures(runs_of(PEOPLE))
    assert found.alpha == pytest.approx(50.53, abs=0.005)
    assert found.error_ratio == pytest.approx(70.34, abs=0.005)
    assert found.sd == pytest.approx(1.3025, abs=0.00005)
    assert found.error == pytest.approx(0.9161, abs=0.00005)
    assert (found.maximum, found.mean) == (4, 2.375)


def test_an_item_everybody_gets_right_says_nothing():
    runs = runs_of([f"{row}1" for row in PEOPLE], (1, 1, 1, 1, 1))
    sure = item_figures(runs, 4)
    assert (sure.facility, sure.discrimination, sure.efficiency) == (100, None, None)
    assert effective_weight(runs, 4) == 0


def test_an_item_that_runs_against_the_total_has_no_weight_and_takes_none_from_the_others():
    against = runs_of(["11110", "11110", "11010", "10001", "00001", "00001"], (1, 1, 1, 1, 1))
    without = [{key: mark for key, mark in run.items() if key != 4} for run in against]
    assert effective_weight(against, 4) is None
    assert item_figures(against, 4).discrimination == pytest.approx(-96.2, abs=0.05)
    assert sum(effective_weight(against, item) for item in range(4)) == pytest.approx(100)
    assert sum(effective_weight(without, item) for item in range(4)) == pytest.approx(100)


def test_an_item_that_has_nothing_to_do_with_the_rest_is_not_said_to_run_against_it():
    square = item_figures(runs_of(["11", "10", "01", "00"] * 7, (3, 7)), 0)
    assert square.discrimination == 0 and square.efficiency == 0


def test_nothing_is_said_of_too_little():
    assert item_figures([], "a").facility is None and run_figures([]).mean is None
    lone = [{"a": Mark(1, 1)}]
    assert item_figures(lone, "a").discrimination is None and run_figures(lone).alpha is None
    assert run_figures(lone).sd is None
    same = runs_of(["1010"] * 6)
    assert effective_weight(same, 0) is None and run_figures(same).alpha is None


def test_runs_that_drew_a_longer_set_are_no_better_for_it():
    """The same share right everywhere else: the rest does not vary, so it cannot discriminate."""
    runs = [
        {"x": Mark(place % 2, 1), **{f"{place}-{more}": Mark(2, 4) for more in range(place)}}
        for place in range(1, 7)
    ]
    assert item_figures(runs, "x").discrimination is None


def test_runs_that_drew_different_items_still_give_a_reliability():
    """Three of four items each, from the check data: near what all four of them give."""
    rows = [row for row in PEOPLE for _left in range(4)]
    drawn = [
        {key: mark for key, mark in run.items() if key != place % 4}
        for place, run in enumerate(runs_of(rows))
    ]
    whole, part = run_figures(runs_of(PEOPLE)), run_figures(drawn)
    assert part.maximum == 3
    assert 0 < part.alpha < whole.alpha


SHEETS = (
    st.integers(2, 5)
    .flatmap(
        lambda items: st.tuples(
            st.lists(st.integers(1, 12), min_size=items, max_size=items),
            st.lists(st.lists(st.integers(0, 12), min_size=items, max_size=items), min_size=2, max_size=12),
        )
    )
    .map(
        lambda drawn: [
            {
                place: Mark(min(mark, most), most)
                for place, (mark, most) in enumerate(zip(row, drawn[0], strict=True))
            }
            for row in drawn[1]
        ]
    )
)


def close(one, other):
    return one is other is None or one == pytest.approx(other, abs=1e-6)


@given(SHEETS, st.randoms())
def test_the_order_of_people_and_of_items_means_nothing(runs, chance):
    shuffled = [dict(chance.sample(list(run.items()), len(run))) for run in runs]
    chance.shuffle(shuffled)
    for item in runs[0]:
        for name in ("facility", "discrimination", "efficiency", "weight"):
            assert close(figure(runs, item, name), figure(shuffled, item, name)), name
    assert close(run_figures(runs).alpha, run_figures(shuffled).alpha)


@given(SHEETS)
def test_figures_keep_their_bounds(runs):
    found = [item_figures(runs, item) for item in runs[0]]
    for each in found:
        assert 0 <= each.facility <= 100
        assert each.discrimination is None or -100 <= each.discrimination <= 100
        assert each.efficiency is None or each.efficiency <= 100 + 1e-9
        assert (each.discrimination is None) == (each.efficiency is None)
    weights = [weight for item in runs[0] if (weight := effective_weight(runs, item)) is not None]
    assert all(0 <= weight <= 100 + 1e-9 for weight in weights)
    assert not weights or sum(weights) == pytest.approx(100)
    whole = run_figures(runs)
    assert whole.alpha is None or whole.alpha <= 100 + 1e-6


@given(SHEETS)
def test_an_item_everybody_gets_right_changes_nothing_for_the_others(runs):
    more = [run | {"sure": Mark(3, 3)} for run in runs]
    for item in runs[0]:
        one, other = item_figures(runs, item), item_figures(more, item)
        assert close(one.discrimination, other.discrimination)
        assert close(figure(runs, item, "weight"), figure(more, item, "weight"))
        assert close(one.efficiency, other.efficiency) and one.facility == other.facility


@given(SHEETS)
def test_of_two_items_each_is_told_apart_as_well_as_the_other(runs):
    pair = [{key: run[key] for key in (0, 1)} for run in runs]
    one, other = item_figures(pair, 0), item_figures(pair, 1)
    assert close(one.discrimination, other.discrimination)
    assert close(one.efficiency, other.efficiency)


@given(SHEETS, st.integers(2, 9))
def test_points_may_be_counted_in_any_unit(runs, factor):
    larger = [{key: Mark(m.points * factor, m.maximum * factor) for key, m in run.items()} for run in runs]
    for item in runs[0]:
        one, other = item_figures(runs, item), item_figures(larger, item)
        assert close(one.discrimination, other.discrimination)
        assert close(figure(runs, item, "weight"), figure(larger, item, "weight"))
    assert close(run_figures(runs).alpha, run_figures(larger).alpha)


@given(SHEETS)
def test_with_the_same_items_in_every_run_alpha_is_the_usual_one(runs):
    def variance(values):
        mean = sum(values) / len(values)
        return sum((value - mean) ** 2 for value in values) / (len(values) - 1)

    items = len(runs[0])
    total = variance([sum(mark.points for mark in run.values()) for run in runs])
    parts = sum(variance([run[item].points for run in runs]) for item in runs[0])
    if total > 1e-9:
        assert run_figures(runs).alpha == pytest.approx(
            100 * items / (items - 1) * (1 - parts / total), abs=1e-4
        )
