"""A keeper who was never shown who reported tries colleagues out as members: once, and on record."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.access import Role
from training.core.db import db
from training.decisions.cases.looking import GUESSED, knows, struck
from training.decisions.cases.procedure import acts
from training.decisions.cases.reporter import ReporterSaid
from training.decisions.cases.service import Guessed, Refused, look_at_reporter, open_case, take
from training.decisions.models import Case, Opening
from training.decisions.rights.openings import openings_about
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import RoleGrant

from ... import cast
from ..office import person_of
from .strolling import Walk as Stroll
from .test_screens_walk import panel as seated
from .test_service_together import case_of, together
from .walking import MONDAY, Walk, decided, opened, panel, ref_of, team

REASON = "Menyusun majelis tanpa pelapor."


@pytest.fixture
def agus(board: Flask) -> cast.Member:
    """Another registrar, who took up nothing."""
    with board.app_context():
        db.session.add(RoleGrant(person_id=person_of(cast.agus).id, role=Role.REGISTRAR))
        db.session.commit()
    return cast.agus


def reported(by: cast.Member = cast.hesti, track: str = "ethics") -> Case:
    """A case that ratna took up and a colleague reported."""
    ratna, sari = person_of(cast.ratna), person_of(cast.sari)
    said = ReporterSaid(person_of(by).name, person_ref=ref_of(by))
    case = open_case(ratna, opened(track=track), subject=sari, reporter=said, now=MONDAY)
    db.session.commit()
    return case


def attempt(walk: Walk, act: acts.Act, by: cast.Member) -> tuple[type, list[tuple[str, str]]] | None:
    """What somebody is told who tries an act, as the page takes it; None when it was taken."""
    try:
        take(walk.case, act, by=person_of(by), rev=walk.case.rev, now=walk.now)
    except Refused as refused:
        db.session.commit() if isinstance(refused, Guessed) else db.session.rollback()
        return type(refused), [(fault.path, fault.code) for fault in refused.faults]
    db.session.commit()
    return None


def looks(case: Case) -> list[tuple[str, str]]:
    rows = sa.select(Opening).where(Opening.matter_id == case.id, Opening.what == "reporter")
    return [(row.person.email, row.reason) for row in db.session.scalars(rows.order_by(Opening.id))]


def test_a_guess_tells_no_single_name_and_is_on_record(board: Flask, agus: cast.Member) -> None:
    with board.app_context():
        case = reported()
        assert attempt(Walk(case), panel(), agus) == (Guessed, [("members", "veiled")])
        assert looks(case) == [(agus.email, GUESSED)]
        kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind)))
        assert kinds.count("reporter.looked") == 1
        assert (case.rev, case.seats) == (1, [])
        assert openings_about(case.subject) == [], "the officer learns nothing of it"
        assert verify().faults == []


def test_after_one_guess_every_other_set_is_refused_until_the_keeper_looked(
    board: Flask, agus: cast.Member
) -> None:
    """Halving the set finds nobody: whoever is named, the answer stays the same."""
    with board.app_context():
        case = reported()
        attempt(Walk(case), panel(), agus)
        for act in (panel(three=cast.wahyu), panel(one=cast.wahyu), panel()):
            assert attempt(Walk(case), act, agus) == (Refused, [("members", "veiled")])
        assert len(looks(case)) == 1, "what says nothing new is not written down"
        look_at_reporter(case, by=person_of(agus), reason=REASON, now=MONDAY)
        db.session.commit()
        assert attempt(Walk(case), panel(), agus) == (Refused, [("members-5-person", "interest")])
        assert attempt(Walk(case), panel(three=cast.wahyu), agus) is None


def test_the_guess_of_one_keeper_is_that_of_all(board: Flask, agus: cast.Member) -> None:
    with board.app_context():
        db.session.add(RoleGrant(person_id=person_of(cast.dewi).id, role=Role.REGISTRAR))
        case = reported()
        attempt(Walk(case), panel(), agus)
        assert attempt(Walk(case), panel(three=cast.wahyu), cast.dewi) == (Refused, [("members", "veiled")])
        assert attempt(Walk(case), panel(three=cast.wahyu), cast.ratna) is None, "who wrote it down knows"


def test_nothing_is_told_beside_another_fault(board: Flask, agus: cast.Member) -> None:
    """A set that could not be appointed anyway asks nothing of the record."""
    with board.app_context():
        case = reported()
        pair = acts.Appointed(
            decree="SK 1", members=tuple(each for each in panel().members if each.role != "chair")
        )
        without = acts.Appointed(
            decree="SK 1",
            members=tuple(each for each in panel(three=cast.wahyu).members if each.role != "chair"),
        )
        assert (
            attempt(Walk(case), pair, agus)
            == attempt(Walk(case), without, agus)
            == (Refused, [("members", "no_chair")])
        )
        assert looks(case) == []


def test_many_guesses_at_once_are_one(board: Flask, agus: cast.Member) -> None:
    with board.app_context():
        ref = reported().ref

    def guess() -> None:
        try:
            take(case_of(ref), panel(), by=person_of(agus), rev=1, now=MONDAY)
        except Guessed:
            db.session.commit()

    assert together(board, guess, guess, guess) == ["Refused", "Refused", "saved"]
    with board.app_context():
        assert looks(case_of(ref)) == [(agus.email, GUESSED)]
        assert verify().faults == []


def test_who_judges_an_objection_is_no_way_to_guess_either(board: Flask, agus: cast.Member) -> None:
    with board.app_context():
        walk = decided("discipline", case=reported(cast.imam, "discipline"))
        walk.take(acts.Delivered(how="handed", received_on=walk.today), cast.ratna)
        walk.take(acts.Objected(way="objection", text="Saya keberatan."), cast.sari)
        imam, tomi = (
            acts.Referred(members=(ref_of(each),), decree="SK 2") for each in (cast.imam, cast.tomi)
        )
        assert attempt(walk, imam, agus) == (Guessed, [("members", "veiled")])
        assert attempt(walk, tomi, agus) == (Refused, [("members", "veiled")])
        look_at_reporter(walk.case, by=person_of(agus), reason=REASON, now=walk.now)
        db.session.commit()
        assert attempt(walk, imam, agus) == (Refused, [("members-0", "interest")])
        assert attempt(walk, tomi, agus) is None


def test_who_reported_the_first_case_does_not_sit_in_the_one_that_came_of_it(
    board: Flask, agus: cast.Member
) -> None:
    with board.app_context():
        first = reported(cast.wahyu)
        walk = Walk(first)
        walk.take(acts.Closed(why="moved", kept_until=MONDAY.date().replace(year=2030)), cast.ratna)
        act = opened(track="discipline", channel="other_track")
        case = open_case(
            person_of(cast.ratna),
            act,
            subject=person_of(cast.sari),
            reporter=None,
            now=MONDAY,
            came_from=first,
        )
        db.session.commit()
        assert attempt(Walk(case), team(), agus) == (Guessed, [("members", "veiled")])
        assert attempt(Walk(case), team(), cast.ratna) == (Refused, [("members-2-person", "interest")])
        (told,) = look_at_reporter(case, by=person_of(agus), reason=REASON, now=MONDAY)
        assert told.person_ref == ref_of(cast.wahyu)


def test_sending_the_same_report_with_a_guess_tells_nothing(board: Flask, agus: cast.Member) -> None:
    """Who did not open a case gets another one, whether the name they send is right or wrong."""
    with board.app_context():
        sari, act = person_of(cast.sari), opened()
        right = ReporterSaid(person_of(cast.hesti).name, person_ref=ref_of(cast.hesti))
        wrong = ReporterSaid(person_of(cast.imam).name, person_ref=ref_of(cast.imam))
        first = open_case(person_of(cast.ratna), act, subject=sari, reporter=right, now=MONDAY)
        db.session.commit()
        for said in (right, wrong):
            told = open_case(person_of(agus), act, subject=sari, reporter=said, now=MONDAY)
            assert told is not first
            db.session.rollback()
        again = open_case(person_of(cast.ratna), act, subject=sari, reporter=right, now=MONDAY)
        assert again is first


def test_the_page_keeps_what_was_guessed_on_record(board: Flask, agus: cast.Member, signed_in: Any) -> None:
    walk = Stroll(board, signed_in)
    who = {"reporter": walk.ref(cast.tomi), "reporter-name": "Tomi"}
    walk.open(cast.ratna, cast.sari, **who)
    sent = {"decree": "SK 1", **walk.seats(*seated(cast))}
    for _time in range(2):
        answer = walk.send(agus, "appointment", sent)
        assert answer.status_code == 422 and "ditolak karena kaitan dengan pelaporan" in answer.text
        assert "Ada kaitan dengan perkara ini" not in answer.text
    with board.app_context():
        ref = walk.url.rpartition("/")[2]
        assert looks(case_of(ref)) == [(agus.email, GUESSED)]
    walk.browser(agus).post_form(f"{walk.url}/reporter", {"reason": REASON})
    assert "Ada kaitan dengan perkara ini" in walk.send(agus, "appointment", sent).text


def test_nobody_knows_less_where_nobody_of_the_agency_reported(board: Flask, agus: cast.Member) -> None:
    with board.app_context():
        person, said = person_of(agus), ReporterSaid("Warga Satu")
        case = open_case(
            person_of(cast.ratna), opened(), subject=person_of(cast.sari), reporter=said, now=MONDAY
        )
        assert knows(person, case)
        assert attempt(Walk(case), panel(), agus) is None


@pytest.mark.parametrize(
    ("text", "name", "contact", "told"),
    [
        ("Menelepon Joko lagi.", "Joko Susilo", "", "Menelepon … lagi."),
        ("Menelepon jokowi lagi.", "Joko Susilo", "", "Menelepon jokowi lagi."),
        ("Bu Ti menelepon Bu Ti.", "Bu Ti", "", "… menelepon …."),
        ("Hubungi 0812 (3)", "Joko", "0812 (3)", "Hubungi …"),
        ("Ma'ruf datang", "Ma'ruf", "", "Ma'… datang"),
    ],
)
def test_a_text_is_struck_of_name_and_contact(text: str, name: str, contact: str, told: str) -> None:
    assert struck(text, ReporterSaid(name, contact)) == told
