"""When an officer was in the agency's service: what is said of a day before or after it is a fault."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Departure, Person, Posting
from ...people.posts import stands
from ..acts import Fault
from .procedure.acts import Opened


@dataclass(frozen=True, slots=True)
class Service:
    """When somebody was in the agency's service, as far as is known: from a day, and away from each day after
    `left` until the day before `back`."""

    since: date | None
    away: tuple[tuple[date, date | None], ...]

    def fault(self, path: str, day: date) -> Fault | None:
        """Why a day is not one of service."""
        if self.since is not None and day < self.since:
            return Fault(path, "before_service", {"since": self.since, "day": day})
        for left, back in self.away:
            if day > left and (back is None or day < back):
                return Fault(path, "after_service", {"left_on": left, "back_on": back, "day": day})
        return None


def service_faults(opened: Opened, subject: Person) -> list[Fault]:
    """Why the days of an act are none of service: `happened_on` or `happened_until`, with `before_service` or
    `after_service`. Two statements."""
    service = service_of(subject)
    days = {"happened_on": opened.happened_on, "happened_until": opened.happened_until}
    faults = [service.fault(path, day) for path, day in days.items() if day is not None]
    return [fault for fault in faults if fault]


def service_of(subject: Person) -> Service:
    """When somebody was in service: since they joined, or since their first post where that is not known."""
    first = sa.select(sa.func.min(Posting.since)).where(Posting.person_id == subject.id, stands())
    rows = sa.select(Departure.left_on, Departure.back_on).where(
        Departure.person_id == subject.id, Departure.withdrawn_at.is_(None)
    )
    away = [(left, back) for left, back in db.session.execute(rows)]
    if subject.left_on is not None and all(left != subject.left_on for left, _back in away):
        away.append((subject.left_on, None))
    return Service(subject.joined_on or db.session.scalar(first), tuple(away))
