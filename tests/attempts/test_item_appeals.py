"""An officer says that an item is wrong: once, about an own ended certification run; somebody else answers."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.attempts.appeals.models import ItemAppeal
from training.attempts.models import Attempt
from training.attempts.regrading import service as regrades
from training.attempts.regrading.impact import impact_of
from training.core.clock import now
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import Person, RoleGrant
from training.scenarios.models import ScenarioVersion

from .crowd import run, trainer
from .office import MORNING
from .test_regrade_views import personnel
from .test_regrades import TOOK

WHY = "Pilihan A dan B sama benarnya."


@pytest.fixture
def office(app, quiz):
    """An officer who failed; `item` is the place of the story about the envelope, from 1."""
    with app.app_context():
        wayan, ketut = trainer(quiz), personnel(quiz)
        attempt = run(quiz.officer_id, quiz, TOOK, at=now() - timedelta(days=2))
        slugs = [item["scenario"] for item in attempt.pinned["items"]]
        return Office(app, quiz, wayan, ketut, attempt.ref, slugs.index("amplop") + 1)


class Office:
    def __init__(self, app, quiz, wayan, ketut, run_ref, item):
        self.app, self.quiz, self.wayan, self.ketut = app, quiz, wayan, ketut
        self.run, self.form = run_ref, f"/attempts/{run_ref}/items/{item}/appeal"

    def ask(self, browser, text=WHY):
        """The appeal by its reference."""
        assert browser.post_form(self.form, {"text": text}).status_code == 303
        with self.app.app_context():
            return db.session.scalars(sa.select(ItemAppeal.ref)).one()

    def put_right(self):
        """Void the envelope: proposed by one, agreed on by another."""
        with self.app.app_context():
            version = self.version()
            made = regrades.propose(version, None, reason="Keliru.", actor=who(self.wayan), now=now())
            db.session.commit()
            regrades.confirm(made, stamp=impact_of(made, now=now()).stamp, actor=who(self.ketut), now=now())
            db.session.commit()

    def version(self):
        return db.session.scalars(sa.select(ScenarioVersion).where(ScenarioVersion.title == "amplop")).one()


def who(member):
    return db.session.scalars(sa.select(Person).filter_by(email=member.email)).one()


def answer(browser, ref, decision="dismissed", reason="Butirnya jelas melarang."):
    return browser.post_form(f"/item-appeals/{ref}/answer", {"decision": decision, "reason": reason})


def test_from_the_debrief_to_the_answer(office, signed_in, app):
    officer, ketut = signed_in(office.quiz.officer), signed_in(office.ketut)
    debrief = f"/attempts/{office.run}/debrief"
    assert office.form in officer.get(debrief).text and "14 hari" in officer.get(office.form).text
    ref = office.ask(officer)
    assert "menunggu jawaban" in officer.get(debrief).text and WHY in officer.get(office.form).text
    assert "amplop" in ketut.get("/item-appeals").text and WHY in ketut.get(f"/item-appeals/{ref}").text
    assert answer(ketut, ref).status_code == 303
    listed = officer.get("/my-matters").text
    assert office.form in listed and "amplop" in listed and "Tidak dibenarkan" in listed
    assert office.form not in ketut.get("/my-matters").text
    told = officer.get(office.form).text
    assert "Tidak dibenarkan" in told and "Butirnya jelas melarang." in told and "Ketut Sari" in told
    assert "tidak dibenarkan" in officer.get(debrief).text
    with app.app_context():
        kinds = list(
            db.session.scalars(sa.select(LedgerLeaf.kind).where(LedgerLeaf.record == f"item_appeal:{ref}"))
        )
        assert kinds == ["item.appealed", "item.answered"]
        assert not [fault for fault in verify().faults if fault.place.startswith("item_appeal")]


def test_an_appeal_is_upheld_only_by_what_puts_the_item_right(office, signed_in, app):
    ketut, ref = signed_in(office.ketut), office.ask(signed_in(office.quiz.officer))
    refused = answer(ketut, ref, "upheld")
    assert refused.status_code == 422 and "belum diperbaiki" in refused.text
    office.put_right()
    assert answer(ketut, ref, "upheld").status_code == 303
    with app.app_context():
        made = db.session.scalars(sa.select(ItemAppeal)).one()
        assert made.regrade is not None and made.regrade.version_id == made.version_id


def test_a_proposal_alone_upholds_nothing(office, signed_in, app):
    with app.app_context():
        regrades.propose(office.version(), None, reason="Keliru.", actor=who(office.wayan), now=now())
        db.session.commit()
    ketut, ref = signed_in(office.ketut), office.ask(signed_in(office.quiz.officer))
    assert "menunggu persetujuan" in ketut.get(f"/item-appeals/{ref}").text
    assert answer(ketut, ref, "upheld").status_code == 422


def test_who_wrote_the_item_does_not_turn_it_down(office, signed_in, app):
    with app.app_context():
        office.version().author_id = who(office.wayan).id
        db.session.commit()
    wayan, ref = signed_in(office.wayan), office.ask(signed_in(office.quiz.officer))
    refused = answer(wayan, ref)
    assert refused.status_code == 422 and "harus rekan lain" in refused.text
    office.put_right()
    assert answer(wayan, ref, "upheld").status_code == 303


def test_nobody_answers_the_own_appeal(office, signed_in, app):
    with app.app_context():
        db.session.add(RoleGrant(person_id=office.quiz.officer_id, role="hr", granted_at=MORNING))
        db.session.commit()
    officer = signed_in(office.quiz.officer)
    ref = office.ask(officer)
    assert "dijawab oleh rekan lain" in officer.get(f"/item-appeals/{ref}").text
    assert answer(officer, ref).status_code == 422


def test_who_writes_items_does_not_see_whose_appeal_it_is(office, signed_in, app):
    officer = signed_in(office.quiz.officer)
    ref = office.ask(officer)
    for page in ("/item-appeals", f"/item-appeals/{ref}"):
        assert office.quiz.officer.name not in signed_in(office.wayan).get(page).text
        assert office.quiz.officer.name in signed_in(office.ketut).get(page).text


def test_a_second_post_is_the_first(office, signed_in):
    officer = signed_in(office.quiz.officer)
    ref = office.ask(officer)
    assert office.ask(officer, "Lain lagi.") == ref
    assert "Lain lagi." not in officer.get(office.form).text


def test_the_second_answer_is_told_that_there_is_one(office, signed_in):
    ref = office.ask(signed_in(office.quiz.officer))
    assert answer(signed_in(office.ketut), ref).status_code == 303
    late = answer(signed_in(office.wayan), ref, reason="Lain.")
    assert late.status_code == 409 and "sudah dijawab" in late.text


def test_an_empty_appeal_is_not_sent(office, signed_in):
    refused = signed_in(office.quiz.officer).post_form(office.form, {"text": "  "})
    assert refused.status_code == 422 and "Tuliskan apa yang" in refused.text


@pytest.mark.parametrize("item", ["0", "99"])
def test_an_item_that_is_not_there_is_not_found(office, signed_in, item):
    officer = signed_in(office.quiz.officer)
    assert officer.get(f"/attempts/{office.run}/items/{item}/appeal").status_code == 404


def test_only_the_own_ended_certification_run_is_appealed(office, signed_in, app, quiz):
    colleague = signed_in(office.quiz.colleague)
    assert colleague.get(office.form).status_code == 404
    assert colleague.post_form(office.form, {"text": WHY}).status_code == 404
    assert colleague.get("/item-appeals").status_code == 404
    with app.app_context():
        practice = run(quiz.officer_id, quiz, TOOK, at=now(), purpose="practice").ref
        going = run(quiz.officer_id, quiz, {}, at=now(), submit=False).ref
    officer = signed_in(office.quiz.officer)
    for ref in (practice, going):
        assert officer.get(f"/attempts/{ref}/items/1/appeal").status_code == 404
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == 3


def test_another_agency_finds_no_appeal(office, signed_in, cast):
    ref = office.ask(signed_in(office.quiz.officer))
    hesti = signed_in(cast.hesti)
    assert hesti.get(f"/item-appeals/{ref}").status_code == 404
    assert answer(hesti, ref).status_code == 404
