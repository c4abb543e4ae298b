"""The calendar's routes with an id, and what their forms take, for the tests of every door."""

from datetime import date, datetime, timedelta

from training.core.clock import day_in
from training.core.db import db
from training.decisions.calendar import service, terms
from training.people.models import Person

FIELDS: dict[str, dict[str, str]] = {
    "calendar.add_day": {
        "day-day": "2026-12-09",
        "day-working": "",
        "day-name": "Percobaan",
        "day-reason": "SE 1/2026",
    },
    "calendar.set_week": {"week-week": "6", "week-reason": "SE 1/2026"},
    "calendar.vouch": {"year-year": "2028", "year-reason": "SE 1/2026"},
    "calendar.withdraw_day": {},
    "calendar.withdraw_setting": {},
    "calendar_terms.set_term": {
        "days": "10",
        "direction": "at_most",
        "since": "2027-01-04",
        "reason": "SE 1/2026",
    },
}


def addresses(person: Person, *, now: datetime) -> dict[str, dict[str, object]]:
    """A day and a term that somebody of the person's agency entered."""
    today = day_in(person.agency.zone, now)
    taken = {row.day for row in service.own_days(person.agency_id)}
    day = next(day for day in _days(date(2028, 3, 1)) if day not in taken)
    row = service.add_day(person, day=day, working=False, name="Uji", reason="Uji", now=now)
    wanted = terms.Wanted(10, "at_most", today, "Uji")
    setting = terms.set_term(person, "discipline", "delivery", wanted, now=now)
    db.session.commit()
    return {
        "calendar.withdraw_day": {"ref": row.ref},
        "calendar.withdraw_setting": {"ref": setting.ref},
    }


def _days(first: date) -> list[date]:
    return [first + timedelta(days=number) for number in range(400)]
