"""The rate of colleagues: never of few, never of one, whatever order of dossiers somebody compares."""

from hypothesis import given
from hypothesis import strategies as st

from training.decisions.dossiers.fairness.peers import NOT_SHOWN, rate

answers = st.lists(st.booleans(), max_size=60)


def test_below_ten_nothing_is_shown() -> None:
    assert rate([True] * 9) == NOT_SHOWN
    assert rate([True] * 10).right_percent == 100


def test_steps_of_five_rounded_to_the_nearest() -> None:
    told = [rate([True] * right + [False] * (40 - right)).right_percent for right in range(5)]
    assert told == [0, 5, 5, 10, 10]
    assert rate([True] * 7 + [False] * 8).right_percent == 45
    assert rate([False] * 10 + [True] * 4) == rate([False] * 10)


@given(answers, st.booleans())
def test_one_more_answer_changes_nothing_unless_five_came_together(told: list[bool], one: bool) -> None:
    before, after = rate(told), rate([*told, one])
    assert before == after or (len(told) + 1) % 5 == 0


@given(answers)
def test_it_is_a_share_in_steps_of_five_of_people_in_fives(told: list[bool]) -> None:
    found = rate(told)
    assert found.shown is (len(told) >= 10)
    if found.shown and found.at_least is not None and found.right_percent is not None:
        assert found.at_least % 5 == 0 and 10 <= found.at_least <= len(told)
        assert found.right_percent % 5 == 0 and 0 <= found.right_percent <= 100
