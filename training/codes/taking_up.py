"""What the worker does with uploads: read the next in line page by page, and keep it as a draft."""

import time
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask import current_app

from ..core import jobs
from ..core.clock import now
from ..core.db import db
from ..core.slots import Slots
from ..core.worker import Ending, Worker
from ..people.models import Agency
from .extraction import Company, How, Reading, read_apart
from .faults import BadFile
from .intake import SlugKnown, Told, take_in
from .kinds.limits import LIMITS, OCR_LIMITS
from .kinds.scan import can_recognise
from .kinds.source import Stopped, WithoutText
from .models import Intake, IntakeFile
from .service import SlugTaken
from .waiting import forget

RENEW_SECONDS = 2.0
# What is read soon does not wait behind a scan.
SOON_FIRST = (sa.case((Intake.how == "pictures", 1), else_=0),)
FELL_AGAIN = "Pembaca sudah beberapa kali berhenti di tengah berkas ini, jadi tidak dicoba lagi."


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload this worker has claimed, as plain values: no transaction is open while it is read."""

    number: int
    tries: int
    name: str
    how: How
    data: bytes


class Watch:
    """Keeps the claim while the child reads, and tells how far it is."""

    def __init__(self, number: int, worker: Worker) -> None:
        self.number, self.worker, self.renewed = number, worker, time.monotonic()

    def page(self, page: int, pages: int) -> None:
        """A page is done. Raises Lost."""
        self._renew(page=page, pages=pages)

    def pulse(self) -> None:
        """A second has passed. Raises Ending, and Lost when the upload was cancelled."""
        self.worker.pulse()
        if time.monotonic() - self.renewed >= RENEW_SECONDS:
            self._renew()

    def _renew(self, **told: int) -> None:
        jobs.renew(Intake, self.number, self.worker.name, now(), **told)
        self.renewed = time.monotonic()


def take_up(worker: Worker) -> bool:
    """Read the next upload in line, if there is one and a reader is free."""
    number = jobs.next_in_line(Intake, now(), first=SOON_FIRST)
    if number is None:
        return False
    with slots().take(quick=False) as slot:
        if slot is None:
            return False
        upload = _claimed(number, worker)
        if upload is not None:
            _finish(upload, worker, slot)
    return True


def slots() -> Slots:
    """The places for readers on this machine."""
    places: Slots = current_app.extensions["readers"]
    return places


def _claimed(number: int, worker: Worker) -> Upload | None:
    row = jobs.claim(Intake, number, worker.name, now())
    file = db.session.get(IntakeFile, number) if row else None
    found = None
    if row and file:
        found = Upload(row.id, row.tries, row.name, row.how, file.data)  # type: ignore[arg-type]
    db.session.rollback()
    return found


def _finish(upload: Upload, worker: Worker, slot: int) -> None:
    watch = Watch(upload.number, worker)
    try:
        try:
            reading = _read(upload, Company(watch.page, watch.pulse, slot))
        except BadFile as refusal:
            _refuse(upload, worker, refusal)
        else:
            _keep(upload, worker, reading)
    except jobs.Lost:
        db.session.rollback()
    except Ending:
        jobs.give_back(Intake, upload.number, worker.name)
        raise


def _read(upload: Upload, company: Company) -> Reading:
    if upload.tries > jobs.MOST_TRIES:
        raise Stopped(upload.name, FELL_AGAIN)
    if upload.how != "pictures":
        try:
            reading = read_apart(upload.data, upload.name, upload.how, LIMITS, company)
            if not reading.source.unread or not can_recognise():
                return reading
        except WithoutText:
            if not can_recognise():
                raise
    return read_apart(upload.data, upload.name, "pictures", OCR_LIMITS, company)


def _refuse(upload: Upload, worker: Worker, refusal: BadFile) -> None:
    fault = refusal.faults[0]
    place = f"baris {fault.line}" if fault.line else fault.path
    message = f"{place}: {fault.message}" if place else fault.message
    jobs.settle(Intake, upload.number, worker.name, jobs.FAILED, now(), message=message)
    forget(upload.number)
    db.session.commit()


def _keep(upload: Upload, worker: Worker, reading: Reading) -> None:
    try:
        _become_draft(upload, worker, reading)
    except (SlugTaken, SlugKnown):
        # Somebody took the name meanwhile; what was read for long is not thrown away for that.
        db.session.rollback()
        _become_draft(upload, worker, reading, named=False)


def _become_draft(upload: Upload, worker: Worker, reading: Reading, *, named: bool = True) -> None:
    """One transaction: the job is done, its version is there and its bytes are gone."""
    moment, source = now(), reading.source
    notes, unread = list(source.notes), list(source.unread)
    jobs.settle(Intake, upload.number, worker.name, jobs.DONE, moment, notes=notes, unread=unread)
    row = db.session.get_one(Intake, upload.number, populate_existing=True)
    told = _told(row)
    agency = db.session.get_one(Agency, row.agency_id)
    version = take_in(agency, reading, row.name, told if named else replace(told, slug=""), now=moment)
    row.version_id = version.id
    forget(row.id)
    db.session.commit()


def _told(row: Intake) -> Told:
    return Told(row.code, row.slug, row.title, row.decree, row.decree_date, row.in_force_from)
