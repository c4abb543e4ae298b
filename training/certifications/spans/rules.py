"""What a day makes of a stretch of days: its state, and where the desk lists it.

A stretch holds dates only; `standing_on` compares a day with them and says what `certifications.rules.status`
says of the facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ..rules import HOLDING, Status

NO_END = date(9999, 12, 31)
OWED, LENT, HELD, DELTA, REVOKED = "owed", "lent", "held", "delta", "revoked"
PHASES = (OWED, LENT, HELD, DELTA, REVOKED)
HORIZONS = (30, 60, 90)
STARTED = "in_progress"
EXCUSED, DELTA_LATE, DELTA_DUE = "excused", "delta_overdue", "delta_due"
# The order of the desk: what needs somebody's hand today stands above what runs by itself.
BUCKETS = (
    *("overdue", "failed", "expired", "revoked", DELTA_LATE, "grace", "expiring", DELTA_DUE),
    *(STARTED, "pending", EXCUSED, "certified"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both inclusive, on which the same dates hold; see `models.StandingSpan`."""

    first_day: date
    last_day: date
    phase: str
    excused: bool
    pressing: date
    name: str
    unit_id: int | None
    kind: str
    employment: str
    round: int
    version: int | None
    due_on: date | None
    closes_on: date | None
    started_on: date | None
    window_opens: date | None
    valid_until: date | None
    provisional_until: date | None
    delta_due_on: date | None
    delta_version: int | None


class Standing(NamedTuple):
    """What a day makes of a stretch: the state with its word, where the desk lists it, and within how many of
    `HORIZONS` days a certificate ends (0: not so soon, or none holds)."""

    state: str
    bucket: str
    ends_in: int


def standing_on(span: Span, on: date, grace_days: int) -> Standing:
    """What somebody is on a day of the stretch."""
    state = _state(span, on, grace_days)
    return Standing(state, _bucket(span, state, on), _ends_in(span, state, on))


def _state(span: Span, on: date, grace_days: int) -> str:
    if span.phase == REVOKED:
        return Status.REVOKED
    if span.phase == LENT:
        return Status.GRACE
    if span.valid_until is not None:
        if span.valid_until >= on:
            return Status.EXPIRING if span.window_opens and span.window_opens <= on else Status.CERTIFIED
        kept = span.provisional_until is not None or span.valid_until >= on - timedelta(days=grace_days)
        return Status.GRACE if kept else Status.EXPIRED
    if not span.excused and span.closes_on and span.closes_on < on:
        return Status.FAILED
    if not span.excused and span.due_on and span.due_on < on:
        return Status.OVERDUE
    return STARTED if span.started_on and span.started_on <= on else Status.PENDING


def _bucket(span: Span, state: str, on: date) -> str:
    if state in HOLDING:
        if span.phase != DELTA or span.delta_due_on is None:
            return state
        return DELTA_LATE if span.delta_due_on < on else DELTA_DUE
    if span.excused:
        return EXCUSED
    return state


def _ends_in(span: Span, state: str, on: date) -> int:
    if state not in HOLDING or span.valid_until is None or span.valid_until < on:
        return 0
    return next((days for days in HORIZONS if span.valid_until <= on + timedelta(days=days)), 0)
