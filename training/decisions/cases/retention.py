"""What only a case says, and what goes with it when its time is over: the reporter and the training."""

import sqlalchemy as sa

from ...core.db import db
from ..models import Case, Reporter
from ..retention.erasing import Record, Shelf
from .models import Remedy


def _empty(case: Case) -> list[Record]:
    case.clauses, case.summary, case.complaint_number, case.happened_until = [], "", "", None
    return [*_reporter(case), *_training(case)]


def _reporter(case: Case) -> list[Record]:
    row = db.session.scalar(sa.select(Reporter).where(Reporter.case_id == case.id))
    if row is None:
        return []
    row.said, row.salt, row.person_id = {}, None, None
    return [(row.record_kind, row.ref, row.agency_id)]


def _training(case: Case) -> list[Record]:
    rows = db.session.scalars(sa.select(Remedy).where(Remedy.case_id == case.id)).all()
    found: list[Record] = [(row.record_kind, row.ref, row.agency_id) for row in rows]
    for row in rows:
        db.session.delete(row)
    return found


CASES = Shelf(Case, ("cases.manage", "entries.manage"), _empty)
