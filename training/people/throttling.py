"""Counting tries that failed, so that further ones wait. Only hashes: people type passwords anywhere."""

from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from ..core.db import db, insert_into
from .models import Throttle
from .rules import THROTTLE_WINDOW, throttled_until

FORGOTTEN_AT_ONCE = 100


class TooManyTries(Exception):
    """Further tries must wait until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def key_of(kind: str, of: str) -> str:
    """What tries are counted against."""
    return f"{kind}:{sha256(of.encode()).hexdigest()}"


def refuse_throttled(key: str, free: int, now: datetime) -> None:
    """Raises TooManyTries when what is counted under the key failed too often."""
    row = db.session.execute(
        sa.select(Throttle.failures, Throttle.last_at).where(Throttle.key == key)
    ).first()
    until = throttled_until(row.failures, row.last_at, free=free, now=now) if row else None
    if until:
        raise TooManyTries(until)


def count_failure(key: str, now: datetime, *, over: sa.ColumnElement[bool] | None = None) -> None:
    """One more, in one statement: of many tries at once, each must count. It is the first again where the
    window is `over`: by default when the last one is that long ago."""
    first = insert_into(Throttle).values(key=key, failures=1, first_at=now, last_at=now)
    over = Throttle.last_at <= now - THROTTLE_WINDOW if over is None else over
    again = {
        "failures": sa.case((over, 1), else_=Throttle.failures + 1),
        "first_at": sa.case((over, now), else_=Throttle.first_at),
        "last_at": now,
    }
    db.session.execute(first.on_conflict_do_update(index_elements=[Throttle.key], set_=again))


def forget_failures(key: str) -> None:
    """Forgive what failed under a key."""
    db.session.execute(sa.delete(Throttle).where(Throttle.key == key))


def forget_old_failures(now: datetime) -> None:
    """A few at a time, so that whoever tries many accounts cannot make the table grow for good."""
    old = sa.select(Throttle.key).where(Throttle.last_at <= now - THROTTLE_WINDOW).limit(FORGOTTEN_AT_ONCE)
    db.session.execute(
        sa.delete(Throttle)
        .where(Throttle.key.in_(old.with_for_update(skip_locked=True)))
        .execution_options(synchronize_session=False)
    )
