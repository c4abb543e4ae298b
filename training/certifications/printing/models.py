"""Where a certificate stands in the ledger, kept from its first printing on."""

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from ...core.db import Model


class CertificateSeal(Model):
    """The tree just after the leaf of one certificate: how many leaves, and its frontier as bytes, from which
    the root follows. `note` is a signed checkpoint, where there was one when it was first printed.

    A row is made once and never changed, so that every printing has the same bytes.
    """

    __tablename__ = "certificate_seal"

    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("certificate.id"), primary_key=True, autoincrement=False
    )
    size: Mapped[int] = mapped_column(unique=True)
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(Text, default="")
