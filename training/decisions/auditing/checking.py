"""Checks of the whole record that an auditor asks for: a worker does them, the page shows what came of it."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from ...core import jobs
from ...core.clock import now
from ...core.db import db
from ...core.worker import Worker
from ...ledger.checking import verify
from ...people.models import Person
from .models import AuditCheck

MOST_FAULTS = 200
# A long record is checked in one go, without a place to hold on to the row meanwhile.
LONGEST = timedelta(minutes=10)


def ask(auditor: Person, *, at: datetime) -> AuditCheck:
    """Have the record checked; where a check of this agency waits or runs, that one."""
    mine = sa.select(AuditCheck).where(AuditCheck.agency_id == auditor.agency_id)
    waiting = db.session.scalar(mine.where(AuditCheck.state.in_((jobs.WAITING, jobs.RUNNING))).limit(1))
    if waiting is not None:
        return waiting
    check = AuditCheck(agency_id=auditor.agency_id, by=auditor, queued_at=at, faults=[])
    db.session.add(check)
    db.session.flush()
    return check


def find(auditor: Person, ref: str) -> AuditCheck | None:
    """A check of the auditor's agency."""
    rows = sa.select(AuditCheck).where(AuditCheck.ref == ref, AuditCheck.agency_id == auditor.agency_id)
    return db.session.scalar(rows)


def latest(auditor: Person) -> AuditCheck | None:
    """The check that was asked for last."""
    rows = sa.select(AuditCheck).where(AuditCheck.agency_id == auditor.agency_id)
    return db.session.scalar(rows.order_by(AuditCheck.id.desc()).limit(1))


def check_waiting(worker: Worker) -> bool:
    """Do the next check, if one waits; whether there was one."""
    number = jobs.next_in_line(AuditCheck, now())
    check = jobs.claim(AuditCheck, number, worker.name, now()) if number is not None else None
    if number is None or check is None:
        return False
    if check.tries > jobs.MOST_TRIES:
        jobs.settle(AuditCheck, number, worker.name, jobs.FAILED, now())
        db.session.commit()
        return True
    try:
        jobs.renew(AuditCheck, number, worker.name, now() + LONGEST)
        report = verify()
        faults = [[fault.place, fault.message] for fault in report.faults[:MOST_FAULTS]]
        found = {"size": report.size, "root": report.root, "faults": faults}
        jobs.settle(AuditCheck, number, worker.name, jobs.DONE, now(), **found)
    except jobs.Lost:
        db.session.rollback()
        return True
    db.session.commit()
    return True
