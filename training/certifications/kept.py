"""What was asked of one person and held by them, as plain values: every scheme, also those closed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..codes.models import CodeVersion
from ..core.db import db
from ..ledger.told import told_about
from .models import HAND, Assignment, Certification, DeltaDuty, Period


@dataclass(frozen=True, slots=True)
class SchemeKept:
    """A scheme. `modules` are keys, none standing for the whole code."""

    ref: str
    title: str
    code_id: int
    modules: tuple[str, ...]
    grace_days: int
    closes_days: int | None


@dataclass(frozen=True, slots=True)
class AssignmentKept:
    """That somebody must hold a certification; `record` names it on the ledger where a person's hand made or
    ended it."""

    record: str | None
    scheme: SchemeKept
    assigned_at: datetime
    due_on: date
    by_hand: bool
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class RoundKept:
    """A round with the number of its certificate."""

    record: str
    scheme: SchemeKept
    number: int
    version: int
    certificate: str
    completed_on: date
    valid_from: date
    valid_until: date
    window_opens: date
    certified_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class DutyKept:
    """That a newer version of a code was to be caught up with; on the ledger once it was."""

    record: str | None
    code_id: int
    version: int
    asked_at: datetime
    due_on: date
    met_at: datetime | None


def assignments_kept(person_id: int) -> list[AssignmentKept]:
    """Everything ever asked of a person, the earliest first. An assignment that ended and began again is one
    row: how it was before is told by its leaves, since none ends without one. Two statements."""
    rows = sa.select(Assignment).where(Assignment.person_id == person_id)
    assigned = list(db.session.scalars(rows.options(joinedload(Assignment.certification))))
    told = told_about([_record(row) for row in assigned if _on_record(row)])
    found = [each for row in assigned for each in (*_before(row, told.get(_record(row), [])), _now(row))]
    return sorted(found, key=lambda each: (each.assigned_at, each.scheme.ref))


def rounds_kept(person_id: int) -> list[RoundKept]:
    """Every round of a person, the first first. One statement."""
    rows = sa.select(Period).where(Period.person_id == person_id).order_by(Period.completed_on, Period.round)
    return [
        RoundKept(
            record=f"{row.record_kind}:{row.ref}",
            scheme=_scheme(row.certification),
            number=row.round,
            version=row.version_number,
            certificate=row.certificate.number,
            completed_on=row.completed_on,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            window_opens=row.window_opens,
            certified_at=row.certified_at,
            revoked_at=row.revoked_at,
        )
        for row in db.session.scalars(rows)
    ]


def duties_kept(person_id: int) -> list[DutyKept]:
    """Every newer version a person was to catch up with, the first first. One statement."""
    rows = (
        sa.select(DeltaDuty, CodeVersion.code_id, CodeVersion.number)
        .join(CodeVersion, CodeVersion.id == DeltaDuty.version_id)
        .where(DeltaDuty.person_id == person_id)
        .order_by(DeltaDuty.asked_at, DeltaDuty.id)
    )
    return [
        DutyKept(
            f"{row.record_kind}:{row.ref}" if row.met_at else None,
            *(code_id, version, row.asked_at, row.due_on, row.met_at),
        )
        for row, code_id, version in db.session.execute(rows)
    ]


def _record(row: Assignment) -> str:
    return f"{row.record_kind}:{row.ref}"


def _on_record(row: Assignment) -> bool:
    """Whether a person's hand made or ended it at any time."""
    return row.source == HAND or row.by_id is not None


def _now(row: Assignment) -> AssignmentKept:
    return AssignmentKept(
        _record(row) if _on_record(row) else None,
        *(_scheme(row.certification), row.assigned_at, row.due_on, row.source == HAND, row.ended_at),
    )


def _before(row: Assignment, told: Sequence[Mapping[str, Any]]) -> Iterable[AssignmentKept]:
    """Each time before the present one, as its last leaf tells it."""
    last = {datetime.fromisoformat(said["assigned_at"]): said for said in told}
    for at, said in last.items():
        if at != row.assigned_at and said["ended_at"]:
            yield AssignmentKept(
                *(_record(row), _scheme(row.certification), at, date.fromisoformat(said["due_on"])),
                *(said["source"] == HAND, datetime.fromisoformat(said["ended_at"])),
            )


def _scheme(row: Certification) -> SchemeKept:
    return SchemeKept(row.ref, row.title, row.code_id, tuple(row.modules), row.grace_days, row.closes_days)
