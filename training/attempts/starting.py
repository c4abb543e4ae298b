"""How a run begins: once, when it may, with everything it will be judged by fixed."""

from collections.abc import Collection
from datetime import datetime
from random import SystemRandom
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..core.db import affected, db
from ..ledger.service import record
from ..modules.service import is_read, is_unlocked
from ..people.models import Person
from . import rules
from .extra.granting import percent_of
from .models import CERTIFICATION, OPEN, PRACTICE, Assessment, Attempt
from .outcomes import certification_results
from .pinning import pin_module, remember
from .regrading.holding import hold
from .timing import extra_of, minutes_for, waits_until


class NotReady(Exception):
    """The run may not begin yet: the module is locked; for a certification run also while it is not published
    (`preparing`), or not read to its end."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CoolingDown(Exception):
    """The last certification run failed a moment ago; the next may begin at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def start(
    person: Person,
    assessment: Assessment,
    purpose: str,
    *,
    only: Collection[str] = (),
    now: datetime,
    chance: rules.Chance | None = None,
) -> Attempt:
    """Begin a run, or come back to the one that is open; two starts at once give one run.

    One whose time is over is come back to as well: its next sight closes it and shows what it came to.
    Everything it will be judged by is fixed here; the clock starts at the first sight of a question.
    Practice may be on `only` some clauses; one that is open and has no answer yet is drawn again for them.
    Raises NotReady, CoolingDown, NothingToAsk.
    """
    if not is_unlocked(person, assessment.module):
        raise NotReady("locked")
    dice = chance or SystemRandom()
    if running := _open_attempt(person, assessment, purpose):
        if only and purpose == PRACTICE:
            _draw_again(running, only, now, dice)
        return running
    if purpose == CERTIFICATION:
        _refuse_early(person, assessment, now)
    attempt = _new_attempt(person, assessment, purpose, only, now, dice)
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:
        return _the_open_attempt(person, assessment, purpose)
    remember(person, assessment.module, attempt.pinned, now=now)
    if purpose == CERTIFICATION:
        hold(attempt)
        record("attempt.started", attempt, actor=person.ref, at=now)
    return attempt


def _new_attempt(
    person: Person,
    assessment: Assessment,
    purpose: str,
    only: Collection[str],
    now: datetime,
    chance: rules.Chance,
) -> Attempt:
    certifies = purpose == CERTIFICATION
    pinned = pin_module(assessment.module, chance, person=person, only=() if certifies else only)
    minutes = minutes_for(pinned["scenes"], assessment.scene_minutes) if certifies else 0
    extra = extra_of(minutes, percent_of(person.id)) if certifies else 0
    return Attempt(
        agency_id=person.agency_id,
        person=person,
        assessment=assessment,
        purpose=purpose,
        pinned=pinned,
        mastery_percent=assessment.mastery_percent,
        minutes=minutes + extra,
        extra_minutes=extra,
        started_at=now,
    )


def _draw_again(running: Attempt, only: Collection[str], now: datetime, chance: rules.Chance) -> None:
    if running.rev or set(running.pinned.get("only", ())) == set(only):
        return
    module, person = running.assessment.module, running.person
    pinned = pin_module(module, chance, person=person, only=only)
    unanswered = sa.update(Attempt).where(Attempt.id == running.id, Attempt.rev == 0, Attempt.state == OPEN)
    if affected(unanswered.values(pinned=pinned, chosen=None, chosen_at=None)):
        remember(person, module, pinned, now=now)
    db.session.refresh(running)


def _refuse_early(person: Person, assessment: Assessment, now: datetime) -> None:
    if not assessment.module.published:
        raise NotReady("preparing")
    if not is_read(person, assessment.module):
        raise NotReady("unread")
    results = certification_results(person, assessment)
    if until := waits_until(results, assessment.cooldown_minutes, now=now):
        raise CoolingDown(until)


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
