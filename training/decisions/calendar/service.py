"""The calendar of an office: the shipped holidays, its own days, its week, the years it vouches for."""

from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Agency, Person
from .models import CalendarDay, TermSetting
from .refusals import Refused
from .rules import WEEKS, Week, WorkingDays
from .rules_terms import LONGEST, ON, WORKING
from .shipped import years
from .terms import Said, enter

# Settings that are no term of a procedure are kept beside the terms, under a track of their own.
OFFICE, WEEK, YEAR = "office", "week", "year"
FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2059, 12, 31)
LONGEST_NAME = 120


def working_days(agency_id: int) -> WorkingDays:
    """The calendar of an agency: what is shipped, with its own days and settings. Two statements."""
    return assemble(own_days(agency_id), office_settings(agency_id))


def assemble(days: Iterable[CalendarDay], settings: Iterable[TermSetting]) -> WorkingDays:
    """The calendar of what an office said, withdrawn rows left out, over what is shipped."""
    holidays = {each.day: each.name for year in years().values() for each in year.days}
    own = [row for row in days if row.withdrawn_at is None]
    holidays |= {row.day: row.name for row in own if not row.working}
    worked = frozenset(row.day for row in own if row.working)
    settings = list(settings)
    vouched = {row.days for row in settings if row.key == YEAR and row.withdrawn_at is None}
    weeks = tuple(Week(row.days, row.since, _ended(row)) for row in settings if row.key == WEEK)
    return WorkingDays(holidays, frozenset(years()) | vouched, weeks, worked)


def own_days(agency_id: int, year: int | None = None) -> list[CalendarDay]:
    """The days an office entered, withdrawn or not, of a year or of all, in their order."""
    rows = sa.select(CalendarDay).where(CalendarDay.agency_id == agency_id)
    if year is not None:
        rows = rows.where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
    by = joinedload(CalendarDay.by)
    rows = rows.options(by, by.options(lazyload(Person.grants)))
    return list(db.session.scalars(rows.order_by(CalendarDay.day, CalendarDay.id)))


def office_settings(agency_id: int) -> list[TermSetting]:
    """The week of an office and the years it vouches for, in the order they were set."""
    rows = sa.select(TermSetting).where(TermSetting.agency_id == agency_id, TermSetting.track == OFFICE)
    by = joinedload(TermSetting.by)
    return list(
        db.session.scalars(rows.options(by, by.options(lazyload(Person.grants))).order_by(TermSetting.id))
    )


def add_day(
    actor: Person, *, day: date | None, working: bool, name: str, reason: str, now: datetime
) -> CalendarDay:
    """The office says that a day is worked or not. What stands in the same words is returned as it is.

    Raises Refused: `empty`, `long`, `range`; `day` with `known` when the day already is so or another entry
    about it stands, with `past` when it is over and said to have been worked.
    """
    why = _day_faults(day, name, reason)
    if working and not why and day is not None and day < day_in(actor.agency.zone, now):
        # It would end a term sooner that runs already.
        why = {"day": "past"}
    if why or day is None:
        raise Refused(why)
    # Of two at once, one sees the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == actor.agency_id).with_for_update())
    said = (working, name.strip(), reason.strip())
    standing = [row for row in own_days(actor.agency_id) if row.withdrawn_at is None]
    for row in standing:
        if row.day == day and (row.working, row.name, row.reason) == said:
            return row
    calendar = assemble(standing, office_settings(actor.agency_id))
    if any(row.day == day for row in standing) or _already(calendar, day, working):
        raise Refused({"day": "known"})
    row = CalendarDay(agency_id=actor.agency_id, day=day, recorded_at=now, by=actor)
    row.working, row.name, row.reason = said
    db.session.add(row)
    db.session.flush()
    record("calendar.added", row, actor=actor.ref, at=now)
    return row


def withdraw_day(actor: Person, row: CalendarDay, *, now: datetime) -> None:
    """Take a day back that was entered wrongly. Once: a second time changes nothing.

    Raises Refused: `day` with `past` when it was free and is over, since terms that run were counted with it.
    """
    if row.withdrawn_at is None and not row.working and row.day < day_in(actor.agency.zone, now):
        raise Refused({"day": "past"})
    first = sa.update(CalendarDay).where(CalendarDay.id == row.id, CalendarDay.withdrawn_at.is_(None))
    values = {"withdrawn_at": now, "withdrawn_by_id": actor.id}
    if not affected(first.values(values).execution_options(synchronize_session=False)):
        return
    db.session.refresh(row)
    record("calendar.withdrawn", row, actor=actor.ref, at=now)


def find_day(reader: Person, ref: str) -> CalendarDay | None:
    """A day that the reader's agency entered."""
    rows = sa.select(CalendarDay).where(CalendarDay.ref == ref, CalendarDay.agency_id == reader.agency_id)
    return db.session.scalar(rows)


def set_week(actor: Person, *, days: int | None, reason: str, now: datetime) -> TermSetting:
    """How many days a week of the office has from today on: what is counted over the days before stays as
    it is. Raises Refused: `unknown`, or `reason` with its fault."""
    if days not in WEEKS:
        raise Refused({"week": "unknown"})
    return _set(actor, WEEK, days, reason, now)


def vouch(actor: Person, *, year: int, reason: str, now: datetime) -> TermSetting:
    """The office says that all holidays of a year are entered, so that counts may rest on it.

    Raises Refused: `year` with `known`, or `empty` when no day of it was entered; `reason` with its fault.
    """
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Refused({"year": "empty"})
    if year in working_days(actor.agency_id).known_years:
        raise Refused({"year": "known"})
    if not any(row.withdrawn_at is None for row in own_days(actor.agency_id, year)):
        raise Refused({"year": "empty"})
    return _set(actor, YEAR, year, reason, now)


def _set(actor: Person, key: str, number: int, reason: str, now: datetime) -> TermSetting:
    if fault := _text_fault(reason, LONGEST):
        raise Refused({"reason": fault})
    said = Said(number, ON, day_in(actor.agency.zone, now), reason.strip())
    return enter(actor, OFFICE, key, said, unit=WORKING, now=now)


def _ended(row: TermSetting) -> date | None:
    return day_in(row.by.agency.zone, row.withdrawn_at) if row.withdrawn_at else None


def _already(calendar: WorkingDays, day: date, working: bool) -> bool:
    return calendar.is_working(day) if working else day in calendar.holidays


def _day_faults(day: date | None, name: str, reason: str) -> dict[str, str]:
    found = {}
    if day is None:
        found["day"] = "empty"
    elif not FIRST_DAY <= day <= LAST_DAY:
        found["day"] = "range"
    for field, text, most in (("name", name, LONGEST_NAME), ("reason", reason, LONGEST)):
        if fault := _text_fault(text, most):
            found[field] = fault
    return found


def _text_fault(text: str, most: int) -> str:
    return "empty" if not text.strip() else "long" if len(text) > most else ""
