"""What is true of entries that HR makes by hand: what each kind needs, and what makes one doubtful.

The two tracks never mix: a sanction of the ethics panel has no level of discipline, and the other way round.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..penalties.rules import LEVELS as PENALTY_LEVELS
from ..tracks import DISCIPLINE, ETHICS

SANCTION, COMMENDATION, ATTENDANCE, COMPLAINT, OUTAGE = KINDS = (
    "sanction",
    "commendation",
    "attendance",
    "complaint",
    "outage",
)
LEVELS = {DISCIPLINE: PENALTY_LEVELS, ETHICS: ("closed", "open")}
UPHELD = {"yes": True, "no": False, "open": None}
FIRST_YEAR = 1980
# A sanction may begin after it was delivered; nothing else is entered ahead.
AHEAD = timedelta(days=366)
MOST = {"title": 300, "number": 120, "note": 2000}
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody typed. A kind uses what it needs: `year`, `percent` and `absent_days` are attendance's,
    `upheld` (a key of UPHELD) a complaint's, `track` and `level` a sanction's."""

    kind: str
    title: str = ""
    since: date | None = None
    until: date | None = None
    track: str = ""
    level: str = ""
    number: str = ""
    note: str = ""
    year: int | None = None
    percent: float | None = None
    absent_days: int | None = None
    upheld: str = ""

    def counted(self) -> dict[str, Any]:
        """What is counted, in whole numbers as the record keeps it: `percent` is rounded down, so that it
        never reaches what it does not, and `hundredths` holds it exactly."""
        if self.kind == ATTENDANCE and self.percent is not None:
            exactly = round(self.percent * 100)
            return {"percent": exactly // 100, "hundredths": exactly, "absent_days": self.absent_days}
        return {"upheld": UPHELD[self.upheld]} if self.kind == COMPLAINT else {}

    def span(self) -> tuple[date | None, date | None]:
        """From when until when: attendance is about a calendar year."""
        if self.kind == ATTENDANCE and self.year is not None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        return self.since, self.until if self.kind in (SANCTION, OUTAGE) else None


def faults(wanted: Wanted, today: date) -> dict[str, str]:
    """Why an entry cannot be taken, by field: `empty`, `unknown`, `long`, `range`, `future`, `order`."""
    if wanted.kind not in KINDS:
        return {"kind": "unknown"}
    found = _texts(wanted)
    if wanted.kind == ATTENDANCE:
        return found | _attendance(wanted, today)
    found |= _days(wanted, today)
    if wanted.kind == SANCTION:
        if wanted.track not in LEVELS:
            found["track"] = "unknown"
        elif wanted.level not in LEVELS[wanted.track]:
            found["level"] = "unknown"
    if wanted.kind == COMPLAINT and wanted.upheld not in UPHELD:
        found["upheld"] = "unknown"
    return found


def doubts(
    kind: str, since: date, until: date | None, *, joined_on: date | None, recorded_on: date
) -> tuple[str, ...]:
    """What makes an entry doubtful without making it wrong: `before_service` (it is of before the person
    came), `running_year` (attendance of a year that was not over)."""
    found = []
    last = until if kind == ATTENDANCE and until else since
    if joined_on is not None and last < joined_on:
        found.append("before_service")
    if kind == ATTENDANCE and since.year == recorded_on.year:
        found.append("running_year")
    return tuple(found)


def reason_fault(reason: str) -> str:
    """Why a reason cannot be taken: `empty`, `long`, or nothing."""
    return "empty" if not reason.strip() else "long" if len(reason) > LONGEST_REASON else ""


def _texts(wanted: Wanted) -> dict[str, str]:
    typed = {"title": wanted.title, "number": wanted.number, "note": wanted.note}
    needed = {
        SANCTION: ("title", "number"),
        COMMENDATION: ("title",),
        COMPLAINT: ("title", "number"),
        OUTAGE: ("title",),
    }.get(wanted.kind, ())
    found = {name: "empty" for name in needed if not typed[name].strip()}
    return found | {name: "long" for name, text in typed.items() if len(text) > MOST[name]}


def _days(wanted: Wanted, today: date) -> dict[str, str]:
    found = {}
    latest = today + AHEAD if wanted.kind == SANCTION else today
    if wanted.since is None:
        found["since"] = "empty"
    elif wanted.since.year < FIRST_YEAR:
        found["since"] = "range"
    elif wanted.since > latest:
        found["since"] = "future"
    if wanted.since and wanted.until and wanted.until < wanted.since:
        found["until"] = "order"
    elif wanted.until and wanted.until.year > today.year + 30:
        found["until"] = "range"
    return found


def _attendance(wanted: Wanted, today: date) -> dict[str, str]:
    found = {}
    if wanted.year is None:
        found["year"] = "empty"
    elif not FIRST_YEAR <= wanted.year <= today.year:
        found["year"] = "range"
    if wanted.percent is None:
        found["percent"] = "empty"
    elif not 0 <= wanted.percent <= 100:
        found["percent"] = "range"
    if wanted.absent_days is None:
        found["absent_days"] = "empty"
    elif not 0 <= wanted.absent_days <= 366:
        found["absent_days"] = "range"
    return found
