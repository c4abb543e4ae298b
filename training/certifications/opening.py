"""A code that comes into force for the first time is certified from that day on, for the whole agency."""

import sqlalchemy as sa

from ..core.db import db
from ..ledger.service import Event
from .models import Certification
from .schemes.assigning import assign_audience
from .service import open_scheme


def open_for_published(event: Event) -> None:
    """Open the scheme of a published code with the usual terms, unless there is one, and assign everyone."""
    version = event.row
    if db.session.scalar(sa.select(Certification.id).where(Certification.code_id == version.code_id)) is None:
        assign_audience(open_scheme(version.code, title=version.title), now=event.at)
