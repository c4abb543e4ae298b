"""Lending and opening the file of a matter: who may, how long, and that every time is on record."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.decisions.dossiers.doors import a_nomination
from tests.decisions.office import MORNING, a_case, person_of, seat
from training.core.db import db
from training.decisions.dossiers.lending import Refused, end_access, end_all, lend_access, loans_of
from training.decisions.dossiers.opening import NoAccess, may_open, open_dossier, take_own, visit
from training.decisions.dossiers.rules import (
    LONGEST_REASON,
    MOST_DAYS,
    PACK,
    PAGE,
    PDF,
    VISIT,
    lending_faults,
    reason_fault,
    visit_lasts,
)
from training.decisions.models import AccessGrant, Dossier, Opening
from training.decisions.stepping import add_step
from training.ledger.models import LedgerLeaf

WHY = "Memeriksa fakta sebelum sidang"
DAY = timedelta(days=1)
FREE = {"is_subject": False, "is_lender": False, "sits": True, "holds": False, "closed": False}


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("sembilan.", "short"),
        ("sepuluh ya", ""),
        ("a          b", "short"),
        ("..........", "short"),
        ("xyxyxyxyxyxyxy", "short"),
        ("Rapat  majelis", ""),
        ("sidang " * (LONGEST_REASON // 7), ""),
        ("sidang " * (LONGEST_REASON // 7) + "kedua", "long"),
    ],
)
def test_a_reason_says_something(reason, fault):
    assert reason_fault(reason) == fault


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({}, {}),
        ({"is_subject": True}, {"person": "subject"}),
        ({"is_subject": True, "sits": False}, {"person": "subject"}),
        ({"sits": False}, {"person": "seat"}),
        ({"is_lender": True, "sits": False}, {"person": "oneself"}),
        ({"is_lender": True}, {}),
        ({"holds": True}, {"person": "holds"}),
        ({"closed": True}, {"matter": "closed"}),
        ({"until": None}, {"until": "empty"}),
        ({"until": MORNING}, {"until": "past"}),
        ({"until": MORNING + timedelta(seconds=1)}, {}),
        ({"until": MORNING + DAY * (MOST_DAYS + 1)}, {}),
        ({"until": MORNING + DAY * (MOST_DAYS + 1) + timedelta(seconds=1)}, {"until": "far"}),
        ({"reason": "?"}, {"reason": "short"}),
        (
            {"reason": "", "sits": False, "until": None, "closed": True},
            {"reason": "empty", "person": "seat", "until": "empty", "matter": "closed"},
        ),
    ],
)
def test_when_a_file_can_be_lent(changed, faults):
    given_ = {"reason": WHY, "until": MORNING + DAY, "now": MORNING, **FREE, **changed}
    assert lending_faults(**given_) == faults


@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_a_visit_is_half_an_hour_and_never_before_it_began(later):
    assert visit_lasts(MORNING, MORNING + later) == (timedelta(0) <= later < VISIT)
    assert timedelta(minutes=30) == VISIT


@pytest.fixture
def case(board):
    """A case about Sari that Ratna keeps, Yanti sits in, and Imam decides; with the context open."""
    with board.app_context():
        found = a_case(person_of(cast.ratna), person_of(cast.sari))
        seat(found, person_of(cast.yanti))
        seat(found, person_of(cast.imam), "chair")
        db.session.commit()
        yield found
        db.session.rollback()


def lend(case, member=cast.yanti, *, by=cast.ratna, reason=WHY, until=MORNING + 7 * DAY, now=MORNING):
    return lend_access(case, person_of(member), reason=reason, until=until, by=person_of(by), now=now)


def opened(case, member=cast.yanti, *, reason=WHY, what=PAGE, now=MORNING, dossier=None):
    return open_dossier(case, person_of(member), reason=reason, what=what, now=now, dossier=dossier)


def leaves(kind):
    db.session.commit()
    rows = sa.select(LedgerLeaf).where(LedgerLeaf.kind == kind)
    return db.session.scalars(rows.order_by(LedgerLeaf.idx)).all()


def refused(why, call, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    assert caught.value.why == why


def test_a_loan_is_on_record_and_opens(case):
    grant = lend(case)
    assert may_open(case, person_of(cast.yanti), MORNING) is grant
    opening = opened(case)
    assert (opening.grant, opening.what, opening.reason) == (grant, PAGE, WHY)
    [granted], [seen] = leaves("access.granted"), leaves("dossier.opened")
    assert granted.record == f"grant:{grant.ref}" and seen.record == f"opening:{opening.ref}"
    assert grant.fact()["person"] == person_of(cast.yanti).ref and grant.fact()["reason"] == WHY


def test_only_the_keeper_lends_and_only_to_a_seat(case):
    refused({"person": "keeper"}, lend, case, by=cast.yanti)
    refused({"person": "keeper"}, lend, case, by=cast.hesti)
    refused({"person": "keeper"}, lend, case, by=cast.gita)
    refused({"person": "subject"}, lend, case, cast.sari)
    refused({"person": "oneself"}, lend, case, cast.ratna)
    refused({"person": "seat"}, lend, case, cast.tomi)
    refused({"person": "seat"}, lend, case, cast.surya)
    assert not leaves("access.granted")


def test_the_keeper_of_a_matter_about_oneself_lends_nothing(board):
    with board.app_context():
        own = a_case(person_of(cast.ratna), person_of(cast.ratna))
        seat(own, person_of(cast.yanti))
        refused({"person": "keeper"}, lend, own)
        with pytest.raises(NoAccess):
            opened(own, cast.ratna)


def test_a_seated_keeper_may_lend_to_oneself(case):
    seat(case, person_of(cast.ratna), "secretary")
    assert lend(case, cast.ratna).person_id == person_of(cast.ratna).id


def test_lending_twice_is_refused_until_the_first_has_ended(case):
    first = lend(case)
    refused({"person": "holds"}, lend, case)
    end_access(first, by=person_of(cast.ratna), now=MORNING + DAY)
    second = lend(case, now=MORNING + DAY)
    assert [each.ref for each in loans_of(case)] == [second.ref, first.ref]


def test_a_loan_runs_out_by_the_clock(case):
    grant = lend(case, until=MORNING + DAY)
    assert may_open(case, person_of(cast.yanti), grant.until - timedelta(seconds=1)) is grant
    with pytest.raises(NoAccess):
        opened(case, now=grant.until)
    with pytest.raises(NoAccess):
        opened(case, now=MORNING - timedelta(seconds=1))


def test_the_holder_and_the_keeper_end_a_loan_and_nobody_else(case):
    grant = lend(case)
    for member in (cast.imam, cast.sari, cast.hesti, cast.gita):
        refused({"person": "other"}, end_access, grant, by=person_of(member), now=MORNING)
    end_access(grant, by=person_of(cast.yanti), now=MORNING + DAY)
    end_access(grant, by=person_of(cast.ratna), now=MORNING + 2 * DAY)
    assert len(leaves("access.ended")) == 1
    assert grant.ended_at == MORNING + DAY and grant.ended_by.ref == person_of(cast.yanti).ref
    with pytest.raises(NoAccess):
        opened(case, now=MORNING + DAY)


def test_the_loan_of_another_case_or_person_opens_nothing(case):
    other = a_case(person_of(cast.ratna), person_of(cast.joko))
    seat(other, person_of(cast.yanti))
    lend(other)
    with pytest.raises(NoAccess):
        opened(case)
    lend(case)
    with pytest.raises(NoAccess):
        opened(case, cast.imam)


def test_who_left_the_panel_left_the_loan_with_the_seat(case):
    lend(case)
    [theirs] = [each for each in case.seats if each.person.email == cast.yanti.email]
    theirs.until_step = case.rev
    db.session.flush()
    with pytest.raises(NoAccess):
        opened(case)


def test_all_loans_end_with_the_matter(case):
    lend(case)
    lend(case, cast.imam)
    lapsed = MORNING + 3 * DAY
    assert end_all(case, by=person_of(cast.ratna), now=lapsed) == 2
    assert end_all(case, by=person_of(cast.ratna), now=lapsed) == 0
    assert len(leaves("access.ended")) == 2
    case.closed_on = lapsed.date()
    refused({"matter": "closed"}, lend, case, now=lapsed)


def test_the_keeper_opens_with_a_reason_and_without_a_loan(case):
    assert opened(case, cast.ratna).grant is None
    refused({"reason": "short"}, opened, case, cast.ratna, reason="perlu")
    refused({"reason": "empty"}, opened, case, cast.ratna, reason=" ")
    for member in (cast.sari, cast.hesti, cast.wahyu, cast.gita, cast.surya):
        with pytest.raises(NoAccess):
            opened(case, member)
    assert len(leaves("dossier.opened")) == 1


def test_every_file_taken_away_is_an_opening_of_its_own(case):
    lend(case)
    refs = {opened(case, what=what).ref for what in (PAGE, PDF, PDF, PACK)}
    assert len(refs) == 4 and {leaf.record for leaf in leaves("dossier.opened")} == {
        f"opening:{r}" for r in refs
    }
    with pytest.raises(ValueError):
        opened(case, what="reporter")


def test_a_visit_lasts_for_its_reader_and_its_matter_only(case):
    lend(case)
    lend(case, cast.imam)
    other = a_case(person_of(cast.ratna), person_of(cast.joko))
    first, file = opened(case), opened(case, what=PDF)
    yanti, imam = person_of(cast.yanti), person_of(cast.imam)
    assert visit(case, yanti, first.ref, MORNING + timedelta(minutes=29)) is first
    assert visit(case, yanti, first.ref, MORNING + timedelta(minutes=30)) is None
    assert visit(case, imam, first.ref, MORNING) is None
    assert visit(other, yanti, first.ref, MORNING) is None
    assert visit(case, yanti, file.ref, MORNING) is None
    assert visit(case, yanti, "", MORNING) is None


def test_the_subject_takes_the_own_file_without_a_reason(case):
    ratna = person_of(cast.ratna)
    dossier = Dossier(
        agency_id=case.agency_id,
        matter=case,
        number=1,
        as_of=case.happened_on,
        known_by=MORNING,
        body=b"{}",
        sha256="0" * 64,
        frozen_at=MORNING,
        frozen_by=ratna,
    )
    db.session.add(dossier)
    db.session.flush()
    assert take_own(dossier, person_of(cast.sari), now=MORNING).what == PDF
    for member in (cast.ratna, cast.yanti, cast.joko):
        with pytest.raises(NoAccess):
            take_own(dossier, person_of(member), now=MORNING)
    assert db.session.scalars(sa.select(Opening.dossier_id)).all() == [dossier.id]


def test_closing_a_nomination_ends_its_loans_and_another_step_does_not(board):
    with board.app_context():
        keeper, yanti = person_of(cast.hesti), person_of(cast.yanti)
        nomination = a_nomination(person_of(cast.joko), keeper, now=MORNING)
        seat(nomination, yanti)
        loan = lend_access(nomination, yanti, reason=WHY, until=MORNING + DAY, by=keeper, now=MORNING)
        for number, (kind, ended) in enumerate((("noted", 0), ("closed", 1))):
            add_step(nomination, kind, {}, on=MORNING.date(), by=keeper, rev=number, now=MORNING)
            assert len(leaves("access.ended")) == ended
        assert loan.ended_by is keeper


def test_a_loan_that_nobody_could_give_opens_nothing(case):
    for member in (cast.sari, cast.surya):
        person = person_of(member)
        seat(case, person)
        forged = AccessGrant(agency_id=case.agency_id, matter=case, person=person, lent_by=person)
        forged.reason, forged.since, forged.until = WHY, MORNING, MORNING + DAY
        db.session.add(forged)
        db.session.flush()
        with pytest.raises(NoAccess):
            opened(case, member)
