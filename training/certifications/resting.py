"""Which certificates rest on a run: beneath them it was the only pass of its module."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from ..attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ..core.db import db
from ..modules.models import Module
from .models import Certificate, Certification, Period

CHUNK = 500


class Lost(NamedTuple):
    """A run that no longer passes: whose, of which module, when it ended."""

    attempt_id: int
    person_id: int
    module_id: int
    at: datetime


def resting_on(lost: Sequence[Lost]) -> dict[int, list[tuple[int, str]]]:
    """The certificates beneath which each of these runs was the only pass of its module: run to (period id,
    number), one at most of each scheme. Three statements for every `CHUNK` of runs."""
    found: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for start in range(0, len(lost), CHUNK):
        some = lost[start : start + CHUNK]
        people = {each.person_id for each in some}
        rounds, others, keys = _rounds(people), _passes(people), _keys({each.module_id for each in some})
        for each in some:
            passes = others[each.person_id, each.module_id]
            for of_scheme in rounds[each.person_id].values():
                held = _resting(each, of_scheme, passes, keys[each.module_id])
                found[each.attempt_id] += [(held.id, held.number)] if held else []
    return {run: held for run, held in found.items() if held}


def _resting(lost: Lost, rounds: list[Any], passes: list[tuple[int, datetime]], key: str) -> Any:
    """The round of one scheme that the run held up, or None."""
    held = next((row for row in rounds if row.certified_at >= lost.at), None)
    if held is None or ((held.modules or held.short_modules) and key not in _stands_for(held)):
        return None
    since = max((row.certified_at for row in rounds if row.certified_at < lost.at), default=None)
    return None if _covered(lost, passes, since, held.certified_at) else held


def _stands_for(held: Any) -> set[str]:
    """The modules a certificate names, by key."""
    return {module["key"] for module in held.frozen.get("modules", ())}


def _keys(modules: Collection[int]) -> dict[int, str]:
    return dict(db.session.execute(sa.select(Module.id, Module.key).where(Module.id.in_(modules))).all())


def _rounds(people: Collection[int]) -> defaultdict[int, dict[int, list[Any]]]:
    """By person and certification, the oldest first."""
    rows = (
        sa.select(
            *(Period.person_id, Period.certification_id, Period.id, Period.certified_at),
            *(Certificate.number, Certificate.frozen, Certification.modules, Certification.short_modules),
        )
        .join(Certificate, Certificate.period_id == Period.id)
        .join(Certification, Certification.id == Period.certification_id)
        .where(Period.person_id.in_(people), Period.revoked_at.is_(None))
        .order_by(Period.certified_at)
    )
    found: defaultdict[int, dict[int, list[Any]]] = defaultdict(dict)
    for row in db.session.execute(rows):
        found[row.person_id].setdefault(row.certification_id, []).append(row)
    return found


def _passes(people: Collection[int]) -> defaultdict[tuple[int, int], list[tuple[int, datetime]]]:
    """Every pass that counts: (person, module) to (run, when)."""
    rows = (
        sa.select(Attempt.person_id, Assessment.module_id, Attempt.id, Outcome.at)
        .join(Attempt.outcome)
        .join(Attempt.assessment)
        .where(Attempt.person_id.in_(people), Attempt.purpose == CERTIFICATION, Outcome.passed)
    )
    found: defaultdict[tuple[int, int], list[tuple[int, datetime]]] = defaultdict(list)
    for person, module, run, at in db.session.execute(rows):
        found[person, module].append((run, at))
    return found


def _covered(lost: Lost, others: list[tuple[int, datetime]], since: datetime | None, until: datetime) -> bool:
    """Whether another run on the module was passed in the same round."""
    made = (at for run, at in others if run != lost.attempt_id)
    return any((since is None or at > since) and at <= until for at in made)
