"""People of the desk as rows: their stretch of days, name and unit, their certificate, their modules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ...attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ...certifications.days import day_after, day_begins
from ...certifications.models import Certificate, Period
from ...certifications.rules import Status
from ...certifications.spans.asking import Day
from ...certifications.spans.listing import Ids, in_batches
from ...certifications.spans.models import StandingSpan
from ...certifications.spans.rules import Span, standing_on
from ...certifications.spans.service import COLUMNS
from ...certifications.standing import SchemeInForce
from ...core.db import db
from ...modules.models import COURSE, Module
from ...modules.succession import counts_as
from ...people.models import Person, Posting, Unit
from ...people.posts import held_on
from ..rules import Row

AT_ONCE = 500
MOMENT = timedelta(microseconds=1)
S = StandingSpan


@dataclass(frozen=True, slots=True)
class Course:
    """The modules a certification asks for, and those that cannot be taken yet."""

    modules: tuple[Module, ...] = ()
    preparing: tuple[Module, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """A day of a scheme, with what is needed to tell it of people."""

    scheme: SchemeInForce
    day: Day
    zone: str

    @property
    def until(self) -> datetime:
        """The first moment that no longer counts."""
        end = day_after(self.day.on, self.zone)
        return end if self.day.known is None else min(end, self.day.known + MOMENT)


def page_of_rows(asking: Asking, ids: Ids) -> tuple[list[Row], Course]:
    """The rows of a page, and the course, in two statements."""
    found = db.session.execute(_told(asking, ids)).all()
    course, passed = passes_of(asking, [row.person_id for row in found])
    return [_row(asking, row, passed.get(row.person_id, {}), len(course.modules)) for row in found], course


def rows_in_order(asking: Asking, ids: Sequence[int]) -> Iterator[Row]:
    """The rows of many stretches, in their order, some at a time."""
    for some in in_batches(ids, AT_ONCE):
        columns = S.id, sa.literal(0).label("place"), S.pressing, S.name, S.person_id
        these: Any = sa.select(*columns).where(S.id.in_(some))
        found = {row.id: row for row in db.session.execute(_told(asking, these))}
        course, passed = passes_of(asking, [row.person_id for row in found.values()])
        for number in some:
            row = found[number]
            yield _row(asking, row, passed.get(row.person_id, {}), len(course.modules))


def course_of(asking: Asking) -> Course:
    """The course alone."""
    return passes_of(asking, [])[0]


def _told(asking: Asking, ids: Ids) -> sa.Select[Any]:
    page, table = ids.subquery(), S.__table__.c
    where = (Period.person_id == S.person_id, Period.certification_id == S.certification_id)
    return (
        sa.select(
            *(table.id, table.person_id, Person.ref, Person.name.label("called"), Person.nip),
            *(Unit.ref.label("unit_ref"), Unit.name.label("unit"), _position(asking).label("position")),
            *(Period.valid_from, Period.certified_at, Period.revoked_at, Certificate.number),
            *(table[name].label(f"span_{name}") for name in COLUMNS),
        )
        .select_from(page)
        .join(S, S.id == page.c.id)
        .join(Person, Person.id == S.person_id)
        .outerjoin(Unit, Unit.id == S.unit_id)
        .outerjoin(Period, sa.and_(*where, Period.round == S.round))
        .outerjoin(Certificate, Certificate.period_id == Period.id)
        .order_by(page.c.place, page.c.pressing, page.c.name, page.c.person_id)
    )


def _position(asking: Asking) -> Any:
    return (
        sa.select(Posting.position)
        .where(Posting.person_id == S.person_id, held_on(asking.day.on, asking.day.known))
        .order_by(Posting.since.desc(), Posting.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def passes_of(asking: Asking, people: Sequence[int]) -> tuple[Course, dict[int, dict[int, datetime]]]:
    """The course, and when each of these people last passed its modules. One statement."""
    scheme = asking.scheme.certification
    here = Module.version_id == asking.scheme.version.id
    keys = [Module.key.in_(scheme.modules)] if scheme.modules else []
    pairs = counts_as(here, Module.kind == COURSE, *keys)
    last = sa.func.max(Outcome.at, type_=Outcome.at.type)
    passed = (
        sa.select(pairs.c.asked, Attempt.person_id, last.label("at"))
        .join(Assessment, Assessment.module_id == pairs.c.taken)
        .join(Attempt, Attempt.assessment_id == Assessment.id)
        .join(Attempt.outcome)
        .where(Attempt.person_id.in_(people), Attempt.purpose == CERTIFICATION, Outcome.passed)
        .where(Outcome.at < asking.until, Outcome.percent >= (scheme.pass_percent or 0))
        .group_by(pairs.c.asked, Attempt.person_id)
        .subquery()
    )
    rows = sa.select(Module, passed.c.person_id, passed.c.at).where(here)
    rows = rows.outerjoin(passed, passed.c.asked == Module.id).order_by(Module.position)
    modules: dict[Module, None] = {}
    made: dict[int, dict[int, datetime]] = {}
    for module, person, at in db.session.execute(rows):
        modules[module] = None
        if person is not None:
            made.setdefault(person, {})[module.id] = at
    asked = [m for m in modules if m.kind == COURSE and (not scheme.modules or m.key in scheme.modules)]
    waits = tuple(m for m in modules if not m.published and (m.kind != COURSE or m in asked))
    return Course(tuple(asked), waits), made


def _row(asking: Asking, told: Any, made: dict[int, datetime], modules: int) -> Row:
    span = Span(*(getattr(told, f"span_{name}") for name in COLUMNS))
    state, bucket, _soon = standing_on(span, asking.day.on, asking.day.grace_days)
    since = _begins(span, told, asking.zone)
    counted = sum(since is None or at >= since for at in made.values())
    due = span.delta_due_on if bucket.startswith("delta_") else None
    return Row(
        ref=told.ref,
        name=told.called,
        nip=told.nip or "",
        unit_ref=told.unit_ref or "",
        unit=told.unit or "",
        position=told.position or "",
        state=str(state),
        excused=span.excused,
        due_on=span.due_on,
        valid_from=told.valid_from if span.round else None,
        valid_until=span.valid_until or span.provisional_until,
        passed=modules if state == Status.CERTIFIED else counted,
        number=told.number or "",
        version=span.version,
        delta_version=span.delta_version if due else None,
        delta_due=due,
        delta_late=bucket == "delta_overdue",
    )


def _begins(span: Span, told: Any, zone: str) -> datetime | None:
    """From when passes count towards the next round, as `requirements.round_begins` says it."""
    if not span.round or told.certified_at is None:
        return None
    if span.window_opens is None:
        revoked: datetime | None = told.revoked_at
        return revoked
    return max(day_begins(span.window_opens, zone), told.certified_at + MOMENT)
