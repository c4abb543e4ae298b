"""What happens to entries: they are made by hand, once, about somebody else; withdrawn for a reason, never
changed. Nothing follows from an entry by itself."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Agency, Person
from ..models import Matter
from .models import Entry
from .rules import ATTENDANCE, COMPLAINT, OUTAGE, SANCTION, Wanted, faults, reason_fault


class Refused(ValueError):
    """Nothing was saved. `why` names what must change, by field: the codes of `rules.faults`, or `person`
    with `empty` (nobody was named), `own` (nobody enters about themselves); `number` or `year` with `known`
    (one about the same stands already); `reason`; `entry` with `withdrawn` (somebody was quicker)."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)


def enter(
    actor: Person, person: Person | None, wanted: Wanted, *, now: datetime, matter: Matter | None = None
) -> Entry:
    """Enter something about `person` (nobody for an outage). What stands in the same words is returned as it
    is. `matter` is where it follows from, when it was decided here. Raises Refused."""
    why = faults(wanted, day_in(actor.agency.zone, now))
    if wanted.kind != OUTAGE and person is None:
        why["person"] = "empty"
    elif person is not None and person.id == actor.id:
        why["person"] = "own"
    if why:
        raise Refused(why)
    # Of two at once, one sees the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == actor.agency_id).with_for_update())
    row = _row(actor, person if wanted.kind != OUTAGE else None, wanted, now, matter)
    for known in _standing(row):
        if _said(known) == _said(row):
            return known
        if wanted.kind == ATTENDANCE:
            raise Refused({"year": "known"})
        if wanted.kind in (SANCTION, COMPLAINT) and known.number.casefold() == row.number.casefold():
            raise Refused({"number": "known"})
    db.session.add(row)
    db.session.flush()
    record("entry.made", row, actor=actor.ref, at=now)
    return row


def withdraw(actor: Person, entry: Entry, *, reason: str, now: datetime) -> None:
    """Take an entry back that was wrong; it stays readable with the reason. Raises Refused."""
    if entry.person_id == actor.id:
        raise Refused({"person": "own"})
    if fault := reason_fault(reason):
        raise Refused({"reason": fault})
    first = sa.update(Entry).where(Entry.id == entry.id, Entry.withdrawn_at.is_(None))
    values = {"withdrawn_at": now, "withdrawn_by_id": actor.id, "withdrawn_reason": reason.strip()}
    if not affected(first.values(values).execution_options(synchronize_session=False)):
        db.session.refresh(entry)
        raise Refused({"entry": "withdrawn"})
    db.session.refresh(entry)
    record("entry.withdrawn", entry, actor=actor.ref, at=now)


def find(reader: Person, ref: str) -> Entry | None:
    """An entry of the reader's agency."""
    rows = sa.select(Entry).where(Entry.ref == ref, Entry.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(*people()))


def entries_of(
    person: Person, *, as_of: date, known_by: datetime, kinds: Collection[str] = ()
) -> list[Entry]:
    """What stood about a person: begun by a day, as it was known at a moment; the latest first."""
    rows = _known(known_by).where(Entry.person_id == person.id, Entry.since <= as_of)
    if kinds:
        rows = rows.where(Entry.kind.in_(kinds))
    return list(db.session.scalars(rows.order_by(Entry.since.desc(), Entry.id.desc())))


def all_about(person: Person) -> list[Entry]:
    """Everything ever entered about a person, withdrawn or not, the latest first: what the person sees."""
    rows = sa.select(Entry).where(Entry.person_id == person.id).options(*people())
    return list(db.session.scalars(rows.order_by(Entry.recorded_at.desc(), Entry.id.desc())))


def people() -> tuple[sa.orm.interfaces.ORMOption, ...]:
    """How entries are read with the people they name, in one statement."""
    found: list[sa.orm.interfaces.ORMOption] = []
    for name in (Entry.person, Entry.recorded_by, Entry.withdrawn_by):
        joined = joinedload(name)
        found += [joined, joined.options(lazyload(Person.grants))]
    return tuple(found)


def _known(known_by: datetime) -> sa.Select[Entry]:
    gone = Entry.withdrawn_at.is_(None) | (Entry.withdrawn_at > known_by)
    return sa.select(Entry).where(Entry.recorded_at <= known_by, gone).options(*people())


def _standing(row: Entry) -> list[Entry]:
    """Entries of the same kind about the same that were not withdrawn."""
    same = Entry.person_id.is_(None) if row.person is None else Entry.person_id == row.person.id
    rows = sa.select(Entry).where(Entry.agency_id == row.agency_id, Entry.kind == row.kind, same)
    if row.kind == ATTENDANCE:
        rows = rows.where(Entry.since == row.since)
    return list(db.session.scalars(rows.where(Entry.withdrawn_at.is_(None)).order_by(Entry.id)))


def _said(row: Entry) -> tuple[object, ...]:
    return (row.track, row.level, row.title, row.number, row.note, row.since, row.until, row.counted)


def _row(actor: Person, person: Person | None, wanted: Wanted, now: datetime, matter: Matter | None) -> Entry:
    since, until = wanted.span()
    sanction = wanted.kind == SANCTION
    return Entry(
        agency_id=actor.agency_id,
        person=person,
        matter=matter,
        kind=wanted.kind,
        track=wanted.track if sanction else "",
        level=wanted.level if sanction else "",
        title=str(wanted.year) if wanted.kind == ATTENDANCE else wanted.title.strip(),
        number=wanted.number.strip(),
        note=wanted.note.strip(),
        since=since,
        until=until,
        counted=wanted.counted(),
        recorded_at=now,
        recorded_by=actor,
    )
