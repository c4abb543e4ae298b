"""Two at once: one of them is told that the case has gone on; nothing is written twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.cases.models import Remedy
from training.decisions.cases.procedure import acts
from training.decisions.cases.service import (
    Refused,
    Stale,
    open_case,
    settle_effects,
    standing_of,
    take,
)
from training.decisions.entries.models import Entry
from training.decisions.models import AccessGrant, Case, Step
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.ledger.service import record
from training.people.models import Person

from ... import cast
from ..office import person_of
from .walking import MONDAY, Walk, a_case, counsel, delivered, heard, opened, panel, ref_of, verdict


def together(app: Flask, *deeds: Callable[[], object]) -> list[str]:
    """Do all at the same moment, each in a thread of its own; what came of each."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                deed()
                db.session.commit()
            except (Stale, Refused) as told:
                db.session.rollback()
                return type(told).__name__
            return "saved"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(each.result(timeout=60) for each in [pool.submit(run, deed) for deed in deeds])


def void(_made: object) -> None:
    """A deed that returns nothing."""


def lend(case: Case, to: Person, by: Person, now: datetime) -> None:
    """The file lent to somebody, on record."""
    loan = AccessGrant(agency_id=case.agency_id, matter=case, person=to, lent_by=by, reason="Menyiapkan.")
    loan.since, loan.until = now, now + timedelta(days=9)
    db.session.add(loan)
    db.session.flush()
    record("access.granted", loan, actor=by.ref, at=now)
    db.session.commit()


def case_of(ref: str) -> Case:
    return db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()


def kinds(ref: str) -> list[str]:
    rows = sa.select(Step.kind).join(Case, Case.id == Step.matter_id).where(Case.ref == ref)
    return list(db.session.scalars(rows.order_by(Step.number)))


def whole(ref: str) -> Case:
    """The case, of which nothing is half written: steps without a gap, each with its one entry of the record;
    seats, training and sanctions of steps that are there."""
    case = case_of(ref)
    assert [step.number for step in case.steps] == list(range(1, case.rev + 1))
    records = [f"step:{step.ref}" for step in case.steps]
    leaves = db.session.scalars(sa.select(LedgerLeaf.record).where(LedgerLeaf.kind.like("case.%")))
    assert sorted(leaves) == sorted(records)
    for seat in case.seats:
        (step,) = [step for step in case.steps if step.number == seat.since_step]
        assert seat.person.ref in str(step.said["members"])
        assert seat.until_step is None or seat.until_step <= case.rev
    asked = db.session.scalars(sa.select(Remedy.step_number).where(Remedy.case_id == case.id))
    assert set(asked) == {step.number for step in case.steps if step.kind == "remedied"}
    assert verify().faults == []
    return case


def test_of_two_panels_at_once_one_sits_whole(board: Flask) -> None:
    with board.app_context():
        ref = a_case().ref

    def appointing(act: acts.Appointed) -> Callable[[], None]:
        return lambda: void(take(case_of(ref), act, by=person_of(cast.ratna), rev=1, now=MONDAY))

    with board.app_context():
        panels = panel(), panel(three=cast.wahyu), panel(chair=cast.sulastri)
    assert together(board, *map(appointing, panels)) == ["Stale", "Stale", "saved"]
    with board.app_context():
        case = whole(ref)
        assert len(case.seats) == 6
        assert {seat.person.ref for seat in case.seats} == {
            member["person"] for member in case.steps[-1].said["members"]
        }


def test_a_case_is_closed_or_goes_on_never_both(board: Flask) -> None:
    with board.app_context():
        walk = delivered()
        ref, rev, now = walk.case.ref, walk.case.rev, walk.now
        lend(walk.case, person_of(cast.tomi), person_of(cast.ratna), now)

    def taking(act: acts.Act) -> Callable[[], None]:
        return lambda: void(take(case_of(ref), act, by=person_of(cast.ratna), rev=rev, now=now))

    closed = acts.Closed(why="decided", kept_until=date(2037, 2, 1))
    asked = acts.Remedied(clauses=("D.4",), due_on=date(2027, 3, 1))
    assert together(board, taking(closed), taking(asked)) == ["Stale", "saved"]
    with board.app_context():
        case = whole(ref)
        over = case.steps[-1].kind == "closed"
        assert (case.closed_on is not None) is over
        assert all((seat.until_step is not None) is over for seat in case.seats)
        (loan,) = db.session.scalars(sa.select(AccessGrant))
        assert (loan.ended_at is not None) is over


