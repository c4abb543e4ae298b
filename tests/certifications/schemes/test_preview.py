"""Every vector of the rules, through the function and through the command; what holds for all dates."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.certifications.expiry import MODES, Counted, Scheme, add_months, count, next_period
from training.core.clock import day_in

DAY = timedelta(days=1)
SAME = (2, 3)

# (mode, window, minimum, due, expires, completed, base, new expiry), twelve months
VECTORS = [
    ("fixed", 2, 6, "2020-12-01", None, "2020-08-15", "2020-12-01", "2021-12-01"),
    ("fixed", 2, 6, None, "2021-12-01", "2021-11-10", "2021-12-01", "2022-12-01"),
    ("fixed", 2, 6, "2021-12-01", None, "2022-04-10", "2021-12-01", "2022-12-01"),
    ("fixed", 2, 6, None, "2021-12-01", "2022-04-10", "2021-12-01", "2022-12-01"),
    ("fixed", 2, 6, "2021-12-31", None, "2021-02-28", "2020-12-31", "2021-12-31"),
    ("fixed", 2, 6, "2021-12-31", None, "2021-07-30", "2021-12-31", "2022-12-31"),
    ("completion", *SAME, "2026-03-31", None, "2026-03-10", "2026-03-10", "2027-03-10"),
    ("expiry", *SAME, "2026-03-31", None, "2026-03-10", "2026-03-31", "2027-03-31"),
    ("fixed", *SAME, "2026-03-31", None, "2026-03-10", "2026-03-31", "2027-03-31"),
    ("completion", *SAME, "2026-03-31", None, "2026-04-20", "2026-04-20", "2027-04-20"),
    ("expiry", *SAME, "2026-03-31", None, "2026-04-20", "2026-04-20", "2027-04-20"),
    ("fixed", *SAME, "2026-03-31", None, "2026-04-20", "2026-03-31", "2027-03-31"),
    ("completion", *SAME, None, "2027-03-31", "2027-02-15", "2027-02-15", "2028-02-15"),
    ("expiry", *SAME, None, "2027-03-31", "2027-02-15", "2027-03-31", "2028-03-31"),
    ("fixed", *SAME, None, "2027-03-31", "2027-02-15", "2027-03-31", "2028-03-31"),
    ("completion", *SAME, None, "2027-03-31", "2026-12-01", "2026-12-01", "2027-12-01"),
    ("expiry", *SAME, None, "2027-03-31", "2026-12-01", "2026-03-31", "2027-03-31"),
    ("fixed", *SAME, None, "2027-03-31", "2026-12-01", "2026-03-31", "2027-03-31"),
    ("completion", *SAME, None, "2027-03-31", "2027-05-10", "2027-05-10", "2028-05-10"),
    ("expiry", *SAME, None, "2027-03-31", "2027-05-10", "2027-05-10", "2028-05-10"),
    ("fixed", *SAME, None, "2027-03-31", "2027-05-10", "2027-03-31", "2028-03-31"),
    ("fixed", 1, 1, "2026-03-01", None, "2026-01-20", "2025-03-01", "2026-03-01"),
    # month ends and leap days
    ("completion", 2, 6, None, None, "2028-02-29", "2028-02-29", "2029-02-28"),
    ("expiry", 2, 6, "2028-02-29", None, "2028-02-10", "2028-02-29", "2029-02-28"),
    ("expiry", 2, 6, None, "2029-02-28", "2029-02-01", "2029-02-28", "2030-02-28"),
    ("fixed", 2, 6, "2028-02-29", None, "2028-02-29", "2028-02-29", "2029-02-28"),
    ("fixed", 2, 6, "2028-08-31", None, "2028-02-29", "2027-08-31", "2028-08-31"),
    ("fixed", 2, 6, "2028-08-31", None, "2028-03-01", "2028-08-31", "2029-08-31"),
]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("vector", VECTORS)
def test_the_vectors_by_the_function(vector):
    mode, window, least, due, expires, completed, base, expected = vector
    found = count(Scheme(12, window, least, mode), day(completed), due=day(due), expires=day(expires))
    assert (found.base, found.expires) == (day(base), day(expected))
    assert found.valid_until == day(expected) - DAY
    assert found.window_opens == add_months(day(expected), -window)


@pytest.mark.parametrize("vector", VECTORS)
def test_the_vectors_by_the_command(app, vector):
    mode, window, least, due, expires, completed, base, expected = vector
    asked = ["--mode", mode, "--active", "12", "--window", str(window), "--minimum", str(least)]
    asked += ["--completed", completed]
    asked += (["--due", due] if due else []) + (["--expires", expires] if expires else [])
    answer = run(app, *asked, "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.output) == {
        "base": base,
        "expires": expected,
        "valid_until": (day(expected) - DAY).isoformat(),
        "window_opens": add_months(day(expected), -window).isoformat(),
    }


def run(app, *asked):
    return app.test_cli_runner().invoke(args=["certifications", "preview", *asked])


def test_a_sentence_without_json(app):
    answer = run(app, "--mode", "fixed", "--expires", "2021-12-01", "--completed", "2021-11-10")
    assert answer.exit_code == 0
    assert "berlaku sampai 30 November 2022" in answer.output
    assert "diperpanjang mulai 1 Oktober 2022" in answer.output


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        (["--active", "12", "--window", "12"], "--window"),
        (["--active", "12", "--window", "3", "--minimum", "2"], "--minimum"),
        (["--active", "12", "--minimum", "13"], "--minimum"),
        (["--active", "12", "--window", "0", "--minimum", "0"], "--minimum"),
        (["--active", "0"], "--window"),
        (["--active", "-12"], "--active"),
        (["--active", "setahun"], "--active"),
        (["--mode", "yearly"], "--mode"),
        (["--due", "2026-02-30"], "--due"),
        (["--expires", "31-12-2026"], "--expires"),
        (["--due", "9999-11-30"], "--due"),
        (["--due", "0001-01-01", "--mode", "fixed"], "--due"),
    ],
)
def test_what_contradicts_itself_names_the_option(app, asked, option):
    answer = run(app, "--completed", "2026-03-10", *asked, "--json")
    assert answer.exit_code == 2
    assert option in answer.output and "Traceback" not in answer.output


def test_the_day_of_completion_is_asked_for(app):
    answer = run(app, "--mode", "fixed")
    assert answer.exit_code == 2 and "--completed" in answer.output


def test_beyond_the_calendar_is_said(app):
    answer = run(app, "--completed", "9999-06-30")
    assert answer.exit_code == 2 and "--completed" in answer.output


@pytest.mark.parametrize(("active", "opens"), [("3", "2026-04-10"), ("1", "2026-04-10")])
def test_short_certifications_need_no_further_options(app, active, opens):
    answer = run(app, "--mode", "completion", "--active", active, "--completed", "2026-03-10", "--json")
    assert answer.exit_code == 0 and json.loads(answer.output)["window_opens"] == opens


@pytest.mark.parametrize(
    ("zone", "completed"),
    [
        ("Asia/Jakarta", "2026-12-31"),
        ("Asia/Makassar", "2027-01-01"),
        ("Asia/Jayapura", "2027-01-01"),
    ],
)
def test_the_day_is_the_agencys(zone, completed):
    """16.30 UTC on the last day of the year is still that day in Jakarta, and the next one further east."""
    moment = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    on = day_in(zone, moment)
    assert on == day(completed)
    assert count(Scheme(12, 2, 6, "completion"), on).expires == add_months(on, 12)


days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
maybe = st.none() | days


@st.composite
def schemes(draw: st.DrawFn, mode: str | None = None) -> Scheme:
    active = draw(st.integers(2, 60))
    window = draw(st.integers(1, active - 1))
    least = draw(st.integers(window, active))
    return Scheme(active, window, least, mode or draw(st.sampled_from(MODES)))


@given(schemes(), days, maybe, maybe, maybe, maybe)
def test_it_ends_after_it_was_completed_and_its_window_opens_before(
    scheme, completed, due, until, expires, anchor
):
    found = count(scheme, completed, due=due, in_time_until=until, expires=expires, anchor=anchor)
    assert completed <= found.valid_until
    assert found.window_opens < found.expires and found.base < found.expires


@given(schemes(), days, days, maybe, maybe, maybe)
def test_who_completes_later_is_never_certified_for_less(scheme, one, other, due, until, expires):
    first, second = sorted((one, other))
    known = {"due": due, "in_time_until": until if until and due and until >= due else None}
    ends = [count(scheme, each, expires=expires, **known).expires for each in (first, second)]
    assert ends[0] <= ends[1]


@given(schemes("fixed"), days, st.lists(st.floats(0, 0.99), min_size=50, max_size=50))
def test_fixed_dates_never_drift_in_fifty_rounds(scheme, due, moments):
    held, anchor = [], due
    completed = due
    for share in moments:
        held.append(next_period(scheme, completed, periods=held[-1:], due=due, anchor=anchor))
        expires = held[-1].valid_until + DAY
        steps = round(((expires.year - due.year) * 12 + expires.month - due.month) / scheme.active_months)
        assert expires == add_months(due, steps * scheme.active_months)
        opens = max(held[-1].window_opens, held[-1].completed_on)
        completed = opens + (expires - opens) * share


@given(schemes("expiry"), days, st.lists(st.floats(0, 0.99), min_size=5, max_size=5))
def test_who_renews_in_time_loses_no_day(scheme, completed, moments):
    held = next_period(scheme, completed)
    for share in moments:
        expires = held.valid_until + DAY
        again = held.window_opens + (expires - held.window_opens) * share
        held = next_period(scheme, again, periods=[held], anchor=held.anchor)
        assert held.valid_until + DAY == add_months(expires, scheme.active_months)


def test_an_extension_that_would_leave_nothing_counts_from_completion():
    scheme = Scheme(12, 2, 6, "expiry")
    known = {"due": day("2026-01-31"), "in_time_until": day("2027-06-30")}
    assert count(scheme, day("2026-06-01"), **known).expires == day("2027-01-31")
    assert count(scheme, day("2027-02-01"), **known) == Counted(
        day("2027-02-01"), day("2028-02-01"), day("2027-12-01")
    )
