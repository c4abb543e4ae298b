"""The alarm of the signer: raised when it refuses, gone when it signs again or a restore is accepted."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from ..core.db import db
from ..people.models import Person
from .models import LedgerAlarm
from .service import record
from .signing import RefusedToSign, read_signed, sign_latest, sign_restored


class NothingToAccept(RuntimeError):
    """The record adds to what was signed: there is no break that somebody could accept."""


def open_alarm() -> LedgerAlarm | None:
    """The alarm that stands now, in one statement."""
    rows = sa.select(LedgerAlarm).where(LedgerAlarm.cleared_at.is_(None))
    return db.session.scalar(rows.order_by(LedgerAlarm.id).limit(1))


def accepted_restores() -> list[LedgerAlarm]:
    """The breaks somebody accepted, the latest first."""
    rows = sa.select(LedgerAlarm).where(LedgerAlarm.on_record()).order_by(LedgerAlarm.id.desc())
    return list(db.session.scalars(rows.limit(10)))


def sign_or_alarm(folder: Path, origin: str, *, now: datetime) -> str | None:
    """Sign the record as it stands, as `sign_latest` does. A refusal is kept as the alarm, logged and raised
    again; a signature ends the alarm. Commits."""
    try:
        note = sign_latest(folder, origin, now=now)
    except RefusedToSign as refused:
        db.session.rollback()
        _raise_alarm(refused, folder, now)
        db.session.commit()
        current_app.logger.critical("the record is not signed (%s): %s", refused.reason, refused)
        raise
    if open_alarm() is not None:
        standing = sa.update(LedgerAlarm).where(LedgerAlarm.cleared_at.is_(None))
        db.session.execute(standing.values(cleared_at=now))
    db.session.commit()
    return note


def accept_restore(folder: Path, origin: str, *, reason: str, by: Person | None = None, now: datetime) -> str:
    """Go on from a record that does not add to what was signed last; the new note.

    The reason is put on record (`ledger.restored`) together with the signature that is no longer built upon:
    whoever holds that one still sees the break. Raises NothingToAccept, and RefusedToSign when the record is
    not whole in itself or the log has another name. ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a restore is accepted with a reason")
    try:
        sign_or_alarm(folder, origin, now=now)
    except RefusedToSign as refused:
        if refused.reason == "origin":
            raise
    else:
        raise NothingToAccept
    by_id = by.id if by else None

    def put_on_record() -> None:
        alarm = open_alarm()
        assert alarm is not None  # noqa: S101 - raised just above, and only a signature ends it
        alarm.cleared_at, alarm.cleared_by_id, alarm.note = now, by_id, reason
        actor = db.session.get_one(Person, by_id).ref if by_id else "system"
        record("ledger.restored", alarm, actor=actor, at=now)
        db.session.commit()

    return sign_restored(folder, origin, put_on_record, now=now)


def _raise_alarm(refused: RefusedToSign, folder: Path, now: datetime) -> None:
    alarm, last = open_alarm(), read_signed(folder) if refused.reason != "state" else None
    if alarm is None:
        alarm = LedgerAlarm(first_at=now)
        db.session.add(alarm)
    alarm.reason, alarm.said, alarm.last_at = refused.reason, str(refused), now
    alarm.signed_size = last.frontier.size if last else 0
    alarm.signed_root = last.frontier.root().hex() if last else ""
