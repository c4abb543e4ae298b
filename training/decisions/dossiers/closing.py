"""What happens to loans when a matter ends: they end with it."""

import sqlalchemy as sa

from ...core.db import db
from ...ledger.service import Event, listen
from ...people.models import Person
from .lending import end_all


def end_loans_with_the_matter() -> None:
    """Whoever closes a nomination ends the loans of its file in the same transaction; cases see to it
    themselves, since their loans end with the seat."""
    listen("nomination.closed", _end)


def _end(closed: Event) -> None:
    by = db.session.scalar(sa.select(Person).where(Person.ref == closed.actor))
    if by is not None:
        end_all(closed.row.matter, by=by, now=closed.at)
