"""The one clock. Rules never call it: they are given `now` or `on`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day_in(zone: str, at: datetime | None = None) -> date:
    """The calendar day in an agency's zone (`Asia/Jakarta`, `Asia/Makassar`, `Asia/Jayapura`)."""
    return (at or now()).astimezone(ZoneInfo(zone)).date()
