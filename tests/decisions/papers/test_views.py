"""Who may take which paper away, and what is kept about it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from pypdf import PdfReader
from time_machine import travel

from training.core.db import db
from training.decisions.models import Case, Opening
from training.decisions.stepping import add_step
from training.ledger.checking import verify
from training.people.models import Posting
from training.people.posting import Post
from training.people.posting import correct as replace_post
from training.people.posts import posts_of

from ... import cast
from ..office import MORNING, a_case, person_of, seat


@pytest.fixture(autouse=True)
def morning():
    with travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def case(board: Flask) -> str:
    """A case about Sari with an open step and an inner one; Yanti sits in it. Its reference."""
    with board.app_context():
        keeper = person_of(cast.ratna)
        case = a_case(keeper, person_of(cast.sari))
        seat(case, person_of(cast.yanti))
        add_step(
            case,
            "noted",
            {"text": "rahasia"},
            on=date(2026, 11, 23),
            by=keeper,
            rev=1,
            now=MORNING,
            inner=True,
        )
        db.session.commit()
        return case.ref


def text_of(body: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).split())


def test_who_keeps_it_takes_a_paper_and_that_is_on_record(board, case, signed_in):
    answer = signed_in(cast.ratna).post_form(f"/cases/{case}/steps/1.pdf")
    said = text_of(answer.data)
    assert answer.mimetype == "application/pdf"
    assert "dicetak untuk Ratna Puspita" in said and "BERITA ACARA PENERIMAAN LAPORAN" in said
    assert "D.4" in said and "Sidik langkah" in said and "buku catatan" in said
    with board.app_context():
        opening = db.session.scalars(sa.select(Opening)).one()
        assert (opening.what, opening.person.name, opening.reason) == (
            "document",
            cast.ratna.name,
            "Dokumen langkah 1",
        )
        assert verify().faults == []


@pytest.fixture
def moved(board, case, morning):
    """Some weeks later Sari's post is put right, and she has another rank."""
    with board.app_context():
        sari = person_of(cast.sari)
        [post] = posts_of(sari)
        later = MORNING + timedelta(days=30)
        replace_post(sari, post, Post(post.unit, "Juru arsip", "", post.since), by=None, now=later)
        sari.rank = "III/a"
        db.session.commit()
    morning.shift(timedelta(days=31))
    return case


def test_a_paper_names_the_post_of_its_day_and_says_what_is_of_now(board, case, signed_in, moved):
    said = text_of(signed_in(cast.ratna).post_form(f"/cases/{case}/steps/1.pdf").data)
    assert "Juru arsip" not in said and "Petugas" in said
    assert "III/a" in said and "seperti tercatat saat dokumen ini dicetak" in said
    own = text_of(signed_in(cast.sari).get(f"/my-matters/{case}/steps/1.pdf").data)
    assert "seperti tercatat saat dokumen ini dicetak" in own


def test_on_its_own_day_a_paper_has_nothing_to_tell_apart(case, signed_in):
    said = text_of(signed_in(cast.ratna).post_form(f"/cases/{case}/steps/1.pdf").data)
    assert "saat dokumen ini dicetak" not in said


def test_a_post_that_was_entered_only_afterwards_is_better_than_none(board, case, signed_in):
    with board.app_context():
        db.session.execute(sa.update(Posting).values(recorded_at=MORNING + timedelta(days=30)))
        db.session.commit()
    assert "Petugas" in text_of(signed_in(cast.ratna).post_form(f"/cases/{case}/steps/1.pdf").data)


def test_the_name_of_the_file_names_nobody(case, signed_in):
    name = signed_in(cast.ratna).post_form(f"/cases/{case}/steps/2.pdf").headers["Content-Disposition"]
    assert name == 'attachment; filename="2-catatan.pdf"'


def test_who_sits_takes_inner_papers_too(case, signed_in):
    assert signed_in(cast.yanti).post_form(f"/cases/{case}/steps/2.pdf").status_code == 200


def test_the_officer_reads_the_own_papers_but_no_inner_one(board, case, signed_in):
    sari = signed_in(cast.sari)
    answer = sari.get(f"/my-matters/{case}/steps/1.pdf")
    assert answer.status_code == 200 and "dicetak untuk Sari Wulandari" in text_of(answer.data)
    assert sari.get(f"/my-matters/{case}/steps/2.pdf").status_code == 404
    assert sari.get(f"/my-matters/{case}/steps/3.pdf").status_code == 404
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Opening.id))) == 0


def test_the_officers_copy_is_silent_about_the_way_of_the_report(case, signed_in):
    assert "Disampaikan langsung" not in text_of(
        signed_in(cast.sari).get(f"/my-matters/{case}/steps/1.pdf").data
    )


@pytest.mark.parametrize("who", ["joko", "hesti", "bayu", "agus", "rangga", "gita", "tomi", "wahyu"])
def test_nobody_else_finds_it(case, signed_in, who):
    browser = signed_in(cast.MEMBERS[who])
    assert browser.post_form(f"/cases/{case}/steps/1.pdf").status_code == 404
    assert browser.get(f"/cases/{case}/steps/1.pdf").status_code == 404
    assert browser.get(f"/my-matters/{case}/steps/1.pdf").status_code == 404


def test_the_officer_does_not_come_in_by_the_other_door(board, case, signed_in):
    assert signed_in(cast.sari).post_form(f"/cases/{case}/steps/1.pdf").status_code == 404
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Opening.id))) == 0


def test_a_receipt_is_for_who_may_read_the_step(case, signed_in):
    """Nothing is signed in these tests, so it is kindly put off, not refused."""
    sari, ratna = signed_in(cast.sari), signed_in(cast.ratna)
    assert sari.get(f"/my-matters/{case}/steps/1/receipt").status_code == 409
    assert sari.get(f"/my-matters/{case}/steps/2/receipt").status_code == 404
    assert sari.get(f"/cases/{case}/steps/1/receipt").status_code == 404
    assert ratna.get(f"/cases/{case}/steps/2/receipt").status_code == 409
    assert ratna.get(f"/cases/{case}/steps/3/receipt").status_code == 404
    assert signed_in(cast.joko).get(f"/my-matters/{case}/steps/1/receipt").status_code == 404


def test_an_erased_case_has_no_papers(board, case, signed_in):
    with board.app_context():
        db.session.execute(sa.update(Case.__table__.metadata.tables["matter"]).values(erased_at=MORNING))
        db.session.commit()
    assert signed_in(cast.sari).get(f"/my-matters/{case}/steps/1.pdf").status_code == 404
    assert signed_in(cast.ratna).post_form(f"/cases/{case}/steps/1.pdf").status_code == 404


def test_before_taking_it_one_is_told_what_will_be_kept(board, case, signed_in):
    page = signed_in(cast.yanti).get(f"/cases/{case}/steps/1.pdf")
    assert page.mimetype == "text/html" and "dapat dilihat pegawai" in page.text
    assert "Nilai bukan bukti pelanggaran" in page.text
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Opening.id))) == 0
