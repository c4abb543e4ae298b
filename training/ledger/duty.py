"""What a worker does for the record: sign it every so often, where it may read the key."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from ..core.clock import now
from ..core.db import db, reading
from ..core.worker import Worker
from .alarms import open_alarm, sign_or_alarm
from .models import LedgerCheckpoint, LedgerHead
from .signing import KEY, RefusedToSign, origin_of, read_signed


class SignNow:
    """The duty. A refusal is an alarm, and tried again only when the next turn comes."""

    def __init__(self) -> None:
        self.tried_at: datetime | None = None

    def __call__(self, _worker: Worker) -> bool:
        """Sign if there is something new and it is time; whether there was."""
        every, at = timedelta(minutes=current_app.config["CHECKPOINT_MINUTES"]), now()
        folder = Path(current_app.config["KEYS_FOLDER"])
        if not every or (self.tried_at and at - self.tried_at < every) or not _may_sign(folder):
            return False
        if not _is_due(at, every, folder):
            return False
        self.tried_at = at
        try:
            return sign_or_alarm(folder, origin_of(current_app.config["ORIGIN"]), now=at) is not None
        except RefusedToSign:
            return False


def _may_sign(folder: Path) -> bool:
    """A key that belongs to somebody else, even one that is out of sight, is not for this worker."""
    if not os.path.exists(folder):
        return os.access(folder.parent, os.W_OK)
    key = folder / KEY
    return os.access(key, os.R_OK) if os.path.exists(key) else os.access(folder, os.W_OK | os.X_OK)


def _is_due(at: datetime, every: timedelta, folder: Path) -> bool:
    """Something is new and it is time; or the database does not hold what was signed last, or an alarm
    stands: then at once, so that a restored backup is told about before anybody works on it."""
    db.session.rollback()
    with reading():
        newest = sa.select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(1)
        last, size = db.session.scalar(newest), db.session.scalar(sa.select(LedgerHead.size)) or 0
        alarmed = open_alarm() is not None
        db.session.rollback()
    try:
        signed = read_signed(folder)
    except RefusedToSign:
        return True
    if alarmed or (signed is not None and (last is None or last.note != signed.note)):
        return True
    return bool(size) and (last is None or (size != last.size and at - last.signed_at >= every))
