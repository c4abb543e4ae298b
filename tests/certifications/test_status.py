from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.certifications.rules import (
    Excusal,
    NextPeriod,
    Obligation,
    State,
    Status,
    days_left,
    moved,
    status,
)

DAY = timedelta(days=1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(completed: str, until: str, opens: str, revoked: str | None = None) -> NextPeriod:
    start = day(completed)
    return NextPeriod(start, start, day(until), day(opens), start, day(revoked) if revoked else None)


HELD = period("2026-01-10", "2027-01-09", "2026-11-10")
NEXT = period("2026-12-01", "2028-01-09", "2027-11-10")


def word(on: str, *periods: NextPeriod, grace: int = 0) -> str:
    return status(periods, day(on), grace_days=grace).status


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-09", "pending"),
        ("2026-01-10", "certified"),
        ("2026-11-09", "certified"),
        ("2026-11-10", "expiring"),
        ("2027-01-09", "expiring"),
        ("2027-01-10", "grace"),
        ("2027-01-16", "grace"),
        ("2027-01-17", "expired"),
        ("2040-01-01", "expired"),
    ],
)
def test_a_round_from_before_it_to_long_after(on: str, expected: str) -> None:
    assert word(on, HELD, grace=7) == expected


def test_without_grace_the_day_after_is_expired() -> None:
    assert word("2027-01-10", HELD) == "expired"


def test_a_renewal_ends_the_warning_and_is_unknown_before_it_happened() -> None:
    assert word("2026-11-30", HELD, NEXT) == "expiring"
    assert word("2026-12-01", HELD, NEXT) == "certified"
    assert word("2027-06-01", NEXT, HELD) == "certified"


def test_a_revocation_counts_from_its_day_until_a_new_round() -> None:
    taken = replace(HELD, revoked_on=day("2026-05-01"))
    assert word("2026-04-30", taken) == "certified"
    assert word("2026-05-01", taken) == "revoked"
    assert word("2030-05-01", taken) == "revoked"
    assert word("2026-12-01", taken, NEXT) == "certified"


def test_a_revoked_renewal_is_revoked_though_the_round_before_still_runs() -> None:
    taken = replace(NEXT, revoked_on=day("2026-12-15"))
    assert word("2026-12-20", HELD, taken) == "revoked"


OWED = Obligation(due_on=day("2026-03-31"), starts_on=day("2026-02-01"), closes_on=day("2026-06-30"))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-31", "future"),
        ("2026-02-01", "pending"),
        ("2026-03-31", "pending"),
        ("2026-04-01", "overdue"),
        ("2026-06-30", "overdue"),
        ("2026-07-01", "failed"),
    ],
)
def test_who_never_held_it_owes_it(on: str, expected: str) -> None:
    assert status([], day(on), obligation=OWED) == (expected, False)


def test_certified_in_time_is_never_overdue() -> None:
    assert status([HELD], day("2026-07-01"), obligation=OWED).status is Status.CERTIFIED


def test_excused_is_not_overdue_and_the_days_are_given_back() -> None:
    leave = [Excusal(day("2026-03-22"), day("2026-05-10"))]
    assert status([], day("2026-04-20"), obligation=OWED, excusals=leave) == ("pending", True)
    assert status([], day("2026-05-10"), obligation=OWED, excusals=leave).excused
    assert not status([], day("2026-04-20"), obligation=OWED, excusals=leave).late
    assert moved(day("2026-03-31"), leave, day("2026-06-01")) == day("2026-05-20")
    assert status([], day("2026-05-20"), obligation=OWED, excusals=leave) == ("pending", False)
    assert status([], day("2026-05-21"), obligation=OWED, excusals=leave) == ("overdue", False)


def test_leave_that_begins_after_the_due_day_hides_being_late_only_while_it_lasts() -> None:
    leave = [Excusal(day("2026-04-10"), day("2026-04-20"))]
    assert status([], day("2026-04-09"), obligation=OWED, excusals=leave) == ("overdue", False)
    assert status([], day("2026-04-15"), obligation=OWED, excusals=leave) == ("pending", True)
    assert status([], day("2026-04-21"), obligation=OWED, excusals=leave) == ("overdue", False)


