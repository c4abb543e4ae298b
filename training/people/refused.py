"""Doors that stayed closed: who was refused where, kept for the auditor, one row a person, day and door."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app, request
from flask_login import current_user
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.access import on_denied
from ..core.clock import day_in, now
from ..core.db import Model, db, insert_into, writing_apart
from .models import Person


class Refusal(Model):
    """That somebody asked for what is not theirs: `what` is the permission they lack or the kind of thing,
    `place` the endpoint, `count` how often on that `day` of their agency's calendar."""

    __tablename__ = "refusal"
    __table_args__ = (
        UniqueConstraint("person_id", "day", "what", "place"),
        Index(None, "agency_id", "last_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    what: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(80))
    count: Mapped[int]
    last_at: Mapped[datetime]

    person: Mapped[Person] = relationship()


def note_refusal(what: str) -> None:
    """Keep, in one statement of its own, that the visitor was refused here; what this request was about to do
    is undone. That it could not be written lets nobody in, and changes no answer."""
    person, at = getattr(current_user, "person", None), now()
    if person is None or request.endpoint is None:
        return
    values = {
        "agency_id": person.agency_id,
        "person_id": person.id,
        "day": day_in(person.agency.zone, at),
        "what": what,
        "place": request.endpoint,
    }
    try:
        with writing_apart():
            _count(values, at)
    except sa.exc.OperationalError:
        current_app.logger.exception("a refusal could not be kept")


def follow_denials() -> None:
    """Keep what guards refuse to people who are signed in."""
    on_denied(note_refusal)


def _count(values: dict[str, Any], at: datetime) -> None:
    kept = insert_into(Refusal).values(values | {"count": 1, "last_at": at})
    again = {"count": Refusal.count + 1, "last_at": at}
    one = ["person_id", "day", "what", "place"]
    db.session.execute(kept.on_conflict_do_update(index_elements=one, set_=again))
