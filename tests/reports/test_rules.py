"""Figures, order and filters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.paging import PAGE_ROWS, page_of
from training.reports.rules import (
    ENDING_DAYS,
    URGENCY,
    Row,
    by_urgency,
    figures,
    narrow,
    next_of,
)

TODAY = date(2026, 11, 23)


def row(name: str, state: str, **more: object) -> Row:
    return Row(
        **{"ref": name, "name": name, "nip": "", "unit_ref": "u", "unit": "U", "position": "", "state": state}
        | more
    )  # type: ignore[arg-type]


def test_the_sentence_counts_each_once() -> None:
    rows = [
        row("a", "certified", valid_until=TODAY + timedelta(days=300)),
        row("b", "expiring", valid_until=TODAY + timedelta(days=ENDING_DAYS)),
        row("c", "expiring", valid_until=TODAY + timedelta(days=ENDING_DAYS + 1)),
        row("d", "overdue"),
        row("e", "expired", valid_until=TODAY - timedelta(days=1)),
        row("f", "in_progress"),
    ]
    found = figures(rows, on=TODAY)
    assert (found.people, found.held, found.late, found.ending) == (6, 3, 1, 1)


def test_who_needs_action_stands_first_and_the_most_pressing_before() -> None:
    rows = [
        row("Zaki", "certified"),
        row("Ani", "pending"),
        row("Budi", "expiring", valid_until=TODAY + timedelta(days=9)),
        row("Cici", "expiring", valid_until=TODAY + timedelta(days=2)),
        row("Dodi", "overdue", due_on=TODAY - timedelta(days=1)),
        row("Euis", "overdue", due_on=TODAY - timedelta(days=30)),
    ]
    assert [each.name for each in by_urgency(rows)] == ["Euis", "Dodi", "Cici", "Budi", "Ani", "Zaki"]


def test_filters_join_and_the_search_forgives() -> None:
    rows = [
        row("Sari Wulandari", "overdue", nip="199803122024032001"),
        row("Joko", "overdue", unit_ref="x"),
        row("Ani", "pending"),
    ]
    assert [r.name for r in narrow(rows, words="wulandari SARI")] == ["Sari Wulandari"]
    assert [r.name for r in narrow(rows, words="19980312 202403")] == ["Sari Wulandari"]
    assert [r.name for r in narrow(rows, unit="u", state="overdue")] == ["Sari Wulandari"]
    assert narrow(rows, words="2024 nobody") == []


@given(st.integers(0, 120), st.integers(-5, 50))
def test_every_page_number_shows_a_page(count: int, number: int) -> None:
    page = page_of([row(str(place), "pending") for place in range(count)], number)
    assert 1 <= page.page <= page.pages and len(page.rows) <= PAGE_ROWS
    assert page.rows or count == 0


@given(st.lists(st.sampled_from(URGENCY), max_size=20))
def test_ordering_loses_nobody(states: list[str]) -> None:
    rows = [row(str(place), state) for place, state in enumerate(states)]
    assert sorted(each.ref for each in by_urgency(rows)) == sorted(each.ref for each in rows)


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
