"""The past of the invented offices was really lived: who is certified has earned it, and all of it holds."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.attempts.models import Attempt
from training.certifications.models import Period
from training.certifications.rules import Status
from training.certifications.standing import own
from training.core.clock import day_in, now
from training.core.db import db
from training.demo.cast import PASSWORD
from training.demo.days import live, person_of
from training.demo.history import BEGUN, DONE, runs
from training.ledger.checking import verify

pytestmark = pytest.mark.database


def test_some_are_certified_some_have_begun_and_the_newcomer_starts_afresh(app: Flask) -> None:
    with app.app_context():
        live(runs(PASSWORD, now()))
        on = day_in("Asia/Jakarta", now() + timedelta(days=25))
        stands = {key: own(person_of(key), on=on).holding for key in (*DONE, *BEGUN, "sari", "rangga")}
        assert {key for key, held in stands.items() if held.state is Status.CERTIFIED} == set(DONE)
        begun = set(db.session.scalars(sa.select(Attempt.person_id)))
        assert begun == {person_of(key).id for key in (*DONE, *BEGUN)}
        assert not verify().faults
        assert db.session.scalar(sa.select(sa.func.count(Period.id))) == len(DONE)
        assert runs(PASSWORD, now()) == []
