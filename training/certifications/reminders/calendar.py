"""Somebody's dates as a calendar file (RFC 5545): the same bytes as long as nothing changed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from flask_babel import gettext as _

from ...core.db import db
from ...core.i18n import current_language, force_locale
from ...people.models import Person
from ..manual.models import Excusal, Extension, Provisional
from ..models import Assignment, DeltaDuty, Period
from .facts import facts_of
from .office import origin
from .pressing import About, Asked, deadline_on

DAY = timedelta(days=1)
READ_AGAIN_AFTER = timedelta(hours=12)
BY_HAND: tuple[type[Excusal] | type[Extension] | type[Provisional], ...] = (Excusal, Extension, Provisional)
BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)


def calendar_of(person: Person, *, on: date) -> bytes:
    """What the person must know as of a day: due days, when windows open, how long certificates hold."""
    from icalendar import Calendar

    facts = facts_of(person.agency, on=on, until=None, people=[person.id])
    changed_at = _changed_at(person)
    with force_locale("en" if person.locale == "en" else "id"):
        made = Calendar()
        made.add("prodid", f"-//Adab//Adab//{current_language().upper()}")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        made.add("x-wr-calname", _("Sertifikasi kode etik"))
        made.add("refresh-interval", READ_AGAIN_AFTER, parameters={"value": "DURATION"})
        for asked in facts.asked:
            for name, number, day, said in _days(asked, facts.schemes[asked.scheme_id], on):
                uid = f"adab:{person.ref}:{asked.scheme_id}:{name}:{number}"
                made.add_component(_event(uid, day, said, changed_at))
        return bytes(made.to_ical())


def _days(asked: Asked, title: str, on: date) -> list[tuple[str, int, date, str]]:
    """(what, which, day, sentence) of one certification."""
    pressing = deadline_on(asked, on)
    found = []
    if pressing and pressing.about is About.FIRST:
        said = _("Tenggat sertifikasi: %(title)s", title=title)
        found.append(("first", pressing.number, pressing.due_on, said))
    held = [each for each in asked.rounds if each.revoked_on is None]
    if held:
        last, number = max(held, key=lambda each: each.valid_until), len(asked.rounds)
        opens = _("Sertifikat dapat diperpanjang: %(title)s", title=title)
        ends = _("Hari terakhir sertifikat berlaku: %(title)s", title=title)
        found += [("opens", number, last.window_opens, opens), ("ends", number, last.valid_until, ends)]
    for each in asked.deltas if held else ():
        said = _("Tenggat pembaruan ke versi %(number)s: %(title)s", number=each.version, title=title)
        found.append(("delta", each.version, each.due_on, said))
    return found


def _event(uid: str, day: date, said: str, changed_at: datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, uid)))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    # Grows whenever something changed, and is the same for whoever asks.
    event.add("sequence", int((changed_at - BEGINNING).total_seconds()) // 60)
    event.add("summary", said)
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("transp", "TRANSPARENT")
    if origin():
        event.add("url", f"{origin()}/")
    return event


def _changed_at(person: Person) -> datetime:
    """When something last changed that the dates rest on, in one statement."""
    moments = [
        sa.select(sa.func.max(column).label("at")).where(whose == person.id)
        for whose, *columns in (
            (Assignment.person_id, Assignment.assigned_at, Assignment.ended_at),
            (Period.person_id, Period.certified_at, Period.revoked_at),
            (DeltaDuty.person_id, DeltaDuty.asked_at, DeltaDuty.met_at),
            *((kind.person_id, kind.recorded_at, kind.withdrawn_at) for kind in BY_HAND),
        )
        for column in columns
    ]
    every = sa.union_all(*moments).subquery()
    found = db.session.scalar(sa.select(sa.func.max(every.c.at, type_=Assignment.assigned_at.type)))
    return (found or person.created_at).replace(microsecond=0)
