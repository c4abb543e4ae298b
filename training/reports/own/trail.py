"""What was done with somebody's data: who saw it, and what the ledger holds about it."""

from typing import Any

import sqlalchemy as sa

from ...attempts.appeals.models import ItemAppeal
from ...attempts.models import Attempt
from ...attestations.models import Attestation
from ...certifications.corrections.models import Correction
from ...certifications.manual.models import Excusal, Extension, Provisional, Waiver
from ...certifications.models import Assignment, CertificateDoubt, DeltaDuty, Period
from ...core.db import db
from ...ledger.models import LedgerLeaf
from ...people.models import Person, RoleChange
from . import more
from .sightings import sightings_of

RECORDED: tuple[Any, ...] = (
    *(Attempt, Attestation, Correction, ItemAppeal, Assignment, DeltaDuty, Period),
    *(Excusal, Extension, Provisional, Waiver, RoleChange),
)
AT_A_TIME = 500


def seen_by(person: Person) -> list[dict[str, Any]]:
    """Every look and every file that is kept, the latest first."""
    return [
        {"kind": s.kind, "by": s.name, "what": s.what, "why": s.why, "times": s.count, "at": s.at}
        for s in sightings_of(person, limit=None)
    ]


def leaves_about(person: Person) -> list[dict[str, Any]]:
    """The entries of the ledger about rows of this person, in their order."""
    records = [record for kind in RECORDED for record in _records(kind, person)]
    records += [*_doubts(person), *more.records(person)]
    found = []
    for start in range(0, len(records), AT_A_TIME):
        rows = sa.select(
            LedgerLeaf.idx, LedgerLeaf.kind, LedgerLeaf.record, LedgerLeaf.at, LedgerLeaf.leaf_hash
        )
        part = rows.where(LedgerLeaf.record.in_(records[start : start + AT_A_TIME]))
        found += [dict(row._mapping) for row in db.session.execute(part)]
    return sorted(found, key=lambda leaf: int(leaf["idx"]))


def _doubts(person: Person) -> list[str]:
    rows = sa.select(CertificateDoubt.ref).join(Period, Period.id == CertificateDoubt.period_id)
    refs = db.session.scalars(rows.where(Period.person_id == person.id))
    return [f"{CertificateDoubt.record_kind}:{ref}" for ref in refs]


def _records(kind: Any, person: Person) -> list[str]:
    refs = db.session.scalars(sa.select(kind.ref).where(kind.person_id == person.id))
    return [f"{kind.record_kind}:{ref}" for ref in refs]
