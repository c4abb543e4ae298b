"""What stands beside the list: the units of the agency and the reader's saved views."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person, Unit
from .models import SavedView


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as plain values."""

    id: int
    ref: str
    name: str
    parent_id: int | None


def units_and_views(reader: Person) -> tuple[dict[int, Named], list[Any]]:
    """The agency's units by id, by name, and the reader's saved views, in one statement."""
    nothing = sa.literal("")
    unit = sa.select(
        *(sa.literal(0).label("sort"), Unit.id, Unit.ref, Unit.name.label("called"), Unit.parent_id),
        nothing.label("query"),
    ).where(Unit.agency_id == reader.agency_id)
    view = sa.select(
        *(sa.literal(1), SavedView.id, SavedView.ref, SavedView.name),
        *(sa.cast(sa.null(), sa.Integer), SavedView.query),
    ).where(SavedView.person_id == reader.id)
    both: Any = sa.union_all(unit, view).order_by(sa.text("sort, called"))
    rows: Sequence[Any] = db.session.execute(both).all()
    units = {row.id: Named(row.id, row.ref, row.called, row.parent_id) for row in rows if row.sort == 0}
    return units, [row for row in rows if row.sort == 1]
