"""The clock of a run, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from training.attempts.timing import deadline_of, is_overdue, seconds_left, waits_until

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
