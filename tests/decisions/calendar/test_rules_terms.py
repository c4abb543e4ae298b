"""Terms: which one holds on a day, when it ends, and whether it was kept."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.calendar.rules import WorkingDays
from training.decisions.calendar.rules_terms import (
    AT_LEAST,
    AT_MOST,
    CALENDAR,
    DIRECTIONS,
    LONGEST,
    ON,
    WORKING,
    Term,
    faults,
    term_on,
)

LAW = Term(
    track="discipline",
    key="delivery",
    days=14,
    unit=WORKING,
    direction=AT_MOST,
    since=date(2021, 8, 31),
    source="PP",
    sure="S2",
    checked_on=date(2026, 11, 22),
    checked_how="naskah",
)
OWN = replace(LAW, days=10, since=date(2026, 11, 23), source="Kesepakatan", own=True)
PLAIN = WorkingDays({}, frozenset({2026}))
MONDAY = date(2026, 11, 23)


def test_the_last_that_began_holds() -> None:
    later = replace(LAW, days=12, since=date(2027, 6, 1))
    terms = [later, OWN, LAW]
    assert term_on(terms, date(2026, 11, 22)) == LAW
    assert term_on(terms, date(2026, 11, 23)) == OWN
    assert term_on(terms, date(2027, 5, 31)) == OWN
    assert term_on(terms, date(2027, 6, 1)) == later


def test_before_all_of_them_the_first_of_the_law_holds() -> None:
    assert term_on([OWN, LAW], date(2010, 1, 1)) == LAW
    with pytest.raises(LookupError):
        term_on([OWN], date(2010, 1, 1))


def test_the_office_goes_before_the_law_of_the_same_day() -> None:
    same = replace(OWN, since=LAW.since)
    assert term_on([same, LAW], date(2026, 1, 1)) == same == term_on([LAW, same], date(2026, 1, 1))


def test_working_and_calendar_days_end_on_different_days() -> None:
    assert LAW.count(PLAIN, MONDAY).last == date(2026, 12, 11)
    assert replace(LAW, unit=CALENDAR).count(PLAIN, MONDAY).last == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("direction", "early", "exact", "late"),
    [(AT_LEAST, False, True, True), (AT_MOST, True, True, False), (ON, False, True, False)],
)
def test_a_direction_says_which_days_keep_the_term(
    direction: str, early: bool, exact: bool, late: bool
) -> None:
    term = replace(LAW, days=5, direction=direction)
    kept = [term.kept(PLAIN, MONDAY, date(2026, 11, day)) for day in (27, 30)]
    assert kept == [early, exact] and term.kept(PLAIN, MONDAY, date(2026, 12, 1)) == late


@given(st.sampled_from(DIRECTIONS), st.integers(0, 60), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_last_day_itself_always_keeps_it(direction: str, number: int, since: date) -> None:
    term = replace(LAW, days=number, direction=direction)
    assert term.kept(PLAIN, since, term.count(PLAIN, since).last)


def test_faults_name_each_field() -> None:
    good = {"since": MONDAY, "today": MONDAY}
    assert not faults(7, AT_LEAST, "Surat Sekda", **good)
    assert faults(None, "never", " ", since=None, today=MONDAY) == {
        "days": "empty",
        "direction": "unknown",
        "since": "empty",
        "reason": "empty",
    }
    assert faults(-1, ON, "x" * (LONGEST + 1), since=date(2026, 11, 22), today=MONDAY) == {
        "days": "range",
        "since": "past",
        "reason": "long",
    }
    assert not faults(1000, ON, "x" * LONGEST, **good)
    assert faults(1001, ON, "x", **good) == {"days": "range"} and not faults(0, ON, "x", **good)
