"""Questions that were read from a file and wait for somebody to confirm them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...codes.models import Code
from ...core.clock import now
from ...core.db import Model
from ...core.ids import new_ref


class Batch(Model):
    """One upload as it was read. It is deleted when it is confirmed, replaced or a day old."""

    __tablename__ = "scenario_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(10))
    drafts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    rejected: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    remarks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    code: Mapped[Code] = relationship(lazy="joined", innerjoin=True)
