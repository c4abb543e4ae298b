"""Many edits judged editorial in one go: seen before, recorded one by one, never over somebody's decision."""

import re

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Member
from training.codes.amendments import compare
from training.codes.diffing import mark_words
from training.codes.models import Amendment, Change
from training.codes.together import AROUND, gist
from training.core.clock import now
from training.core.db import db

from .amended import make_administrator, next_draft
from .office import PASSWORD, SLUG, TEXT, open_office

PAGE = f"/codes/{SLUG}/versions/2/amendment"
SCAN = (
    TEXT.replace("perkataan dan perbuatan", "perkataan dan perbuatau")
    .replace("hadir tepat waktu", "hadir tepat waktu ,")
    .replace("permohonan dengan baik", "perrnohonan dengan ba1k")
    .replace("imbalan dalam", "irnbalan dalam")
    .replace("Mendahulukan kenalan", "Mendahulukan kenalan dan kerabat")
)
ALIKE = ["A.1", "A.2", "B.dilarang.1", "B.wajib.1"]


@pytest.fixture
def office(app):
    found = open_office(app)
    with app.app_context():
        make_administrator(found.agency_id)
        next_draft(found.agency_id, SCAN, now=now())
        db.session.commit()
    return found


@pytest.fixture
def admin(office, signed_in):
    browser = signed_in(Member("Ibu Admin", "", "admin@uji.contoh.id", "dinas-uji", PASSWORD))
    browser.post_form(PAGE)
    return browser


def weights(app):
    with app.app_context():
        rows = db.session.scalars(sa.select(Change))
        return {row.new_address: (row.weight, row.reason, row.rev) for row in rows}


def ticked(page):
    return re.findall(r'name="change" value="(\w+)" id="[\w-]+" checked', page.text)


def offered(page):
    return re.findall(r'name="change" value="(\w+)"', page.text)


def test_the_amendment_says_how_many_look_misread(admin):
    page = admin.get(PAGE)
    assert "4 perubahan bunyi hanya berbeda tanda baca, spasi" in page.text
    assert f"{PAGE}/editorial?pick=misread" in page.text


def test_nothing_is_ticked_unless_those_misread_are_asked_for(admin):
    every = admin.get(f"{PAGE}/editorial")
    assert len(offered(every)) == 5 and ticked(every) == []
    picked = admin.get(f"{PAGE}/editorial?pick=misread")
    assert len(ticked(picked)) == len(offered(picked)) == 4
    assert "kerabat" not in picked.text


def test_they_are_seen_once_more_and_then_recorded_one_by_one(admin, app):
    refs = ticked(admin.get(f"{PAGE}/editorial?pick=misread"))
    seen = admin.post_form(f"{PAGE}/editorial/preview", {"change": refs})
    assert "4 perubahan akan dinilai editorial" in seen.text and offered(seen) == refs
    assert all(weight is None for weight, _reason, _rev in weights(app).values())
    answer = admin.post_form(f"{PAGE}/editorial", {"change": refs, "reason": " Salah pindai. "})
    assert answer.status_code == 303
    assert "4 perubahan dinilai editorial." in admin.get(PAGE).text
    found = weights(app)
    assert {address: found[address] for address in ALIKE} == dict.fromkeys(
        ALIKE, ("editorial", "Salah pindai.", 1)
    )
    assert found["B.dilarang.2"][0] is None
    with app.app_context():
        told = db.session.scalars(sa.select(Amendment)).one().fact()["changes"]
        assert [each["reason"] for each in told if each["weight"]] == ["Salah pindai."] * 4


def test_what_may_change_a_rule_is_said_before_it_is_saved(admin, app):
    refs = offered(admin.get(f"{PAGE}/editorial"))
    seen = admin.post_form(f"{PAGE}/editorial/preview", {"change": refs})
    assert "1 di antaranya mungkin mengubah isi" in seen.text


def test_none_ticked_or_no_reason_is_said_and_nothing_is_lost(admin, app):
    assert admin.post_form(f"{PAGE}/editorial/preview").status_code == 422
    refs = ticked(admin.get(f"{PAGE}/editorial?pick=misread"))
    for reason in ("", "  ", "x" * 1001):
        page = admin.post_form(f"{PAGE}/editorial", {"change": refs, "reason": reason})
        assert page.status_code == 422 and offered(page) == refs
    assert all(weight is None for weight, _reason, _rev in weights(app).values())


def test_what_somebody_decided_meanwhile_is_not_overwritten_and_the_rest_waits(admin, app):
    refs = ticked(admin.get(f"{PAGE}/editorial?pick=misread"))
    form = {"weight": "substantive", "reason": "Dari tab lain.", "rev": 0}
    admin.post_form(f"{PAGE}/changes/{refs[1]}", form)
    for where in ("editorial/preview", "editorial"):
        page = admin.post_form(f"{PAGE}/{where}", {"change": refs, "reason": "Salah pindai."})
        assert page.status_code == 409 and "Halaman Anda tertinggal" in page.text
    decided = [weight for weight, _reason, _rev in weights(app).values() if weight]
    assert decided == ["substantive"]


@pytest.mark.parametrize("refs", [["zzzzzzzzzzzz"], ["", "1"], ["x"] * 41, [f"{n:012d}" for n in range(41)]])
def test_what_was_never_offered_is_not_judged(admin, app, refs):
    page = admin.post_form(f"{PAGE}/editorial", {"change": refs, "reason": "Coba."})
    assert page.status_code in {409, 422}
    assert all(weight is None for weight, _reason, _rev in weights(app).values())


def test_before_the_amendment_is_opened_and_once_it_is_behind_its_own_page_says_why(office, signed_in, app):
    browser = signed_in(Member("Ibu Admin", "", "admin@uji.contoh.id", "dinas-uji", PASSWORD))
    assert browser.get(f"{PAGE}/editorial").location.endswith(PAGE)
    browser.post_form(PAGE)
    assert browser.get(f"{PAGE}/editorial").status_code == 200
    with app.app_context():
        amendment = db.session.scalars(sa.select(Amendment)).one()
        assert compare(amendment.old_version, amendment.new_version)
        amendment.new_version.clauses[0].text += " diperbaiki"
        db.session.commit()
    assert browser.get(f"{PAGE}/editorial").location.endswith(PAGE)


@given(
    st.lists(st.text("abc .", min_size=1, max_size=120), min_size=1, max_size=4), st.text("xyz ", max_size=9)
)
def test_a_gist_keeps_every_change_and_shortens_only_what_stayed(parts, change):
    words = mark_words(" ".join(parts), change.join(parts))
    short = gist(words)
    assert [word for word in short if word.mark != "same"] == [word for word in words if word.mark != "same"]
    assert all(len(word.text) <= 2 * AROUND + 3 for word in short if word.mark == "same")
