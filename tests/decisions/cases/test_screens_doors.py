"""Who sees what of a case: who keeps it, who sits in it, and nobody else; the reporter is on no page of it."""

import re

import pytest

from .strolling import Walk, hearing, letter
from .test_screens_walk import panel

pytestmark = pytest.mark.database

ACTS = (
    *("appointment", "summons", "absence", "minutes", "reply", "deliberation", "proposal", "return"),
    *("decision", "delivery", "objection", "referral", "review", "training", "note", "closing"),
)
REPORTER = "Wiratama Kusnadi"


@pytest.fixture
def walk(board, signed_in, cast):
    walk = Walk(board, signed_in)
    reporter = {"reporter-name": REPORTER, "reporter-contact": "0812-0000-1111"}
    assert walk.open(cast.ratna, cast.sari, **reporter).status_code == 303
    walk.take(cast.ratna, "appointment", decree="SK 1/2026", **walk.seats(*panel(cast)))
    walk.take(cast.ratna, "summons", **letter())
    return walk


def plain(page):
    """A page without the tokens that differ each time."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


@pytest.mark.parametrize("name", ["sari", "hesti", "joko", "agus", "rangga", "gita", "surya"])
def test_a_case_does_not_exist_for_whoever_has_no_part_in_it(walk, cast, name):
    browser = walk.browser(getattr(cast, name))
    nothing = browser.get("/cases/aaaaaaaaaaaa")
    for path in ("", *(f"/{act}" for act in ACTS), "/reporter", "/erasure"):
        answer = browser.get(walk.url + path)
        assert answer.status_code == 404, path
    ref = walk.url.rpartition("/")[2]
    here = browser.get(walk.url).text.replace(ref, "aaaaaaaaaaaa")
    assert plain(here) == plain(nothing.text), "not even that it exists"
    for path in ("/note", "/appointment", "/reporter", "/erasure"):
        assert browser.post_form(walk.url + path, {"rev": "3", "text": "x"}).status_code == 404


def test_who_keeps_a_case_and_is_its_subject_sees_nothing_of_it(walk, cast, board):
    walk.url = ""
    gita = walk.browser(cast.gita)
    assert gita.get("/cases").status_code == 200 and "Belum ada perkara" in gita.get("/cases").text
    assert walk.open(cast.ratna, cast.ratna).status_code == 422


def test_who_sits_takes_what_is_theirs_and_not_what_is_another_s(walk, cast):
    page = walk.page(cast.tomi)
    assert "Perkara ETIK/" in page and "Tulis berita acara" in page
    assert "Lihat pelapor" not in page and "Tutup perkara" not in page
    tomi = walk.browser(cast.tomi)
    for act in ("appointment", "summons", "note", "closing", "decision", "deliberation", "review"):
        assert tomi.get(f"{walk.url}/{act}").status_code == 404, act
    assert tomi.get("/cases").status_code == 404, "the desk is the secretariat's"
    assert tomi.get("/cases/new").status_code == 404
    assert "ETIK/" in tomi.get("/seats").text


def test_somebody_who_left_the_panel_reads_it_no_more(walk, cast):
    others = [seat for seat in panel(cast) if seat[0] is not cast.tomi] + [(cast.hendra, "member")]
    walk.take(cast.ratna, "appointment", decree="SK 9", reason="Berhalangan.", **walk.seats(*others))
    assert walk.browser(cast.tomi).get(walk.url).status_code == 404
    assert "tidak duduk dalam perkara apa pun" in walk.browser(cast.tomi).get("/seats").text
    assert walk.browser(cast.hendra).get(walk.url).status_code == 200


def test_the_reporter_is_on_no_page_no_header_and_in_no_log(walk, cast, caplog):
    caplog.set_level("DEBUG")
    walk.take(cast.yanti, "minutes", **hearing())
    seen = []
    for member in (cast.ratna, cast.tomi, cast.kartika, cast.sari):
        browser = walk.browser(member)
        paths = ("", "/reporter", *(f"/{act}" for act in ACTS))
        for url in ("/cases", "/cases/new", "/seats", "/account", *(walk.url + path for path in paths)):
            answer = browser.get(url)
            seen += [answer.text, str(answer.headers), answer.request.url]
    assert not any(REPORTER in text or "0812-0000-1111" in text for text in [*seen, caplog.text])


def test_a_look_at_the_reporter_needs_a_reason_and_is_shown_once(walk, cast):
    ratna = walk.browser(cast.ratna)
    none = ratna.post_form(f"{walk.url}/reporter", {"reason": " "})
    assert none.status_code == 422 and REPORTER not in none.text
    shown = ratna.post_form(f"{walk.url}/reporter", {"reason": "Perlu meminta keterangan tambahan."})
    assert shown.status_code == 200 and REPORTER in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert REPORTER not in walk.page(cast.ratna, "/reporter"), "asked again, with another reason"
    assert REPORTER not in walk.page(cast.ratna)
    for name in ("tomi", "kartika"):
        reason = {"reason": "Ingin tahu siapa pelapornya."}
        assert walk.browser(getattr(cast, name)).post_form(f"{walk.url}/reporter", reason).status_code == 404


def test_a_case_without_a_reporter_says_so(board, signed_in, cast):
    walk = Walk(board, signed_in)
    walk.open(cast.ratna, cast.joko)
    reason = {"reason": "Perlu meminta keterangan tambahan."}
    answer = walk.browser(cast.ratna).post_form(f"{walk.url}/reporter", reason)
    assert "tanpa pelapor yang disebut namanya" in answer.text


def test_inner_steps_are_marked_and_said_on_every_page_that_decisions_stay_with_officials(walk, cast):
    walk.take(cast.ratna, "note", text="Menunggu salinan.")
    page = walk.page(cast.tomi)
    assert "Menunggu salinan." in page and "catatan internal" in page
    for path in ("", "/note", "/closing", "/appointment"):
        assert "Nilai bukan bukti pelanggaran." in walk.page(cast.ratna, path), path
    assert "Nilai bukan bukti pelanggaran." in walk.browser(cast.ratna).get("/cases").text
