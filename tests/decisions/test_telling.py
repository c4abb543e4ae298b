"""What somebody is told at home, and where they find what they sit in: in the header of every page."""

import re

import pytest
from flask import Flask

from training.core.db import db
from training.decisions.models import Case

from .. import cast
from .awards.office import nominated
from .office import a_case, person_of, seat

LINK = 'href="/seats"'


def header(text: str) -> str:
    return re.search(r'<nav class="site-nav".*?</nav>', text, re.S)[0]


def current(text: str) -> list[str]:
    """Where the header says one is."""
    return re.findall(r'aria-current="page">([^<]+)<', header(text))


@pytest.fixture
def sits(board: Flask) -> str:
    """A case about sari in which yanti sits; its reference."""
    with board.app_context():
        case = a_case(person_of(cast.ratna), person_of(cast.sari))
        seat(case, person_of(cast.yanti), "secretary")
        db.session.commit()
        return case.ref


def test_who_sits_finds_the_way_on_every_page_and_nobody_else(board, sits, signed_in):
    yanti = signed_in(cast.yanti)
    for page in ("/", "/codes", "/certificates", "/account", f"/cases/{sits}"):
        assert LINK in header(yanti.get(page).text), page
    for member in (cast.sari, cast.ratna, cast.tomi, cast.wahyu, cast.rangga):
        assert LINK not in header(signed_in(member).get("/codes").text), member.name


def test_it_costs_no_statement_of_its_own(board, sits, signed_in):
    asked = {}
    for member in (cast.yanti, cast.tomi):
        browser = signed_in(member)
        browser.get("/codes")
        asked[member.name] = list(browser.watch.statements)
    assert len(asked[cast.yanti.name]) == len(asked[cast.tomi.name])
    assert sum(" seat" in each.lower() for each in asked[cast.yanti.name]) == 1


def test_the_way_is_gone_once_it_leads_nowhere(board, sits, signed_in):
    yanti = signed_in(cast.yanti)
    with board.app_context():
        case = db.session.query(Case).one()
        case.seats[0].until_step = case.rev
        db.session.commit()
    assert LINK not in header(yanti.get("/codes").text)


@pytest.mark.parametrize("field", ["closed_on", "erased_at"])
def test_what_is_over_is_nothing_one_sits_in(board, sits, signed_in, field):
    yanti = signed_in(cast.yanti)
    with board.app_context():
        case = db.session.query(Case).one()
        setattr(case, field, case.opened_at if field == "erased_at" else case.happened_on)
        db.session.commit()
    page = yanti.get("/").text
    assert LINK not in header(page) and "Anda duduk" not in page


def test_one_is_in_one_place_at_a_time(board, sits, signed_in):
    yanti = signed_in(cast.yanti)
    assert current(yanti.get("/seats").text) == current(yanti.get(f"/cases/{sits}").text) == ["Sidang saya"]
    assert current(yanti.get("/awards/mine").text) == ["Sertifikat"]
    assert current(yanti.get("/").text) == ["Beranda"]
    with board.app_context():
        seat(db.session.query(Case).one(), person_of(cast.ratna))
        db.session.commit()
    ratna = signed_in(cast.ratna)
    assert current(ratna.get(f"/cases/{sits}").text) == current(ratna.get("/cases").text) == ["Perkara"]
    assert current(ratna.get("/seats").text) == ["Sidang saya"]


def test_a_case_and_a_nomination_are_told_apart(board, sits, signed_in):
    page = signed_in(cast.sari).get("/").text
    assert "1 perkara yang berjalan tentang Anda" in page and "diusulkan" not in page
    with board.app_context():
        nominated(subject=cast.joko)
    page = signed_in(cast.joko).get("/").text
    assert "Anda diusulkan untuk penghargaan" in page and "perkara yang berjalan" not in page
