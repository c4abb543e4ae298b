"""What newer versions of a code ask of those certified on an older one, as of a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ..codes.models import CodeVersion
from ..core.clock import day_in
from ..core.db import db
from ..modules.models import Module
from .days import day_after
from .models import Certification, DeltaDuty


@dataclass(frozen=True, slots=True)
class Delta:
    """One newer version to catch up with, by a day (inclusive); met in days of the agency's zone.

    `module_id` is None where only the declaration is asked again.
    """

    version: int
    due_on: date
    asked_at: datetime
    met_at: datetime | None
    met_on: date | None
    module_id: int | None
    module_ref: str | None

    def overdue(self, on: date) -> bool:
        """Whether it should have been done before that day."""
        return self.met_on is None and on > self.due_on


def deltas_of(
    certifications: Iterable[int],
    *,
    on: date,
    zone: str,
    person_id: int | None = None,
    people: Collection[int] | None = None,
) -> dict[tuple[int, int], list[Delta]]:
    """By person and certification (ids), the oldest version first; what was met later is still open. One
    statement. Of everybody, of one person, or of these `people`. It is asked once, and stands beside every
    scheme of its code."""
    rows = (
        sa.select(DeltaDuty, CodeVersion.number, Module.ref, Certification.id)
        .join(CodeVersion, CodeVersion.id == DeltaDuty.version_id)
        .join(Certification, Certification.code_id == CodeVersion.code_id)
        .outerjoin(Module, Module.id == DeltaDuty.module_id)
        .where(Certification.id.in_(certifications), DeltaDuty.asked_at < day_after(on, zone))
        .order_by(DeltaDuty.asked_at, DeltaDuty.id)
    )
    if person_id is not None:
        rows = rows.where(DeltaDuty.person_id == person_id)
    if people is not None:
        rows = rows.where(DeltaDuty.person_id.in_(people))
    found: defaultdict[tuple[int, int], list[Delta]] = defaultdict(list)
    for duty, version, module_ref, certification in db.session.execute(rows):
        met_on = day_in(zone, duty.met_at) if duty.met_at else None
        met = duty.met_at if met_on and met_on <= on else None
        found[duty.person_id, certification].append(
            Delta(
                version=version,
                due_on=duty.due_on,
                asked_at=duty.asked_at,
                met_at=met,
                met_on=met_on if met else None,
                module_id=duty.module_id,
                module_ref=module_ref,
            )
        )
    return found
