"""A case whose time is over is erased by two people at one screen, and by nobody alone."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.core.db import db
from training.decisions.models import Matter

from .strolling import TODAY, Walk

pytestmark = pytest.mark.database


@pytest.fixture
def walk(board, signed_in, cast):
    walk = Walk(board, signed_in)
    walk.open(cast.ratna, cast.sari, summary="Ringkasan yang akan hilang.")
    walk.take(cast.ratna, "closing", why="unfounded")
    return walk


def over(walk):
    """Its time is over since yesterday."""
    with walk.app.app_context():
        db.session.execute(sa.update(Matter).values(kept_until=TODAY - timedelta(days=1)))
        db.session.commit()


def erase(walk, cast, second, password="loket-pagi-2026"):
    said = {"second": second.nip, "password": password}
    return walk.browser(cast.ratna).post_form(f"{walk.url}/erasure", said)


def test_before_its_time_nobody_erases_anything(walk, cast):
    assert walk.browser(cast.ratna).get(f"{walk.url}/erasure").status_code == 404
    assert erase(walk, cast, cast.hesti).status_code == 404
    assert "Tidak ada yang lewat masa simpan" in walk.browser(cast.ratna).get("/cases/retention").text


@pytest.mark.parametrize("name", ["ratna", "sari", "joko", "maya"])
def test_the_second_person_is_another_who_may(walk, cast, name):
    over(walk)
    assert erase(walk, cast, getattr(cast, name)).status_code == 422
    assert "Ringkasan yang akan hilang." in walk.page(cast.ratna)


def test_the_second_person_signs_with_their_own_password(walk, cast):
    over(walk)
    wrong = erase(walk, cast, cast.hesti, "tebakan-saya")
    assert wrong.status_code == 422 and "tidak cocok" in wrong.text
    assert "tebakan-saya" not in wrong.text
    for _turn in range(30):
        last = erase(walk, cast, cast.hesti, "tebakan-saya")
    assert last.status_code == 429, "guessing is slowed down as at the front door"


def test_what_two_people_erased_is_gone_but_for_its_number(walk, cast):
    over(walk)
    assert "Berkas yang lewat masa simpan: 1" in walk.browser(cast.ratna).get("/cases").text
    assert walk.url in walk.browser(cast.ratna).get("/cases/retention").text
    gone = erase(walk, cast, cast.hesti)
    assert gone.status_code == 303
    page = walk.browser(cast.ratna).get(gone.location).text
    assert "Isi perkara ETIK/" in page and "Tidak ada yang lewat masa simpan" in page
    assert walk.browser(cast.ratna).get(walk.url).status_code == 404
    assert erase(walk, cast, cast.hesti).status_code == 404
