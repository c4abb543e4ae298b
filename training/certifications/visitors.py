"""How often one network may ask for certificates that do not exist. A code that exists is never refused:
an office behind one address checks as many as it likes."""

from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from ..core.db import db, insert_into, writing_apart
from ..people.models import Throttle
from ..people.rules import network_of

FREE_UNKNOWN = 60
WINDOW = timedelta(minutes=10)


def count_unknown(address: str, now: datetime) -> int:
    """One more code that nobody was given, from this network; how many seconds to wait before the next one is
    answered, 0 for go ahead. Whoever must wait is not counted on."""
    key = f"verify:{sha256(network_of(address).encode()).hexdigest()}"
    known = sa.select(Throttle.failures, Throttle.first_at).where(Throttle.key == key)
    row = db.session.execute(known).first()
    if row and row.failures >= FREE_UNKNOWN and now - row.first_at < WINDOW:
        return max(1, round((row.first_at + WINDOW - now).total_seconds()))
    with writing_apart():
        _add(key, now)
    return 0


def _add(key: str, now: datetime) -> None:
    """In one statement: of many at once, each must count."""
    over = Throttle.first_at <= now - WINDOW
    again = {
        "failures": sa.case((over, 1), else_=Throttle.failures + 1),
        "first_at": sa.case((over, now), else_=Throttle.first_at),
        "last_at": now,
    }
    first = insert_into(Throttle).values(key=key, failures=1, first_at=now, last_at=now)
    db.session.execute(first.on_conflict_do_update(index_elements=[Throttle.key], set_=again))
