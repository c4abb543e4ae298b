"""A whole case on each track, walked by posting its forms: everybody sees what is theirs, and nothing more."""

import pytest

from .strolling import LATER, SOON, TODAY, Walk, hearing, letter, verdict

pytestmark = pytest.mark.database


@pytest.fixture
def walk(board, signed_in):
    return Walk(board, signed_in)


def test_an_ethics_case_from_intake_to_closing(walk, cast):
    assert walk.open(cast.ratna, cast.sari).status_code == 303
    panel = (
        (cast.sulastri, "chair"),
        (cast.yanti, "secretary"),
        (cast.tomi, "member"),
        (cast.imam, "member"),
        (cast.wahyu, "member"),
        (cast.kartika, "official"),
    )
    walk.take(cast.ratna, "appointment", decree="SK 1/2026", **walk.seats(*panel))
    assert "Sulastri Anggraini" in walk.page(cast.tomi)
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.yanti, "minutes", **hearing())
    walk.take(cast.ratna, "reply", text="Saya menyesal.", **{"on": ""})
    present = walk.present(cast.sulastri)
    walk.take(cast.sulastri, "deliberation", present=present, agreed="y", conclusion="proven")
    walk.take(cast.sulastri, "proposal", **verdict(penalty="moral_closed"))
    assert "Sanksi moral: pernyataan secara tertutup" in walk.page(cast.kartika, "/decision")
    walk.take(cast.kartika, "decision", number="KEP 1/2026")
    walk.take(cast.ratna, "delivery", how="handed", received_on=TODAY.isoformat())
    walk.take(cast.ratna, "training", clauses=["D.4"], due_on=SOON.isoformat())
    page = walk.page(cast.ratna)
    assert "Keputusan sudah disampaikan" in page and "KEP 1/2026" in page
    walk.take(cast.ratna, "closing", why="decided", kept_until=LATER.isoformat())
    assert "Perkara ditutup" in walk.page(cast.ratna)
