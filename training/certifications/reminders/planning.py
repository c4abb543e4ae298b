"""The worker's duty to write each day's reminders, once for every agency, in the morning of its zone.

Everything is written from the facts of the day, and each letter has a key: to begin anew after a crash, or to
do it twice, writes nothing twice. A day that no worker saw is made up for by the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ...core import jobs
from ...core.clock import day_in, now
from ...core.db import db, insert_into, reading
from ...core.i18n import ZONES
from ...core.outbox.posting import Written, post
from ...core.worker import Ending, Worker
from ...people.models import Agency
from ..models import Certification
from .digests import LateOnes, digests_of, lists_of
from .facts import Facts, facts_of, pressed_people
from .letters import can_be_written_to, reminder_text, written
from .models import ReminderPause, ReminderPlan
from .office import Office, office_of
from .rules import KEY, Reminder, calls, due_reminders
from .service import existing, hold_planning, of_the_week, pause_of, told_of

BEGINS_AT, ENDS_AT = 6, 20
CHUNK = 500


class Paused(Exception):
    """The agency's reminders were paused meanwhile."""


def plan_waiting(worker: Worker) -> bool:
    """Write the letters of one agency's day, if there is one to do."""
    _open_plans(now())
    number = jobs.next_in_line(ReminderPlan, now())
    plan = jobs.claim(ReminderPlan, number, worker.name, now()) if number else None
    if plan is None:
        return False
    agency, day, tries, key = plan.agency, plan.day, plan.tries, plan.id
    state = jobs.FAILED if tries > jobs.MOST_TRIES or day != day_in(agency.zone) else jobs.DONE
    try:
        if state == jobs.DONE:
            write_day(agency, day, worker=worker, plan_id=key)
        jobs.settle(ReminderPlan, key, worker.name, state, now())
        db.session.commit()
    except Paused:
        db.session.rollback()
        jobs.settle(ReminderPlan, key, worker.name, jobs.CANCELLED, now())
        db.session.commit()
    except jobs.Lost:
        db.session.rollback()
    except Ending:
        db.session.rollback()
        jobs.give_back(ReminderPlan, key, worker.name)
        raise
    return True


def write_day(agency: Agency, day: date, *, worker: Worker, plan_id: int) -> None:
    """Write a day's letters a chunk of people at a time, each chunk on its own. Raises Paused, jobs.Lost."""
    with _looking():
        known = of_the_week(agency.id, day, agency.zone)
        office = office_of(agency, _schemes_of(agency.id))
        people = pressed_people(agency.id, on=day, until=day)
    late, told = LateOnes(), told_of(known)
    for start in range(0, len(people), CHUNK):
        worker.pulse()
        with _looking():
            facts = facts_of(agency, on=day, until=day, people=people[start : start + CHUNK])
            called = calls(facts.asked, day, day)
            written = existing({each.key for _asked, some in called for each in some})
        late.note(facts, day)
        due = due_reminders(called, day, written=written, told=told)
        _post(letters_of(due, facts, office), office, worker, plan_id)
    with _looking():
        lists = lists_of(office.id, late, day, known=known)
    _post(digests_of(office, lists, day), office, worker, plan_id)


def letters_of(called: list[Reminder], facts: Facts, office: Office) -> list[Written]:
    """The letters to those who can be written to."""
    found = []
    for each in called:
        who = facts.people[each.person_id]
        if can_be_written_to(who):
            text = reminder_text(each, who, facts.schemes[each.scheme_id], office)
            found.append(written(text, who, office, kind=f"{KEY}.{each.kind}", key=each.key))
    return found


@contextmanager
def _looking() -> Iterator[None]:
    """Read without holding up anybody's writing."""
    db.session.rollback()
    with reading():
        yield
        db.session.rollback()


def _post(letters: list[Written], office: Office, worker: Worker, plan_id: int) -> None:
    hold_planning(office.id, share=True)
    if pause_of(office.id):
        raise Paused
    fresh = post(letters, now=now())
    jobs.renew(ReminderPlan, plan_id, worker.name, now(), letters=ReminderPlan.letters + fresh)


def _open_plans(at: datetime) -> None:
    """A row for each agency whose morning has come and whose letters are not held. Looks before it writes."""
    days = {zone: day_in(zone, at) for zone in ZONES if _daytime(zone, at)}
    if not days:
        return
    mornings = [sa.and_(Agency.zone == zone, ReminderPlan.day == day) for zone, day in days.items()]
    planned = sa.select(ReminderPlan.agency_id).join(Agency).where(sa.or_(*mornings))
    paused = sa.select(ReminderPause.agency_id).where(ReminderPause.resumed_at.is_(None))
    rows = sa.select(Agency.id, Agency.zone).where(
        Agency.zone.in_(days), Agency.id.not_in(planned), Agency.id.not_in(paused)
    )
    db.session.rollback()
    with reading():
        found = db.session.execute(rows).all()
        db.session.rollback()
    if not found:
        return
    new = [{"agency_id": agency, "day": days[zone], "queued_at": at} for agency, zone in found]
    for row in new:
        insert = insert_into(ReminderPlan).values(row)
        keys = [ReminderPlan.agency_id, ReminderPlan.day]
        db.session.execute(insert.on_conflict_do_nothing(index_elements=keys))
    db.session.commit()


def _daytime(zone: str, at: datetime) -> bool:
    return BEGINS_AT <= at.astimezone(ZoneInfo(zone)).hour < ENDS_AT


def _schemes_of(agency_id: int) -> list[int]:
    rows = sa.select(Certification.id).where(
        Certification.agency_id == agency_id, Certification.closed_at.is_(None)
    )
    return list(db.session.scalars(rows))
