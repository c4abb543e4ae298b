"""Working days: which days are worked, and where a number of them ends.

The day from which is counted is never counted itself. What nobody has told the calendar (the holidays of a
year that is not known) is said by `unknown`, not guessed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

FIVE_DAYS, SIX_DAYS = 5, 6
WEEKS = (FIVE_DAYS, SIX_DAYS)
FURTHEST = 1000
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that is not worked and why: the name of the holiday, or nothing when the week ends so."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Where `days` days after `since` end (`last`), what was skipped on the way, and the years on the way
    whose holidays are not known: then `last` may be later than it says."""

    since: date
    days: int
    last: date
    skipped: tuple[Skipped, ...]
    unknown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """How many `days` a week has (from Monday) from a day on, and until before another, which may be open."""

    days: int
    since: date
    before: date | None = None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of an office: `holidays` by day with their names, the years whose holidays are all known,
    the `weeks` it had in the order they were set, and days that are worked although the rest says otherwise.
    """

    holidays: Mapping[date, str]
    known_years: frozenset[int]
    weeks: tuple[Week, ...] = ()
    worked: frozenset[date] = frozenset()

    def week_on(self, day: date) -> int:
        """How many days the week of a day has: as it was set last of what held then, five before that."""
        held = (
            week.days
            for week in reversed(self.weeks)
            if week.since <= day and (week.before is None or day < week.before)
        )
        return next(held, FIVE_DAYS)

    def is_working(self, day: date) -> bool:
        """Whether an ordinary day's work is done on it."""
        return day in self.worked or (day.weekday() < self.week_on(day) and day not in self.holidays)

    def add(self, day: date, number: int) -> date:
        """The `number`th working day after `day`; `day` itself when it is none. Raises ValueError."""
        if not 0 <= number <= FURTHEST:
            raise ValueError(number)
        while number:
            day += A_DAY
            number -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first`, up to and with `last`; below nothing the other way."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_working(day) for day in _after(first, last))

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years from `first` to `last` whose holidays are not known."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.known_years)

    def reasons(self, first: date, last: date) -> tuple[Skipped, ...]:
        """The days after `first`, up to and with `last`, that are not worked, with their names."""
        idle = (day for day in _after(first, last) if not self.is_working(day))
        return tuple(Skipped(day, self.holidays.get(day, "")) for day in idle)

    def count(self, day: date, number: int) -> Counted:
        """`add` with all that explains it."""
        last = self.add(day, number)
        return Counted(day, number, last, self.reasons(day, last), self.unknown(day, last))


def _after(first: date, last: date) -> Iterator[date]:
    for number in range(1, (last - first).days + 1):
        yield first + timedelta(days=number)
