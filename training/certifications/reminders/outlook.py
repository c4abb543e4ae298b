"""What will go out: the same rules on the same facts as the worker's, without writing anything."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...people.models import Agency
from .digests import LateOnes, Listed, lists_of
from .facts import Facts, Who, facts_of
from .letters import Text, can_be_written_to, reminder_text
from .office import office_of
from .planning import LOOK_BACK
from .rules import AGAIN_AFTER, KEY, Reminder, due_reminders
from .service import told_of, written_since

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
    """What goes out from a day on if nothing changes, to everybody or to one person, in five statements."""
    last = first + timedelta(days=days_ahead)
    facts = facts_of(agency, on=first, until=last, person_id=person_id)
    known = written_since(agency.id, first - LOOK_BACK, agency.zone)
    called = due_reminders(facts.asked, first, last, written=known, told=told_of(known))
    today = sum(day == first and key.startswith(f"{KEY}:") for key, day in known.items())
    return Outlook(first, last, [_line(each, facts) for each in called], today)


def lists_for_superiors(agency: Agency, on: date) -> tuple[list[Listed], int]:
    """Who is told about whom as of a day, and how many late people nobody is told about; in eight
    statements."""
    late = LateOnes()
    late.note(facts_of(agency, on=on, until=on), on)
    known = written_since(agency.id, on - AGAIN_AFTER, agency.zone)
    lists = lists_of(agency.id, late, on, known=known)
    return lists, len(late.due) - sum(len(each.late) for each in lists)


def text_of(agency: Agency, person_id: int, day: date, *, first: date) -> tuple[Line, Text] | None:
    """The letter that one person will get on a day, as it will be; None where none is to come."""
    facts = facts_of(agency, on=first, until=day, person_id=person_id)
    known = written_since(agency.id, first - LOOK_BACK, agency.zone)
    called = due_reminders(facts.asked, first, day, written=known, told=told_of(known))
    found = next((each for each in called if each.on == day), None)
    if found is None:
        return None
    line = _line(found, facts)
    return line, reminder_text(found, line.who, line.title, office_of(agency, facts.schemes))


def _line(reminder: Reminder, facts: Facts) -> Line:
    who = facts.people[reminder.person_id]
    return Line(reminder, who, facts.schemes[reminder.scheme_id], can_be_written_to(who))
