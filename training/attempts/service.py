"""What happens with attempts: a run is started once (`starting`), answered step by step, and ended once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ..core.db import db
from ..ledger.service import Event
from ..modules.models import Module
from ..people.models import Person
from . import marking, rules
from .ending import close_if_overdue, submit
from .models import CERTIFICATION, OPEN, Assessment, Attempt, Response
from .outcomes import latest_outcomes, passed_module_ids
from .pinning import NothingToAsk
from .starting import CoolingDown, NotReady, start
from .timing import deadline_of

__all__ = [
    "CoolingDown",
    "NotReady",
    "NothingToAsk",
    "close_if_overdue",
    "latest_outcomes",
    "passed_module_ids",
    "start",
    "submit",
]

MOST_ABSENCES = 999


class NotOffered(Exception):
    """The answer names a question or a letter that this run never showed."""


class TimeUp(Exception):
    """The answer came after the deadline. The run has been closed with what was saved: commit."""


class Stale(Exception):
    """The answer is for a question that was answered, or a run that was ended, elsewhere.

    `saved` is the answer that counts (None: the run ended without one), `wanted` the one now given (None:
    only marked).
    """

    def __init__(self, saved: Response | None, wanted: rules.Response | None) -> None:
        super().__init__()
        self.saved, self.wanted = saved, wanted


def open_assessment(module: Module) -> Assessment:
    """The quiz of a module, with the usual limits; opened when there is none yet."""
    found = db.session.scalar(sa.select(Assessment).where(Assessment.module_id == module.id))
    if found is None:
        found = Assessment(agency_id=module.agency_id, module=module)
        db.session.add(found)
        db.session.flush()
    return found


def open_assessments(event: Event) -> None:
    """A code version that comes into force has a quiz for each of its modules."""
    for module in db.session.scalars(sa.select(Module).where(Module.version_id == event.row.id)):
        open_assessment(module)


def find_assessment(person: Person, module_ref: str) -> Assessment | None:
    """The quiz of a module of the person's agency."""
    rows = sa.select(Assessment).join(Assessment.module)
    return db.session.scalar(rows.where(Module.ref == module_ref, Assessment.agency_id == person.agency_id))


def find(person: Person, ref: str) -> Attempt | None:
    """The person's own attempt, with its answers and what it came to."""
    rows = sa.select(Attempt).where(Attempt.ref == ref, Attempt.person_id == person.id)
    return db.session.scalar(rows.options(selectinload(Attempt.responses), joinedload(Attempt.outcome)))


def start_clock(attempt_id: int, minutes: int, *, now: datetime) -> None:
    """The officer sees a question of this run for the first time: from here its minutes count. Once only."""
    db.session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == OPEN, Attempt.deadline_at.is_(None))
        .where(Attempt.minutes == minutes)
        .values(deadline_at=deadline_of(minutes, seen=now))
    )


def answer(attempt: Attempt, *, rev: int, posted: rules.Posted, request_key: str, now: datetime) -> int:
    """Save the choice `posted` at the question seen under `rev`; the number of the answer, counted from 1.

    The same `request_key` again gives the same number and saves nothing. Raises NotOffered, Stale,
    rules.Incomplete, and TimeUp (which has closed the run: commit).
    """
    if not 0 < len(request_key) <= 40:
        raise NotOffered
    if number := _number_of(attempt, request_key):
        return number
    if close_if_overdue(attempt, now=now):
        raise TimeUp
    wanted = _offered(attempt, rev, posted)
    if rev == attempt.rev and attempt.state == OPEN and _advance(attempt, rev):
        db.session.add(
            Response(
                attempt_id=attempt.id,
                rev=rev + 1,
                item=wanted.item,
                node=wanted.node,
                option=wanted.option,
                request_key=request_key,
                at=now,
            )
        )
        return rev + 1
    db.session.expire(attempt)
    if number := _number_of(attempt, request_key):
        return number
    raise Stale(next((each for each in attempt.responses if each.rev == rev + 1), None), wanted)


def mark(attempt: Attempt, *, rev: int, posted: rules.Posted, now: datetime) -> None:
    """Keep what is marked at the question seen under `rev`, without doing it.

    Raises NotOffered, Stale (`wanted` None: nothing finished), and TimeUp (which has closed the run: commit).
    """
    if close_if_overdue(attempt, now=now):
        raise TimeUp
    try:
        if marking.save_mark(attempt, rev=rev, posted=posted, now=now):
            return
    except rules.InvalidRun as error:
        raise NotOffered from error
    db.session.expire(attempt)
    raise Stale(next((each for each in attempt.responses if each.rev == rev + 1), None), None)


def note_absence(attempt: Attempt) -> None:
    """The page of an open certification run was left for something else: a note for the person alone."""
    left = sa.update(Attempt).where(Attempt.id == attempt.id, Attempt.state == OPEN)
    left = left.where(Attempt.purpose == CERTIFICATION, Attempt.absences < MOST_ABSENCES)
    db.session.execute(left.values(absences=Attempt.absences + 1))


def _advance(attempt: Attempt, rev: int) -> bool:
    moved = db.session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.rev == rev, Attempt.state == OPEN)
        .values(rev=rev + 1, chosen=None, chosen_at=None)
        .execution_options(synchronize_session=False)
    )
    return bool(moved.rowcount)  # type: ignore[attr-defined]


def _offered(attempt: Attempt, rev: int, posted: rules.Posted) -> rules.Response:
    items = attempt.pinned["items"]
    step = rules.next_step(items, attempt.given[:rev]) if 0 <= rev <= attempt.rev else None
    if step is None:
        raise NotOffered
    try:
        chosen = rules.read_choice(rules.decision_at(items[step.item], step.node), posted)
    except rules.InvalidRun as error:
        raise NotOffered from error
    except rules.Incomplete as error:
        if rev < attempt.rev:
            raise NotOffered from error
        raise
    return rules.Response(step.item, step.node, chosen)


def _number_of(attempt: Attempt, request_key: str) -> int | None:
    return next((each.rev for each in attempt.responses if each.request_key == request_key), None)
