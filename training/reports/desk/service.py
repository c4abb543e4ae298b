"""What the desk knows of a day: read in a fixed number of statements, however many people there are."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from ...certifications.days import day_after
from ...certifications.spans.asking import Day
from ...certifications.spans.choosing import Choice, bucket_counts
from ...certifications.spans.counting import Cell, cells, keep_if_many
from ...certifications.spans.listing import in_batches, page_ids, sorted_ids, these_ids
from ...certifications.spans.models import StandingSpan
from ...certifications.spans.rules import NO_END
from ...certifications.standing import SchemeInForce, schemes_of
from ...core.clock import day_in
from ...core.db import db
from ...core.paging import PAGE_ROWS, Page
from ...people.models import Person
from ...people.tree import beneath, way_up
from ..rules import Row
from .asked import Asked
from .rows import AT_ONCE, MOMENT, Asking, Course, course_of, page_of_rows
from .tally import Figures, Place, figures, marks, places
from .units import Named, units_and_views


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of the desk. `scheme` is None while nothing is asked; `way` are the units from the top to the
    one that is looked at; `known` is the day up to which records count, None: all of them. `to_keep` is the
    day whose counts were not kept yet."""

    asked: Asked
    on: date
    known: date | None
    schemes: Sequence[SchemeInForce]
    scheme: SchemeInForce | None
    figures: Figures
    marks: list[tuple[str, int]]
    units: dict[int, Named]
    way: list[Named]
    places: list[Place]
    page: Page[Row]
    course: Course
    views: list[Any]
    cells: list[Cell]
    to_keep: Day | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom and of which day, in the terms of the stretches."""

    asking: Asking
    choice: Choice
    today: date
    units: dict[int, Named]
    unit: Named | None


def desk(reader: Person, asked: Asked, *, number: int, now: datetime) -> Desk:
    """The desk of the reader's agency: eight statements at most."""
    schemes = schemes_of(reader.agency_id)
    units, views = units_and_views(reader)
    on, known, moment = days_of(asked, reader.agency.zone, now)
    scheme = _chosen(schemes, asked)
    if scheme is None:
        none: Page[Row] = Page([], 1, 1, 0)
        return Desk(asked, on, known, [], None, Figures(), [], units, [], [], none, Course(), views, [])
    question = _question(reader, asked, scheme, units, Day(0, on, 0, moment, known or NO_END), now)
    asking, choice = question.asking, question.choice
    here = choice.units or ()
    counted, kept = cells(asking.day, kind=choice.kind, employment=choice.employment, units=here)
    page, course = _page(question, counted, number)
    top = question.unit.id if question.unit else None
    parents = {unit.id: unit.parent_id for unit in units.values()}
    way = [units[unit] for unit in reversed(way_up(parents, top))]
    figured, marked, placed = figures(counted), marks(counted, choice), places(counted, parents, top)
    return Desk(
        *(asked, on, known, schemes, scheme, figured, marked, units, way, placed, page, course, views),
        cells=counted,
        to_keep=None if kept else asking.day,
    )


def everybody(reader: Person, asked: Asked, *, now: datetime) -> tuple[Question | None, list[int], Course]:
    """The stretches of all that is asked for, in the order of the desk, for files."""
    scheme = _chosen(schemes_of(reader.agency_id), asked)
    if scheme is None:
        return None, [], Course()
    units, _views = units_and_views(reader)
    on, known, moment = days_of(asked, reader.agency.zone, now)
    question = _question(reader, asked, scheme, units, Day(0, on, 0, moment, known or NO_END), now)
    found = [row.id for row in db.session.execute(sorted_ids(question.asking.day, question.choice))]
    return question, found, course_of(question.asking)


def refs_of(reader: Person, asked: Asked, *, now: datetime) -> list[str]:
    """The references of everybody asked for, today and as is known now."""
    question, ids, _course = everybody(reader, replace(asked, on=None, known=None), now=now)
    found: list[str] = []
    for some in in_batches(ids, AT_ONCE) if question else ():
        rows = sa.select(Person.ref).join(StandingSpan, StandingSpan.person_id == Person.id)
        found += db.session.scalars(rows.where(StandingSpan.id.in_(some)))
    return found


def keep_counts_of(shown: Desk, now: datetime) -> None:
    """Where counting took time, keep the counts of the whole agency's day for whoever asks next; not where
    somebody else is writing just then. Last thing of a request: it ends the transaction."""
    asked = shown.asked
    if shown.to_keep is not None and not (asked.unit or asked.kind or asked.employment):
        with suppress(OperationalError):
            keep_if_many(shown.to_keep, shown.cells, now)


def days_of(asked: Asked, zone: str, now: datetime) -> tuple[date, date | None, datetime | None]:
    """The day asked about, the day up to whose end records count, and that as a moment; None: all records."""
    today = day_in(zone, now)
    known = asked.known if asked.known and asked.known < today else None
    on = asked.on or known or today
    return on, known, day_after(known, zone) - MOMENT if known else None


def _chosen(schemes: Sequence[SchemeInForce], asked: Asked) -> SchemeInForce | None:
    first = schemes[0] if schemes else None
    return next((each for each in schemes if each.certification.ref == asked.scheme), first)


def _question(
    reader: Person, asked: Asked, scheme: SchemeInForce, units: dict[int, Named], day: Day, now: datetime
) -> Question:
    unit = next((each for each in units.values() if each.ref == asked.unit), None)
    parents = {each.id: each.parent_id for each in units.values()}
    certification, zone = scheme.certification, reader.agency.zone
    choice = Choice(
        units=frozenset(beneath(parents, [unit.id])) if unit else None,
        kind=asked.kind,
        employment=asked.employment,
        mark=asked.status,
        within=asked.days,
        words=asked.q,
        agency_id=reader.agency_id,
    )
    asked_day = replace(day, certification_id=certification.id, grace_days=certification.grace_days)
    return Question(Asking(scheme, asked_day, zone), choice, day_in(zone, now), units, unit)


def _page(question: Question, counted: list[Cell], number: int) -> tuple[Page[Row], Course]:
    day, choice = question.asking.day, question.choice
    counts = {} if choice.words else bucket_counts(counted, choice)
    named = [row.id for row in db.session.execute(sorted_ids(day, choice))] if choice.words else []
    total = len(named) or sum(counts.values())
    number = min(max(1, number), _pages(total))
    first = (number - 1) * PAGE_ROWS
    if choice.words:
        ids = these_ids(day, named[first : first + PAGE_ROWS])
    else:
        ids = page_ids(day, choice, counts, today=question.today, offset=first, size=PAGE_ROWS)
    rows, course = page_of_rows(question.asking, ids)
    return Page(rows, number, _pages(total), total), course


def _pages(total: int) -> int:
    return max(1, -(-total // PAGE_ROWS))
