"""What somebody sits in: their cases with what waits for them, and their nominations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person
from ..calendar.service import working_days
from ..models import Case, Matter, Nomination, Seat
from ..words import track_words
from .reading import bring_along, reader_of
from .rules import acts_for
from .service import standings_of
from .wording.counting import Counted, counted
from .wording.labels import nomination_seat_word, seat_word, stage_word

# What may be done at any time is no reason to come.
ANYTIME = frozenset({"noted", "closed", "handed_over"})


@dataclass(frozen=True, slots=True)
class Seated:
    """A case somebody sits in; `waits` when there is something for them to do."""

    ref: str
    number: str
    track: str
    roles: str
    stage: str
    due: Counted | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nomination somebody sits in."""

    number: str
    roles: str
    url: str


def sitting_of(reader: Person, now: datetime) -> list[Seated]:
    """The cases the reader sits in, what waits for them first."""
    rows = _seated(reader)
    bring_along(rows)
    days, today = working_days(reader.agency_id), day_in(reader.agency.zone, now)
    standings, words = standings_of(rows, now=now, days=days), track_words()
    found = []
    for case in rows:
        standing, seats = standings[case.id], reader_of(case, reader).seats
        due = standing.due[0] if standing.due else None
        waits = set(acts_for(standing, seats)) - ANYTIME
        roles = ", ".join(seat_word(seat) for seat in sorted(seats))
        found.append(
            Seated(
                case.ref,
                case.number,
                words[case.track],
                roles,
                stage_word(standing.stage),
                counted(due, days, today) if due else None,
                bool(waits),
            )
        )
    return sorted(found, key=lambda each: not each.waits)


def nominations_of(reader: Person) -> list[Nominated]:
    """The nominations the reader sits in."""
    rows = sa.select(Nomination, Seat.role).join(Seat, Seat.matter_id == Matter.id)
    rows = rows.where(Seat.person_id == reader.id, Seat.until_step.is_(None), Nomination.erased_at.is_(None))
    return [
        Nominated(each.number, nomination_seat_word(role), f"/nominations/{each.ref}")
        for each, role in db.session.execute(rows.order_by(Nomination.opened_at.desc()))
    ]


def _seated(reader: Person) -> list[Case]:
    rows = (
        sa.select(Case)
        .join(Seat, Seat.matter_id == Matter.id)
        .where(Seat.person_id == reader.id, Seat.until_step.is_(None))
        .where(Case.erased_at.is_(None), Case.subject_id != reader.id)
    )
    subject = joinedload(Case.subject)
    rows = rows.options(subject, subject.options(lazyload(Person.grants)))
    return list(db.session.scalars(rows.order_by(Case.opened_at.desc(), Case.id.desc())).unique())
