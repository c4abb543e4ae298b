"""How quickly certificates are printed: one, and a batch of thousands with what the worker needs for it.

`python -m tests.bench.certificates [--database URL] [--certificates 10000]` prints figures; the certificates
are written first, each with its leaf in the ledger.
"""

import argparse
import resource
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from training.certifications.batches import service, working
from training.certifications.batches.models import CertificateBatch
from training.certifications.batches.packing import Store
from training.certifications.models import Certificate, Certification, Period
from training.certifications.paper import Paper, PassedModule
from training.certifications.printing.sealing import checkpoints_of
from training.certifications.printing.sheet import print_sheet, sheet_of
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.demo.loading import load
from training.ledger.service import record
from training.people.models import Person

IN_ONE_GO = 500
ORIGIN = "https://adab.contoh.id"


def issue(person: Person, scheme: Certification, serial: int) -> None:
    """A certificate on record, without the learning that leads to it."""
    moment = now()
    day = moment.date()
    modules = tuple(PassedModule(key, f"Modul {key}", f"Module {key}", 75, str(day)) for key in "abcde")
    paper = Paper(
        **{"name": f"Pegawai Nomor {serial}", "nip": "••••••••••••••2001", "unit": "Bidang Pelayanan"},
        **{"position": "Pranata", "agency": person.agency.name, "title": scheme.title},
        **{"code_title": scheme.code.title, "decree": "Keputusan Nomor 1", "version": 1},
        **{"content_hash": "ab" * 32, "modules": modules, "attested_on": str(day), "issued_on": str(day)},
        **{"score_rule": "every_module_without_critical_act", "valid_from": str(day)},
        **{"valid_until": str(day + timedelta(days=364))},
    )
    period = Period(
        **{"agency_id": person.agency_id, "certification": scheme, "person": person, "round": serial},
        **{
            "version_number": 1,
            "completed_on": day,
            "anchor": day,
            "certified_at": moment,
            "valid_from": day,
        },
        **{"valid_until": day + timedelta(days=364), "window_opens": day + timedelta(days=300)},
    )
    period.certificate = Certificate(number=f"UKUR/{serial:06}", frozen=paper.frozen(), issued_at=moment)
    db.session.add(period)
    db.session.flush()
    record("certificate.issued", period, actor=person.ref, at=moment)


def fill(count: int) -> Person:
    scheme = db.session.scalars(sa.select(Certification).order_by(Certification.id).limit(1)).one()
    rows = sa.select(Person).where(Person.agency_id == scheme.agency_id)
    person = db.session.scalars(rows.order_by(Person.id).limit(1)).one()
    for serial in range(1, count + 1):
        issue(person, scheme, serial)
        if serial % IN_ONE_GO == 0:
            db.session.commit()
    db.session.commit()
    return person


def one_by_one(count: int = 50) -> None:
    rows = list(db.session.scalars(sa.select(Certificate).order_by(Certificate.id.desc()).limit(count)))
    taken = []
    for certificate in rows:
        start = time.perf_counter()
        checkpoint = checkpoints_of([certificate.id]).get(certificate.id)
        print_sheet(sheet_of(certificate, checkpoint, origin=ORIGIN))
        taken.append(1000 * (time.perf_counter() - start))
    first, rest = taken[0], sorted(taken[1:])
    print(
        f"one certificate: {first:.0f} ms the first, {rest[len(rest) // 2]:.0f} ms in the middle, {rest[-1]:.0f} ms the slowest"
    )


def batch(app: Flask, person: Person) -> None:
    made = service.ask(service.Choice(), actor=person, origin=ORIGIN, now=now())
    number = made.id
    db.session.commit()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    start = time.perf_counter()
    working.print_waiting(Worker(app))
    taken = time.perf_counter() - start
    done = db.session.get_one(CertificateBatch, number, populate_existing=True)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"batch: {done.done} PDFs in {taken:.0f} s, {done.done / taken:.0f} a second, {done.size / 1e6:.0f} MB; memory {before} MiB before, {after} MiB at most"
    )
    Store(done.ref).remove()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database")
    parser.add_argument("--certificates", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        app = create_app({"SECRET_KEY": "bench", "SQLALCHEMY_DATABASE_URI": url, "SLOTS_FOLDER": folder})
        with app.app_context():
            upgrade()
            load(now())
            person = fill(asked.certificates)
            one_by_one()
            batch(app, person)


if __name__ == "__main__":
    main()
