"""What will go out: the same rules on the same facts as the worker's, without writing anything."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...people.models import Agency
from .digests import LateOnes, Listed, lists_of
from .facts import Facts, Who, facts_of
from .letters import Text, can_be_written_to, reminder_text, superior_text
from .office import office_of
from .rules import KEY, Reminder, calls, due_reminders
from .service import all_to, existing, of_the_week, told_of

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One letter to come. `reachable` is False where somebody has no address."""

    reminder: Reminder
    who: Who
    title: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """The letters to come from one day through another, by day, and how many were written on the first."""

    first: date
    last: date
    lines: Sequence[Line]
    written: int

    @property
    def days(self) -> list[tuple[date, int]]:
        """Every day with the number of its letters that can be sent."""
        count = Counter(line.reminder.on for line in self.lines if line.reachable)
        length = (self.last - self.first).days + 1
        return [(day, count[day]) for day in (self.first + timedelta(days=each) for each in range(length))]

    @property
    def unreachable(self) -> int:
        """How many people would get a letter and have no address."""
        return len({line.who.id for line in self.lines if not line.reachable})

    def on(self, day: date) -> list[Line]:
        """The letters of one day, the most pressing first."""
        found = [line for line in self.lines if line.reminder.on == day]
        return sorted(found, key=lambda line: (line.reminder.deadline.due_on, line.who.name, line.who.id))


def outlook_of(
    agency: Agency, first: date, *, days_ahead: int = DAYS_AHEAD, person_id: int | None = None
) -> Outlook:
    """What goes out from a day on if nothing changes, to everybody or to one person, in six statements."""
    last = first + timedelta(days=days_ahead)
    facts = facts_of(agency, on=first, until=last, people=[person_id] if person_id else None)
    week = all_to(person_id, agency.zone) if person_id else of_the_week(agency.id, first, agency.zone)
    today = sum(day == first and key.startswith(f"{KEY}:") for key, day in week.items())
    due = _due(facts, first, last, week, all_known=bool(person_id))
    return Outlook(first, last, [_line(each, facts) for each in due], today)


def lists_for_superiors(agency: Agency, on: date) -> tuple[list[Listed], int]:
    """Who is told about whom as of a day, and how many late people nobody is told about; in eight
    statements."""
    late = LateOnes()
    late.note(facts_of(agency, on=on, until=on), on)
    known = of_the_week(agency.id, on, agency.zone)
    lists = lists_of(agency.id, late, on, known=known)
    return lists, len(late.due) - sum(len(each.late) for each in lists)


def superior_text_of(agency: Agency, ref: str, on: date) -> tuple[Listed, Text] | None:
    """The letter a superior would get on a day, whenever the last one was; None for who leads nobody late."""
    late = LateOnes()
    late.note(facts_of(agency, on=on, until=on), on)
    lists = lists_of(agency.id, late, on, known=())
    found = next((each for each in lists if each.who.ref == ref), None)
    return (found, superior_text(found.late, found.who, office_of(agency, ()), on)) if found else None


def text_of(agency: Agency, person_id: int, day: date, *, first: date) -> tuple[Line, Text] | None:
    """The letter that one person will get on a day, as it will be; None where none is to come."""
    facts = facts_of(agency, on=first, until=day, people=[person_id])
    due = _due(facts, first, day, all_to(person_id, agency.zone), all_known=True)
    found = next((each for each in due if each.on == day), None)
    if found is None:
        return None
    line = _line(found, facts)
    return line, reminder_text(found, line.who, line.title, office_of(agency, facts.schemes))


def _due(
    facts: Facts, first: date, last: date, known: Mapping[str, date], *, all_known: bool
) -> list[Reminder]:
    called = calls(facts.asked, first, last)
    wanted = {each.key for _asked, some in called for each in some}
    written = set(known) if all_known else existing(wanted)
    return due_reminders(called, last, written=written, told=told_of(known))


def _line(reminder: Reminder, facts: Facts) -> Line:
    who = facts.people[reminder.person_id]
    return Line(reminder, who, facts.schemes[reminder.scheme_id], can_be_written_to(who))
