"""Imports in line: confirmed ones are written, and those asked back are taken back, by a worker or at once.

A chunk and how far the job is are committed together, so a worker that dies leaves whole chunks, and the next
goes on behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from ...core import jobs
from ...core.clock import now as present
from ...core.db import affected, db
from ...core.ids import new_ref
from ...core.worker import Ending, Worker
from ..changes import tell_done
from ..models import Person
from . import parts, refused, undoing
from .models import CHANGED, DRAFT, UNDO, ImportStep, PeopleImport
from .options import Options
from .planning import NEW
from .trying import entries_of
from .writing import write

CHUNK: Final = 100
AT_ONCE: Final = 200

Pulse = Callable[[], None]


class Outdated(Exception):
    """The trial that was confirmed is not the one that is kept by now."""


def confirm(row: PeopleImport, stamp: str, *, by: Person | None, now: datetime) -> None:
    """Put a trial in line. Raises Outdated when it was tried out anew, or confirmed before."""
    _queue(row, (DRAFT,), stamp, {"confirmed_at": now, "queued_at": now, "done": 0})
    tell_done("people.imported", row.ref, agency_id=row.agency_id, by=by, now=now)


def ask_back(row: PeopleImport, *, by: Person | None, now: datetime) -> None:
    """Put in line that an import is taken back. Raises Outdated when it is under way or was taken back."""
    total = db.session.scalar(sa.select(sa.func.count()).where(ImportStep.import_id == row.id))
    values = {"task": UNDO, "done": 0, "total": total, "queued_at": now, "tries": 0, "finished_at": None}
    _queue(row, (jobs.DONE, jobs.CANCELLED, jobs.FAILED), row.stamp, values)
    tell_done("people.taken_back", row.ref, agency_id=row.agency_id, by=by, now=now)


def carry_out_now(row: PeopleImport) -> None:
    """Do at once what is small enough for somebody to wait for; the rest is left to the worker."""
    if row.total <= AT_ONCE:
        carry_out(row, new_ref())


def carry_out(row: PeopleImport, worker: str) -> None:
    """Do an import in line now, unless somebody else has begun it."""
    number = row.id
    if not jobs.claim(PeopleImport, number, worker, present()):
        return
    try:
        _carry_out(number, worker, lambda: None)
    except sa.exc.IntegrityError:
        # Somebody wrote the same number at the same moment: the worker looks again.
        db.session.rollback()
        jobs.give_back(PeopleImport, number, worker)


def stop(row: PeopleImport, *, now: datetime) -> bool:
    """End an import in the middle; whole chunks stay written. False when it had ended. The caller commits."""
    if not jobs.cancel(row, now):
        return False
    _forget_sheet(row.id)
    return True


def take_up(worker: Worker) -> bool:
    """Write, or take back, the next import in line."""
    number = jobs.next_in_line(PeopleImport, present())
    if number is None or jobs.claim(PeopleImport, number, worker.name, present()) is None:
        return False
    try:
        _carry_out(number, worker.name, worker.pulse)
    except Ending:
        db.session.rollback()
        jobs.give_back(PeopleImport, number, worker.name)
        raise
    return True


def _queue(row: PeopleImport, states: Sequence[str], stamp: str, values: Mapping[str, Any]) -> None:
    rows = sa.update(PeopleImport).where(
        PeopleImport.id == row.id, PeopleImport.state.in_(states), PeopleImport.stamp == stamp
    )
    rows = rows.where(PeopleImport.undone_at.is_(None)).values(state=jobs.WAITING, **values)
    if not affected(rows.execution_options(synchronize_session=False)):
        raise Outdated
    db.session.refresh(row)


def _carry_out(number: int, worker: str, pulse: Pulse) -> None:
    row = db.session.get_one(PeopleImport, number, populate_existing=True)
    try:
        if row.tries > jobs.MOST_TRIES:
            jobs.settle(PeopleImport, number, worker, jobs.FAILED, present())
            _forget_sheet(number)
            db.session.commit()
        elif row.task == UNDO:
            undoing.take_back(number, hold=lambda done: _hold(number, worker, done), pulse=pulse)
            _end(number, worker, undone_at=present())
        else:
            _write_all(row, worker, pulse)
    except jobs.Lost:
        db.session.rollback()


def _write_all(row: PeopleImport, worker: str, pulse: Pulse) -> None:
    number, options, done = row.id, Options.from_dict(row.options), row.done
    work = [*entries_of(row, NEW), *entries_of(row, CHANGED)]
    units = [tuple(unit) for unit in parts.take(number, "units") or ()]
    db.session.commit()
    for start in range(done, len(work), CHUNK):
        pulse()
        chunk, moment = work[start : start + CHUNK], present()
        _hold(number, worker, start + len(chunk))
        write(number, chunk, units if start == 0 else (), options, moment)
        db.session.commit()
    moment = present()
    jobs.settle(PeopleImport, number, worker, jobs.DONE, moment)
    _forget_sheet(number)
    db.session.commit()


def _forget_sheet(number: int) -> None:
    """The sheet goes with the outcome; what was refused stays for a week."""
    refused.keep_for_later(number)
    parts.forget(number, but=parts.OUTLIVING)


def _end(number: int, worker: str, **values: Any) -> None:
    jobs.settle(PeopleImport, number, worker, jobs.DONE, present(), **values)
    parts.forget(number)
    db.session.commit()


def _hold(number: int, worker: str, done: int) -> None:
    """Hold on to the job in the transaction of the chunk that is written next. Raises Lost."""
    own = sa.update(PeopleImport).where(
        PeopleImport.id == number, PeopleImport.worker == worker, PeopleImport.state == jobs.RUNNING
    )
    values = own.values(done=done, leased_until=present() + jobs.LEASE)
    if not affected(values.execution_options(synchronize_session=False)):
        raise jobs.Lost
