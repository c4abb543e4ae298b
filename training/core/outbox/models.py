"""The outbox: one row a letter, which is also the job of sending it and the record that it was."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model
from ..ids import new_ref
from ..jobs import CANCELLED, DONE, FAILED, RUNNING, WAITING, Job

# Beside the states of every job: to be tried again at `wake_at`, and perhaps sent.
RESTING, UNCERTAIN = "resting", "uncertain"
STATES = (WAITING, RUNNING, RESTING, DONE, UNCERTAIN, FAILED, CANCELLED)


class Letter(Job, Model):
    """A letter to one address. `key` says what it is about, so that the same is never written twice.

    The floor knows no agencies and no people: `agency_id` and `person_id` are plain numbers of whoever posts.
    `attempts` counts refusals that may pass, until `give_up_at`. `handed_over_at` is when the mail server was
    about to be given the last of it. `decided_by_id` had it sent again, or took it as sent.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index(None, "agency_id", "kind", "queued_at"),
        Index(None, "person_id", "kind", "queued_at"),
    )

    ref: Mapped[str] = mapped_column(String(12), unique=True, default=new_ref)
    agency_id: Mapped[int | None]
    person_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5))
    attempts: Mapped[int] = mapped_column(default=0)
    wake_at: Mapped[datetime | None]
    give_up_at: Mapped[datetime]
    handed_over_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(String(300), default="")
    failure: Mapped[str] = mapped_column(String(300), default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None]
