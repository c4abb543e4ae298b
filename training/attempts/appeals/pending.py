"""Appeals of items that nobody answered yet."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from .models import ItemAppeal
from .rules import OPEN


@dataclass(frozen=True, slots=True)
class Waiting:
    """An appeal of an item that holds a scenario version."""

    record: str
    version_id: int
    asked_at: datetime


def pending_of(person_id: int) -> list[Waiting]:
    """What a person said is wrong about items and waits for an answer, the earliest first. One statement."""
    rows = sa.select(ItemAppeal.ref, ItemAppeal.version_id, ItemAppeal.asked_at).where(
        ItemAppeal.person_id == person_id, ItemAppeal.state == OPEN
    )
    return [
        Waiting(f"{ItemAppeal.record_kind}:{ref}", version_id, at)
        for ref, version_id, at in db.session.execute(rows.order_by(ItemAppeal.asked_at, ItemAppeal.id))
    ]
