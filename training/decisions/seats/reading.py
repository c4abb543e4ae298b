"""What somebody sits in, each with where it stands and whether something waits for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import joinedload, lazyload, selectinload

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person
from ..awards.procedure.stages import Taker
from ..awards.procedure.stages import acts_for as award_acts_for
from ..awards.service import standings_of as award_standings_of
from ..awards.wording.steps import seat_words as award_seat_words
from ..awards.wording.steps import stage_words as award_stage_words
from ..calendar.service import working_days
from ..cases.reading import address_of, bring_along, reader_of
from ..cases.rules import acts_for
from ..cases.service import standings_of
from ..cases.wording.counting import Counted, counted
from ..cases.wording.labels import seat_word, stage_word
from ..models import Case, Matter, Nomination, Seat
from ..words import track_words

# What may be done at any time is no reason to come.
ANYTIME = frozenset({"noted", "closed", "handed_over", "revoked"})

M = TypeVar("M", bound=Matter)


@dataclass(frozen=True, slots=True)
class Seated:
    """A matter somebody sits in; `waits` when there is something for them to do."""

    number: str
    url: str
    track: str
    roles: str
    stage: str
    due: Counted | None
    waits: bool


def cases_of(reader: Person, now: datetime) -> list[Seated]:
    """The cases the reader sits in, what waits for them first."""
    rows = list(_seated(reader, Case))
    bring_along(rows)
    days, today = working_days(reader.agency_id), day_in(reader.agency.zone, now)
    standings, tracks = standings_of(rows, now=now, days=days), track_words()
    found = []
    for case in rows:
        standing, seats = standings[case.id], reader_of(case, reader).seats
        found.append(
            Seated(
                case.number,
                address_of(case),
                tracks[case.track],
                ", ".join(seat_word(seat) for seat in sorted(seats)),
                stage_word(standing.stage),
                counted(standing.due[0], days, today) if standing.due else None,
                bool(set(acts_for(standing, seats)) - ANYTIME),
            )
        )
    return _waiting_first(found)


def nominations_of(reader: Person) -> list[Seated]:
    """The nominations the reader sits in, what waits for them first."""
    rows = _seated(reader, Nomination, selectinload(Nomination.steps))
    standings, stages, words = award_standings_of(rows), award_stage_words(), award_seat_words()
    found = []
    for each, held in rows.items():
        standing = standings[each.id]
        acts = award_acts_for(standing, Taker(reader.ref, frozenset(held)))
        found.append(
            Seated(
                each.number,
                url_for("awards.nomination", ref=each.ref),
                "",
                ", ".join(words[seat] for seat in sorted(held)),
                stages[standing.stage],
                None,
                bool(set(acts) - ANYTIME),
            )
        )
    return _waiting_first(found)


def _seated(reader: Person, kind: type[M], *options: sa.sql.base.ExecutableOption) -> dict[M, set[str]]:
    """The matters of a kind, the latest first, each with the seats the reader has in it."""
    rows = sa.select(kind, Seat.role).join(Seat, Seat.matter_id == Matter.id)
    rows = rows.where(Seat.person_id == reader.id, Seat.until_step.is_(None))
    rows = rows.where(kind.erased_at.is_(None), kind.subject_id != reader.id)
    subject = joinedload(kind.subject)
    rows = rows.options(subject, subject.options(lazyload(Person.grants)), *options)
    found: dict[M, set[str]] = defaultdict(set)
    for matter, role in db.session.execute(rows.order_by(kind.opened_at.desc(), kind.id.desc())).unique():
        found[matter].add(role)
    return found


def _waiting_first(found: list[Seated]) -> list[Seated]:
    return sorted(found, key=lambda each: not each.waits)
