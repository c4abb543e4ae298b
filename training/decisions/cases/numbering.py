"""Decisions under a number that was given before: asked about, never refused for good.

A number comes from the office's register of letters. One letter may decide about several officers and a
register may begin anew each year, so the same number is no fault; it is worth a second look before it is on
record.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person
from ..acts import Act, Fault
from ..gate import find
from ..models import Case, Matter, Step
from .procedure.acts import Decided, Reviewed

NUMBERED = ("decided", "reviewed")


def number_faults(case: Case, act: Act, reader: Person) -> list[Fault]:
    """`number_again` with `known_number`: another decision of the agency has this number; `where` names those
    matters that the reader may read, and nothing of others."""
    if not isinstance(act, Decided | Reviewed):
        return []
    found = _bearing(case, act.number)
    if not found:
        return []
    named = [each.number for each in found if find(reader, type(each), each.ref) is not None]
    return [Fault("number_again", "known_number", {"where": named})]


def _bearing(case: Case, number: str) -> Sequence[Matter]:
    """The other matters of the agency with a decision under this number, whatever its case and spaces."""
    kept = sa.func.lower(sa.func.replace(Step.said["number"].as_string(), " ", ""))
    rows = sa.select(Matter).join(Step, Step.matter_id == Matter.id)
    rows = rows.where(Step.agency_id == case.agency_id, Step.kind.in_(NUMBERED), Matter.id != case.id)
    rows = rows.where(kept == "".join(number.split()).lower())
    return db.session.scalars(rows.order_by(Matter.id)).unique().all()
