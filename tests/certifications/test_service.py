"""Rounds are earned once, on the right day, and what the certificate says stays as it was."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications import service
from training.certifications.models import Assignment, Certificate, Period
from training.certifications.rules import Status
from training.certifications.schemes.assigning import assign_audience
from training.certifications.standing import own, scheme_of, standings
from training.codes.models import Code
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.people.administration import PersonData, enroll
from training.people.models import Person, Posting, Unit

from .office import MORNING, complete, declare, hand_in, modules_for, person_of, renew, rounds_of, scheme_for

LATE_EVENING = datetime.fromisoformat("2026-11-30T23:30:00+00:00")


def test_nothing_is_issued_while_a_requirement_is_missing(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        declare(sari, MORNING)
        *most, last = modules_for(sari)
        for module in most:
            hand_in(sari, module, MORNING)
        hand_in(sari, last, MORNING, passed=False)
        db.session.commit()
        assert rounds_of(sari) == []
        hand_in(sari, last, MORNING + timedelta(hours=1))
        db.session.commit()
        assert len(rounds_of(sari)) == 1


def test_the_last_requirement_may_be_the_declaration(app: Flask, cast) -> None:
    with app.app_context():
        period = complete(person_of(cast.sari), MORNING)
        assert (period.round, period.completed_on, period.valid_from) == (
            1,
            date(2026, 11, 23),
            date(2026, 11, 23),
        )
        assert period.valid_until == date(2027, 12, 21)
        assert own(period.person, on=period.valid_until).holding.state is Status.EXPIRING
        assert own(period.person, on=period.valid_until + timedelta(days=1)).holding.state is Status.EXPIRED


def test_the_day_is_the_day_of_the_agency(app: Flask, cast) -> None:
    with app.app_context():
        period = complete(person_of(cast.sari), LATE_EVENING)
        assert period.completed_on == period.valid_from == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("at", "until"),
    [("2027-01-31T03:00:00+00:00", date(2028, 1, 30)), ("2028-02-29T03:00:00+00:00", date(2029, 2, 27))],
)
def test_month_ends_clamp(app: Flask, cast, at: str, until: date) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        scheme_for(sari).mode = "completion"
        assert complete(sari, datetime.fromisoformat(at)).valid_until == until


def test_passing_again_earns_nothing_before_the_window_opens(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        complete(sari, MORNING)
        renew(sari, MORNING + timedelta(days=5))
        assert len(rounds_of(sari)) == 1


def test_a_renewal_in_the_window_is_a_second_round_with_its_own_number(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        first = complete(sari, MORNING)
        in_window = datetime.combine(first.window_opens, MORNING.timetz()) + timedelta(days=1)
        *most, last = modules_for(sari)
        for module in most:
            hand_in(sari, module, in_window)
        db.session.commit()
        assert len(rounds_of(sari)) == 1, "runs of the last round must not count again"
        hand_in(sari, last, in_window)
        db.session.commit()
        _first, second = rounds_of(sari)
        assert second.round == 2 and second.valid_until > first.valid_until
        assert second.certificate.number != first.certificate.number
        assert own(sari, on=in_window.date()).holding.state is Status.CERTIFIED


def test_a_revoked_round_must_be_earned_anew(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        complete(sari, MORNING).revoked_at = MORNING + timedelta(days=3)
        db.session.commit()
        hand_in(sari, modules_for(sari)[0], MORNING + timedelta(days=4))
        db.session.commit()
        assert len(rounds_of(sari)) == 1
        renew(sari, MORNING + timedelta(days=5))
        assert [period.round for period in rounds_of(sari)] == [1, 2]


def test_the_certificate_is_frozen(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        frozen = dict(complete(sari, MORNING).certificate.frozen)
        assert frozen["nip"] == "••••••••••••••2001" and "199803122024032001" not in str(frozen)
        assert (
            frozen["unit"] == "Bidang Pelayanan Sosial"
            and frozen["position"] == "Petugas loket bantuan sosial"
        )
        assert [module["key"] for module in frozen["modules"]] == ["a", "b", "c", "d", "e"]
        sari.name = "Nama Baru"
        unit = Unit(agency_id=sari.agency_id, name="Unit Lain")
        db.session.add(
            Posting(
                agency_id=sari.agency_id, person=sari, unit=unit, position="Lain", since=date(2026, 12, 1)
            )
        )
        db.session.commit()
        db.session.expire_all()
        assert rounds_of(sari)[0].certificate.frozen == frozen


def test_numbers_run_per_agency_and_year_and_codes_do_not(app: Flask, cast) -> None:
    with app.app_context():
        made = [complete(person_of(member), MORNING) for member in (cast.sari, cast.joko, cast.rangga)]
        made.append(complete(person_of(cast.farid), MORNING + timedelta(days=60)))
        assert [period.certificate.number for period in made] == [
            "ADAB/DINSOS-BANTEN/2026/000001",
            "ADAB/DINSOS-BANTEN/2026/000002",
            "ADAB/DISDUKCAPIL-PALANGKARAYA/2026/000001",
            "ADAB/DINSOS-BANTEN/2027/000001",
        ]
        codes = {period.certificate.verification_code for period in made}
        assert len(codes) == 4 and all(len(code) == 23 for code in codes)


def test_a_rolled_back_certificate_leaves_no_hole_and_no_leaf(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        for module in modules_for(sari):
            hand_in(sari, module, MORNING)
        declare(sari, MORNING)
        db.session.rollback()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Certificate)) == 0
        assert complete(person_of(cast.joko), MORNING).certificate.number.endswith("/000001")


def test_issuing_is_on_record_in_the_same_transaction(app: Flask, cast) -> None:
    with app.app_context():
        period = complete(person_of(cast.sari), MORNING)
        kinds = db.session.scalars(
            sa.select(LedgerLeaf.kind).where(LedgerLeaf.record == f"period:{period.ref}")
        )
        assert list(kinds) == ["certificate.issued"]


def test_assigning_twice_changes_nothing(app: Flask, cast) -> None:
    with app.app_context():
        sari, scheme = person_of(cast.sari), scheme_for(person_of(cast.sari))
        assert service.assign(sari, scheme, due_on=date(2030, 1, 1), now=MORNING).due_on == date(2026, 12, 22)
        assert assign_audience(scheme, now=MORNING) == 0


def test_a_newcomer_is_due_some_days_after_entry(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        db.session.add(Person(agency=sari.agency, name="Pegawai Baru"))
        db.session.flush()
        assert assign_audience(scheme_for(sari), now=LATE_EVENING) == 1
        due = db.session.scalars(sa.select(Assignment.due_on).order_by(Assignment.id.desc()).limit(1)).one()
        assert due == date(2026, 12, 31)


def test_whoever_is_enrolled_is_assigned_at_once(app: Flask, cast) -> None:
    with app.app_context():
        agus = person_of(cast.agus)
        unit = db.session.scalars(sa.select(Unit).filter_by(agency_id=agus.agency_id)).first()
        data = PersonData.tidy(name="Tuti", nip="", email="tuti@contoh.id", unit=unit, position="", roles=[])
        tuti, _password = enroll(agus.agency, data, by=agus, today=MORNING.date(), now=MORNING)
        db.session.flush()
        assert own(tuti, on=MORNING.date()).holding.due_on == date(2026, 12, 23)


def test_nobody_is_assigned_across_agencies(app: Flask, cast) -> None:
    with app.app_context(), pytest.raises(ValueError, match="another agency"):
        service.assign(person_of(cast.rangga), scheme_for(person_of(cast.sari)), now=MORNING)


def test_a_scheme_whose_months_contradict_is_refused(app: Flask, cast) -> None:
    with app.app_context():
        code = db.session.scalars(sa.select(Code).limit(1)).one()
        with pytest.raises(ValueError, match="window_exceeds_active"):
            service.open_scheme(code, title="X", active_months=2, window_months=2, minimum_months=2)


def test_a_past_day_does_not_know_what_came_later(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        complete(sari, MORNING + timedelta(days=2)).revoked_at = MORNING + timedelta(days=20)
        db.session.commit()
        states = {
            days: own(sari, on=(MORNING + timedelta(days=days)).date()).holding.state
            for days in (1, 2, 19, 20)
        }
        assert states == {1: Status.PENDING, 2: Status.CERTIFIED, 19: Status.CERTIFIED, 20: Status.REVOKED}


def test_many_standings_are_the_same_as_each_alone(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        complete(sari, MORNING)
        complete(person_of(cast.joko), MORNING + timedelta(days=40))
        scheme, on = scheme_of(sari.agency_id), date(2027, 1, 15)
        known = standings(scheme, on=on, zone=sari.agency.zone)
        for person in db.session.scalars(sa.select(Person).filter_by(agency_id=sari.agency_id)):
            assert known[person.id] == own(person, on=on).holding
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Period)) == 2
