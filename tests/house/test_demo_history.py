"""The past of the invented offices was really lived: every desk has something to show, and all of it holds."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training import demo
from training.attempts.models import Attempt
from training.certifications.models import Period
from training.certifications.rules import Status
from training.certifications.standing import own
from training.core.clock import day_in, now
from training.core.db import db
from training.demo_history import BEGUN, DONE, relive
from training.ledger.checking import verify
from training.people.models import Person

pytestmark = pytest.mark.database


def person(key: str) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.email.startswith(f"{key}@"))).one()


def test_some_are_certified_some_have_begun_and_the_newcomer_starts_afresh(app: Flask) -> None:
    with app.app_context():
        relive(demo.PASSWORD, now())
        on = day_in("Asia/Jakarta", now() + timedelta(days=25))
        stands = {key: own(person(key), on=on).holding for key in (*DONE, *BEGUN, "sari", "rangga")}
        assert {key for key, held in stands.items() if held.state is Status.CERTIFIED} == set(DONE)
        begun = set(db.session.scalars(sa.select(Attempt.person_id)))
        assert begun == {person(key).id for key in (*DONE, *BEGUN)}
        assert not verify().faults
        runs, rounds = db.session.scalar(sa.select(sa.func.count(Attempt.id))), len(DONE)
        relive(demo.PASSWORD, now())
        assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == runs
        assert db.session.scalar(sa.select(sa.func.count(Period.id))) == rounds
