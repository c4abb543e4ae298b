"""What the worker does with batches: a few sheets at a time, so that it can be told to stop, taken over after
a crash, and never holds more than a handful in memory."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from ...core import jobs
from ...core.clock import now
from ...core.db import db, reading
from ...core.worker import Ending, Worker
from ...ledger.service import record
from ..models import Certificate
from ..printing.sealing import checkpoints_of
from ..printing.sheet import Sheet, print_sheet, sheet_of
from . import packing
from .choosing import KEPT, chosen
from .models import CertificateBatch
from .packing import Store

AT_ONCE = 25


def print_waiting(worker: Worker) -> bool:
    """Print the next batch, if one waits; else remove the next ZIP that was kept long enough."""
    number = jobs.next_in_line(CertificateBatch, now())
    if number is None:
        return remove_old()
    batch = jobs.claim(CertificateBatch, number, worker.name, now())
    if batch is None:
        return False
    job = Printing(worker, batch)
    try:
        job.give_up() if batch.tries > jobs.MOST_TRIES else job.run()
    except jobs.Lost:
        job.drop()
    except Ending:
        db.session.rollback()
        jobs.give_back(CertificateBatch, number, worker.name)
        raise
    return True


def remove_old() -> bool:
    """Remove the ZIP of one batch whose week is over; whether there was one."""
    old = sa.select(CertificateBatch.id, CertificateBatch.ref).where(
        CertificateBatch.state == jobs.DONE,
        CertificateBatch.removed_at.is_(None),
        CertificateBatch.finished_at < now() - KEPT,
    )
    with reading():
        row = db.session.execute(old.order_by(CertificateBatch.id).limit(1)).first()
        db.session.rollback()
    if row is None:
        return False
    Store(row.ref).remove()
    gone = sa.update(CertificateBatch).where(CertificateBatch.id == row.id)
    db.session.execute(gone.values(removed_at=now()))
    db.session.commit()
    return True


class Printing:
    """A batch that this worker has claimed. It holds plain values: every commit lets rows go stale."""

    def __init__(self, worker: Worker, batch: CertificateBatch) -> None:
        self.worker, self.number, self.store = worker, batch.id, Store(batch.ref)
        self.origin, self.asked_at = batch.origin, batch.queued_at
        self.actor = batch.by.ref
        self.choice = chosen(batch, zone=batch.by.agency.zone)

    def run(self) -> None:
        """Print what is not printed yet, pack it, and put on record that it was taken out. Raises Lost."""
        self.store.open()
        done = 0
        for ids in self._handfuls():
            self._print([number for number in ids if not self.store.has(number)])
            done += len(ids)
            self._renew(done=done)
        self._pack()
        self._finish(done)

    def give_up(self) -> None:
        """It has brought down its workers: let it rest."""
        jobs.settle(CertificateBatch, self.number, self.worker.name, jobs.FAILED, now())
        db.session.commit()
        self.store.remove()

    def drop(self) -> None:
        """Leave what another worker goes on with; what was cancelled is removed."""
        db.session.rollback()
        state = sa.select(CertificateBatch.state).where(CertificateBatch.id == self.number)
        with reading():
            cancelled = db.session.scalar(state) == jobs.CANCELLED
            db.session.rollback()
        if cancelled:
            self.store.remove()

    def _print(self, ids: Sequence[int]) -> None:
        for number, sheet in self._sheets(ids):
            self.worker.pulse()
            self.store.keep(number, print_sheet(sheet))

    def _sheets(self, ids: Sequence[int]) -> list[tuple[int, Sheet]]:
        if not ids:
            return []
        places = checkpoints_of(ids)
        return [
            (each.id, sheet_of(each, places.get(each.id), origin=self.origin)) for each in self._read(ids)
        ]

    def _pack(self) -> None:
        with self.store.packing() as packed:
            for ids in self._handfuls():
                for certificate in self._read(ids):
                    packing.add(packed, certificate, self.store.read(certificate.id))
                self._renew()
            packing.add_list(packed, self._rows(), self.asked_at)

    def _rows(self) -> Iterator[list[str]]:
        for ids in self._handfuls():
            yield from [packing.row_of(certificate) for certificate in self._read(ids)]

    def _finish(self, done: int) -> None:
        values = {"sha256": packing.digest(self.store.zip), "size": self.store.zip.stat().st_size}
        self._renew()
        moment = now()
        name = self.worker.name
        jobs.settle(CertificateBatch, self.number, name, jobs.DONE, moment, done=done, total=done, **values)
        batch = db.session.get_one(CertificateBatch, self.number, populate_existing=True)
        record("certificates.exported", batch, actor=self.actor, at=moment)
        db.session.commit()
        self.store.clear()

    def _handfuls(self) -> Iterator[list[int]]:
        """The ids, a few at a time. Looks without locking, and keeps no transaction open meanwhile."""
        last = 0
        while True:
            self.worker.pulse()
            with reading():
                rows = self.choice.where(Certificate.id > last).limit(AT_ONCE)
                ids = list(db.session.scalars(rows))
                db.session.rollback()
            if not ids:
                return
            yield ids
            last = ids[-1]

    def _read(self, ids: Sequence[int]) -> list[Certificate]:
        rows = sa.select(Certificate).where(Certificate.id.in_(ids)).order_by(Certificate.id)
        with reading():
            found = list(db.session.scalars(rows))
            for certificate in found:
                db.session.expunge(certificate)
            db.session.rollback()
        return found

    def _renew(self, **values: int) -> None:
        jobs.renew(CertificateBatch, self.number, self.worker.name, now(), **values)
