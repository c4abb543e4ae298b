"""What happens to cases, for whoever shows them: taken up, carried on by acts, read with how they stand."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.db import db
from ...people.models import Person
from ..acts import Refused
from ..calendar.rules import WorkingDays
from ..calendar.service import working_days
from ..calendar.terms import terms_of
from ..models import Case
from ..stepping import Stale
from .effects import settle_effects
from .looking import Guessed, look_at_reporter
from .opening import open_case
from .procedure.past import Standing
from .reporter import ReporterSaid
from .rules import stand
from .surroundings import history_of, load_steps, setting_of
from .taking import take

__all__ = [
    "Guessed",
    "Refused",
    "ReporterSaid",
    "Stale",
    "history_of",
    "look_at_reporter",
    "open_case",
    "own_cases",
    "settle_effects",
    "standing_of",
    "standings_of",
    "take",
]


def standing_of(case: Case, *, now: datetime) -> Standing:
    """Where a case stands at a moment. Four statements at most."""
    return stand(history_of(case), setting_of(case, now=now))


def standings_of(
    cases: Collection[Case], *, now: datetime, days: WorkingDays | None = None
) -> dict[int, Standing]:
    """Where cases of one agency stand, by id, in five statements however many there are; three when their
    `days` are at hand."""
    if not cases:
        return {}
    load_steps([case for case in cases if "steps" in sa.inspect(case).unloaded])
    agency_id = next(iter(cases)).agency_id
    days = days or working_days(agency_id)
    terms = {track: terms_of(agency_id, track) for track in {case.track for case in cases}}
    return {
        case.id: stand(history_of(case), setting_of(case, now=now, calendar=days, terms=terms[case.track]))
        for case in cases
    }


def own_cases(subject: Person) -> list[Case]:
    """The cases about somebody, open ones first, the latest first."""
    rows = sa.select(Case).where(Case.subject_id == subject.id, Case.erased_at.is_(None))
    about = joinedload(Case.subject)
    rows = rows.options(about, about.options(lazyload(Person.grants)))
    return list(db.session.scalars(rows.order_by(Case.closed_on.is_not(None), Case.id.desc())))
