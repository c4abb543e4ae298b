"""What a person's record says to the criteria of an award: why, why not, and what is missing. Pure.

An answer is `yes`, `no` or `unknown`, each with its reasons; what is not known is never a no, and nothing is
decided by any of them. Days are inclusive; years and months end on the same day, of a shorter month the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from ...certifications.rules import add_months
from .criteria import (
    Attendance,
    CertificationUnbroken,
    Complaints,
    Criterion,
    NoSanction,
    NotUnderCase,
    ServiceYears,
    Statement,
)
from .evidence import Certified, Entered, Evidence
from .gaps import DAY, EXCUSED, GAP, HELD, NOT_ASKED, Run, runs_of, total

YES, NO, UNKNOWN = MET = ("yes", "no", "unknown")
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: a code of `words.why_text` with its values, days as ISO text."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to one criterion. `sources` are references of what was looked at, `runs` the days
    of a certification in rows, by its title."""

    kind: str
    met: str
    why: tuple[Why, ...]
    sources: tuple[str, ...] = ()
    runs: tuple[tuple[str, tuple[Run, ...]], ...] = ()

    def said(self) -> dict[str, Any]:
        """As plain JSON values, to be frozen."""
        rows = [{"title": title, "runs": [run.said() for run in runs]} for title, runs in self.runs]
        why = [asdict(each) for each in self.why]
        return {"kind": self.kind, "met": self.met, "why": why, "sources": list(self.sources), "rows": rows}


def precheck(
    criteria: Iterable[Criterion], evidence: Evidence, *, as_of: date, known_by: datetime
) -> list[Answer]:
    """One answer for each criterion, in order: what held on a day, as far as was entered by a moment."""
    return [_JUDGES[each.kind](each, evidence, as_of, known_by) for each in criteria]


def first_day(as_of: date, months: int) -> date:
    """The first of the days of so many months that end on a day, both inclusive."""
    return _back(as_of, months) + DAY


def _service(asked: ServiceYears, known: Evidence, as_of: date, _by: datetime) -> Answer:
    said, whys = _start(asked, known)
    if said is None:
        return Answer(asked.kind, UNKNOWN, whys)
    since = said
    for left, back in sorted(known.breaks, key=lambda each: each[0]):
        if left < as_of and (back is None or back > since):
            if back is None or back > as_of:
                return Answer(asked.kind, NO, (*whys, Why("service_left", {"left": left.isoformat()})))
            since = back
            whys += (Why("service_break", {"left": left.isoformat(), "back": back.isoformat()}),)
    reached = _years_on(since, asked.years)
    if reached is None or reached > as_of:
        values = {"since": since.isoformat(), "years": asked.years, "full": _full_years(since, as_of)}
        on = {"reached": reached.isoformat()} if reached else {}
        return Answer(asked.kind, NO, (*whys, Why("service_short", values | on)))
    enough = {"since": since.isoformat(), "years": asked.years, "reached": reached.isoformat()}
    return Answer(asked.kind, YES, (*whys, Why("service_enough", enough)))


def _start(asked: ServiceYears, known: Evidence) -> tuple[date | None, tuple[Why, ...]]:
    if asked.counted_from == "joined":
        return known.joined_on, () if known.joined_on else (Why("joined_unknown"),)
    if known.appointed_on is not None:
        return known.appointed_on, (Why("appointed_read", {"paper": known.appointed_paper}),)
    hint = (Why("appointed_hint", {"month": known.hinted}),) if known.hinted else ()
    return None, (Why("appointed_unknown"), *hint)


def _certified(asked: CertificationUnbroken, known: Evidence, as_of: date, _by: datetime) -> Answer:
    first = first_day(as_of, asked.months)
    if not known.certified:
        return Answer(asked.kind, UNKNOWN, (Why("never_asked"),))
    judged = [(each, runs_of(each, first, as_of)) for each in known.certified]
    found = [_one_certification(asked, each, runs) for each, runs in judged]
    worst = next((word for word in (NO, UNKNOWN) if any(met == word for met, _whys in found)), YES)
    return Answer(
        asked.kind,
        worst,
        tuple(why for _met, whys in found for why in whys),
        tuple(f"certification:{each.ref}" for each in known.certified),
        tuple((each.title, tuple(runs)) for each, runs in judged),
    )


def _one_certification(
    asked: CertificationUnbroken, held: Certified, runs: Sequence[Run]
) -> tuple[str, list[Why]]:
    gap, open_days = total(runs, GAP), total(runs, NOT_ASKED)
    about = {"title": held.title, "first": runs[0].first.isoformat(), "last": runs[-1].last.isoformat()}
    whys = [
        Why("run_" + each.kind, {"title": held.title, **each.said()}) for each in runs if each.kind != HELD
    ]
    if gap > asked.gap_days:
        return NO, [*whys, Why("gap_too_long", about | {"days": gap, "allowed": asked.gap_days})]
    if open_days:
        return UNKNOWN, [*whys, Why("not_asked_yet", about | {"days": open_days})]
    code = "gap_allowed" if gap else "unbroken_excused" if total(runs, EXCUSED) else "unbroken"
    return YES, [*whys, Why(code, about | {"days": gap, "allowed": asked.gap_days})]


def _sanctions(asked: NoSanction, known: Evidence, as_of: date, by: datetime) -> Answer:
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


def _complaints(asked: Complaints, known: Evidence, as_of: date, by: datetime) -> Answer:
    first = first_day(as_of, asked.months)
    rows = [each for each in _entered(known, "complaint", by) if first <= each.since <= as_of]
    upheld = [each for each in rows if each.counted.get("upheld") is True]
    waiting = [each for each in rows if each.counted.get("upheld") is None]
    values = {"first": first.isoformat(), "count": len(upheld), "most": asked.most}
    whys = [Why("complaint_upheld", _said(each)) for each in upheld]
    whys += [Why("complaint_open", _said(each)) for each in waiting]
    whys.append(Why("complaints_counted", values))
    return Answer(asked.kind, NO if len(upheld) > asked.most else YES, tuple(whys), _refs(rows))


def _attendance(asked: Attendance, known: Evidence, as_of: date, by: datetime) -> Answer:
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


def _by_others(asked: NotUnderCase, _known: Evidence, _as_of: date, _by: datetime) -> Answer:
    return Answer(asked.kind, UNKNOWN, (Why("case_asked"),))


def _by_hand(asked: Statement, _known: Evidence, _as_of: date, _by: datetime) -> Answer:
    return Answer(asked.kind, UNKNOWN, (Why("stated_by_hand"),))


_JUDGES: dict[str, Callable[[Any, Evidence, date, datetime], Answer]] = {
    "service_years": _service,
    "certification_unbroken": _certified,
    "no_sanction": _sanctions,
    "complaints": _complaints,
    "attendance": _attendance,
    "not_under_case": _by_others,
    "statement": _by_hand,
}


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


def _years_on(day: date, years: int) -> date | None:
    try:
        return add_months(day, 12 * years)
    except ValueError:
        return None


def _full_years(since: date, as_of: date) -> int:
    years = max(0, as_of.year - since.year)
    return years - 1 if years and add_months(since, 12 * years) > as_of else years


def _back(day: date, months: int) -> date:
    try:
        return add_months(day, -months)
    except ValueError:
        return EARLIEST
