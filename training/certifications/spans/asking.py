"""A day compared with the dates of stretches in the words of SQL: `rules.standing_on` for everybody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ..rules import Status
from .knowledge import STILL_KNOWN
from .models import StandingSpan as S
from .rules import DELTA, DELTA_DUE, DELTA_LATE, EXCUSED, HELD, HORIZONS, LENT, NO_END, OWED, REVOKED, STARTED

Where = sa.ColumnElement[bool]
Phases = sa.SQLColumnExpression[str]
HOLDERS = (HELD, DELTA)


@dataclass(frozen=True, slots=True)
class Day:
    """Which day is asked of which certification, with the days of grace it gives, and by when it was known
    (None: what is known now; else the last moment of `known_day`)."""

    certification_id: int
    on: date
    grace_days: int = 0
    known: datetime | None = None
    known_day: date = NO_END

    @property
    def lapses(self) -> date:
        """A certificate that ended before this day holds no more, not even by grace."""
        return self.on - timedelta(days=self.grace_days)


def alive(day: Day) -> tuple[Where, ...]:
    """The stretches in which the day lies, as they were known."""
    return (
        S.certification_id == day.certification_id,
        *_known(day),
        S.first_day <= day.on,
        S.last_day >= day.on,
    )


def state_of(day: Day) -> sa.ColumnElement[str]:
    """The state of a stretch on the day."""
    on, due = day.on, sa.not_(S.excused)
    return sa.case(
        (S.phase == REVOKED, _said(Status.REVOKED)),
        (S.phase == LENT, _said(Status.GRACE)),
        (sa.and_(S.valid_until >= on, S.window_opens <= on), _said(Status.EXPIRING)),
        (S.valid_until >= on, _said(Status.CERTIFIED)),
        (sa.and_(S.phase.in_(HOLDERS), _kept(day)), _said(Status.GRACE)),
        (S.phase.in_(HOLDERS), _said(Status.EXPIRED)),
        (sa.and_(due, S.closes_on < on), _said(Status.FAILED)),
        (sa.and_(due, S.due_on < on), _said(Status.OVERDUE)),
        (S.started_on <= on, _said(STARTED)),
        else_=_said(Status.PENDING),
    )


def bucket_of(day: Day) -> sa.ColumnElement[str]:
    """Where the desk lists a stretch on the day."""
    holding = sa.and_(S.phase == DELTA, _kept(day))
    lapsed = sa.or_(S.phase.in_((OWED, REVOKED)), sa.and_(S.phase.in_(HOLDERS), sa.not_(_kept(day))))
    return sa.case(
        (sa.and_(holding, S.pressing < day.on), _said(DELTA_LATE)),
        (holding, _said(DELTA_DUE)),
        (sa.and_(S.excused, lapsed), _said(EXCUSED)),
        else_=state_of(day),
    )


def ends_in(day: Day) -> sa.ColumnElement[int]:
    """Within how many of `HORIZONS` days the certificate ends; 0: not so soon, or none holds."""
    within = [
        (sa.and_(S.valid_until >= day.on, S.valid_until <= day.on + timedelta(days=days)), _number(days))
        for days in HORIZONS
    ]
    return sa.case((S.phase.not_in(HOLDERS), _number(0)), *within, else_=_number(0))


def branches(day: Day, bucket: str, phases: Phases) -> list[tuple[Where, ...]]:
    """Conditions that together find a bucket's stretches; each follows the order of the index by itself.
    `phases` is the column to compare."""
    on = day.on
    calm = (sa.or_(S.due_on.is_(None), S.due_on >= on), sa.or_(S.closes_on.is_(None), S.closes_on >= on))
    kept, owed = _kept(day), _at(phases, OWED)
    late = sa.or_(S.closes_on.is_(None), S.closes_on >= on)
    found: dict[str, list[tuple[Where, ...]]] = {
        Status.OVERDUE: [(*owed, S.pressing < on, late)],
        Status.FAILED: [(*owed, S.pressing < on, S.closes_on < on)],
        Status.EXPIRED: [
            (*_at(phases, HELD), S.pressing < day.lapses, S.provisional_until.is_(None)),
            (*_at(phases, DELTA), S.valid_until < day.lapses, S.provisional_until.is_(None)),
        ],
        Status.REVOKED: [_at(phases, REVOKED)],
        DELTA_LATE: _either(phases, DELTA, S.pressing < on, kept),
        DELTA_DUE: _either(phases, DELTA, S.pressing >= on, kept),
        Status.GRACE: [*_either(phases, LENT), *_either(phases, HELD, S.pressing < on, kept)],
        Status.EXPIRING: _either(phases, HELD, S.pressing >= on, S.window_opens <= on),
        Status.CERTIFIED: _either(phases, HELD, S.pressing >= on, S.window_opens > on),
        STARTED: [(*owed, S.pressing >= on, *calm, S.started_on <= on)],
        Status.PENDING: [(*owed, S.pressing >= on, *calm, sa.or_(S.started_on.is_(None), S.started_on > on))],
        EXCUSED: [
            *(_at(phases, phase, excused=True) for phase in (OWED, REVOKED)),
            *((*_at(phases, phase, excused=True), sa.not_(kept)) for phase in HOLDERS),
        ],
    }
    return found[bucket]


def in_order(day: Day, bucket: str, *, past: bool) -> list[tuple[Where, ...]]:
    """Conditions that together find a bucket of the day along an index: of today those without an end, which
    are nearly all, apart from the few that end; of a past day all together."""
    here = (S.certification_id == day.certification_id, *_known(day), S.first_day <= day.on)
    each = branches(day, bucket, S.phase)
    if past or day.known is not None:
        return [(*here, S.last_day >= day.on, *branch) for branch in each]
    # Compared so that no index of phases is taken: these few are found by the day they end.
    few = branches(day, bucket, sa.func.coalesce(S.phase, ""))
    ends = S.last_day >= day.on, S.last_day < NO_END
    return [*((*here, S.last_day == NO_END, *branch) for branch in each), *((*here, *ends, *b) for b in few)]


def _known(day: Day) -> tuple[Where, ...]:
    if day.known is None:
        return (S.known_until == STILL_KNOWN,)
    return S.known_from <= day.known, S.known_until > day.known


def _kept(day: Day) -> Where:
    """Valid, in the days of grace, or certified temporarily."""
    return sa.or_(S.valid_until >= day.lapses, S.provisional_until.is_not(None))


def _at(phases: Phases, phase: str, *, excused: bool = False) -> tuple[Where, ...]:
    return phases == phase, S.excused.is_(excused)


def _either(phases: Phases, phase: str, *more: Where) -> list[tuple[Where, ...]]:
    return [(*_at(phases, phase, excused=excused), *more) for excused in (False, True)]


def _said(word: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{word}'", sa.String)


def _number(count: int) -> sa.ColumnElement[int]:
    return sa.literal_column(str(count), sa.Integer)
