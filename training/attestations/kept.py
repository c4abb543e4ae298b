"""What somebody declared, as plain values."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ..codes.models import Code, CodeVersion
from ..core.db import db
from .models import Attestation


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration: `record` names it on the ledger, `lineage` the version and all that differ from it in
    wording only."""

    record: str
    code_id: int
    code: str
    version_id: int
    version: int
    lineage: str
    at: datetime
    shown_hash: str
    language: str
    statement: str


def declarations_of(person_id: int) -> list[Declaration]:
    """Everything a person ever declared, the earliest first. One statement."""
    rows = (
        sa.select(Attestation, CodeVersion.code_id, Code.title, CodeVersion.number, CodeVersion.lineage)
        .join(CodeVersion, CodeVersion.id == Attestation.version_id)
        .join(Code, Code.id == CodeVersion.code_id)
        .where(Attestation.person_id == person_id)
        .order_by(Attestation.at, Attestation.id)
    )
    return [
        Declaration(
            *(f"{row.record_kind}:{row.ref}", code_id, code, row.version_id, number, lineage),
            *(row.at, row.shown_hash, row.language, row.statement),
        )
        for row, code_id, code, number, lineage in db.session.execute(rows)
    ]
