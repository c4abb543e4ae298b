"""What a credential needs beside its certificate, kept from the first time somebody takes it along."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ..models import Certificate


class CertificateCredential(Model):
    """The place of a certificate in a status list, drawn at random so that neighbours mean nothing; `subject`
    names the holder in this credential only, and `identity_hash` binds it to the address they had, if any."""

    __tablename__ = "certificate_credential"
    __table_args__ = (UniqueConstraint("agency_id", "list_number", "position"),)

    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("certificate.id"), primary_key=True, autoincrement=False
    )
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    list_number: Mapped[int]
    position: Mapped[int]
    subject: Mapped[str] = mapped_column(String(36))
    salt: Mapped[str] = mapped_column(String(32))
    identity_hash: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[datetime]

    certificate: Mapped[Certificate] = relationship()
