"""What bears on a person beside rounds, as rows of one shape: posts, excusals, departures, assignments."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..attempts.extra.models import ExtraTime
from ..certifications.manual.models import Excusal
from ..certifications.models import Assignment, Certification
from ..core.db import UtcDateTime
from ..people.models import Departure, Person, Posting, Unit

POST, EXCUSED, AWAY, ASKED, EXTRA = "post", "excused", "away", "asked", "extra"


def everything(person_id: Any) -> Any:
    """Every such row of a person: kind, since, until, at, ended_at, text, more, number."""
    by, ended_by = aliased(Person), aliased(Person)
    empty, no_day = sa.literal(""), sa.cast(sa.null(), sa.Date)
    no_moment = sa.cast(sa.null(), UtcDateTime)
    post = _one(
        POST, Posting.since, Posting.until, Posting.recorded_at, Posting.withdrawn_at,
        Posting.position, Unit.name, Posting.id,
    ).join(Unit, Unit.id == Posting.unit_id).where(Posting.person_id == person_id)  # fmt: skip
    excusal = _one(
        EXCUSED, Excusal.since, Excusal.until, Excusal.recorded_at, Excusal.withdrawn_at,
        Excusal.kind, empty, Excusal.id,
    ).where(Excusal.person_id == person_id)  # fmt: skip
    away = _one(
        AWAY, Departure.left_on, Departure.back_on, Departure.recorded_at, Departure.withdrawn_at,
        empty, empty, Departure.id,
    ).where(Departure.person_id == person_id)  # fmt: skip
    asked = _one(
        ASKED, Assignment.due_on, no_day, Assignment.assigned_at, Assignment.ended_at,
        Certification.title, empty, Assignment.id,
    )  # fmt: skip
    asked = asked.join(Certification, Certification.id == Assignment.certification_id)
    asked = asked.where(Assignment.person_id == person_id, Assignment.by_id.is_(None))
    extra = _one(
        EXTRA, no_day, no_day, ExtraTime.granted_at, sa.func.coalesce(ExtraTime.ended_at, no_moment),
        by.name, sa.func.coalesce(ended_by.name, ""), ExtraTime.percent,
    )  # fmt: skip
    extra = extra.select_from(ExtraTime).join(by, by.id == ExtraTime.granted_by_id)
    extra = extra.outerjoin(ended_by, ended_by.id == ExtraTime.ended_by_id)
    return sa.union_all(post, excusal, away, asked, extra.where(ExtraTime.person_id == person_id))


def _one(kind: str, since: Any, until: Any, at: Any, ended_at: Any, text: Any, more: Any, number: Any) -> Any:
    names = ("since", "until", "at", "ended_at", "text", "more", "number")
    columns = zip((since, until, at, ended_at, text, more, number), names, strict=True)
    return sa.select(sa.literal(kind).label("kind"), *(column.label(name) for column, name in columns))
