"""The desk's list of entries: a page at a time, of everybody or one person, of all kinds or one."""

import sqlalchemy as sa
from flask_sqlalchemy.pagination import Pagination

from ...core.db import db
from ...people.models import Person
from ...people.words import matching
from .models import KINDS, Entry
from .service import people

PAGE, LAST_PAGE = 25, 1_000_000


def entries_page(reader: Person, *, q: str, kind: str, person: Person | None, page: int) -> Pagination:
    """Entries of the reader's agency, the latest first; `q` looks for people by name, NIP and e-mail."""
    rows = sa.select(Entry).where(Entry.agency_id == reader.agency_id).options(*people())
    if kind in KINDS:
        rows = rows.where(Entry.kind == kind)
    if person is not None:
        rows = rows.where(Entry.person_id == person.id)
    if q:
        rows = rows.where(Entry.person_id.in_(matching(reader.agency_id, q)))
    rows = rows.order_by(Entry.recorded_at.desc(), Entry.id.desc())
    return db.paginate(rows, page=min(page, LAST_PAGE), per_page=PAGE, error_out=False)
