"""The page of what somebody sits in tells where each matter stands, and what waits for whoever reads."""

import re

import pytest
from flask import Flask

from training.core.db import db

from ... import cast
from ..awards.office import TODAY, appoint, decide, members, nominated, propose, second, take, weigh
from ..office import a_case, person_of, seat

STEPS = {"weighing": (second, appoint), "weighed": (weigh,), "proposed": (propose,), "granted": (decide,)}
WAITING = "Ada langkah yang menunggu Anda"


def cards(text: str) -> dict[str, str]:
    """What each matter's card says, by number."""
    found = re.findall(r'<section class="card.*?</section>', text, re.S)
    said = [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]
    return {re.search(r"[A-Z]+/\d{4}/\d{4}", each)[0]: each for each in said}


@pytest.mark.parametrize(
    ("until", "stage", "waits"),
    [
        ("weighing", "Ditimbang tim", {"hendra"}),
        ("weighed", "Sudah ditimbang", {"hendra", "yanti"}),
        ("proposed", "Menunggu keputusan pejabat", {"kartika"}),
        ("granted", "Dikabulkan", set()),
    ],
)
def test_a_nomination_says_where_it_stands_and_whom_it_waits_for(
    board: Flask, signed_in, until, stage, waits
):
    with board.app_context():
        made = nominated()
        for name, steps in STEPS.items():
            for step in steps:
                step(made)
            if name == until:
                break
        number = made.number
    for name in ("hendra", "yanti", "kartika"):
        said = cards(signed_in(getattr(cast, name)).get("/seats").text)[number]
        assert stage in said
        assert (WAITING in said) == (name in waits), name


def test_what_was_given_waits_for_nobody(board: Flask, signed_in):
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose, decide):
            step(made)
        take(made, "awarded", cast.hesti, given_on=TODAY)
    [said] = cards(signed_in(cast.kartika).get("/seats").text).values()
    assert "Penghargaan diberikan" in said and WAITING not in said


def test_what_waits_comes_first(board: Flask, signed_in):
    with board.app_context():
        older, newer = nominated(), nominated(subject=cast.joko)
        for each in (older, newer):
            second(each)
            appoint(each)
        weigh(older)
        numbers = [older.number, newer.number]
    assert list(cards(signed_in(cast.yanti).get("/seats").text)) == numbers


def test_a_seat_that_ended_is_gone(board: Flask, signed_in):
    with board.app_context():
        made = nominated()
        second(made)
        appoint(made)
        seats = members(chair=cast.tomi, member=cast.yanti, official=cast.kartika)
        take(made, "appointed", cast.hesti, decree="SK 13/2026", members=seats)
    assert cards(signed_in(cast.hendra).get("/seats").text) == {}
    assert cards(signed_in(cast.tomi).get("/seats").text).keys() == {"USULAN/2026/0001"}


def test_one_person_in_two_seats_has_one_card(board: Flask, signed_in):
    with board.app_context():
        case = a_case(person_of(cast.ratna), person_of(cast.sari))
        seat(case, person_of(cast.yanti), "secretary")
        seat(case, person_of(cast.yanti), "member")
        db.session.commit()
        number = case.number
    page = signed_in(cast.yanti).get("/seats").text
    assert page.count(f">{number}</a>") == 1
    assert "Anggota majelis, Sekretaris majelis" in cards(page)[number]


def test_the_number_of_statements_does_not_grow(board: Flask, signed_in):
    yanti, asked = signed_in(cast.yanti), []
    for subject in (cast.sari, cast.joko, cast.ningsih):
        with board.app_context():
            made = nominated(subject=subject)
            second(made)
            appoint(made)
        yanti.get("/seats")
        asked.append(len(yanti.watch.statements))
    assert asked[0] == asked[2] <= 10
