"""Where a day begins and ends in an agency's zone, as moments in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_begins(day: date, zone: str) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def day_after(day: date, zone: str) -> datetime:
    """The first moment that is no longer that day."""
    return day_begins(day + timedelta(days=1), zone)