def test_of_two_answers_to_an_objection_one_counts(board: Flask) -> None:
    with board.app_context():
        walk = delivered("discipline")
        walk.take(acts.Objected(way="objection", text="Saya keberatan."), cast.sari)
        judges = cast.imam, cast.yanti
        walk.take(acts.Referred(members=tuple(map(ref_of, judges)), decree="SK 2"), cast.ratna, on=walk.today)
        ref, rev, now = walk.case.ref, walk.case.rev, walk.now

    def judging(member: cast.Member, result: str) -> Callable[[], None]:
        act = acts.Reviewed(number=f"SK {result}", result=result, why="Sudah ditimbang.")
        return lambda: void(take(case_of(ref), act, by=person_of(member), rev=rev, now=now))

    told = together(board, judging(cast.imam, "upheld"), judging(cast.yanti, "cancelled"))
    assert told == ["Stale", "saved"]
    with board.app_context():
        case = whole(ref)
        assert [step.kind for step in case.steps].count("reviewed") == 1
        settled = standing_of(case, now=now + timedelta(days=60))
        assert (settled.decided is None) == (case.steps[-1].said["result"] == "cancelled")


def test_two_who_decide_at_once_decide_once(board: Flask) -> None:
    with board.app_context():
        walk = heard()
        walk.take(counsel(), cast.yanti)
        walk.take(acts.Proposed(verdict=verdict()), cast.hendra)
        ref, rev, now = walk.case.ref, walk.case.rev, walk.now

    def deciding() -> None:
        act = acts.Decided(number="SK 1", verdict=verdict())
        take(case_of(ref), act, by=person_of(cast.kartika), rev=rev, now=now)

    def returning() -> None:
        act = acts.Returned(reason="Alasan belum lengkap.")
        take(case_of(ref), act, by=person_of(cast.kartika), rev=rev, now=now)

    told = together(board, deciding, deciding, returning)
    assert told == ["Stale", "Stale", "saved"]
    with board.app_context():
        assert len([kind for kind in kinds(ref) if kind in ("decided", "returned")]) == 1
        whole(ref)


def test_two_of_the_panel_at_once_leave_one_step_each_saw(board: Flask) -> None:
    with board.app_context():
        walk = heard()
        ref, rev, now = walk.case.ref, walk.case.rev, walk.now

    def counselling(member: cast.Member, conclusion: str) -> Callable[[], None]:
        def deed() -> None:
            act = counsel(conclusion=conclusion)
            take(case_of(ref), act, by=person_of(member), rev=rev, now=now)

        return deed

    told = together(board, counselling(cast.yanti, "proven"), counselling(cast.hendra, "unproven"))
    assert told == ["Stale", "saved"]
    with board.app_context():
        assert kinds(ref).count("deliberated") == 1


def test_a_panel_appointed_twice_at_once_sits_once(board: Flask) -> None:
    with board.app_context():
        ref = a_case().ref

    def appointing() -> None:
        take(case_of(ref), panel(), by=person_of(cast.ratna), rev=1, now=MONDAY)

    assert together(board, appointing, appointing, appointing) == ["Stale", "Stale", "saved"]
    with board.app_context():
        assert len(case_of(ref).seats) == 6


def test_a_page_sent_twice_at_once_opens_one_case(board: Flask) -> None:
    act = opened()

    def opening() -> None:
        open_case(person_of(cast.ratna), act, subject=person_of(cast.sari), reporter=None, now=MONDAY)

    assert together(board, opening, opening, opening) == ["saved"] * 3
    with board.app_context():
        assert [case.number for case in db.session.scalars(sa.select(Case))] == ["ETIK/2026/0001"]


def test_a_sanction_is_entered_once_by_the_worker_and_a_registrar_at_once(board: Flask) -> None:
    with board.app_context():
        walk = delivered("discipline")
        walk.on(date(2027, 2, 1))
        ref, rev, now = walk.case.ref, walk.case.rev, walk.now

    def settling() -> None:
        case = case_of(ref)
        db.session.refresh(case, with_for_update=True)
        settle_effects(case, now)

    def closing() -> None:
        act = acts.Closed(why="decided", kept_until=date(2037, 2, 1))
        take(case_of(ref), act, by=person_of(cast.ratna), rev=rev, now=now)

    assert together(board, settling, closing, settling) == ["saved"] * 3
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1
        assert verify().faults == []


def test_an_answer_from_an_old_tab_is_told_apart_from_a_wrong_one(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case())
        walk.take(panel(), cast.ratna)
        ref = walk.case.ref

    def replying() -> None:
        take(case_of(ref), acts.Replied(text="Tanggapan."), by=person_of(cast.sari), rev=1, now=MONDAY)

    assert together(board, replying) == ["Stale"]
