"""Two at once: one of them is told that the case has gone on; nothing is written twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.cases.service import Refused, Stale, open_case, settle_effects, take
from training.decisions.entries.models import Entry
from training.decisions.models import Case, Step
from training.ledger.checking import verify

from ... import cast
from ..office import person_of
from .walking import MONDAY, Walk, a_case, counsel, delivered, heard, opened, panel, verdict


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


def case_of(ref: str) -> Case:
    return db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()


def kinds(ref: str) -> list[str]:
    rows = sa.select(Step.kind).join(Case, Case.id == Step.matter_id).where(Case.ref == ref)
    return list(db.session.scalars(rows.order_by(Step.number)))


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
        assert verify().faults == []


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
