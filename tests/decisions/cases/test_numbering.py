"""A number that another decision has is asked about once, and names only what the reader may read."""

from datetime import date

import pytest
from flask import Flask

from training.core.db import db
from training.decisions.acts import Fault
from training.decisions.cases.numbering import number_faults
from training.decisions.cases.procedure import acts

from ... import cast
from ..office import person_of
from .histories import F, History, until_decided
from .histories import verdict as found
from .strolling import Walk as Stroll
from .strolling import hearing, letter
from .strolling import verdict as typed
from .walking import a_case, decided, verdict

pytestmark = pytest.mark.database


def decision(number: str) -> acts.Decided:
    return acts.Decided(number=number, verdict=verdict())


def test_the_same_number_is_known_however_it_is_written(board: Flask) -> None:
    with board.app_context():
        walk = decided()
        number, other = f"SK 900/{walk.case.id}/2026", a_case()
        kartika = person_of(cast.kartika)
        for written in (number, number.lower(), number.replace(" ", ""), f" {number}  "):
            (fault,) = number_faults(other, decision(written), kartika)
            assert fault == Fault("number_again", "known_number", {"where": [walk.case.number]})
        assert number_faults(other, decision(f"{number}/A"), kartika) == []
        assert number_faults(walk.case, decision(number), kartika) == [], "its own is no other"
        assert number_faults(other, acts.Noted(text=number), kartika) == []
        review = acts.Reviewed(number=number, result="upheld", why="Tepat.")
        assert number_faults(other, review, kartika)


def test_a_matter_one_may_not_read_is_not_named(board: Flask) -> None:
    with board.app_context():
        walk = decided()
        number, other = f"SK 900/{walk.case.id}/2026", a_case()
        for member, where in ((cast.ratna, [walk.case.number]), (cast.joko, []), (cast.sari, [])):
            (fault,) = number_faults(other, decision(number), person_of(member))
            assert fault.values == {"where": where}


def test_another_office_has_its_own_register(board: Flask) -> None:
    with board.app_context():
        walk = decided()
        number, other = f"SK 900/{walk.case.id}/2026", a_case()
        other.agency_id = person_of(cast.rangga).agency_id
        db.session.flush()
        assert number_faults(other, decision(number), person_of(cast.kartika)) == []


def test_the_answer_to_an_objection_has_a_number_of_its_own() -> None:
    history: History = until_decided("discipline", found("written_reprimand")).delivered()
    history.objected(date(2026, 11, 25)).referred(date(2026, 11, 26))
    for number, codes in (("sk 1", [("number", "own_number")]), ("SK 2", [])):
        act = acts.Reviewed(number=number, result="upheld", why="Tepat.")
        assert history.codes(act, F, ("reviewer",)) == codes


def test_the_form_asks_once_and_takes_a_letter_about_two(board, signed_in, cast):
    walk = Stroll(board, signed_in)
    for official, number in ((cast.hendra, "KEP 2/2026"), (cast.kartika, "kep 2/2026")):
        walk.open(cast.ratna, cast.farid, "discipline", summary=f"Diduga menerima bingkisan, {number}.")
        seats = walk.seats((cast.imam, "superior"), (official, "official"))
        walk.take(cast.ratna, "appointment", decree="ST 1/2026", **seats)
        walk.take(cast.ratna, "summons", **letter())
        walk.take(cast.imam, "minutes", **hearing())
        walk.take(cast.imam, "proposal", **typed(penalty="written_reprimand"))
        asked = walk.send(official, "decision", {"number": number})
        assert asked.status_code == (303 if official is cast.hendra else 422)
    assert "sudah dipakai pada keputusan lain" in asked.text
    assert "DISIPLIN/" not in asked.text.partition("error-summary")[2].partition("</ul>")[0]
    box = 'name="number_again" value="kep 2/2026"'
    assert box in asked.text and f"{box} checked" not in asked.text
    other = walk.send(cast.kartika, "decision", {"number": "KEP  2/2026", "number_again": "kep 2/2026"})
    assert other.status_code == 422, "what was ticked was another number"
    walk.take(cast.kartika, "decision", number="kep 2/2026", number_again="kep 2/2026")
