"""A code with several schemes: its amendments ask each holder once, and judging anew foresees each certificate."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from tests.certifications.office import declare, hand_in, modules_for
from tests.codes.amended import STRICTER, amend, delta_of, make_administrator, next_draft, scheme_of
from tests.codes.office import open_office, person
from training.attempts.models import Attempt
from training.attempts.regrading.weighing import Change, Score
from training.certifications.doubts import foresee_regrade
from training.certifications.duties import deadline_of, foresee, set_days
from training.certifications.models import Certification, DeltaDuty, Period
from training.certifications.resting import Lost, resting_on
from training.certifications.schemes.consequences import stamp_of
from training.certifications.schemes.finding import terms_of
from training.certifications.schemes.service import open_with
from training.certifications.schemes.terms import Terms
from training.certifications.service import Stale, assign
from training.certifications.standing import every_own
from training.codes.amendments import open_amendment
from training.codes.models import SUBSTANTIVE
from training.core.db import db
from training.ledger.checking import verify
from training.modules.models import COURSE

LEARNED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AMENDED = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
STRICT = {"B.wajib.2": SUBSTANTIVE}


@pytest.fixture
def office(app):
    """An office whose code has a scheme for everybody and a shorter one without attestation."""
    found = open_office(app)
    with app.app_context():
        first, actor = scheme_of(found.agency_id), make_administrator(found.agency_id)
        short = Terms("Loket", modules=(course(found)[0].key,), attestation=False)
        stamp = stamp_of(found.agency_id, None, short, LEARNED)
        open_with(first.code, short, stamp=stamp, actor=actor, now=LEARNED)
        assign(person(found.officer), first, now=LEARNED)
        db.session.commit()
        yield found


def course(office):
    return [module for module in modules_for(person(office.officer)) if module.kind == COURSE]


def schemes(office):
    rows = sa.select(Certification).filter_by(agency_id=office.agency_id).order_by(Certification.id)
    return list(db.session.scalars(rows))


def learn(office, at, *, all_of_it=True):
    row = person(office.officer)
    for module in course(office) if all_of_it else course(office)[:1]:
        hand_in(row, module, at)
    if all_of_it:
        declare(row, at)
    db.session.commit()
    return row


def duties(row):
    return list(db.session.scalars(sa.select(DeltaDuty).filter_by(person_id=row.id)))


def test_who_holds_two_is_asked_once(office):
    row = learn(office, LEARNED)
    first, short = schemes(office)
    held = set(db.session.scalars(sa.select(Period.certification_id).filter_by(person_id=row.id)))
    assert held == {first.id, short.id}
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    (duty,) = duties(row)
    assert duty.certification_id == first.id and duty.due_on == date(2027, 1, 30)
    found = every_own(row, on=date(2026, 12, 2))
    assert [each.holding.delta.version for each in found] == [2, 2], "it stands beside both"


def test_who_holds_only_the_shorter_one_is_asked_and_needs_no_declaration(office):
    row = learn(office, LEARNED, all_of_it=False)
    _first, short = schemes(office)
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    (duty,) = duties(row)
    assert duty.certification_id == short.id and duty.met_at is None
    hand_in(row, delta_of(amendment.new_version), AMENDED)
    db.session.commit()
    assert duty.met_at == AMENDED
    assert verify().faults == []


def test_a_certificate_for_the_whole_code_settles_it(office):
    row = learn(office, LEARNED, all_of_it=False)
    amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    (duty,) = duties(row)
    modules = [module for module in course(office) if module.version_id == amendment.new_version_id]
    assert modules
    for module in modules:
        hand_in(row, module, AMENDED)
    declare(row, AMENDED)
    db.session.commit()
    assert duty.met_at == AMENDED


def test_a_closed_scheme_asks_its_holders_nothing(office):
    row = learn(office, LEARNED)
    for scheme in schemes(office):
        scheme.closed_at = AMENDED
    db.session.commit()
    amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
    assert duties(row) == []


def under_way(office):
    draft = next_draft(office.agency_id, STRICTER, now=AMENDED)
    amendment = open_amendment(draft, actor=make_administrator(office.agency_id), now=AMENDED)
    for change in amendment.changes:
        change.weight, change.reason = SUBSTANTIVE, "Uji."
    db.session.commit()
    return amendment


def test_holders_of_both_are_foreseen_once(app, office):
    learn(office, LEARNED)
    amendment = under_way(office)
    with app.test_request_context():
        assert foresee(amendment, AMENDED)[0].text.startswith("1 pegawai")


def test_the_term_is_one_for_all_schemes(office):
    amendment, actor = under_way(office), make_administrator(office.agency_id)
    set_days(deadline_of(amendment, AMENDED), 45, rev=0, actor=actor, now=AMENDED)
    db.session.commit()
    assert {scheme.delta_days for scheme in schemes(office)} == {45}
    assert "Loket" in deadline_of(amendment, AMENDED).titles
    with pytest.raises(Stale):
        set_days(deadline_of(amendment, AMENDED), 46, rev=0, actor=actor, now=AMENDED)
    db.session.rollback()
    assert verify().faults == []


def test_a_scheme_opened_later_takes_the_term_over(office):
    first, _short = schemes(office)
    first.delta_days = 45
    terms, actor = terms_of(first), make_administrator(office.agency_id)
    stamp = stamp_of(office.agency_id, None, terms, AMENDED)
    third = open_with(first.code, terms, stamp=stamp, actor=actor, now=AMENDED)
    assert third.delta_days == 45


def change(attempt, before, after):
    about = (attempt.id, attempt.ref, attempt.person_id, attempt.assessment.module_id, attempt.ended_at)
    return Change(*about, before, after)


def test_judging_anew_foresees_the_certificate_of_each_scheme(app, office):
    row = person(office.officer)
    attempt = hand_in(row, course(office)[0], LEARNED, passed=False)
    db.session.commit()
    _first, short = schemes(office)
    low, high = Score(20, 100, False), Score(90, 100, True)
    with app.test_request_context():
        (stakes,) = foresee_regrade(office.agency_id, [change(attempt, low, high)], AMENDED)
        assert list(stakes.notes) == [attempt.id] and "1 sertifikat terbit" in stakes.sentence
        short.pass_percent = 95
        assert not foresee_regrade(office.agency_id, [change(attempt, low, high)], AMENDED)


def test_a_lost_pass_is_named_beside_every_certificate_it_holds_up(app, office):
    row = learn(office, LEARNED)
    rows = sa.select(Attempt).filter_by(person_id=row.id).order_by(Attempt.id)
    first, *_rest, last = db.session.scalars(rows)
    assert last.id != first.id
    found = resting_on([Lost(each.id, row.id, each.assessment.module_id, LEARNED) for each in (first, last)])
    assert len(found[first.id]) == 2 and len(found[last.id]) == 1
