"""The duty to catch up: whom an amendment asks, by when, and how it is met. Certificates stay what they are."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.codes.amended import (
    LONGER,
    SHORTER,
    SLIP,
    STRICTER,
    amend,
    course_of,
    delta_of,
    next_draft,
    scheme_of,
)
from tests.codes.office import open_office, person
from training.attempts.service import passed_module_ids
from training.attestations.service import attested, waiting
from training.certifications.duties import foresee
from training.certifications.models import DeltaDuty, Period
from training.certifications.rules import Status
from training.certifications.standing import own, standings
from training.codes.amendments import open_amendment
from training.codes.models import SUBSTANTIVE, Change
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import Agency

from .office import complete, declare, hand_in, modules_for, rounds_of

LEARNED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AMENDED = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 5, 2, 0, tzinfo=UTC)
STRICT = {"B.wajib.2": SUBSTANTIVE}


@pytest.fixture
def office(app):
    found = open_office(app)
    with app.app_context():
        scheme_of(found.agency_id)
        db.session.commit()
        yield found


@pytest.fixture
def officer(office):
    """The officer of the office, certified on version 1."""
    row = person(office.officer)
    complete_course(row, LEARNED)
    return row


def complete_course(row, at):
    for module in course_modules(row):
        hand_in(row, module, at)
    declare(row, at)
    db.session.commit()


def course_modules(row):
    return [module for module in modules_for(row) if module.kind == "course"]


def duties(row):
    return list(db.session.scalars(sa.select(DeltaDuty).filter_by(person_id=row.id).order_by(DeltaDuty.id)))


def catch_up(row, amendment, at):
    hand_in(row, delta_of(amendment.new_version), at)
    declare(row, at)
    db.session.commit()


def test_whoever_is_certified_is_asked_and_the_certificate_stays(office, officer):
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    stands = own(officer, on=date(2026, 12, 1))
    assert stands.holding.state is Status.CERTIFIED
    assert stands.holding.latest.version == stands.holding.version == 1
    assert (stands.holding.delta.version, stands.holding.delta.due_on) == (2, date(2027, 1, 30))


def test_whoever_is_not_certified_takes_the_whole_new_course(office, officer):
    trainer = person(office.trainer)
    hand_in(trainer, course_modules(trainer)[0], LEARNED)
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    assert duties(trainer) == []
    new = course_of(amendment.new_version)
    assert passed_module_ids(trainer.id, [module.id for module in new.values()]) == {new["a"].id}
    for key in ("b-wajib", "b-dilarang"):
        hand_in(trainer, new[key], LATER)
    declare(trainer, LATER)
    db.session.commit()
    assert [period.version_number for period in rounds_of(trainer)] == [2]


def test_an_editorial_amendment_asks_nothing_and_keeps_the_declaration(office, officer):
    amendment = amend(office.agency_id, SLIP, {}, now=AMENDED)
    assert duties(officer) == []
    assert attested(officer.id, amendment.new_version_id)
    assert own(officer, on=date(2026, 12, 1)).attested_at == LEARNED


def test_a_substantive_one_asks_for_the_declaration_again(office, officer):
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    assert not attested(officer.id, amendment.new_version_id)
    assert own(officer, on=date(2026, 12, 1)).attested_at is None


def test_it_is_met_by_the_delta_and_the_declaration_and_goes_on_record(office, officer):
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    hand_in(officer, delta_of(amendment.new_version), LATER)
    db.session.commit()
    assert duties(officer)[0].met_at is None
    assert waiting(officer, amendment.new_version) == []
    declare(officer, LATER + timedelta(hours=1))
    db.session.commit()
    assert duties(officer)[0].met_at == LATER + timedelta(hours=1)
    holding = own(officer, on=date(2026, 12, 5)).holding
    assert (holding.delta, holding.version, holding.latest.version) == (None, 2, 1)
    assert len(rounds_of(officer)) == 1
    kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx.desc()).limit(2)))
    assert kinds == ["delta.met", "code.attested"]
    assert verify().faults == []


def test_a_failed_run_meets_nothing(office, officer):
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    hand_in(officer, delta_of(amendment.new_version), LATER, passed=False)
    declare(officer, LATER)
    db.session.commit()
    assert duties(officer)[0].met_at is None


def test_the_declaration_waits_for_the_delta_not_for_the_course(office, officer):
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    asked = waiting(officer, amendment.new_version)
    assert [met.module for met in asked] == [delta_of(amendment.new_version)]
    trainer = person(office.trainer)
    assert [met.module.kind for met in waiting(trainer, amendment.new_version)] == ["course"] * 3


def test_the_whole_course_serves_as_well_as_the_delta(office, officer):
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    hand_in(officer, course_of(amendment.new_version)["b-wajib"], LATER)
    assert waiting(officer, amendment.new_version) == []
    declare(officer, LATER)
    db.session.commit()
    assert duties(officer)[0].met_at == LATER


def test_a_certificate_on_the_new_version_settles_it(office, officer):
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    window = datetime(2027, 10, 20, 2, 0, tzinfo=UTC)
    db.session.execute(sa.update(Period).values(window_opens=window.date()))
    for module in course_modules(officer):
        hand_in(officer, module, window)
    declare(officer, window)
    db.session.commit()
    assert [period.version_number for period in rounds_of(officer)] == [1, 2]
    assert duties(officer)[0].met_at == window


def test_a_rule_taken_away_asks_only_for_the_declaration(office, officer):
    amendment = amend(office.agency_id, SHORTER, {"B.dilarang.2": SUBSTANTIVE}, now=AMENDED)
    assert duties(officer)[0].module_id is None
    assert waiting(officer, amendment.new_version) == []
    declare(officer, LATER)
    db.session.commit()
    assert duties(officer)[0].met_at == LATER


def test_two_amendments_in_a_row_are_two_duties_with_their_own_days(office, officer):
    first = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    both = STRICTER.replace("tepat waktu", "lima belas menit lebih awal")
    second = amend(office.agency_id, both, {"A.2": SUBSTANTIVE}, now=LATER)
    assert [duty.due_on for duty in duties(officer)] == [date(2027, 1, 30), date(2027, 2, 3)]
    assert own(officer, on=date(2026, 12, 5)).holding.delta.version == 2
    hand_in(officer, delta_of(first.new_version), LATER)
    assert [met.module.id for met in waiting(officer, second.new_version) if not met.passed] == [
        delta_of(second.new_version).id
    ]
    catch_up(officer, second, LATER + timedelta(hours=1))
    assert all(duty.met_at for duty in duties(officer))
    assert own(officer, on=date(2026, 12, 5)).holding.version == 3


def test_passes_follow_a_module_through_several_versions(office, officer):
    amend(office.agency_id, SLIP, {}, now=AMENDED)
    last = amend(office.agency_id, STRICTER, STRICT | {"A.1": "editorial"}, now=LATER)
    new = course_of(last.new_version)
    passed = passed_module_ids(officer.id, [module.id for module in new.values()])
    assert passed == {new["a"].id, new["b-dilarang"].id}


def test_whose_certificate_has_run_out_starts_a_round_instead(office, officer):
    long_after = datetime(2028, 3, 1, 2, 0, tzinfo=UTC)
    amend(office.agency_id, STRICTER, STRICT, now=long_after)
    assert duties(officer) == []


def test_who_has_left_is_not_asked(office, officer):
    officer.active = False
    db.session.commit()
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    assert duties(officer) == []


def test_the_duty_is_silent_once_the_certificate_has_run_out(office, officer):
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    late = own(officer, on=date(2028, 3, 1)).holding
    assert late.state is Status.EXPIRED
    assert late.delta is None


def test_earlier_days_know_nothing_of_it(office, officer):
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    catch_up(officer, amendment, LATER)
    assert own(officer, on=date(2026, 11, 30)).holding.deltas == ()
    before = own(officer, on=date(2026, 12, 4)).holding
    assert (before.delta.version, before.version) == (2, 1)


@pytest.mark.parametrize(
    ("zone", "at", "days", "due"),
    [
        ("Asia/Jakarta", datetime(2026, 12, 31, 16, 59, tzinfo=UTC), 60, date(2027, 3, 1)),
        ("Asia/Jakarta", datetime(2026, 12, 31, 17, 0, tzinfo=UTC), 60, date(2027, 3, 2)),
        ("Asia/Jayapura", datetime(2026, 12, 31, 15, 0, tzinfo=UTC), 60, date(2027, 3, 2)),
        ("Asia/Jakarta", datetime(2026, 12, 31, 3, 0, tzinfo=UTC), 59, date(2027, 2, 28)),
        ("Asia/Jakarta", datetime(2027, 1, 30, 3, 0, tzinfo=UTC), 60, date(2027, 3, 31)),
    ],
)
def test_the_day_is_counted_in_the_agencys_zone_and_through_months(office, officer, zone, at, days, due):
    db.session.get_one(Agency, office.agency_id).zone = zone
    scheme_of(office.agency_id).delta_days = days
    db.session.commit()
    amend(office.agency_id, STRICTER, STRICT, now=at)
    found = own(officer, on=due).holding.delta
    assert found.due_on == due
    assert not found.overdue(due)
    assert found.overdue(due + timedelta(days=1))


def test_consequences_are_told_before_anything_is_done(office, officer):
    amendment = open_amendment(next_draft(office.agency_id, LONGER, now=AMENDED), actor=None, now=AMENDED)
    db.session.execute(sa.update(Change).values(weight=SUBSTANTIVE, reason="Baru."))
    db.session.expire_all()
    told = " ".join(each.text for each in foresee(amendment, AMENDED))
    assert "1 pegawai memegang sertifikat" in told
    assert "30 Januari 2027" in told
    assert duties(officer) == []


def test_everybodys_standing_agrees_with_ones_own(office, officer):
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    mine = own(officer, on=date(2026, 12, 2))
    everybody = standings(mine.scheme, on=date(2026, 12, 2), zone="Asia/Jakarta")
    assert everybody[officer.id] == mine.holding


def test_two_certified_colleagues_are_both_asked(office, officer):
    colleague = person(office.trainer)
    complete(colleague, LEARNED)
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    assert [len(duties(row)) for row in (officer, colleague)] == [1, 1]
