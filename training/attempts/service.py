"""What happens with attempts: a run is started once, answered step by step, and ended once."""

from datetime import datetime
from random import SystemRandom
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from ..core.db import db
from ..ledger.service import Event, record
from ..modules.models import Module
from ..modules.service import is_read, is_unlocked
from ..people.models import Person
from . import rules
from .ending import close_if_overdue, submit
from .models import CERTIFICATION, OPEN, Assessment, Attempt, Response
from .outcomes import certification_results, latest_outcomes, passed_module_ids
from .pinning import NothingToAsk, pin_module
from .regrading.holding import hold
from .timing import deadline_of, waits_until

__all__ = [
    "NothingToAsk",
    "close_if_overdue",
    "latest_outcomes",
    "passed_module_ids",
    "submit",
]


class NotReady(Exception):
    """The run may not begin yet: the module is locked, or for a certification run not read to its end."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CoolingDown(Exception):
    """The last certification run failed a moment ago; the next may begin at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class NotOffered(Exception):
    """The answer names a question or a letter that this run never showed."""


class TimeUp(Exception):
    """The answer came after the deadline. The run has been closed with what was saved: commit."""


class Stale(Exception):
    """The answer is for a question that was answered, or a run that was ended, elsewhere.

    `saved` is the answer that counts (None: the run ended without one), `wanted` the one now given.
    """

    def __init__(self, saved: Response | None, wanted: rules.Response) -> None:
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
    """The person's own attempt, with its answers."""
    rows = sa.select(Attempt).where(Attempt.ref == ref, Attempt.person_id == person.id)
    return db.session.scalar(rows.options(selectinload(Attempt.responses)))


def start(
    person: Person, assessment: Assessment, purpose: str, *, now: datetime, chance: rules.Chance | None = None
) -> Attempt:
    """Begin a run, or come back to the one that is open; two starts at once give one run.

    One whose time is over is come back to as well: its next sight closes it and shows what it came to.
    Everything it will be judged by is fixed here; the clock starts at the first sight of a question.
    Raises NotReady, CoolingDown, NothingToAsk.
    """
    if not is_unlocked(person, assessment.module):
        raise NotReady("locked")
    if running := _open_attempt(person, assessment, purpose):
        return running
    if purpose == CERTIFICATION:
        _refuse_early(person, assessment, now)
    attempt = Attempt(
        agency_id=person.agency_id,
        person=person,
        assessment=assessment,
        purpose=purpose,
        pinned=pin_module(assessment.module, chance or SystemRandom()),
        mastery_percent=assessment.mastery_percent,
        minutes=assessment.minutes if purpose == CERTIFICATION else 0,
        started_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:
        return _the_open_attempt(person, assessment, purpose)
    if purpose == CERTIFICATION:
        hold(attempt)
        record("attempt.started", attempt, actor=person.ref, at=now)
    return attempt


def start_clock(attempt_id: int, minutes: int, *, now: datetime) -> None:
    """The officer sees a question of this run for the first time: from here its minutes count. Once only."""
    db.session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == OPEN, Attempt.deadline_at.is_(None))
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


def _refuse_early(person: Person, assessment: Assessment, now: datetime) -> None:
    if not is_read(person, assessment.module):
        raise NotReady("unread")
    results = certification_results(person, assessment)
    if until := waits_until(results, assessment.cooldown_minutes, now=now):
        raise CoolingDown(until)


def _advance(attempt: Attempt, rev: int) -> bool:
    moved = db.session.execute(
        sa.update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.rev == rev, Attempt.state == OPEN)
        .values(rev=rev + 1)
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


def _open_attempt(person: Person, assessment: Assessment, purpose: str) -> Attempt | None:
    return db.session.scalar(_open_rows(person, assessment, purpose))


def _the_open_attempt(person: Person, assessment: Assessment, purpose: str) -> Attempt:
    return db.session.scalars(_open_rows(person, assessment, purpose)).one()


def _open_rows(person: Person, assessment: Assessment, purpose: str) -> sa.Select[Any]:
    return sa.select(Attempt).where(
        Attempt.person_id == person.id,
        Attempt.assessment_id == assessment.id,
        Attempt.purpose == purpose,
        Attempt.state == OPEN,
    )
