"""One person's page for HR: post, modules, the strip, and a timeline of sentences as of a day, as known then.

Only certification facts are told; practice stays with the officer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..certifications.requirements import keys_of, passed_this_round
from ..certifications.spans.asking import Day
from ..certifications.standing import Holding, Own, every_own
from ..certifications.strips import Picture, picture_of
from ..core.clock import day_in
from ..core.i18n import current_language
from ..modules.models import Module
from ..people.models import Person
from .desk.asked import Asked
from .desk.rows import Asking, Course, passes_of
from .desk.service import days_of
from .telling import Sentence, found_with_beside, passed, told


@dataclass(frozen=True, slots=True)
class Line:
    """A module the next round asks for: when it was last passed, and whether that counts."""

    module: Module
    passed_at: datetime | None
    counts: bool
    waived: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What HR sees of a person as of a day, of the scheme that presses most or was asked for; `mine` and
    `picture` are None while nothing is asked."""

    person: Person
    on: date
    known: date | None
    posting: Any
    stands: Sequence[Own]
    mine: Own | None
    modules: tuple[Line, ...]
    picture: Picture | None
    timeline: list[Sentence]

    @property
    def holding(self) -> Holding | None:
        return self.mine.holding if self.mine else None


def person_page(reader: Person, ref: str, asked: Asked, *, now: datetime) -> PersonPage | None:
    """The page of somebody of the reader's agency as of a day, in seven statements; None: there is nobody."""
    zone, today = reader.agency.zone, day_in(reader.agency.zone, now)
    on, known, moment = days_of(asked, zone, now)
    found = found_with_beside(reader, ref, known=moment)
    if found is None:
        return None
    person, beside = found
    stands = sorted(
        every_own(person, on=on, known_by=moment), key=lambda each: (not each.asked, each.urgency)
    )
    mine = next((each for each in stands if each.scheme.certification.ref == asked.scheme), None)
    mine = mine or next(iter(stands), None)
    modules, made = _modules(person, mine, Day(0, on, known=moment)) if mine else ((), {})
    runs = [
        passed(at, zone, module.title_en if current_language() == "en" and module.title_en else module.title)
        for module, at in made.items()
    ]
    timeline = told(person, beside, stands, on=on, known=moment)
    timeline = sorted([*timeline, *runs], key=lambda each: (each.day, each.at), reverse=True)
    picture = picture_of(mine.holding, today=today, on=on, excused=beside.excusals) if mine else None
    return PersonPage(*(person, on, known, beside.post_on(on), stands, mine, modules, picture, timeline))


def _modules(person: Person, mine: Own, day: Day) -> tuple[tuple[Line, ...], dict[Module, datetime]]:
    """The modules of the next round, and when which of the course were passed. One statement."""
    zone = person.agency.zone
    course, made = passes_of(Asking(mine.scheme, day, zone), [person.id])
    mine_made = made.get(person.id, {})
    counted = passed_this_round(mine_made, mine.holding.rounds, zone)
    keys, waived = keys_of(mine), dict(mine.waived)
    lines = tuple(
        Line(module, mine_made.get(module.id), module.id in counted, module.key in waived)
        for module in _asked(course, keys)
    )
    return lines, {module: mine_made[module.id] for module in course.modules if module.id in mine_made}


def _asked(course: Course, keys: Sequence[str]) -> list[Module]:
    return [module for module in course.modules if not keys or module.key in keys]
