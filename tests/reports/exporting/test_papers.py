"""A file of many certificates is one more file that lists people."""

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.batches import service, working
from training.certifications.batches.service import Choice
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.reports.exporting.members import lists
from training.reports.exporting.models import ExportLog

from ...certifications.office import MORNING, complete, person_of

pytestmark = pytest.mark.usefixtures("that_morning")


def test_whoever_is_in_it_is_told(app: Flask, signed_in, cast, that_morning) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
        complete(person_of(cast.bayu), MORNING)
        complete(person_of(cast.rangga), MORNING)
        hesti = person_of(cast.hesti)
        batch = service.ask(Choice(), actor=hesti, origin="https://adab.contoh.id", now=now())
        db.session.commit()
        while working.print_waiting(Worker(app)):
            pass
        db.session.expire_all()
        kept = db.session.scalars(sa.select(ExportLog)).one()
        assert (kept.kind, kept.form, kept.rows, kept.content_hash) == (
            "certificates",
            "zip",
            2,
            batch.sha256,
        )
        assert kept.person.name == "Hesti Ramadhani" and kept.filters["batch"] == batch.ref
        assert lists(kept.members, person_of(cast.bayu).id)
        assert not lists(kept.members, person_of(cast.joko).id)
    told = "memuat Anda: Sertifikat dalam satu berkas."
    assert told in signed_in(cast.sari).get("/certificates").text
    assert told not in signed_in(cast.joko).get("/certificates").text
    assert "Sertifikat dalam satu berkas · ZIP" in signed_in(cast.hesti).get("/reports/exports/log").text
