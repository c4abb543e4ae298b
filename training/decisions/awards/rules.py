"""What a person's record says to the criteria of an award: why, why not, and what is missing. Pure.

An answer is `yes`, `no` or `unknown`, each with its reasons; what is not known is never a no, and nothing is
decided by any of them. Days are inclusive; years and months end on the same day, of a shorter month the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from ...certifications.rules import add_months
from .checks.answers import NO, UNKNOWN, YES, Answer, Why, first_day
from .checks.criteria import CertificationUnbroken, Criterion, NotUnderCase, ServiceYears, Statement
from .checks.entry_rules import attendance, complaints, sanctions
from .checks.evidence import Certified, Evidence
from .checks.gaps import DAY, EXCUSED, GAP, HELD, NOT_ASKED, Run, runs_of, total


def precheck(
    criteria: Iterable[Criterion], evidence: Evidence, *, as_of: date, known_by: datetime
) -> list[Answer]:
    """One answer for each criterion, in order: what held on a day, as far as was entered by a moment."""
    return [_JUDGES[each.kind](each, evidence, as_of, known_by) for each in criteria]


def _service(asked: ServiceYears, known: Evidence, as_of: date, _by: datetime) -> Answer:
    said, whys = _start(asked, known)
    if said is None:
        return Answer(asked.kind, UNKNOWN, whys)
    since = said
    for left, back in sorted(known.breaks, key=lambda each: each[0]):
        if left >= as_of or (back is not None and back <= max(since, left + DAY)):
            continue
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


def _by_others(asked: NotUnderCase, _known: Evidence, _as_of: date, _by: datetime) -> Answer:
    return Answer(asked.kind, UNKNOWN, (Why("case_asked"),))


def _by_hand(asked: Statement, _known: Evidence, _as_of: date, _by: datetime) -> Answer:
    return Answer(asked.kind, UNKNOWN, (Why("stated_by_hand"),))


_JUDGES: dict[str, Callable[[Any, Evidence, date, datetime], Answer]] = {
    "service_years": _service,
    "certification_unbroken": _certified,
    "no_sanction": sanctions,
    "complaints": complaints,
    "attendance": attendance,
    "not_under_case": _by_others,
    "statement": _by_hand,
}


def _years_on(day: date, years: int) -> date | None:
    try:
        return add_months(day, 12 * years)
    except ValueError:
        return None


def _full_years(since: date, as_of: date) -> int:
    years = as_of.year - since.year
    return max(0, years if add_months(since, 12 * years) <= as_of else years - 1)
