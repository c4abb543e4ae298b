"""A whole case on each track, walked by posting its forms: everybody sees what is theirs, and nothing more."""

from datetime import timedelta

import pytest

from .strolling import HEARD, LATER, LETTER, SOON, TODAY, Walk, hearing, letter, verdict

pytestmark = pytest.mark.database


@pytest.fixture
def walk(board, signed_in):
    return Walk(board, signed_in)


def panel(cast):
    return (
        (cast.sulastri, "chair"),
        (cast.yanti, "secretary"),
        (cast.tomi, "member"),
        (cast.imam, "member"),
        (cast.wahyu, "member"),
        (cast.kartika, "official"),
    )


def team(cast):
    return (
        (cast.imam, "superior"),
        (cast.wahyu, "supervision"),
        (cast.hesti, "personnel"),
        (cast.hendra, "official"),
    )


def test_an_ethics_case_from_intake_to_closing(walk, cast):
    assert walk.open(cast.ratna, cast.sari).status_code == 303
    assert "Menunggu penunjukan pemeriksa" in walk.page(cast.ratna)
    walk.take(cast.ratna, "appointment", decree="SK 1/2026", **walk.seats(*panel(cast)))
    assert "Sulastri Anggraini" in walk.page(cast.tomi)
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.yanti, "minutes", **hearing())
    walk.take(cast.ratna, "reply", text="Saya menyesal.")
    walk.take(
        cast.sulastri,
        "deliberation",
        present=walk.present(cast.sulastri),
        agreed="y",
        conclusion="proven",
    )
    walk.take(cast.sulastri, "proposal", **verdict(penalty="moral_closed"))
    assert "Berikutnya pada Kartika Dewanti" in walk.page(cast.ratna)
    assert "Sanksi moral: pernyataan secara tertutup" in walk.page(cast.kartika, "/decision")
    walk.take(cast.kartika, "decision", number="KEP 1/2026")
    walk.take(cast.ratna, "delivery", how="handed", received_on=TODAY.isoformat())
    walk.take(cast.ratna, "training", clauses=["D.4"], due_on=SOON.isoformat())
    page = walk.page(cast.ratna)
    assert "Keputusan sudah disampaikan" in page and "KEP 1/2026" in page
    walk.take(cast.ratna, "closing", why="decided", kept_until=LATER.isoformat())
    assert "Perkara ditutup" in walk.page(cast.ratna)
    assert "Langkah Anda" not in walk.page(cast.ratna), "nothing follows a closed case"


def test_a_discipline_case_up_to_the_answer_to_its_objection(walk, cast):
    assert walk.open(cast.ratna, cast.farid, "discipline").status_code == 303
    walk.take(cast.ratna, "appointment", decree="ST 1/2026", **walk.seats(*team(cast)))
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.imam, "minutes", **hearing())
    form = walk.page(cast.imam, "/proposal")
    assert "Teguran tertulis" in form and "Sanksi moral" not in form, "the catalogue of one track only"
    assert "4–6 hari kerja: Teguran tertulis" in form and "10 hari kerja berturut-turut" in form
    assert "belum diterapkan" in form and "PP Nomor 94 Tahun 2021" in form
    walk.take(cast.imam, "proposal", **verdict(penalty="written_reprimand"))
    walk.take(cast.hendra, "return", reason="Timbang juga keterangan saksi.")
    assert "Timbang juga keterangan saksi." in walk.page(cast.imam)
    assert "Diakui dalam pemeriksaan." in walk.page(cast.imam, "/proposal"), (
        "what was proposed is there again"
    )
    walk.take(cast.imam, "proposal", **verdict(penalty="verbal_reprimand"))
    walk.take(cast.hendra, "decision", number="KEP 2/2026")
    walk.take(cast.ratna, "delivery", how="handed", received_on=TODAY.isoformat())
    assert "Batas mengajukan keberatan" in walk.page(cast.ratna)
    walk.take(cast.ratna, "objection", way="objection", text="Sanksi ini terlalu berat.")
    walk.take(cast.ratna, "referral", decree="SK 5/2026", members=[walk.ref(cast.kartika)])
    walk.take(cast.kartika, "review", number="KEP 3/2026", result="upheld", why="Pertimbangannya tepat.")
    page = walk.page(cast.ratna)
    assert "Keberatan sudah diputus" in page and "dikuatkan" in page


