"""Everybody's days, ready to be asked: stretches of equal dates, and how many people a day counts.

Nothing here is a fact: all of it can be made anew from the facts, and `flask certifications check` does so.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ...core.db import Model
from .knowledge import STILL_KNOWN


class StandingSpan(Model):
    """One person, one certification, one stretch of days on which the same dates hold (both inclusive), as it
    was known from one moment until another.

    Never a status: the day that is asked is compared with these dates. `pressing` is the date the list of its
    `phase` is ordered by. `due_on` and `closes_on` are extended and moved; `provisional_until` is set where
    HR certified somebody temporarily; `started_on` is the first pass of the first round; `delta_*` tell of
    the first newer version still to be caught up with. `name` is kept for the order.
    """

    __tablename__ = "standing_span"
    __table_args__ = (
        Index(
            "ix_standing_span_list",
            *("certification_id", "known_until", "last_day", "phase", "excused", "pressing", "name"),
            *("person_id", "first_day", "valid_until", "window_opens", "due_on", "closes_on", "started_on"),
            *("provisional_until", "unit_id", "kind", "employment", "known_from", "id"),
        ),
        Index(
            "ix_standing_span_past",
            *(
                "certification_id",
                "phase",
                "excused",
                "pressing",
                "name",
                "person_id",
                "first_day",
                "last_day",
            ),
            *("valid_until", "window_opens", "due_on", "closes_on", "started_on", "provisional_until"),
            *("unit_id", "kind", "employment", "known_from", "known_until", "id"),
        ),
        Index(None, "unit_id", "certification_id", "known_until", "last_day"),
        Index(None, "person_id", "known_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    known_from: Mapped[datetime]
    known_until: Mapped[datetime] = mapped_column(default=STILL_KNOWN)
    first_day: Mapped[date]
    last_day: Mapped[date]
    phase: Mapped[str] = mapped_column(String(8))
    excused: Mapped[bool]
    pressing: Mapped[date]
    name: Mapped[str] = mapped_column(String(80))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(12))
    employment: Mapped[str] = mapped_column(String(12))
    round: Mapped[int]
    version: Mapped[int | None]
    due_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    started_on: Mapped[date | None]
    window_opens: Mapped[date | None]
    valid_until: Mapped[date | None]
    provisional_until: Mapped[date | None]
    delta_due_on: Mapped[date | None]
    delta_version: Mapped[int | None]


class CountedDay(Model):
    """A day on which the people of a certification are counted, as `known` by the end of a day (`NO_END`: as
    is known now). While it stands here its counts are kept in step with every change."""

    __tablename__ = "standing_day"

    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    known: Mapped[date] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime]


class DayCount(Model):
    """How many people of a unit (0: none) are of one sort on a counted day: of one kind and employment, and
    of every kind or employment (`EVERY`), so that a page reads as few rows as it tells."""

    __tablename__ = "standing_count"

    certification_id: Mapped[int] = mapped_column(ForeignKey("certification.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    known: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    employment: Mapped[str] = mapped_column(String(12), primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bucket: Mapped[str] = mapped_column(String(14), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), primary_key=True)
    ends_in: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]
