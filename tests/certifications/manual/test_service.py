"""Manual decisions on the database: each on record, told, honoured, and taken back without a trace on the status."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from training.certifications.manual.acts import Assign, Excuse, Extend, Lend
from training.certifications.manual.assigning import assign_by_hand, end_assignment
from training.certifications.manual.deciding import Refused, Stale, find, stamp, touched
from training.certifications.manual.granting import (
    certify_temporarily,
    excuse,
    extend,
    open_subjects,
    waive,
)
from training.certifications.manual.models import ATTESTATION, Excusal, Extension
from training.certifications.manual.revoking import find_period, revoke
from training.certifications.manual.rules import outlook
from training.certifications.manual.withdrawing import end_excusal, find_ruling, withdraw
from training.certifications.models import Assignment
from training.core.db import db
from training.ledger.checking import verify

from ..office import complete, declare, hand_in, modules_for, rounds_of, scheme_for
from .office import MORNING, TODAY, by, leaves, listen, person_of, state

DUE = date(2026, 12, 22)
LATE = date(2027, 1, 3)


@pytest.fixture
def office(app, cast):
    with app.app_context():
        yield Office(cast)
        db.session.commit()
        assert not verify().faults


class Office:
    def __init__(self, cast):
        self.sari, self.hesti, self.joko = (person_of(who) for who in (cast.sari, cast.hesti, cast.joko))
        self.maya = person_of(cast.maya)
        self.scheme = scheme_for(self.sari)

    def excuse(self, since=TODAY, until=date(2027, 2, 5), **more):
        return excuse(self.sari, Excuse(since, until), "leave", by(self.hesti, **more))


def why(refused):
    return [fault.why for fault in refused.value.faults]


def test_an_excusal_stops_the_clock_is_on_record_and_told(office):
    told = listen()
    office.excuse(document="SK 12/2026")
    db.session.commit()
    assert state(office.sari) == ("pending", True, date(2027, 3, 7))
    assert state(office.sari, LATE)[:2] == ("pending", True)
    assert (told, leaves("excusal.granted")) == ([office.sari.id], 1)


def test_two_excusals_of_one_day_are_refused_with_the_days(office):
    office.excuse()
    with pytest.raises(Refused) as refused:
        office.excuse(date(2027, 2, 5), None)
    fault = refused.value.faults[0]
    assert (fault.field, fault.why, fault.values["until"]) == ("since", "excused_twice", date(2027, 2, 5))
    office.excuse(date(2027, 2, 6), None)


def test_an_excusal_ended_early_keeps_both_rows_on_record(office):
    row = office.excuse(document="SK 12/2026")
    db.session.commit()
    shorter = end_excusal(row, date(2026, 11, 30), by(office.hesti, "Masuk lebih awal."))
    db.session.commit()
    assert (shorter.since, shorter.until, shorter.document) == (TODAY, date(2026, 11, 30), "SK 12/2026")
    assert state(office.sari) == ("pending", True, DUE + timedelta(8))
    assert (leaves("excusal.ended"), leaves("excusal.granted")) == (1, 2)
    with pytest.raises(Stale):
        withdraw(row, by(office.hesti))


def test_an_extension_gives_time_and_later_days_are_counted_from_the_first(office):
    extend(office.sari, office.scheme, Extend(date(2027, 1, 31)), by(office.hesti))
    db.session.commit()
    assert state(office.sari, LATE) == ("pending", False, date(2027, 1, 31))
    done = complete(office.sari, MORNING + timedelta(41))
    assert done.completed_on > DUE
    assert done.valid_until == date(2027, 12, 21)


def test_an_extension_is_refused_for_who_is_certified(office):
    complete(office.sari, MORNING)
    with pytest.raises(Refused) as refused:
        extend(office.sari, office.scheme, Extend(date(2027, 1, 31)), by(office.hesti))
    assert why(refused) == ["certified"]


def test_withdrawing_the_later_of_two_extensions_brings_the_first_back(office):
    extend(office.sari, office.scheme, Extend(date(2027, 1, 31)), by(office.hesti))
    later = extend(office.sari, office.scheme, Extend(date(2027, 3, 31)), by(office.hesti))
    db.session.commit()
    withdraw(later, by(office.hesti))
    db.session.commit()
    assert state(office.sari)[2] == date(2027, 1, 31)


def test_a_waiver_counts_once_and_the_last_thing_missing_issues_the_certificate(office):
    told = listen()
    modules = modules_for(office.sari)
    for module in modules[1:]:
        hand_in(office.sari, module, MORNING - timedelta(hours=1))
    declare(office.sari, MORNING - timedelta(hours=1))
    db.session.commit()
    assert list(open_subjects(office.sari, office.scheme, TODAY)) == [modules[0].key]
    proved = by(office.hesti, document="Sertifikat LAN 7/2026")
    row, begun = waive(office.sari, office.scheme, modules[0].key, proved)
    db.session.commit()
    assert begun is not None and row.used_by_id == begun.id and state(office.sari)[0] == "certified"
    assert (leaves("waiver.granted"), leaves("certificate.issued")) == (1, 1)
    assert set(told) == {office.sari.id}
    with pytest.raises(Refused) as refused:
        withdraw(row, by(office.hesti))
    assert why(refused) == ["waiver_used"]


def test_the_attestation_may_be_waived_and_taken_back(office):
    proved = by(office.hesti, document="Pakta integritas 3/2026")
    row, begun = waive(office.sari, office.scheme, ATTESTATION, proved)
    db.session.commit()
    assert begun is None and ATTESTATION not in open_subjects(office.sari, office.scheme, TODAY)
    withdraw(row, by(office.hesti))
    db.session.commit()
    assert ATTESTATION in open_subjects(office.sari, office.scheme, TODAY)


def test_a_waiver_wants_proof_and_something_that_is_asked(office):
    with pytest.raises(Refused) as refused:
        waive(office.sari, office.scheme, modules_for(office.sari)[0].key, by(office.hesti))
    assert why(refused) == ["document_missing"]
    with pytest.raises(Refused) as refused:
        waive(office.sari, office.scheme, "tidak-ada", by(office.hesti, document="x"))
    assert why(refused) == ["not_asked"]


def test_somebody_is_certified_for_a_time_without_a_certificate(office):
    row = certify_temporarily(office.sari, office.scheme, Lend(TODAY, date(2027, 2, 28)), by(office.hesti))
    db.session.commit()
    assert state(office.sari, LATE)[0] == "grace" and state(office.sari, date(2027, 3, 1))[0] == "overdue"
    assert not rounds_of(office.sari)
    withdraw(row, by(office.hesti, "Salah orang."))
    db.session.commit()
    assert state(office.sari, LATE)[0] == "overdue"


def test_a_revoked_certificate_stays_revoked_until_another_is_earned(office):
    held = complete(office.sari, MORNING)
    found = find_period(office.hesti, held.certificate.ref)
    later = MORNING + timedelta(1)
    revoke(found, by(office.hesti, "Identitas dipakai orang lain.", now=later))
    db.session.commit()
    assert state(office.sari, TODAY + timedelta(1))[0] == "revoked"
    assert state(office.sari)[0] == "certified"
    assert (found.revoked_by.ref, found.revoked_reason) == (office.hesti.ref, "Identitas dipakai orang lain.")
    with pytest.raises(Stale):
        revoke(found, by(office.hesti))
    assert leaves("certificate.revoked") == 1


def test_who_was_assigned_by_hand_is_asked_and_asked_no_longer(office):
    row = db.session.scalars(sa.select(Assignment).filter_by(person_id=office.sari.id)).one()
    with pytest.raises(Refused) as refused:
        assign_by_hand(office.sari, office.scheme, Assign(LATE), by(office.hesti))
    assert why(refused) == ["assigned_twice"]
    extend(office.sari, office.scheme, Extend(date(2027, 3, 31)), by(office.hesti))
    end_assignment(row, by(office.hesti, "Pindah tugas."))
    db.session.commit()
    assert state(office.sari, LATE) == ("pending", False, None)
    assert db.session.scalars(sa.select(Extension)).one().withdrawn_at is not None
    again = assign_by_hand(office.sari, office.scheme, Assign(LATE), by(office.hesti, "Kembali bertugas."))
    db.session.commit()
    assert again.id == row.id and state(office.sari)[2] == LATE
    assert [leaves(f"assignment.{kind}") for kind in ("ended", "resumed")] == [1, 1]


def test_nobody_decides_about_themselves_and_nothing_is_given_to_who_left(office):
    for wish in (
        lambda: excuse(office.hesti, Excuse(TODAY), "leave", by(office.hesti)),
        lambda: extend(office.hesti, office.scheme, Extend(LATE), by(office.hesti)),
        lambda: certify_temporarily(office.hesti, office.scheme, Lend(TODAY, TODAY), by(office.hesti)),
        lambda: assign_by_hand(office.hesti, office.scheme, Assign(LATE), by(office.hesti)),
        lambda: revoke(complete(office.hesti, MORNING), by(office.hesti)),
    ):
        with pytest.raises(Refused) as refused:
            wish()
        assert why(refused) == ["self"]
    office.sari.active = False
    with pytest.raises(Refused) as refused:
        office.excuse()
    assert why(refused) == ["departed"]


def test_a_page_that_showed_something_older_saves_nothing(office):
    seen = stamp(touched(office.sari, None))
    office.excuse(date(2027, 6, 1), date(2027, 6, 9))
    with pytest.raises(Stale):
        office.excuse(seen=seen)
    assert len(db.session.scalars(sa.select(Excusal)).all()) == 1


def test_another_agencys_people_and_rulings_are_unknown(office):
    row = office.excuse()
    assert find(office.maya, office.sari.ref) is None
    assert (
        find_ruling(office.maya, "excusal", row.ref) is None
        and find_ruling(office.hesti, "x", row.ref) is None
    )
    assert find_period(office.maya, complete(office.sari, MORNING).certificate.ref) is None


def test_withdrawing_everything_restores_the_status(office):
    before = state(office.sari), touched(office.sari, None)[0].case
    rows = [
        office.excuse(),
        extend(office.sari, office.scheme, Extend(date(2027, 4, 1)), by(office.hesti)),
        certify_temporarily(office.sari, office.scheme, Lend(TODAY, date(2027, 2, 28)), by(office.hesti)),
        waive(office.sari, office.scheme, ATTESTATION, by(office.hesti, document="x"))[0],
    ]
    db.session.commit()
    assert state(office.sari) != before[0]
    for row in rows:
        withdraw(row, by(office.hesti))
        db.session.commit()
    assert (state(office.sari), touched(office.sari, None)[0].case) == before


@pytest.mark.parametrize("days", [0, 10, 40, 80, 130, 400])
def test_a_case_says_what_the_standing_says_on_every_day(office, days):
    """The preview's rules are given what the desk's are given."""
    office.excuse(TODAY, date(2026, 12, 12))
    extend(office.sari, office.scheme, Extend(date(2027, 1, 15)), by(office.hesti))
    certify_temporarily(
        office.sari, office.scheme, Lend(date(2027, 3, 1), date(2027, 4, 9)), by(office.hesti)
    )
    db.session.commit()
    on = TODAY + timedelta(days)
    found = outlook(touched(office.sari, office.scheme)[0].case, on)
    assert (str(found.state), found.excused) == state(office.sari, on)[:2]
