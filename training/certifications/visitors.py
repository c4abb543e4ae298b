"""How often one network may ask for certificates that do not exist. A code that exists is never refused:
an office behind one address checks as many as it likes."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from ..core.db import db, writing_apart
from ..people.models import Throttle
from ..people.rules import network_of
from ..people.throttling import count_failure, key_of

FREE_UNKNOWN = 60
WINDOW = timedelta(minutes=10)


def count_unknown(address: str, now: datetime) -> int:
    """One more code that nobody was given, from this network; how many seconds to wait before the next one is
    answered, 0 for go ahead. Whoever must wait is not counted on."""
    key = key_of("verify", network_of(address))
    known = sa.select(Throttle.failures, Throttle.first_at).where(Throttle.key == key)
    row = db.session.execute(known).first()
    if row and row.failures >= FREE_UNKNOWN and now - row.first_at < WINDOW:
        return max(1, round((row.first_at + WINDOW - now).total_seconds()))
    with writing_apart():
        count_failure(key, now, over=Throttle.first_at <= now - WINDOW)
    return 0
