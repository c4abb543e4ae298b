"""Working days: by hand around Lebaran and New Year, and what must hold of any calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.calendar.rules import FIVE_DAYS, FURTHEST, SIX_DAYS, WEEKS, Skipped, Week, WorkingDays
from training.decisions.calendar.shipped import JOINT_LEAVE, years

SHIPPED = {each.day: each.name for year in years().values() for each in year.days}
OFFICE = WorkingDays(SHIPPED, frozenset(years()))


@pytest.mark.parametrize(
    ("since", "number", "last"),
    [
        (date(2025, 3, 27), 1, date(2025, 4, 8)),  # the eve of the long Lebaran of 2025
        (date(2025, 3, 20), 7, date(2025, 4, 9)),
        (date(2026, 3, 17), 1, date(2026, 3, 25)),
        (date(2026, 3, 13), 14, date(2026, 4, 10)),
        (date(2025, 12, 24), 1, date(2025, 12, 29)),
        (date(2025, 12, 24), 5, date(2026, 1, 5)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 23), 5, date(2027, 1, 4)),
        (date(2026, 11, 23), 15, date(2026, 12, 14)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2024, 2, 13), 1, date(2024, 2, 15)),  # the elections
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_days_are_counted_as_by_hand(since: date, number: int, last: date) -> None:
    assert OFFICE.add(since, number) == last and OFFICE.between(since, last) == number


def test_a_week_of_six_days_works_on_saturday() -> None:
    longer = WorkingDays(SHIPPED, frozenset(years()), (Week(SIX_DAYS, date(2026, 11, 21)),))
    assert longer.is_working(date(2026, 11, 21)) and not OFFICE.is_working(date(2026, 11, 21))
    assert not longer.is_working(date(2026, 11, 22))
    assert longer.add(date(2026, 11, 20), 1) == date(2026, 11, 21)


def test_a_week_holds_from_its_day_and_what_was_withdrawn_held_until_then() -> None:
    monday, later = date(2026, 11, 23), date(2026, 12, 7)
    saturdays = [date(2026, 11, 21), date(2026, 11, 28), date(2026, 12, 12)]

    def worked(*weeks: Week) -> list[bool]:
        calendar = WorkingDays(SHIPPED, frozenset(years()), weeks)
        return [calendar.is_working(day) for day in saturdays]

    assert worked() == [False, False, False]
    assert worked(Week(SIX_DAYS, monday)) == [False, True, True]
    assert worked(Week(SIX_DAYS, monday), Week(FIVE_DAYS, later)) == [False, True, False]
    assert worked(Week(SIX_DAYS, monday, later)) == [False, True, False]
    assert worked(Week(SIX_DAYS, monday), Week(FIVE_DAYS, monday, later)) == [False, False, True]
    assert worked(Week(SIX_DAYS, monday, monday)) == [False, False, False]
    assert worked(Week(SIX_DAYS, monday, saturdays[1])) == [False, False, False]


def test_a_day_may_be_worked_although_it_is_a_holiday() -> None:
    christmas_eve = date(2026, 12, 24)
    assert not OFFICE.is_working(christmas_eve)
    open_then = WorkingDays(SHIPPED, frozenset(years()), worked=frozenset({christmas_eve}))
    assert open_then.is_working(christmas_eve) and open_then.add(date(2026, 12, 23), 1) == christmas_eve


def test_what_was_skipped_has_its_names() -> None:
    counted = OFFICE.count(date(2026, 12, 23), 2)
    assert counted.last == date(2026, 12, 29) and not counted.unknown
    assert counted.skipped == (
        Skipped(date(2026, 12, 24), "Cuti bersama Natal"),
        Skipped(date(2026, 12, 25), "Hari Raya Natal (Kelahiran Yesus Kristus)"),
        Skipped(date(2026, 12, 26), ""),
        Skipped(date(2026, 12, 27), ""),
    )


def test_a_year_nobody_knows_is_named() -> None:
    assert OFFICE.unknown(date(2027, 12, 20), date(2028, 1, 10)) == (2028,)
    assert OFFICE.unknown(date(2021, 12, 31), date(2023, 1, 1)) == (2021, 2022)
    assert OFFICE.count(date(2027, 12, 28), 10).unknown == (2028,)
    assert OFFICE.unknown(date(2026, 1, 1), date(2026, 12, 31)) == ()


@pytest.mark.parametrize("number", [-1, FURTHEST + 1])
def test_numbers_that_make_no_sense_are_refused(number: int) -> None:
    with pytest.raises(ValueError):
        OFFICE.add(date(2026, 11, 23), number)


@pytest.mark.parametrize(
    ("year", "red", "joint"), [(2023, 16, 11), (2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)]
)
def test_the_shipped_years_have_as_many_days_as_their_decrees(year: int, red: int, joint: int) -> None:
    found = years()[year]
    assert len([each for each in found.days if each.kind == JOINT_LEAVE]) == joint
    assert len(found.days) == red + joint == len({each.day for each in found.days})
    assert {each.day.year for each in found.days} == {year}
    assert found.decree.source.startswith("SKB 3 Menteri") and found.decree.decided_on.year < year
    assert found.checked_how and found.checked_on == date(2026, 11, 22)


days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[WorkingDays, date]:
    """A calendar with any holidays near a day, and that day."""
    start = draw(days)
    near = st.integers(-30, 90).map(lambda number: start + timedelta(days=number))
    holidays = dict.fromkeys(draw(st.sets(near, max_size=40)), "Libur")
    worked = frozenset(draw(st.sets(near, max_size=8)))
    weeks = st.lists(st.builds(Week, st.sampled_from(WEEKS), near, st.none() | near), max_size=3)
    return WorkingDays(holidays, frozenset(), tuple(draw(weeks)), worked), start


@given(calendars(), st.integers(1, 60))
def test_a_count_ends_on_a_working_day_and_counts_back(given_: tuple[WorkingDays, date], number: int) -> None:
    calendar, start = given_
    last = calendar.add(start, number)
    assert calendar.is_working(last) and last > start
    assert calendar.between(start, last) == number and calendar.between(last, start) == -number


@given(calendars(), st.integers(0, 40), st.integers(0, 40))
def test_counting_on_is_counting_in_one_go(given_: tuple[WorkingDays, date], first: int, second: int) -> None:
    calendar, start = given_
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(calendars(), st.integers(0, 60))
def test_every_day_on_the_way_is_either_counted_or_explained(
    given_: tuple[WorkingDays, date], number: int
) -> None:
    calendar, start = given_
    counted = calendar.count(start, number)
    assert (counted.last - start).days == number + len(counted.skipped)
    assert all(each.name or each.day.weekday() >= calendar.week_on(each.day) for each in counted.skipped)


@given(calendars(), st.integers(1, 60), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_one_more_holiday_never_ends_a_count_sooner(
    given_: tuple[WorkingDays, date], number: int, more: date
) -> None:
    calendar, start = given_
    fuller = WorkingDays({**calendar.holidays, more: "Libur"}, frozenset(), calendar.weeks, calendar.worked)
    assert fuller.add(start, number) >= calendar.add(start, number)


def test_the_usual_week_has_five_days() -> None:
    assert WorkingDays({}, frozenset()).week_on(date(2026, 11, 23)) == FIVE_DAYS
