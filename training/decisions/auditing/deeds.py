"""What is done at desks that keep nothing of it themselves, such as giving somebody a new password: kept and
put on record in the transaction of the deed, so that no administrator works unseen."""

from ...core.db import db
from ...ledger.service import SYSTEM, record
from ...people.changes import Done
from .models import Deed

LONGEST = 100


def keep_deed(done: Done) -> None:
    """Keep it and put it on record."""
    deed = Deed(
        agency_id=done.agency_id, person=done.by, place=done.kind, about=done.about[:LONGEST], at=done.at
    )
    db.session.add(deed)
    db.session.flush()
    record(done.kind, deed, actor=done.by.ref if done.by else SYSTEM, at=done.at)
