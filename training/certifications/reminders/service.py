"""What happens with reminders: a pause and its end, letters sent again, a letter to oneself to try it out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import affected, db
from ...core.jobs import CANCELLED
from ...core.outbox import posting
from ...core.outbox.models import Letter
from ...ledger.service import record
from ...people.changes import tell_done
from ...people.models import Agency, Person
from ..days import day_begins
from .facts import Who
from .letters import KINDS, TEST, test_text, written
from .models import ReminderPause
from .office import office_of
from .pressing import DAY
from .rules import AGAIN_AFTER, KEY, topic_of

LONGEST_REASON = 1000
KEYS_AT_A_TIME = 5_000


class Already(Exception):
    """Reminders are paused already, or are not."""


class TooSoon(Exception):
    """A letter to oneself was written less than a minute ago."""


def pause_of(agency_id: int) -> ReminderPause | None:
    """Why the agency sends no reminders now, if so."""
    rows = sa.select(ReminderPause).where(ReminderPause.agency_id == agency_id)
    return db.session.scalar(rows.where(ReminderPause.resumed_at.is_(None)))


def pauses_of(agency_id: int, *, at_most: int) -> list[ReminderPause]:
    """The agency's pauses that ended, the latest first."""
    rows = sa.select(ReminderPause).where(
        ReminderPause.agency_id == agency_id, ReminderPause.resumed_at.is_not(None)
    )
    return list(db.session.scalars(rows.order_by(ReminderPause.id.desc()).limit(at_most)))


def pause(actor: Person, *, reason: str, now: datetime) -> ReminderPause:
    """Send no reminders in the actor's agency; those that wait are withdrawn, and written anew once it ends.

    Raises Already, ValueError without a reason.
    """
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise ValueError(reason)
    hold_planning(actor.agency_id)
    if pause_of(actor.agency_id):
        raise Already
    row = ReminderPause(agency_id=actor.agency_id, reason=reason.strip(), paused_at=now)
    row.paused_by = actor
    db.session.add(row)
    db.session.flush()
    posting.withdraw([Letter.agency_id == actor.agency_id, Letter.kind.in_(set(KINDS) - {TEST})], now=now)
    record("reminders.paused", row, actor=actor.ref, at=now)
    return row


def resume(actor: Person, *, now: datetime) -> ReminderPause:
    """Send reminders again from now on. Raises Already."""
    row = pause_of(actor.agency_id)
    if row is None:
        raise Already
    ended = sa.update(ReminderPause).where(ReminderPause.id == row.id, ReminderPause.resumed_at.is_(None))
    if not affected(ended.values(resumed_at=now, resumed_by_id=actor.id)):
        raise Already
    db.session.refresh(row)
    record("reminders.resumed", row, actor=actor.ref, at=now)
    return row


def hold_planning(agency_id: int, *, share: bool = False) -> None:
    """Let planning and pausing of an agency wait for one another until the transaction ends."""
    db.session.execute(sa.select(Agency.id).where(Agency.id == agency_id).with_for_update(read=share))


def write_test(actor: Person, *, now: datetime) -> None:
    """Post a letter to oneself. Raises ValueError without an address, TooSoon."""
    who, minute = Who(actor.id, actor.ref, actor.name, actor.email, actor.locale), now.strftime("%Y%m%d%H%M")
    office = office_of(actor.agency, ())
    key = f"{TEST}:{actor.id}:{minute}"
    if not posting.post([written(test_text(who, office), who, office, kind=TEST, key=key)], now=now):
        raise TooSoon


def find_letter(reader: Person, ref: str) -> Letter | None:
    """One of the reminders of the reader's agency."""
    rows = sa.select(Letter).where(Letter.ref == ref, Letter.agency_id == reader.agency_id)
    return db.session.scalar(rows.where(Letter.kind.in_(KINDS)))


def send_again(letter: Letter, *, by: Person, now: datetime) -> None:
    """Have a letter sent again that failed, or may have. Raises Settled."""
    posting.send_again(letter, by_id=by.id, now=now)
    tell_done("reminders.sent_again", letter.ref, agency_id=by.agency_id, by=by, now=now)


def take_as_sent(letter: Letter, *, by: Person, now: datetime) -> None:
    """Take a letter that may have been sent as sent. Raises Settled."""
    posting.take_as_sent(letter, by_id=by.id, now=now)
    tell_done("reminders.taken_as_sent", letter.ref, agency_id=by.agency_id, by=by, now=now)


def existing(keys: Collection[str]) -> set[str]:
    """Which of these keys are those of letters."""
    wanted, found = sorted(keys), set()
    for start in range(0, len(wanted), KEYS_AT_A_TIME):
        some = sa.select(Letter.key).where(Letter.key.in_(wanted[start : start + KEYS_AT_A_TIME]))
        found |= set(db.session.scalars(some))
    return found


def of_the_week(agency_id: int, on: date, zone: str) -> dict[str, date]:
    """The keys of the agency's letters of a day and the six before, with the day each was written. What was
    withdrawn was not."""
    since = day_begins(on - AGAIN_AFTER + DAY, zone)
    return _with_days(zone, Letter.agency_id == agency_id, Letter.queued_at >= since)


def all_to(person_id: int, zone: str) -> dict[str, date]:
    """The keys of all letters to one person, likewise."""
    return _with_days(zone, Letter.person_id == person_id)


def told_of(known: Mapping[str, date]) -> dict[str, date]:
    """By topic, the last day of a letter about it."""
    found: dict[str, date] = {}
    for key, day in known.items():
        if key.startswith(f"{KEY}:"):
            topic = topic_of(key)
            found[topic] = max(day, found.get(topic, day))
    return found


def _with_days(zone: str, *whose: sa.ColumnElement[bool]) -> dict[str, date]:
    rows = sa.select(Letter.key, Letter.queued_at).where(
        *whose, Letter.kind.in_(KINDS), Letter.state != CANCELLED
    )
    return {key: day_in(zone, at) for key, at in db.session.execute(rows)}
