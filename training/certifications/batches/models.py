"""A batch of certificates: what was asked for, how far it is, and what came of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...core.ids import new_ref
from ...core.jobs import DONE, Job
from ...people.models import Person, Unit
from ..models import Certification


class CertificateBatch(Job, Model):
    """One batch, asked for by `by`: certificates of a scheme, of a unit and what is below it, issued from a
    day to a day (inclusive); what is not set chooses nothing. `origin` is the address that goes into the QR
    codes. `done` of `total` are printed; `sha256` and `size` are of the ZIP, which is there until
    `removed_at`."""

    __tablename__ = "certificate_batch"
    record_kind = "certificate_batch"

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    certification_id: Mapped[int | None] = mapped_column(ForeignKey("certification.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    issued_from: Mapped[date | None]
    issued_until: Mapped[date | None]
    origin: Mapped[str] = mapped_column(String(300))
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    removed_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    certification: Mapped[Certification | None] = relationship()
    unit: Mapped[Unit | None] = relationship()

    @property
    def kept(self) -> bool:
        """Whether the ZIP can be fetched."""
        return self.state == DONE and self.removed_at is None

    @classmethod
    def on_record(cls) -> ColumnElement[bool]:
        """Which rows the ledger must know: those that handed papers out."""
        return cls.state == DONE

    def fact(self) -> dict[str, Any]:
        """What the ledger commits to: who took which certificates out, how many, and in which file."""
        return {
            "by": self.by.ref,
            "certification": self.certification.ref if self.certification else None,
            "unit": self.unit.ref if self.unit else None,
            "issued_from": self.issued_from.isoformat() if self.issued_from else None,
            "issued_until": self.issued_until.isoformat() if self.issued_until else None,
            "queued_at": self.queued_at.isoformat(),
            "count": self.done,
            "sha256": self.sha256,
            "size": self.size,
        }
