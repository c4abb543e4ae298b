from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from training.certifications.rules import MODES, NextPeriod, Scheme, add_months, next_expiry, next_period

DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def fixed(window: int, minimum: int) -> Scheme:
    return Scheme(12, window, minimum, "fixed")


days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@st.composite
def schemes(draw: st.DrawFn, mode: str | None = None) -> Scheme:
    active = draw(st.integers(1, 60))
    window = draw(st.integers(0, active - 1))
    minimum = draw(st.integers(max(1, window), active))
    return Scheme(active, window, minimum, mode or draw(st.sampled_from(MODES)))


@pytest.mark.parametrize(
    ("scheme", "due", "expires", "completed", "expected"),
    [
        (fixed(2, 6), "2020-12-01", None, "2020-08-15", "2021-12-01"),
        (fixed(2, 6), None, "2021-12-01", "2021-11-10", "2022-12-01"),
        (fixed(2, 6), "2021-12-01", None, "2022-04-10", "2022-12-01"),
        (fixed(2, 6), "2021-12-31", None, "2021-02-28", "2021-12-31"),
        (fixed(2, 6), "2021-12-31", None, "2021-07-30", "2022-12-31"),
        (fixed(1, 1), "2026-03-01", None, "2026-01-20", "2026-03-01"),
        (fixed(2, 6), "2026-07-01", None, "2026-01-01", "2026-07-01"),
        (fixed(2, 6), "2026-07-01", None, "2026-01-02", "2027-07-01"),
        (fixed(2, 6), "2026-01-01", None, "2026-07-01", "2027-01-01"),
        (fixed(2, 6), "2026-01-01", None, "2026-07-02", "2028-01-01"),
    ],
)
def test_common_dates(
    scheme: Scheme, due: str | None, expires: str | None, completed: str, expected: str
) -> None:
    known = {"due": day(due) if due else None, "expires": day(expires) if expires else None}
    assert next_expiry(scheme, day(completed), **known) == day(expected)


@pytest.mark.parametrize(
    ("due", "expires", "completed", "expected"),
    [
        ("2026-03-31", None, "2026-03-10", ("2027-03-10", "2027-03-31", "2027-03-31")),
        ("2026-03-31", None, "2026-04-20", ("2027-04-20", "2027-04-20", "2027-03-31")),
        (None, "2027-03-31", "2027-02-15", ("2028-02-15", "2028-03-31", "2028-03-31")),
        (None, "2027-03-31", "2026-12-01", ("2027-12-01", "2027-03-31", "2027-03-31")),
        (None, "2027-03-31", "2027-05-10", ("2028-05-10", "2028-05-10", "2028-03-31")),
    ],
)
def test_the_three_modes_beside_each_other(
    due: str | None, expires: str | None, completed: str, expected: tuple[str, ...]
) -> None:
    known = {"due": day(due) if due else None, "expires": day(expires) if expires else None}
    found = [next_expiry(Scheme(12, 2, 3, mode), day(completed), **known) for mode in MODES]
    assert found == [day(text) for text in expected]


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ("2027-01-30", "2027-03-31"),
        ("2027-01-31", "2028-03-31"),
        ("2027-03-30", "2028-03-31"),
        ("2027-03-31", "2028-03-31"),
        ("2027-04-01", "2028-04-01"),
    ],
)
def test_renewal_counts_from_the_day_the_window_opens_to_the_last_valid_day(
    completed: str, expected: str
) -> None:
    assert next_expiry(Scheme(12, 2, 3), day(completed), expires=day("2027-03-31")) == day(expected)


def test_the_due_day_itself_is_in_time() -> None:
    assert next_expiry(Scheme(), day("2026-03-31"), due=day("2026-03-31")) == day("2027-03-31")
    assert next_expiry(Scheme(), day("2026-04-01"), due=day("2026-03-31")) == day("2027-04-01")
    assert next_expiry(Scheme(), day("2026-04-01")) == day("2027-04-01")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-11-30", 14, "2028-01-30"),
    ],
)
def test_months_clamp(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    "values",
    [
        (12, 12, 12, "fixed", 0),
        (12, 3, 2, "fixed", 0),
        (12, 2, 13, "fixed", 0),
        (12, 0, 0, "fixed", 0),
        (12, -1, 6, "fixed", 0),
        (12, 2, 6, "yearly", 0),
        (12, 2, 6, "fixed", -1),
    ],
)
def test_a_scheme_that_does_not_fit_is_refused(values: tuple[int, int, int, str, int]) -> None:
    with pytest.raises(ValueError):
        Scheme(*values)


