"""The pages of a regrade: HR sees names, a trainer how many, the officer both results; all without script."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.attempts.models import Attempt, Outcome
from training.attempts.regrading import service, working
from training.attempts.regrading.models import Regrade
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.people.models import Person, RoleGrant
from training.scenarios.models import Scenario

from ..cast import Member
from .crowd import recruit, run, trainer
from .office import MORNING, WORD, hasher, publish
from .test_regrades import GOOD, SWAPPED, TOOK


@pytest.fixture
def office(app, quiz):
    """A faulty version, a newer one, and the officer who failed by it; a trainer and a personnel officer."""
    with app.app_context():
        wayan, ketut = trainer(quiz), personnel(quiz)
        run(quiz.officer_id, quiz, TOOK, at=now() - timedelta(days=2))
        for person in recruit(quiz, 30):
            run(person, quiz, TOOK if person % 2 else GOOD, at=now() - timedelta(days=2))
        scenario = db.session.scalars(sa.select(Scenario).where(Scenario.slug == "amplop")).one()
        publish(scenario.code, "amplop", SWAPPED, number=2)
        db.session.commit()
        return Office(quiz, wayan, ketut, f"/scenarios/{scenario.ref}/versions/1/regrade")


class Office:
    def __init__(self, quiz, wayan, ketut, form):
        self.quiz, self.wayan, self.ketut, self.form = quiz, wayan, ketut, form


def personnel(quiz) -> Member:
    agency = db.session.get(Person, quiz.officer_id).agency
    person = Person(
        agency=agency, name="Ketut Sari", email="ketut@uji.contoh.id", password_hash=hasher.hash(WORD)
    )
    db.session.add(person)
    db.session.flush()
    db.session.add(RoleGrant(person_id=person.id, role="hr", granted_at=MORNING))
    db.session.commit()
    return Member(person.name, "", person.email, "kantor-uji", WORD)


def propose(browser, office, how="2"):
    answer = browser.post_form(office.form, {"how": how, "reason": "Kunci versi 1 keliru."})
    assert answer.status_code == 303, answer.text
    return answer.location


def stamp(text):
    return re.search(r'name="stamp" value="([^"]+)"', text)[1]


def test_from_the_proposal_to_the_officers_home(office, signed_in, app):
    wayan, ketut = signed_in(office.wayan), signed_in(office.ketut)
    assert "31 uji sertifikasi memuat versi 1" in wayan.get(office.form).text
    page = propose(wayan, office)
    seen = wayan.get(page).text
    assert (
        "16 akan menjadi lulus" in seen and "Petugas 3" not in seen and "orang lain yang menyetujui" in seen
    )
    looked = ketut.get(page).text
    assert "Petugas 2" in looked and "Halaman 1 dari 2" in looked and "Menyimpannya di laci." in looked
    answer = ketut.post_form(f"{page}/confirmation", {"stamp": stamp(looked)})
    assert answer.status_code == 303 and answer.location == page
    assert "Dari 31 uji yang dihitung ulang, 16 menjadi lulus" in ketut.get(page).text
    officer = signed_in(office.quiz.officer)
    home = officer.get("/").text
    assert "Nilai Anda dihitung ulang" in home and "dari 50% menjadi 80%" in home
    debrief = officer.get(re.search(r'href="(/attempts/[^"]+/debrief)"', home)[1]).text
    assert "Anda lulus" in debrief and "Dari 50% menjadi 80%" in debrief
    assert "Semula: 8 dari 16, belum lulus." in debrief and "Kini: 12 dari 15, lulus." in debrief
    assert "Kunci versi 1 keliru." in debrief and "Pelanggaran kritis" not in debrief
    assert "dinilai dengan kunci versi 2" in debrief


def test_a_voided_story_says_so(office, signed_in):
    wayan, ketut = signed_in(office.wayan), signed_in(office.ketut)
    page = propose(wayan, office, "void")
    assert ketut.post_form(f"{page}/confirmation", {"stamp": stamp(ketut.get(page).text)}).status_code == 303
    officer = signed_in(office.quiz.officer)
    text = officer.get(re.search(r'href="(/attempts/[^"]+/debrief)"', officer.get("/").text)[1]).text
    assert "digugurkan: tidak dihitung bagi siapa pun" in text and "Cerita ini digugurkan" in text
    assert "8 dari 8 (100%)" in text


def test_the_table_names_people_for_personnel_only(office, signed_in):
    wayan, ketut = signed_in(office.wayan), signed_in(office.ketut)
    page = propose(wayan, office)
    counted, named = wayan.get(f"{page}.csv"), ketut.get(f"{page}.csv")
    assert counted.mimetype == named.mimetype == "text/csv"
    assert "Petugas 3" not in counted.text and "menjadi lulus;16" in counted.text
    assert len(named.text.splitlines()) == 1 + 31 + 2 and "Petugas 3;" in named.text
    only = ketut.get(f"{page}?turn=gained").text
    assert only.count('<td data-label="Menjadi">80%, lulus</td>') == 16


def test_the_one_who_proposed_and_the_one_concerned_are_turned_away(office, signed_in, app):
    with app.app_context():
        db.session.add(RoleGrant(person_id=office.quiz.officer_id, role="hr", granted_at=MORNING))
        db.session.commit()
    wayan, concerned = signed_in(office.wayan), signed_in(office.quiz.officer)
    page = propose(wayan, office)
    mark = stamp(concerned.get(page).text)
    own = wayan.post_form(f"{page}/confirmation", {"stamp": mark})
    assert own.status_code == 422 and "Anda yang mengusulkannya" in own.text
    about = concerned.post_form(f"{page}/confirmation", {"stamp": mark})
    assert about.status_code == 422 and "mengubah uji Anda sendiri" in about.text
    with app.app_context():
        assert (
            db.session.scalar(sa.select(sa.func.count(Outcome.id)).where(Outcome.regrade_id.is_not(None)))
            == 0
        )


def test_another_list_than_the_one_seen_is_shown_first(office, signed_in):
    wayan, ketut = signed_in(office.wayan), signed_in(office.ketut)
    page = propose(wayan, office)
    answer = ketut.post_form(f"{page}/confirmation", {"stamp": "lama"})
    assert answer.status_code == 409 and "Daftarnya berubah" in answer.text and stamp(answer.text)


def test_a_refused_proposal_keeps_what_was_typed(office, signed_in):
    wayan = signed_in(office.wayan)
    answer = wayan.post_form(office.form, {"how": "", "reason": "Kuncinya keliru & lama."})
    assert answer.status_code == 422 and "Kuncinya keliru &amp; lama." in answer.text
    page = propose(wayan, office)
    again = wayan.post_form(office.form, {"how": "void", "reason": "Lagi."}, follow_redirects=False)
    assert again.location == page, "one proposal at a time"
    assert wayan.post_form(f"{page}/withdrawal").location == "/regrades"
    assert "Tidak dilanjutkan" in wayan.get("/regrades").text
    assert wayan.post_form(f"{page}/withdrawal").status_code == 409
    assert "Semua nilai tetap" in wayan.get(page).text


def test_what_takes_long_shows_how_far_it_is(office, signed_in, app, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 3)
    wayan, ketut = signed_in(office.wayan), signed_in(office.ketut)
    page = propose(wayan, office)
    ketut.post_form(f"{page}/confirmation", {"stamp": stamp(ketut.get(page).text)})
    text = ketut.get(page).text
    assert "Nilai sedang dihitung ulang" in text and "0 dari 31" in text and 'http-equiv="refresh"' in text
    part = ketut.get(page, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert part.lstrip().startswith("<section") and "0 dari 31" in part
    with app.app_context():
        assert working.judge_waiting(Worker(app))
    part = ketut.get(page, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert "Penghitungan selesai" in part and "hx-trigger" not in part
    assert "16 menjadi lulus" in ketut.get(page).text
    with app.app_context():
        assert db.session.scalars(sa.select(Regrade.done)).one() == 31
        assert all(a.outcome.regrade_id for a in db.session.scalars(sa.select(Attempt)))


def test_an_officer_finds_no_such_page(office, signed_in):
    page = propose(signed_in(office.wayan), office)
    officer = signed_in(office.quiz.colleague)
    for address in ("/regrades", page, f"{page}.csv", office.form):
        assert officer.get(address).status_code == 404
    assert signed_in(office.ketut).get(office.form).status_code == 404, "who confirms does not propose"
