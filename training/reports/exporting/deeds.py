"""When people declared the code and when they had learned all of it, within a stretch of days."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from ...attestations.models import Attestation
from ...certifications.days import day_after, day_begins
from ...codes.models import CodeVersion
from ...people.models import Person
from .matrix import passes_in
from .office import Scheme
from .rules import Asked


def declared(
    scheme: Scheme, asked: Asked, zone: str, people: Collection[int] | None = None
) -> sa.Select[*tuple[Any, ...]]:
    """Who declared the code in that time, in any wording of the version in force, and when first."""
    version = scheme.in_force.version
    rows = (
        sa.select(Attestation.person_id, sa.func.min(Attestation.at, type_=Attestation.at.type).label("at"))
        .join(CodeVersion, CodeVersion.id == Attestation.version_id)
        .where(CodeVersion.code_id == version.code_id, CodeVersion.lineage == version.lineage)
        .where(Attestation.at >= day_begins(asked.since, zone), Attestation.at < day_after(asked.until, zone))
        .group_by(Attestation.person_id)
    )
    return rows.where(Attestation.person_id.in_(people)) if people is not None else rows


def learned(
    scheme: Scheme, asked: Asked, zone: str, people: Collection[int] | None = None
) -> sa.Select[*tuple[Any, ...]]:
    """Who passed every module in that time, and when the last of them was."""
    everybody = sa.select(Person.id).where(Person.agency_id == scheme.in_force.certification.agency_id)
    times = {"since": day_begins(asked.since, zone), "before": day_after(asked.until, zone)}
    made = passes_in(scheme, everybody if people is None else people, **times).subquery()
    done_at = sa.func.max(made.c.first_at, type_=Attestation.at.type)
    rows = sa.select(made.c.person_id, done_at.label("done_at")).group_by(made.c.person_id)
    return rows.having(sa.func.count(made.c.module_id) == (len(scheme.modules) or -1))
