"""What HR takes back: a ruling as a whole, or the rest of an excusal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...core.db import db
from ...people.models import Person
from ..rules import Stretch
from .deciding import By, Refused, Stale, Words, admit, hold, keep, touched, undo
from .models import Excusal, Extension, Provisional, Ruling, Waiver
from .rules import Act, Fault
from .undoing import EndExcusal, EndExtension, EndLoan, EndWaiver

Row = Excusal | Extension | Waiver | Provisional
KINDS: Mapping[str, type[Row]] = {
    each.record_kind: each for each in (Excusal, Extension, Waiver, Provisional)
}


def find_ruling(reader: Person, kind: str, ref: str) -> Row | None:
    """A decision of the reader's agency."""
    table: Any = KINDS.get(kind)
    if table is None:
        return None
    rows = sa.select(table).where(table.ref == ref, table.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(joinedload(table.person)))


def act_of(row: Row) -> Act:
    """What withdrawing it does to a case."""
    if isinstance(row, Excusal):
        return EndExcusal(Stretch(row.since, row.until))
    if isinstance(row, Extension):
        return EndExtension(_extension_before(row))
    if isinstance(row, Waiver):
        return EndWaiver(row.subject)
    return EndLoan(Stretch(row.since, row.until))


def withdraw(row: Row, by: By) -> None:
    """As if it had never been decided; that it was stays on record. Raises Refused, Stale."""
    hold(row.person)
    _still(row)
    admit(row.person, act_of(row), touched(row.person, getattr(row, "certification", None)), by)
    undo(row, by, f"{row.record_kind}.withdrawn")


def end_excusal(row: Excusal, until: date, by: By) -> Excusal:
    """The excusal ends on a day: it is withdrawn, and a shorter one stands in its place. Raises Refused,
    Stale."""
    hold(row.person)
    _still(row)
    act = EndExcusal(Stretch(row.since, row.until), until)
    admit(row.person, act, touched(row.person, None), by)
    undo(row, by, "excusal.ended")
    shorter = Excusal(person=row.person, kind=row.kind, since=row.since, until=until)
    return keep(shorter, replace(by, words=Words(row.reason, row.document)), "excusal.granted")


def _still(row: Ruling) -> None:
    """Raises Stale when somebody withdrew it, Refused when a round used it."""
    db.session.refresh(row)
    if row.withdrawn_at is not None:
        raise Stale
    if isinstance(row, Waiver) and row.used_by_id is not None:
        raise Refused([Fault("reason", "waiver_used")])


def _extension_before(row: Extension) -> date | None:
    """The day that holds without it: the latest recorded of the others."""
    others = sa.select(Extension.due_on).where(
        Extension.person_id == row.person_id,
        Extension.certification_id == row.certification_id,
        Extension.withdrawn_at.is_(None),
        Extension.id != row.id,
    )
    return db.session.scalar(others.order_by(Extension.recorded_at.desc(), Extension.id.desc()).limit(1))
