"""What HR entered by hand, asked by the criteria that look at it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from .answers import EARLIEST, NO, UNKNOWN, YES, Answer, Why, first_day
from .criteria import Attendance, Complaints, NoSanction
from .evidence import Entered, Evidence
from .gaps import DAY


def sanctions(asked: NoSanction, known: Evidence, as_of: date, by: datetime) -> Answer:
    """Whether a sanction that is meant stands in the way; what is not meant is shown all the same."""
    first = first_day(as_of, 12 * asked.years) if asked.years else EARLIEST
    rows = [
        each
        for each in _entered(known, "sanction", by)
        if each.track == asked.track and each.since <= as_of and each.last >= first
    ]
    meant = [each for each in rows if not asked.levels or each.level in asked.levels]
    unclear = [each for each in rows if asked.levels and not each.level]
    others = [each for each in rows if each not in meant and each not in unclear]
    whys = [Why("sanction_counts", _said(each)) for each in meant]
    whys += [Why("sanction_unclear", _said(each)) for each in unclear]
    whys += [Why("sanction_other", _said(each)) for each in others]
    if not meant and not unclear:
        whys.append(Why("no_sanction_entered", {"track": asked.track, "by": by.isoformat()}))
    return Answer(asked.kind, NO if meant else UNKNOWN if unclear else YES, tuple(whys), _refs(rows))


def complaints(asked: Complaints, known: Evidence, as_of: date, by: datetime) -> Answer:
    """How many complaints were found true; open ones are shown and not counted."""
    first = first_day(as_of, asked.months)
    rows = [each for each in _entered(known, "complaint", by) if first <= each.since <= as_of]
    upheld = [each for each in rows if each.counted.get("upheld") is True]
    waiting = [each for each in rows if each.counted.get("upheld") is None]
    values = {"first": first.isoformat(), "count": len(upheld), "most": asked.most}
    whys = [Why("complaint_upheld", _said(each)) for each in upheld]
    whys += [Why("complaint_open", _said(each)) for each in waiting]
    whys.append(Why("complaints_counted", values))
    return Answer(asked.kind, NO if len(upheld) > asked.most else YES, tuple(whys), _refs(rows))


def attendance(asked: Attendance, known: Evidence, as_of: date, by: datetime) -> Answer:
    """Whether every stretch of attendance reaches the share, and every day has an entry."""
    first, last = _frame(asked, as_of)
    frame = {"first": first.isoformat(), "last": last.isoformat(), "least": asked.percent}
    rows = [
        each
        for each in _entered(known, "attendance", by)
        if each.since <= last and each.last >= first and _percent(each) is not None
    ]
    low = [each for each in rows if (_percent(each) or 0) < asked.percent]
    whys = [Why("attendance_entered", _said(each) | {"percent": _percent(each)}) for each in rows]
    if low:
        return Answer(asked.kind, NO, (*whys, Why("attendance_low", frame)), _refs(rows))
    missing = _uncovered(rows, first, last)
    if missing:
        whys.append(Why("attendance_missing", frame | {"since": missing.isoformat()}))
        return Answer(asked.kind, UNKNOWN, tuple(whys), _refs(rows))
    return Answer(asked.kind, YES, (*whys, Why("attendance_enough", frame)), _refs(rows))


def _entered(known: Evidence, kind: str, by: datetime) -> list[Entered]:
    """What was entered by a moment, the earliest first."""
    rows = [each for each in known.entered if each.kind == kind and each.known(by)]
    return sorted(rows, key=lambda each: (each.since, each.ref))


def _said(each: Entered) -> dict[str, Any]:
    return {
        "title": each.title,
        "number": each.number,
        "level": each.level,
        "track": each.track,
        "since": each.since.isoformat(),
        "until": each.until.isoformat() if each.until else "",
    }


def _refs(rows: Sequence[Entered]) -> tuple[str, ...]:
    return tuple(f"entry:{each.ref}" for each in rows)


def _percent(each: Entered) -> float | None:
    found = each.counted.get("percent")
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def _frame(asked: Attendance, as_of: date) -> tuple[date, date]:
    if asked.months is None:
        return date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31)
    return first_day(as_of, asked.months), as_of


def _uncovered(rows: Sequence[Entered], first: date, last: date) -> date | None:
    """The first day of a frame that no row speaks of."""
    day = first
    for each in rows:
        if each.since > day:
            return day
        day = max(day, each.last + DAY)
    return day if day <= last else None
