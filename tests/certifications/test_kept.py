"""What was asked of somebody is known for every time it was asked, also after it ended and began again."""

from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask

from tests import cast
from training.certifications.kept import assignments_kept, duties_kept, rounds_kept
from training.certifications.models import HAND, Assignment
from training.certifications.service import assign
from training.core.db import db
from training.ledger.service import record
from training.ledger.told import told_about

from .office import ASSIGNED, MORNING, complete, person_of, scheme_for

DAY = timedelta(days=1)


def test_what_ended_and_began_again_is_told_twice(app: Flask) -> None:
    with app.app_context():
        sari, hesti = person_of(cast.sari), person_of(cast.hesti)
        row = db.session.scalars(sa.select(Assignment).filter_by(person_id=sari.id)).one()
        assert told_about([f"assignment:{row.ref}"]) == {} == told_about([])
        row.ended_at, row.by = MORNING, hesti
        record("assignment.ended", row, actor=hesti.ref, at=MORNING)
        db.session.commit()
        (once,) = assignments_kept(sari.id)
        assert (once.assigned_at, once.ended_at, once.record) == (ASSIGNED, MORNING, f"assignment:{row.ref}")
        again = MORNING + 9 * DAY
        row.ended_at, row.assigned_at, row.source, row.due_on = None, again, HAND, date(2027, 1, 2)
        record("assignment.resumed", row, actor=hesti.ref, at=again)
        db.session.commit()
        first, second = assignments_kept(sari.id)
        assert (first.assigned_at, first.ended_at, first.due_on) == (ASSIGNED, MORNING, date(2026, 12, 22))
        assert (second.assigned_at, second.ended_at, second.by_hand) == (again, None, True)


def test_what_a_rule_asked_names_no_record(app: Flask) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        (only,) = assignments_kept(sari.id)
        assert (only.record, only.by_hand, only.scheme.ref) == (None, False, scheme_for(sari).ref)
        assert assign(sari, scheme_for(sari), now=MORNING).ended_at is None
        assert duties_kept(sari.id) == []


def test_rounds_with_the_number_of_the_certificate(app: Flask) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        period = complete(sari, MORNING)
        (only,) = rounds_kept(sari.id)
        assert (only.record, only.certificate) == (f"period:{period.ref}", period.certificate.number)
        assert only.completed_on == date(2026, 11, 23) and only.revoked_at is None
