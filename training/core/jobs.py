"""Work that outlives a request: rows that workers claim. The row is the job, so there is no second truth.

A worker claims a row with one UPDATE and a lease, which it renews while it works. The lease of a worker that
died runs out, and another takes the row up. What a job makes and that it is done are committed together, and
only by who still holds the lease: nothing is made twice or by half.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, String
from sqlalchemy.orm import Mapped, mapped_column

from .db import affected, db, reading

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
LEASE = timedelta(seconds=30)
MOST_TRIES = 3


class Lost(Exception):
    """The job was cancelled, or belongs to another worker by now: whatever was made for it is dropped."""


class Job:
    """The columns of a table whose rows are jobs. `tries` counts the workers that began it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=WAITING, index=True)
    queued_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    worker: Mapped[str] = mapped_column(String(12), default="")
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    @property
    def unfinished(self) -> bool:
        """Whether something may still come of it."""
        return self.state in (WAITING, RUNNING)


J = TypeVar("J", bound=Job)


def next_in_line(kind: type[J], at: datetime, *, first: Sequence[ColumnElement[Any]] = ()) -> int | None:
    """The id of the row to take up next: one that waits, or whose worker fell silent.

    `first` orders before age; a row whose worker died comes after those never tried. Looks without locking.
    """
    rows = sa.select(kind.id).where(_ready(kind, at)).order_by(*first, kind.tries, kind.id).limit(1)
    db.session.rollback()
    with reading():
        found = db.session.scalar(rows)
        db.session.rollback()
    return found


def claim(kind: type[J], number: int, worker: str, at: datetime) -> J | None:
    """Take the row for this worker and commit; None when somebody was quicker.

    A row with more than MOST_TRIES tries has brought down its workers, and should be failed.
    """
    values = {"state": RUNNING, "worker": worker, "leased_until": at + LEASE, "tries": kind.tries + 1}
    taken = affected(_update(kind).where(kind.id == number, _ready(kind, at)).values(values))
    db.session.commit()
    return db.session.get(kind, number, populate_existing=True) if taken else None


def renew(kind: type[J], number: int, worker: str, at: datetime, **values: Any) -> None:
    """Hold on to the row, with what there is to tell of it, and commit. Raises Lost."""
    held = affected(_own(kind, number, worker).values(leased_until=at + LEASE, **values))
    db.session.commit()
    if not held:
        raise Lost


def settle(kind: type[J], number: int, worker: str, state: str, at: datetime, **values: Any) -> None:
    """End the job in the caller's transaction, before what it makes is written there. Raises Lost."""
    ended = {"state": state, "finished_at": at, "leased_until": None, **values}
    if not affected(_own(kind, number, worker).values(ended)):
        raise Lost


def give_back(kind: type[J], number: int, worker: str) -> None:
    """Let another worker have the row, as if this one had never begun it, and commit."""
    values = {"state": WAITING, "worker": "", "leased_until": None, "tries": kind.tries - 1}
    affected(_own(kind, number, worker).values(values))
    db.session.commit()


def cancel(job: Job, at: datetime) -> bool:
    """End a job that nobody wants any more; False when it had ended. The caller commits."""
    kind = type(job)
    rows = _update(kind).where(kind.id == job.id, kind.state.in_((WAITING, RUNNING)))
    return bool(affected(rows.values(state=CANCELLED, finished_at=at, leased_until=None)))


def _ready(kind: type[Job], at: datetime) -> ColumnElement[bool]:
    return sa.or_(kind.state == WAITING, sa.and_(kind.state == RUNNING, kind.leased_until < at))


def _own(kind: type[Job], number: int, worker: str) -> sa.Update:
    return _update(kind).where(kind.id == number, kind.worker == worker, kind.state == RUNNING)


def _update(kind: type[Job]) -> sa.Update:
    # Rows in memory are not brought along: whoever works holds plain values, not rows.
    return sa.update(kind).execution_options(synchronize_session=False)