def test_an_objection_may_put_another_decision_in_its_place(walk, cast):
    _decided(walk, cast)
    walk.take(cast.ratna, "objection", way="objection", text="Terlalu berat.")
    walk.take(cast.ratna, "referral", decree="SK 5/2026", members=[walk.ref(cast.kartika)])
    changed = {"number": "KEP 4/2026", "result": "changed", "why": "Diakui sejak awal."}
    walk.take(cast.kartika, "review", **changed, **verdict(penalty="verbal_reprimand"))
    assert "KEP 4/2026: Teguran lisan" in walk.page(cast.ratna)


def test_who_never_comes_is_summoned_again_and_judged_by_what_there_is(walk, cast):
    walk.open(cast.ratna, cast.farid, "discipline")
    walk.take(cast.ratna, "appointment", decree="ST 1/2026", **walk.seats(*team(cast)))
    walk.take(cast.ratna, "summons", **letter(LETTER + timedelta(days=9)))
    walk.take(cast.ratna, "absence")
    second = letter() | {"letter_on": (LETTER + timedelta(days=12)).isoformat()}
    walk.take(cast.ratna, "summons", **second)
    assert "panggilan kedua" in walk.page(cast.ratna, "/absence")
    walk.take(cast.ratna, "absence", note="Tidak ada kabar.")
    page = walk.page(cast.imam)
    assert "Pegawai tidak hadir pada panggilan kedua" in page and "Tidak ada kabar." in page
    walk.take(cast.imam, "proposal", **verdict(penalty="written_reprimand"))


def test_an_ethics_panel_may_only_advise_the_other_track(walk, cast):
    walk.open(cast.ratna, cast.sari)
    walk.take(cast.ratna, "appointment", decree="SK 1/2026", **walk.seats(*panel(cast)))
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.yanti, "minutes", **hearing())
    there = walk.present(cast.sulastri)
    walk.take(cast.sulastri, "deliberation", present=there, agreed="y", conclusion="proven")
    advice = verdict(penalty="moral_closed") | {"verdict-recommends_discipline": "y"}
    walk.take(cast.sulastri, "proposal", **advice)
    walk.take(cast.kartika, "decision", number="KEP 1/2026")
    page, ref = walk.page(cast.ratna), walk.url.rpartition("/")[2]
    assert f'href="/cases/new?from={ref}"' in page and "Buka perkara pada jalur lain" in page
    assert "Buka perkara pada jalur lain" not in walk.page(cast.tomi), (
        "who sits is no part of the other track"
    )
    form = walk.browser(cast.ratna).get(f"/cases/new?from={ref}").text
    assert "Kedua perkara tetap terpisah" in form and 'value="discipline" checked' in form
    first = walk.url
    again = walk.open(cast.ratna, cast.sari, "discipline", channel="other_track", at=f"/cases/new?from={ref}")
    assert again.status_code == 303 and walk.url != first
    assert "Lanjutan dari perkara ETIK/" in walk.page(cast.ratna)
    assert walk.browser(cast.tomi).get(walk.url).status_code == 404, "nobody sits in both by itself"


def _decided(walk, cast):
    walk.open(cast.ratna, cast.farid, "discipline")
    walk.take(cast.ratna, "appointment", decree="ST 1/2026", **walk.seats(*team(cast)))
    walk.take(cast.ratna, "summons", **letter())
    walk.take(cast.imam, "minutes", **hearing(HEARD))
    walk.take(cast.imam, "proposal", **verdict(penalty="written_reprimand"))
    walk.take(cast.hendra, "decision", number="KEP 2/2026")
    walk.take(cast.ratna, "delivery", how="handed", received_on=TODAY.isoformat())
