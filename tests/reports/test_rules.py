"""What an officer does next; pages of a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.paging import PAGE_ROWS, page_of
from training.reports.rules import next_of


@given(st.integers(0, 120), st.integers(-5, 50))
def test_every_page_number_shows_a_page(count: int, number: int) -> None:
    page = page_of([str(place) for place in range(count)], number)
    assert 1 <= page.page <= page.pages and len(page.rows) <= PAGE_ROWS
    assert page.rows or count == 0


@pytest.mark.parametrize(
    ("states", "counted", "attested", "resting", "expected"),
    [
        (["new", "locked"], [False, False], False, False, ("start", 0)),
        (["passed", "reading"], [True, False], False, False, ("resume", 1)),
        (["passed", "read"], [True, False], False, False, ("quiz", 1)),
        (["passed", "passed"], [True, True], False, False, ("attest", -1)),
        (["passed", "passed"], [True, True], True, False, ("done", -1)),
        (["passed", "passed"], [False, False], True, True, ("rest", -1)),
        (["passed", "passed"], [True, False], True, False, ("quiz", 1)),
    ],
)
def test_there_is_one_next_step(states, counted, attested, resting, expected) -> None:
    assert next_of(states, counted=counted, attested=attested, resting=resting) == expected
