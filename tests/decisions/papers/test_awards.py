"""Nominations have their documents, too: every step, and what few may read stays with few."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from training.core.db import db
from training.decisions.awards.procedure.acts import ACTS
from training.decisions.models import Nomination, Opening
from training.decisions.papers.composing_awards import COMPOSERS, compose_award
from training.decisions.papers.gathering import gather

from ... import cast
from ..awards.office import appoint, awarded, nominated, second, take, weigh
from ..office import person_of


def text_of(body: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).split())


@pytest.fixture
def nomination(board) -> str:
    """A nomination of Sari up to the award, by reference."""
    with board.app_context():
        return awarded().ref


def test_every_act_has_its_document():
    assert set(COMPOSERS) == set(ACTS)


def test_every_step_prints_for_who_keeps_it(board, nomination, signed_in):
    hesti = signed_in(cast.hesti)
    with board.app_context():
        rows = sa.select(Nomination).where(Nomination.ref == nomination)
        kinds = {step.number: step.kind for step in db.session.scalars(rows).one().steps}
    for number in kinds:
        answer = hesti.post_form(f"/nominations/{nomination}/steps/{number}.pdf")
        assert answer.mimetype == "application/pdf", kinds[number]
        assert "Sari Wulandari" in text_of(answer.data) and "Petugas Teladan" in text_of(answer.data)
    with board.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Opening.id))) == len(kinds)


def test_the_nomination_says_each_criterion_with_its_answer(nomination, signed_in):
    browser = signed_in(cast.hesti)
    assert "PENGUSULAN PENGHARGAAN" not in browser.get(f"/nominations/{nomination}/steps/1.pdf").text
    said = text_of(browser.post_form(f"/nominations/{nomination}/steps/1.pdf").data)
    assert "Menolak bingkisan zamrud" in said and "Cakap dan jujur menurut atasan" in said
    assert "Perlu dipastikan" in said and "Pengangkatan pertama" not in said


def test_the_nominee_reads_the_own_papers_but_no_inner_one(board, nomination, signed_in):
    sari = signed_in(cast.sari)
    with board.app_context():
        rows = sa.select(Nomination).where(Nomination.ref == nomination)
        inner = {step.number: step.inner for step in db.session.scalars(rows).one().steps}
    for number, hidden in inner.items():
        wanted = 404 if hidden else 200
        assert sari.get(f"/my-matters/{nomination}/steps/{number}.pdf").status_code == wanted
    assert True in inner.values()
    assert sari.post_form(f"/nominations/{nomination}/steps/1.pdf").status_code == 404
    assert signed_in(cast.joko).get(f"/my-matters/{nomination}/steps/1.pdf").status_code == 404
    assert signed_in(cast.maya).post_form(f"/nominations/{nomination}/steps/1.pdf").status_code == 404


def test_whether_something_is_examined_is_for_few(board, signed_in):
    with board.app_context():
        made = nominated(
            criteria=[{"kind": "not_under_case"}, {"kind": "statement", "text": "Cakap menurut atasan"}]
        )
        second(made)
        appoint(made)
        take(made, "cleared", cast.ratna, result="clear")
        ref, number = made.ref, made.rev
        weigh(made, met="no")
        told = gather(made, made.rev)
        minutes = str(compose_award(told.about, told.step, told.earlier).parts)
        assert minutes.count("Diperiksa dari berkas.") == 1 and "keterangan sekretariat majelis" in minutes
    assert signed_in(cast.hesti).post_form(f"/nominations/{ref}/steps/{number}.pdf").status_code == 404
    assert signed_in(cast.ratna).post_form(f"/nominations/{ref}/steps/{number}.pdf").status_code == 200


@pytest.mark.parametrize(
    ("kind", "said", "words"),
    [
        ("replied", {"text": "Terima kasih atas perhatiannya."}, "Terima kasih atas perhatiannya."),
        ("withdrawn", {"text": ""}, "tidak bersedia diusulkan"),
    ],
)
def test_what_the_nominee_says_is_a_document(board, kind, said, words):
    with board.app_context():
        made = nominated()
        take(made, kind, cast.sari, **said)
        told = gather(made, 2)
        paper = compose_award(told.about, told.step, told.earlier)
        assert words in str(paper.parts) and paper.signs[0]["name"] == person_of(cast.sari).name
