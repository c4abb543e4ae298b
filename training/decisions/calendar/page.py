"""A year of the calendar as its page shows it: month by month, with what the office itself said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .models import CalendarDay
from .rules import WorkingDays
from .shipped import Year, years


@dataclass(frozen=True, slots=True)
class Line:
    """A day with its name; `kind` one of `words.holiday_words`; `row` when the office entered it."""

    day: date
    name: str
    kind: str
    row: CalendarDay | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, its lines, and how many days of it are worked."""

    first: date
    lines: tuple[Line, ...]
    worked: int


def months(year: int, calendar: WorkingDays, own: Iterable[CalendarDay]) -> list[Month]:
    """The twelve months of a year."""
    lines = sorted([*_shipped(years().get(year)), *map(_own, own)], key=lambda line: line.day)
    firsts = [date(year, number, 1) for number in range(1, 13)]
    return [
        Month(
            first,
            tuple(line for line in lines if line.day.month == first.month),
            calendar.between(first - timedelta(days=1), _last_of(first)),
        )
        for first in firsts
    ]


def shown_years(calendar: WorkingDays, today: date) -> list[int]:
    """The years the page offers: those that are known, this one, and the next that is not."""
    known = {year for year in calendar.known_years if year >= today.year - 3}
    return sorted(known | {today.year, max(*calendar.known_years, today.year) + 1})


def _shipped(year: Year | None) -> list[Line]:
    return [Line(each.day, each.name, each.kind) for each in year.days] if year else []


def _own(row: CalendarDay) -> Line:
    return Line(row.day, row.name, "own_worked" if row.working else "own_idle", row)


def _last_of(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
