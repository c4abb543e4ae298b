"""The clock of a run, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.scenarios.material import decision, option, scenario
from training.attempts.timing import (
    deadline_of,
    extra_of,
    is_overdue,
    minutes_for,
    scenes_of,
    seconds_left,
    waits_until,
)
from training.scenarios.formats import build

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "over"), [(-1, False), (0, False), (30, False), (31, True)])
def test_the_last_packet_has_thirty_seconds(seconds: int, over: bool) -> None:
    assert is_overdue(NINE, now=NINE + timedelta(seconds=seconds)) is over


def test_where_no_clock_runs_nothing_is_ever_late() -> None:
    assert deadline_of(0, seen=NINE) is None
    assert not is_overdue(None, now=NINE + timedelta(days=400))
    assert seconds_left(None, now=NINE) is None


def test_what_is_left_never_falls_below_nothing() -> None:
    deadline = deadline_of(30, seen=NINE)
    assert seconds_left(deadline, now=NINE) == 1800
    assert seconds_left(deadline, now=NINE + timedelta(minutes=29, seconds=59, milliseconds=400)) == 0
    assert seconds_left(deadline, now=NINE + timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("results", "waits"),
    [
        ([], False),
        ([(NINE, False)], True),
        ([(NINE, True)], False),
        ([(NINE - timedelta(days=1), True), (NINE, False)], True),
        ([(NINE - timedelta(days=1), False), (NINE, True)], False),
    ],
)
def test_only_a_last_run_that_failed_makes_the_next_wait(
    results: list[tuple[datetime, bool]], waits: bool
) -> None:
    until = waits_until(results, 10, now=NINE + timedelta(minutes=9))
    assert until == (NINE + timedelta(minutes=10) if waits else None)
    assert waits_until(results, 10, now=NINE + timedelta(minutes=10)) is None


@pytest.mark.parametrize(
    ("scenes", "each", "minutes"), [(0, 3, 15), (4, 3, 15), (5, 3, 15), (6, 3, 20), (16, 3, 50), (16, 2, 35)]
)
def test_the_time_fits_the_questions_drawn(scenes: int, each: int, minutes: int) -> None:
    assert minutes_for(scenes, each) == minutes


def test_the_longest_way_is_what_is_counted() -> None:
    forked = decision(option("a", "best"), option("b", "poor", next="n1"), clause="D.1")
    loop = decision(option("a", "best"), option("b", "poor", next="n0"), clause="D.1")
    docs = [build(scenario({"n0": forked, "n1": loop}), name="x"), build(scenario({"n0": loop}), name="x")]
    assert scenes_of(docs) == 3
    assert scenes_of([]) == 0


@pytest.mark.parametrize(("percent", "extra"), [(0, 0), (25, 4), (50, 8), (100, 15)])
def test_extra_time_is_rounded_in_favour_of_the_person(percent: int, extra: int) -> None:
    assert extra_of(15, percent) == extra
