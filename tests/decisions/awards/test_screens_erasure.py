"""A nomination whose time is over, at the screen: two people, and the certificate that anybody still checks."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.core.db import db
from training.decisions.awards.awarding import award_of
from training.decisions.models import Matter

from . import office
from .office import awarded, take

pytestmark = pytest.mark.database


@pytest.fixture
def given(board, cast, monkeypatch):
    """The reference of a closed nomination and the code of the award that came of it."""
    office.live_today(monkeypatch)
    with board.app_context():
        made = awarded()
        take(made, "closed", cast.hesti, why="awarded", kept_until=office.TODAY, note="Sesuai JRA.")
        return made.ref, award_of(made).verification_code


def over(board):
    """Its time is over since yesterday."""
    with board.app_context():
        db.session.execute(sa.update(Matter).values(kept_until=office.TODAY - timedelta(days=1)))
        db.session.commit()


def erase(browser, ref, second, password="loket-pagi-2026"):
    return browser.post_form(f"/nominations/{ref}/erasure", {"second": second.nip, "password": password})


def test_before_its_time_nobody_erases_anything(board, signed_in, cast, given):
    browser, (ref, _code) = signed_in(cast.hesti), given
    assert browser.get(f"/nominations/{ref}/erasure").status_code == 404
    assert erase(browser, ref, cast.ratna).status_code == 404
    assert "Tidak ada yang lewat masa simpan" in browser.get("/awards/retention").text
    assert "lewat masa simpan" not in browser.get("/awards").text


def test_nobody_does_it_alone(board, signed_in, cast, given):
    over(board)
    browser, (ref, _code) = signed_in(cast.hesti), given
    for who in (cast.hesti, cast.sari, cast.joko, cast.maya):
        answer = erase(browser, ref, who)
        assert answer.status_code == 422 and "Orang kedua, bukan Anda" in answer.text, who.name
    wrong = erase(browser, ref, cast.ratna, "tebakan-saya")
    assert wrong.status_code == 422 and "tidak cocok" in wrong.text and "tebakan-saya" not in wrong.text
    for who in (cast.sari, cast.kartika, cast.maya):
        assert erase(signed_in(who), ref, cast.ratna).status_code == 404
    assert browser.get(f"/nominations/{ref}").status_code == 200


def test_two_people_erase_it_and_the_certificate_is_still_checked(board, signed_in, client, cast, given):
    over(board)
    browser, (ref, code) = signed_in(cast.hesti), given
    assert "Berkas yang lewat masa simpan: 1" in browser.get("/awards").text
    listed = browser.get("/awards/retention").text
    assert f"/nominations/{ref}/erasure" in listed and "Petugas Teladan 1" in listed
    assert "Hapus isi pengusulan USULAN/" in browser.get(f"/nominations/{ref}/erasure").text
    gone = erase(browser, ref, cast.ratna)
    assert gone.status_code == 303
    assert "Isi pengusulan USULAN/" in browser.get(gone.location).text
    assert browser.get(f"/nominations/{ref}").status_code == 404
    assert erase(browser, ref, cast.ratna).status_code == 404
    page = client.get(f"/awards/verify/{code}")
    assert page.status_code == 200 and "Piagam ini asli" in page.text
    hers = signed_in(cast.sari)
    mine = hers.get("/awards/mine").text
    assert "PIAGAM/" in mine and "USULAN/" not in mine
    for url in [part.split('"')[0] for part in mine.split('href="') if part.startswith("/awards/")]:
        assert hers.get(url).status_code in {200, 409}, url
