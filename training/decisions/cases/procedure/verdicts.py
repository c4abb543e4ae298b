"""Whether a verdict holds together: its grounds, the clauses at issue, the catalogue. Pure.

The catalogue is that of the day of the act, and of one track only: a moral sanction is no penalty of
discipline, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...acts import Fault, Past
from ...penalties.rules import HEAVY, Kind, months_fault
from ...tracks import DISCIPLINE, ETHICS
from .acts import Verdict
from .outcomes import KindOf
from .past import at_issue
from .quorum import is_team


def verdict_faults(
    track: str, history: Sequence[Past], verdict: Verdict, kind_of: KindOf, employment: str
) -> list[Fault]:
    """Why it cannot be decided so: of its grounds `unknown_clause`, `twice`, `missing_clause`; of the whole
    `no_ground`, `unproven_ground`; of the penalty `needed`, `none_allowed`, `unknown_penalty`,
    `other_employment`, `not_applied`, `needs_team`, `needs_outcome`; `months` and `openly` where they do not
    go with it; `recommends_discipline` on the other track."""
    found = _grounds(history, verdict)
    if verdict.recommends_discipline and track != ETHICS:
        found.append(Fault("verdict-recommends_discipline", "only_ethics"))
    if verdict.outcome == "unproven":
        return found + _nothing(verdict, kind_of)
    if not verdict.penalty:
        # An ethics panel may leave it at its advice that the other track look at it.
        return [*found, *([] if verdict.recommends_discipline else [Fault("verdict-penalty", "needed")])]
    kind = kind_of(verdict.penalty)
    if kind is None:
        return [*found, Fault("verdict-penalty", "unknown_penalty", {"key": verdict.penalty})]
    return found + _penalty(track, history, verdict, kind, employment)


def _grounds(history: Sequence[Past], verdict: Verdict) -> list[Fault]:
    clauses = at_issue(history)
    found, seen = [], set()
    for place, ground in enumerate(verdict.grounds):
        path = f"verdict-grounds-{place}-address"
        if ground.address not in clauses:
            found.append(Fault(path, "unknown_clause", {"clause": ground.address}))
        elif ground.address in seen:
            found.append(Fault(path, "twice", {"clause": ground.address}))
        seen.add(ground.address)
    if left := [each for each in clauses if each not in seen]:
        found.append(Fault("verdict-grounds", "missing_clause", {"clauses": left}))
    proven = any(ground.proven for ground in verdict.grounds)
    if proven != (verdict.outcome == "proven"):
        found.append(Fault("verdict-outcome", "unproven_ground" if proven else "no_ground"))
    return found


def _nothing(verdict: Verdict, kind_of: KindOf) -> list[Fault]:
    kind = kind_of(verdict.penalty)
    if verdict.penalty and (kind is None or kind.sanction or kind.opens):
        return [Fault("verdict-penalty", "none_allowed")]
    found = [Fault("verdict-months", "none_allowed")] if verdict.months is not None else []
    if verdict.recommends_discipline:
        found.append(Fault("verdict-recommends_discipline", "none_allowed"))
    return found + ([Fault("verdict-openly", "none_allowed")] if verdict.openly else [])


def _penalty(
    track: str, history: Sequence[Past], verdict: Verdict, kind: Kind, employment: str
) -> list[Fault]:
    found = []
    if not kind.sanction and not kind.opens:
        found.append(Fault("verdict-penalty", "needs_outcome"))
    if employment and employment not in kind.who:
        found.append(Fault("verdict-penalty", "other_employment", {"employment": employment}))
    if not kind.applied:
        found.append(Fault("verdict-penalty", "not_applied", {"note": kind.note}))
    if fault := months_fault(kind, verdict.months):
        found.append(Fault("verdict-months", f"months_{fault}", {"months": kind.months}))
    if verdict.openly != is_open(kind):
        found.append(Fault("verdict-openly", "openly"))
    if kind.opens and not verdict.recommends_discipline:
        found.append(Fault("verdict-recommends_discipline", "needed"))
    if track == DISCIPLINE and kind.level == HEAVY and not is_team(history):
        found.append(Fault("verdict-penalty", "needs_team"))
    return found


def is_open(kind: Kind) -> bool:
    """Whether a moral sanction of this kind is told to others than those concerned."""
    return bool(kind.told) and "room" not in kind.told
