"""Keeping who looked at whose record. Whoever is looked at is told on the own page."""

from datetime import datetime

from ...core.clock import day_in
from ...core.db import db, insert_into, writing_apart
from ...people.models import Person
from .models import RecordLook

PERSON_PAGE = "person"


def looked(reader: Person, subject: Person, what: str, now: datetime) -> None:
    """`reader` has opened a page about `subject` (`what`: PERSON_PAGE); looking at oneself is not kept.

    One short write of its own, which forgets the rows the request has read so far: call it when the page is
    made. A day and kind of page of one reader are one row.
    """
    if reader.id == subject.id:
        return
    row = {
        "agency_id": subject.agency_id,
        "reader_id": reader.id,
        "subject_id": subject.id,
        "day": day_in(subject.agency.zone, now),
        "what": what,
        "count": 1,
        "last_at": now,
    }
    insert = insert_into(RecordLook).values(row)
    again = insert.on_conflict_do_update(
        index_elements=["subject_id", "reader_id", "day", "what"],
        set_={"count": RecordLook.count + 1, "last_at": now},
    )
    with writing_apart():
        db.session.execute(again)
