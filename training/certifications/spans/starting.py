"""When people began: their first pass of anything a certification asks for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ...codes.models import IN_FORCE, CodeVersion
from ...core.db import db
from ...modules.models import COURSE, Module
from ...modules.succession import counts_as
from ...people.models import Person
from ..models import Certification

Key = tuple[int, int]


def started_of(people: dict[int, Any]) -> dict[Key, datetime]:
    """By person and certification, the first pass of anything it asks for. Two statements."""
    found: dict[Key, datetime] = {}
    schemes: defaultdict[int, list[Certification]] = defaultdict(list)
    for scheme, version in db.session.execute(_in_force(people)):
        schemes[version].append(scheme)
    for row in _passes(people, list(schemes)) if schemes else ():
        for scheme in schemes[row.version_id]:
            wanted = not scheme.modules or row.key in scheme.modules
            if wanted and row.percent >= (scheme.pass_percent or 0):
                key = row.person_id, scheme.id
                found[key] = min(found.get(key, row.at), row.at)
    return found


def _in_force(people: dict[int, Any]) -> sa.Select[Certification, int]:
    agencies = sa.select(Person.agency_id).where(Person.id.in_(people))
    return (
        sa.select(Certification, CodeVersion.id)
        .join(CodeVersion, CodeVersion.code_id == Certification.code_id)
        .where(Certification.agency_id.in_(agencies), CodeVersion.state == IN_FORCE)
    )


def _passes(people: dict[int, Any], versions: list[int]) -> Iterator[Any]:
    pairs = counts_as(Module.version_id.in_(versions), Module.kind == COURSE)
    asked = aliased(Module)
    rows = (
        sa.select(Attempt.person_id, asked.key, asked.version_id, Outcome.at, Outcome.percent)
        .join(Attempt.outcome)
        .join(Assessment, Assessment.id == Attempt.assessment_id)
        .join(pairs, pairs.c.taken == Assessment.module_id)
        .join(asked, asked.id == pairs.c.asked)
        .where(Attempt.person_id.in_(people), Attempt.purpose == CERTIFICATION, Outcome.passed)
    )
    yield from db.session.execute(rows)
