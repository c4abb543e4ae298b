"""The registrar's desk: how many cases run, what is due, and the list. Nothing in it ranks anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ....core.db import db
from ....core.paging import Page, page_of
from ....people.models import Person
from ...calendar.rules import WorkingDays
from ...models import TRACKS, Case
from ...retention.rules import is_over
from ..procedure.past import Standing
from ..wording.counting import Counted, counted
from ..wording.labels import stage_word

STATES = ("open", "closed", "all")
HEARING = frozenset({"summoned", "missed"})
MOST_DUE = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to."""

    q: str = ""
    track: str = ""
    state: str = "open"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list."""

    ref: str
    number: str
    track: str
    subject: str
    happened_on: date
    stage: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that is due in a case."""

    ref: str
    number: str
    due: Counted


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk shows; `nothing` while the office never had a case."""

    nothing: bool
    running: int
    late: int
    hearing: int
    over: int
    due: list[DueRow]
    page: Page[Row]


def asked_of(values: Mapping[str, str], page: int) -> Asked:
    """What was asked for, as far as it makes sense."""
    track, state = values.get("track", ""), values.get("state", "open")
    return Asked(
        values.get("q", "").strip()[:40],
        track if track in TRACKS else "",
        state if state in STATES else "open",
        page,
    )


def cases_kept_by(keeper: Person) -> list[Case]:
    """Every case of the agency that is not about the keeper, the latest first."""
    rows = sa.select(Case).where(
        Case.agency_id == keeper.agency_id, Case.erased_at.is_(None), Case.subject_id != keeper.id
    )
    subject = joinedload(Case.subject)
    rows = rows.options(subject, subject.options(lazyload(Person.grants)))
    return list(db.session.scalars(rows.order_by(Case.opened_at.desc(), Case.id.desc())))


def desk_of(
    cases: Sequence[Case],
    standings: Mapping[int, Standing],
    asked: Asked,
    *,
    days: WorkingDays,
    today: date,
) -> Desk:
    """The desk over these cases; `standings` by the id of the case, of those that run."""
    due = [
        DueRow(case.ref, case.number, counted(each, days, today))
        for case in cases
        if case.id in standings
        for each in standings[case.id].due
    ]
    due.sort(key=lambda row: (row.due.day, row.number))
    late = len({row.number for row in due if row.due.late})
    hearing = sum(found.stage in HEARING for found in standings.values())
    return Desk(
        nothing=not cases,
        running=len(standings),
        late=late,
        hearing=hearing,
        over=sum(is_over(case.kept_until, today) for case in cases),
        due=due[:MOST_DUE],
        page=page_of([_row(case, standings) for case in cases if _fits(case, asked)], asked.page),
    )


def _fits(case: Case, asked: Asked) -> bool:
    state = "closed" if case.closed_on else "open"
    return (
        asked.q.casefold() in case.number.casefold()
        and asked.track in {"", case.track}
        and asked.state in {"all", state}
    )


def _row(case: Case, standings: Mapping[int, Standing]) -> Row:
    stage = standings[case.id].stage if case.id in standings else "closed"
    return Row(case.ref, case.number, case.track, case.subject.name, case.happened_on, stage_word(stage))