def test_the_edges_of_a_scheme_are_allowed() -> None:
    assert Scheme(12, 11, 11).window_months == 11
    assert Scheme(12, 11, 12).minimum_months == 12
    assert Scheme(1, 0, 1).minimum_months == 1


@settings(deadline=None)
@given(schemes(), days, st.none() | days, st.none() | days)
def test_every_round_outlasts_the_day_it_was_earned(
    scheme: Scheme, completed: date, due: date | None, expires: date | None
) -> None:
    ends = next_expiry(scheme, completed, due=due, expires=expires)
    assert ends > completed
    if scheme.mode == "fixed":
        assert ends >= add_months(completed, scheme.minimum_months)


@settings(deadline=None)
@given(schemes("completion"), days)
def test_counting_from_completion_gives_exactly_the_active_period(scheme: Scheme, completed: date) -> None:
    assert next_expiry(scheme, completed, expires=completed + DAY) == add_months(
        completed, scheme.active_months
    )


@settings(deadline=None)
@given(schemes("expiry"), days, days)
def test_counting_from_expiry_never_gains_by_being_early(
    scheme: Scheme, completed: date, expires: date
) -> None:
    assume(completed < expires)
    ends = next_expiry(scheme, completed, expires=expires)
    assert ends in (expires, add_months(expires, scheme.active_months))


@settings(deadline=None)
@given(schemes("fixed"), days, st.lists(st.integers(0, 2000), min_size=1, max_size=12))
def test_fixed_dates_never_drift(scheme: Scheme, anchor: date, gaps: list[int]) -> None:
    """However early or late each round is earned, every end is a whole number of periods from the first day."""
    lattice = {add_months(anchor, steps * scheme.active_months) for steps in range(-4, 1200)}
    completed, periods = anchor, list[NextPeriod]()
    for gap in gaps:
        completed += timedelta(days=gap)
        first = periods[0].anchor if periods else None
        periods.append(next_period(scheme, completed, periods=periods, due=anchor, anchor=first))
        assert periods[-1].valid_until + DAY in lattice
        assert periods[-1].anchor == anchor


def test_the_31st_is_the_31st_again_after_a_shorter_month() -> None:
    scheme = Scheme(6, 1, 1, "fixed")
    first = next_period(scheme, day("2026-08-20"), due=day("2026-08-31"))
    second = next_period(scheme, day("2027-02-20"), periods=[first], anchor=first.anchor)
    assert first.valid_until + DAY == day("2027-02-28")
    assert second.valid_until + DAY == day("2027-08-31")


def test_a_period_says_its_last_valid_day_and_when_its_window_opens() -> None:
    period = next_period(Scheme(12, 2, 6), day("2026-11-21"), due=day("2026-12-31"))
    assert (period.valid_from, period.valid_until) == (day("2026-11-21"), day("2027-12-30"))
    assert period.window_opens == day("2027-10-31")


def test_only_the_last_unrevoked_period_spawns_the_next() -> None:
    scheme = Scheme(12, 2, 6)
    first = next_period(scheme, day("2026-01-10"), due=day("2026-01-31"))
    second = next_period(scheme, day("2027-01-15"), periods=[first])
    assert second.valid_until == day("2028-01-30")
    taken_back = replace(second, revoked_on=day("2027-01-20"))
    again = next_period(scheme, day("2027-01-25"), periods=[first, taken_back])
    assert again.valid_until == day("2028-01-30")
    only = replace(first, revoked_on=day("2026-02-01"))
    assert next_period(scheme, day("2026-03-01"), periods=[only]).valid_until == day("2027-02-28")
