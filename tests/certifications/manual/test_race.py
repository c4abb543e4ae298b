"""Two in personnel at once: one certificate revoked once, one excusal, one assignment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import sqlalchemy as sa

from training.certifications.manual.acts import Assign, Excuse
from training.certifications.manual.assigning import assign_by_hand
from training.certifications.manual.bulk import service as bulk
from training.certifications.manual.bulk.carrying import standings_in
from training.certifications.manual.deciding import Refused, Stale
from training.certifications.manual.granting import excuse, waive
from training.certifications.manual.models import ATTESTATION, Excusal
from training.certifications.manual.revoking import find_period, revoke
from training.certifications.models import Assignment, Certificate, Period
from training.core.db import db

from ..office import complete, declare, hand_in, modules_for, rounds_of, scheme_for
from .office import MORNING, TODAY, by, leaves, person_of


def together(app, *acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads of their own, starting at the same moment; what came of each."""
    start = Barrier(len(acts))

    def run(act):
        with app.app_context():
            start.wait()
            try:
                act()
                db.session.commit()
            except (Stale, Refused) as told:
                db.session.rollback()
                return type(told).__name__
            return "saved"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(each.result(timeout=60) for each in [pool.submit(run, act) for act in acts])


def test_two_who_revoke_at_once_record_it_once(app, cast):
    with app.app_context():
        ref = complete(person_of(cast.sari), MORNING).certificate.ref

    def revoking(member):
        def act():
            actor = person_of(member)
            revoke(find_period(actor, ref), by(actor))

        return act

    told = together(app, revoking(cast.hesti), revoking(cast.bayu), revoking(cast.agus))
    assert told == ["Stale", "Stale", "saved"]
    with app.app_context():
        assert leaves("certificate.revoked") == 1
        assert db.session.scalars(sa.select(Period).join(Certificate)).one().revoked_at is not None


def test_two_who_excuse_at_once_leave_one_excusal(app, cast):
    def excusing(member):
        def act():
            excuse(person_of(cast.sari), Excuse(TODAY), "leave", by(person_of(member)))

        return act

    assert together(app, excusing(cast.hesti), excusing(cast.bayu)) == ["Refused", "saved"]
    with app.app_context():
        assert len(db.session.scalars(sa.select(Excusal)).all()) == leaves("excusal.granted") == 1


def test_two_who_assign_at_once_leave_one_assignment(app, cast):
    with app.app_context():
        person = person_of(cast.sari)
        db.session.execute(sa.delete(Assignment).where(Assignment.person_id == person.id))
        db.session.commit()

    def assigning(member):
        def act():
            sari = person_of(cast.sari)
            due = Assign(date(2027, 1, 31))
            assign_by_hand(sari, scheme_for(sari), due, by(person_of(member)))

        return act

    assert together(app, assigning(cast.hesti), assigning(cast.bayu)) == ["Refused", "saved"]


@pytest.mark.parametrize("_again", range(3))
def test_a_waiver_and_the_last_run_at_once_make_one_round(app, cast, _again):
    with app.app_context():
        sari = person_of(cast.sari)
        for module in modules_for(sari)[1:]:
            hand_in(sari, module, MORNING)
        declare(sari, MORNING)
        db.session.commit()

    def running():
        sari = person_of(cast.sari)
        hand_in(sari, modules_for(sari)[0], MORNING)

    def waiving():
        sari = person_of(cast.sari)
        proved = by(person_of(cast.hesti), document="SK 1")
        waive(sari, scheme_for(sari), modules_for(sari)[0].key, proved)

    together(app, running, waiving)
    with app.app_context():
        assert [each.round for each in rounds_of(person_of(cast.sari))] == [1]


def test_a_decision_about_many_confirmed_twice_at_once_is_done_once(app, cast):
    with app.app_context():
        hesti = person_of(cast.hesti)
        row = bulk.draft(hesti, "excuse", [person_of(cast.sari).ref, person_of(cast.joko).ref], now=MORNING)
        typed = {"kind": "leave", "since": TODAY.isoformat(), "until": "", "reason": "Cuti bersama."}
        bulk.ask(row, typed, rev=0, reader=hesti)
        seen = bulk.stamp_in(row, standings_in(row, hesti), bulk.people_in(row))
        db.session.commit()
        ref = row.ref

    def confirming():
        reader = person_of(cast.hesti)
        bulk.confirm(bulk.find(reader, ref), rev=1, seen=seen, reader=reader, now=MORNING)

    assert together(app, confirming, confirming, confirming) == ["saved", "saved", "saved"]
    with app.app_context():
        assert leaves("excusal.granted") == 2


def test_an_attestation_waived_twice_at_once_is_waived_once(app, cast):
    def waiving(member):
        def act():
            sari = person_of(cast.sari)
            waive(sari, scheme_for(sari), ATTESTATION, by(person_of(member), document="SK 1"))

        return act

    assert together(app, waiving(cast.hesti), waiving(cast.bayu)) == ["Refused", "saved"]
