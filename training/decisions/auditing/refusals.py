"""Doors that stayed closed, as the auditor reads them."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.db import db
from ...core.paging import PAGE_ROWS, Page
from ...people.models import Agency, Person
from ...people.refused import Refusal


def refusals(agency: Agency, number: int) -> Page[Refusal]:
    """A page of what was refused to people of an agency, the latest first."""
    mine = Refusal.agency_id == agency.id
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Refusal).where(mine)) or 0
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(max(number, 1), pages)
    rows = sa.select(Refusal).where(mine).order_by(Refusal.last_at.desc(), Refusal.id.desc())
    rows = rows.options(joinedload(Refusal.person).options(lazyload(Person.grants)))
    found = db.session.scalars(rows.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS))
    return Page(list(found), page, pages, total)
