"""Cases from intake to their end, as the people of an office take them there."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.calendar.terms import Wanted, set_term
from training.decisions.cases.pages.desk import cases_kept_by
from training.decisions.cases.procedure import acts
from training.decisions.cases.procedure.past import Standing
from training.decisions.cases.rules import acts_for
from training.decisions.cases.service import (
    Refused,
    Stale,
    open_case,
    own_cases,
    settle_effects,
    standing_of,
    standings_of,
    take,
)
from training.decisions.cases.settling import settle_all
from training.decisions.cases.surroundings import seats_for
from training.decisions.entries.models import Entry
from training.decisions.entries.rules import Wanted as WantedEntry
from training.decisions.entries.service import enter
from training.decisions.gate import find
from training.decisions.models import AccessGrant, Case, Seat
from training.decisions.seats.reading import cases_of
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf

from ... import cast
from ..office import person_of
from .walking import (
    MONDAY,
    Walk,
    a_case,
    counsel,
    decided,
    delivered,
    heard,
    minutes,
    opened,
    panel,
    ref_of,
    summons,
    team,
    verdict,
)


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {fault.code for fault in refused.value.faults}


def standing(walk: Walk) -> Standing:
    return standing_of(walk.case, now=walk.now)


def entries(walk: Walk) -> list[Entry]:
    rows = sa.select(Entry).where(Entry.matter_id == walk.case.id).order_by(Entry.id)
    return list(db.session.scalars(rows))


def leaves() -> list[str]:
    return list(db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx)))


@pytest.mark.parametrize("track", ["ethics", "discipline"])
def test_a_case_walks_from_intake_to_its_end(board: Flask, track: str) -> None:
    with board.app_context():
        walk = delivered(track)
        assert standing(walk).stage == "delivered"
        walk.on(date(2027, 1, 29))
        assert standing(walk).final
        walk.take(acts.Closed(why="decided", kept_until=date(2037, 1, 29)), cast.ratna)
        assert standing(walk).closed
        assert (walk.case.closed_on, walk.case.kept_until) == (date(2027, 1, 29), date(2037, 1, 29))
        assert all(seat.until_step == walk.case.rev for seat in walk.case.seats)
        cases = [kind for kind in leaves() if kind.startswith("case.")]
        assert cases[:2] == ["case.opened", "case.appointed"]
        assert cases[-2:] == ["case.delivered", "case.closed"]
        assert verify().faults == []


def test_who_is_appointed_sits_with_the_rank_the_office_knows(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case())
        lied = panel()
        lied = lied.model_copy(
            update={"members": tuple(each.model_copy(update={"rank": "IV/e"}) for each in lied.members)}
        )
        walk.take(lied, cast.ratna)
        seats = {seat.person.email: (seat.role, seat.rank) for seat in walk.case.seats}
        assert seats[cast.hendra.email] == ("chair", "IV/b")
        assert seats[cast.kartika.email] == ("official", "IV/c")
        assert {each["rank"] for each in walk.case.steps[-1].said["members"]} >= {"IV/b", "III/d"}
        assert find(person_of(cast.tomi), Case, walk.case.ref) is not None
        assert find(person_of(cast.joko), Case, walk.case.ref) is None


def test_who_is_replaced_leaves_with_the_seat_and_the_loan(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case())
        walk.take(panel(), cast.ratna)
        tomi, ratna = person_of(cast.tomi), person_of(cast.ratna)
        until = walk.now.replace(day=30)
        for person in (tomi, person_of(cast.imam)):
            grant = AccessGrant(agency_id=tomi.agency_id, matter=walk.case, person=person, lent_by=ratna)
            grant.reason, grant.since, grant.until = "Sidang pertama.", walk.now, until
            db.session.add(grant)
        db.session.commit()
        changed = panel(one=cast.bayu).model_copy(update={"reason": "Anggota pindah tugas."})
        walk.take(changed, cast.ratna)
        assert find(person_of(cast.tomi), Case, walk.case.ref) is None
        assert find(person_of(cast.bayu), Case, walk.case.ref) is not None
        ended = {grant.person.email for grant in db.session.scalars(sa.select(AccessGrant)) if grant.ended_at}
        assert ended == {cast.tomi.email}
        chair = db.session.scalars(sa.select(Seat).where(Seat.role == "chair")).one()
        assert (chair.since_step, chair.until_step) == (2, None)


def test_the_same_page_sent_twice_is_one_step(board: Flask) -> None:
    with board.app_context():
        case, ratna = a_case(), person_of(cast.ratna)
        note = acts.Noted(text="Berkas diterima.")
        take(case, note, by=ratna, rev=1, now=MONDAY)
        db.session.commit()
        with pytest.raises(Stale):
            take(case, note, by=ratna, rev=1, now=MONDAY)
        db.session.rollback()
        assert case.rev == 2
        with pytest.raises(Stale):
            take(case, note, by=ratna, rev=7, now=MONDAY)


def test_what_is_refused_leaves_no_trace(board: Flask) -> None:
    with board.app_context():
        walk, size = Walk(a_case()), len(leaves())
        with pytest.raises(Refused) as refused:
            walk.take(panel(chair=cast.sari), cast.ratna)
        assert codes(refused) == {"interest"}
        db.session.rollback()
        assert (walk.case.rev, len(leaves())) == (1, size)
        assert not walk.case.seats


@pytest.mark.parametrize(
    ("member", "code"),
    [
        (cast.hendra, "not_yours"),
        (cast.joko, "not_yours"),
        (cast.hesti, "not_yours"),
        (cast.sari, "not_yours"),
        (cast.wahyu, "not_yours"),
    ],
)
def test_who_does_not_keep_the_case_does_not_appoint(board: Flask, member: cast.Member, code: str) -> None:
    with board.app_context():
        with pytest.raises(Refused) as refused:
            Walk(a_case()).take(panel(), member)
        assert codes(refused) == {code}


def test_another_agency_neither_keeps_nor_sits(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case())
        assert find(person_of(cast.gita), Case, walk.case.ref) is None
        assert cases_kept_by(person_of(cast.gita)) == []
        with pytest.raises(LookupError):
            walk.take(acts.Noted(text="Catatan."), cast.gita)
        with pytest.raises(Refused) as refused:
            walk.take(panel(chair=cast.surya), cast.ratna)
        assert codes(refused) == {"unknown_person"}


def test_the_head_of_a_department_is_not_judged_by_the_people_it_leads(board: Flask) -> None:
    with board.app_context():
        case = open_case(
            person_of(cast.ratna), opened(), subject=person_of(cast.imam), reporter=None, now=MONDAY
        )
        db.session.commit()
        with pytest.raises(Refused) as refused:
            Walk(case).take(panel(two=cast.hesti, three=cast.wahyu), cast.ratna)
        assert [(each.path, each.code) for each in refused.value.faults if each.code == "interest"] == [
            ("members-3-person", "interest")
        ]


def test_a_registrar_does_not_keep_the_case_of_who_leads_them(board: Flask) -> None:
    with board.app_context():
        with pytest.raises(Refused) as refused:
            open_case(
                person_of(cast.ratna), opened(), subject=person_of(cast.hendra), reporter=None, now=MONDAY
            )
        assert codes(refused) == {"own_line"}


def test_who_left_the_agency_is_not_appointed(board: Flask) -> None:
    with board.app_context():
        person_of(cast.yanti).left_on = date(2026, 11, 20)
        db.session.commit()
        with pytest.raises(Refused) as refused:
            Walk(a_case()).take(panel(), cast.ratna)
        assert codes(refused) == {"unknown_person"}


def test_each_sees_what_is_theirs_to_do(board: Flask) -> None:
    with board.app_context():
        walk = heard()
        found = {
            member.email: acts_for(standing(walk), seats_for(person_of(member), walk.case))
            for member in (cast.sari, cast.yanti, cast.ratna, cast.kartika, cast.joko)
        }
        assert found[cast.sari.email] == ("replied",)
        assert found[cast.yanti.email] == ("deliberated", "heard")
        assert "appointed" in found[cast.ratna.email]
        assert found[cast.kartika.email] == found[cast.joko.email] == ()


def test_the_official_alone_decides_and_nobody_twice(board: Flask) -> None:
    with board.app_context():
        walk = heard()
        walk.take(counsel(), cast.yanti)
        walk.take(acts.Proposed(verdict=verdict()), cast.hendra)
        act = acts.Decided(number="SK 900/1/2026", verdict=verdict())
        for other in (cast.hendra, cast.yanti, cast.ratna, cast.sari, cast.tomi):
            with pytest.raises(Refused) as refused:
                walk.take(act, other)
            assert codes(refused) <= {"not_yours", "second_person", "interest"}
            db.session.rollback()
        walk.take(act, cast.kartika)
        assert standing(walk).stage == "decided"


def test_a_closed_case_takes_nothing_more(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case())
        walk.take(acts.Closed(why="unfounded", kept_until=date(2027, 11, 23)), cast.ratna)
        with pytest.raises(Refused) as refused:
            walk.take(acts.Noted(text="Terlambat."), cast.ratna)
        assert codes(refused) == {"not_now"}
        with pytest.raises(Refused) as refused:
            walk.take(acts.Replied(text="Tanggapan."), cast.sari)
        assert codes(refused) == {"not_now"}


def test_a_penalty_is_entered_once_it_is_final_and_only_once(board: Flask) -> None:
    with board.app_context():
        walk = delivered("discipline", "position_lowered", months=12)
        walk.on(date(2026, 12, 27)).take(acts.Noted(text="Belum berlaku."), cast.ratna)
        assert entries(walk) == []
        walk.on(date(2026, 12, 28)).take(acts.Noted(text="Sudah berlaku."), cast.ratna)
        (entry,) = entries(walk)
        assert (entry.track, entry.level, entry.number) == ("discipline", "heavy", "SK 900/1/2026")
        assert (entry.since, entry.until) == (date(2026, 12, 28), date(2027, 12, 27))
        assert entry.person is not None and entry.person.email == cast.sari.email
        assert entry.recorded_by.email == cast.kartika.email
        assert settle_effects(walk.case, walk.now) is None
        assert len(entries(walk)) == 1
        assert verify().faults == []


def test_the_worker_enters_what_became_final_though_nobody_opened_the_case(board: Flask) -> None:
    with board.app_context():
        walk, silent = delivered(), Walk(a_case(summary="Perkara lain tanpa keputusan."))
        assert [entry.level for entry in entries(walk)] == ["closed"]
        later = delivered("discipline").on(date(2027, 2, 1))
        assert not settle_all(None, later.now.replace(month=1, day=1, year=2026))
        assert settle_all(None, later.now)
        assert [entry.level for entry in entries(later)] == ["light"]
        assert not settle_all(None, later.now)
        assert entries(silent) == []


def test_nothing_is_entered_of_what_was_not_proven_or_only_advised(board: Flask) -> None:
    with board.app_context():
        unproven = delivered(proven=False)
        advised = delivered(penalty="administrative_recommended", recommends_discipline=True)
        for walk in (unproven, advised):
            assert standing(walk.on(date(2027, 3, 1))).final
            assert settle_effects(walk.case, walk.now) is None


def test_a_decree_that_personnel_entered_already_is_not_entered_twice(board: Flask) -> None:
    with board.app_context():
        walk = delivered("discipline").on(date(2027, 2, 1))
        by_hand = WantedEntry(
            "sanction",
            title="Teguran tertulis",
            since=date(2027, 1, 4),
            track="discipline",
            level="light",
            number="SK 900/1/2026",
        )
        enter(person_of(cast.hesti), person_of(cast.sari), by_hand, now=walk.now)
        db.session.commit()
        walk.take(acts.Closed(why="decided", kept_until=date(2037, 2, 1)), cast.ratna)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1


def objected(result: str, found: acts.Verdict | None = None) -> Walk:
    """An objection of the officer that bayu and farid judged, about a decision of hendra."""
    walk = Walk(a_case(track="discipline"))
    walk.take(team(official=cast.hendra), cast.ratna)
    walk.take(summons(1, walk.today, date(2026, 12, 2)), cast.ratna)
    walk.on(date(2026, 12, 2)).take(minutes(walk.today), cast.sulastri)
    walk.take(acts.Proposed(verdict=verdict("written_reprimand")), cast.sulastri)
    walk.take(acts.Decided(number="SK 1", verdict=verdict("written_reprimand")), cast.hendra)
    walk.take(acts.Delivered(how="handed", received_on=walk.today), cast.ratna)
    walk.on(date(2026, 12, 7)).take(acts.Objected(way="objection", text="Saya keberatan."), cast.sari)
    walk.take(acts.Referred(members=(ref_of(cast.kartika),), decree="SK 2"), cast.ratna)
    act = acts.Reviewed.model_validate(
        {"number": "SK 3", "result": result, "why": "Sudah ditimbang.", "verdict": found}
    )
    walk.on(date(2027, 1, 25)).take(act, cast.kartika)
    return walk


def test_an_objection_is_decided_by_somebody_else(board: Flask) -> None:
    with board.app_context():
        walk = objected("upheld")
        assert [entry.number for entry in entries(walk)] == ["SK 1"]
        assert standing(walk).final
        assert find(person_of(cast.kartika), Case, walk.case.ref) is not None


def test_what_an_objection_changed_is_what_is_entered(board: Flask) -> None:
    with board.app_context():
        walk = objected("changed", verdict("verbal_reprimand"))
        (entry,) = entries(walk)
        assert (entry.number, entry.title, entry.since) == ("SK 3", "Teguran lisan", date(2027, 1, 25))


def test_what_was_cancelled_is_not_entered_and_what_was_entered_is_withdrawn(board: Flask) -> None:
    with board.app_context():
        walk = objected("cancelled")
        assert entries(walk) == []
        walk.take(acts.Closed(why="unproven", kept_until=date(2029, 1, 25)), cast.ratna)
        late = delivered("discipline", "dismissal").on(date(2027, 2, 1))
        late.take(acts.Noted(text="Sudah berlaku."), cast.ratna)
        assert entries(late)[0].withdrawn_at is None
        late.take(acts.Objected(way="appeal", text="Banding.", on_paper=True), cast.ratna)
        late.take(acts.Reviewed(number="BPASN 9", result="cancelled", why="Prosedur."), cast.ratna)
        (entry,) = entries(late)
        assert entry.withdrawn_at is not None
        assert "BPASN 9" in entry.withdrawn_reason
        assert verify().faults == []


def test_the_official_who_is_led_by_nobody_above_is_told_about_the_reviewers_below(board: Flask) -> None:
    with board.app_context():
        walk = delivered("discipline").on(date(2026, 12, 7))
        unit = next(each for each in walk.case.seats if each.role == "official").person
        assert unit.email == cast.kartika.email
        walk.take(acts.Objected(way="objection", text="Keberatan."), cast.sari)
        walk.take(acts.Referred(members=(ref_of(cast.hendra),), decree="SK 2"), cast.ratna)
        assert walk.case.steps[-1].said["below"] == [ref_of(cast.hendra)]
        assert "reviewer_below_official" in {each.code for each in standing(walk).warnings}


def test_an_office_opens_a_way_to_object_to_a_moral_sanction(board: Flask) -> None:
    with board.app_context():
        own = Wanted(10, "at_most", date(2026, 12, 1), "Peraturan kantor nomor 7.")
        set_term(person_of(cast.ratna), "ethics", "objection", own, now=MONDAY)
        db.session.commit()
        walk = delivered()
        assert "objected" in standing(walk).next_acts
        assert entries(walk) == []
        assert "closed" not in standing(walk).next_acts
        assert standing(walk.on(date(2026, 12, 18))).final


def test_what_was_done_on_paper_earlier_is_entered_with_its_day(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case(reported_on=date(2026, 11, 20)))
        step = walk.take(panel(), cast.ratna, on=date(2026, 11, 20))
        assert (step.on, step.at) == (date(2026, 11, 20), MONDAY)
        with pytest.raises(Refused) as refused:
            walk.take(acts.Noted(text="Catatan."), cast.ratna, on=date(2026, 11, 19))
        assert codes(refused) == {"before_last"}
        with pytest.raises(Refused) as refused:
            walk.take(acts.Noted(text="Catatan."), cast.ratna, on=date(2026, 11, 24))
        assert codes(refused) == {"future"}


def test_the_desk_is_read_in_few_statements(board: Flask) -> None:
    with board.app_context():
        for number in range(4):
            a_case(summary=f"Perkara {number}.", track=("ethics", "discipline")[number % 2])
        walk = delivered()
        seen: list[str] = []
        sa.event.listen(db.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
        cases = cases_kept_by(person_of(cast.ratna))
        del seen[:]
        found = standings_of(cases, now=walk.now)
        assert len(seen) <= 6
        assert sorted(each.stage for each in found.values()) == ["delivered", *["opened"] * 4]
        assert found[walk.case.id] == standing(walk)
        assert standings_of([], now=walk.now) == {}


def test_the_lists_show_what_one_keeps_sits_in_or_is_about(board: Flask) -> None:
    with board.test_request_context():
        walk = decided()
        assert cases_kept_by(person_of(cast.ratna)) == [walk.case]
        assert [each.number for each in cases_of(person_of(cast.tomi), walk.now)] == [walk.case.number]
        assert cases_kept_by(person_of(cast.sari)) == cases_of(person_of(cast.joko), walk.now) == []
        assert own_cases(person_of(cast.sari)) == [walk.case]
        assert own_cases(person_of(cast.tomi)) == []