def test_overlapping_leave_is_counted_once_and_open_leave_up_to_the_day_asked() -> None:
    due = day("2026-03-31")
    twice = [Excusal(day("2026-03-01"), day("2026-03-10")), Excusal(day("2026-03-06"), day("2026-03-15"))]
    inside = [
        Excusal(day("2026-03-01"), day("2026-03-15")),
        Excusal(day("2026-03-03"), day("2026-03-05")),
        Excusal(day("2026-03-10"), day("2026-03-15")),
    ]
    assert moved(due, twice, day("2026-04-01")) == moved(due, inside, day("2026-04-01")) == day("2026-04-15")
    assert moved(due, [Excusal(day("2026-03-31"))], day("2026-04-09")) == day("2026-04-10")
    assert moved(due, [Excusal(day("2026-03-20"), day("2026-03-25"))], day("2026-03-10")) == due


def test_who_is_late_and_who_holds() -> None:
    late = {word for word in Status if State(word, excused=False).late}
    assert late == {"revoked", "expired", "failed", "overdue"}
    assert {word for word in Status if State(word, excused=False).holding} == {
        "certified",
        "expiring",
        "grace",
    }
    assert not any(State(word, excused=True).late for word in Status)


def test_days_left_for_the_desk() -> None:
    assert days_left([HELD], day("2027-01-09")) == 0
    assert days_left([HELD], day("2026-12-10"), obligation=OWED) == 30
    assert days_left([HELD], day("2027-01-12")) == -3
    assert days_left([HELD, NEXT], day("2026-12-10")) == 395
    assert days_left([replace(HELD, revoked_on=day("2026-05-01"))], day("2026-06-01")) is None
    assert days_left([], day("2026-03-30"), obligation=OWED) == 1
    assert days_left([], day("2026-04-02"), obligation=OWED) == -2
    assert days_left([], day("2026-04-02")) is None
    leave = [Excusal(day("2026-03-22"), day("2026-05-10"))]
    assert days_left([], day("2026-05-19"), obligation=OWED, excusals=leave) == 1


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
maybe = st.none() | days


@st.composite
def any_period(draw: st.DrawFn) -> NextPeriod:
    start, until, opens, revoked = draw(days), draw(days), draw(days), draw(maybe)
    return NextPeriod(start, start, until, opens, start, revoked)


@settings(deadline=None)
@given(
    st.lists(any_period(), max_size=4),
    st.dates(),
    st.builds(Obligation, maybe, maybe, maybe),
    st.lists(st.builds(Excusal, days, maybe), max_size=3),
    st.integers(0, 60),
)
def test_there_is_an_answer_for_every_day(
    periods: list[NextPeriod], on: date, owed: Obligation, leave: list[Excusal], grace: int
) -> None:
    state = status(periods, on, obligation=owed, excusals=leave, grace_days=grace)
    assert state.status in Status
    if state.excused:
        assert state.status not in (Status.OVERDUE, Status.FAILED)
    known = [each for each in periods if each.completed_on <= on]
    assert status(known, on, obligation=owed, excusals=leave, grace_days=grace) == state
    left = days_left(periods, on, obligation=owed, excusals=leave)
    if state.status in (Status.CERTIFIED, Status.EXPIRING):
        assert left is not None
        assert left >= 0
    if state.status in (Status.GRACE, Status.EXPIRED, Status.OVERDUE):
        assert left is not None
        assert left < 0


@settings(deadline=None)
@given(any_period(), days, days)
def test_what_happens_later_does_not_change_what_was(held: NextPeriod, on: date, later: date) -> None:
    taken = replace(held, revoked_on=max(on + DAY, later))
    assert status([taken], on) == status([replace(held, revoked_on=None)], on)
