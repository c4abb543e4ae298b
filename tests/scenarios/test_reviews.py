"""A second person reads a draft, says what is to be mended, and says yes to exactly one text."""

import re

import pytest
import sqlalchemy as sa

from training.core.access import Role
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import Person, RoleGrant
from training.scenarios import drafting, service
from training.scenarios.models import ScenarioVersion
from training.scenarios.reviewing import service as reviewing
from training.scenarios.reviewing.models import Comment, Review

from .office import MORNING, approve, person_row, scenario_row, text, versions


def scenario_faults():
    """The office of these tests has a code that nobody recorded; of its scenarios all must be."""
    return [fault for fault in verify().faults if fault.place.startswith("scenario_version:")]


class Hand:
    """Somebody at a page with one form: what it holds, and its buttons."""

    def __init__(self, client, path):
        self.client, self.path = client, path
        self.page = client.get(path).text
        found = re.search(r'name="stamp" value="([^"]+)"', self.page)
        self.stamp = found[1] if found else ""

    def press(self, do, **fields):
        sent = {"do": do, "stamp": self.stamp} | fields
        return self.client.post_form(self.path, sent)


@pytest.fixture
def desk(office, signed_in, app):
    """The office with a changed draft by the trainer; hands at the pages of both."""
    return Desk(office, signed_in, app)


class Desk:
    def __init__(self, office, signed_in, app):
        self.office, self.app = office, app
        self.ref, self.base = office.ref, f"/scenarios/{office.ref}"
        self.trainer, self.second = signed_in(office.trainer), signed_in(office.second)
        self.write(text(place="Loket 7"))

    def write(self, source, member=None):
        with self.app.app_context():
            scenario, author = scenario_row(self.ref), person_row(member or self.office.trainer)
            drafting.save_draft(scenario, source, stamp=scenario.current.stamp, author=author, now=MORNING)
            db.session.commit()

    def author(self):
        return Hand(self.trainer, f"{self.base}/draft/review")

    def ask(self, **fields):
        assert self.author().press("ask", **fields).status_code == 303
        return self.reviewer()

    def reviewer(self, client=None):
        with self.app.app_context():
            ref = db.session.scalar(sa.select(Review.ref).order_by(Review.id.desc()).limit(1))
        return Hand(client or self.second, f"/reviews/{ref}")

    def draft(self):
        return scenario_row(self.ref).draft

    def give_role(self, member, role):
        with self.app.app_context():
            person = person_row(member)
            person.grants.append(RoleGrant(role=role))
            db.session.commit()


def test_from_a_request_over_comments_to_a_published_version(desk, app):
    reviewer = desk.ask(note="Mohon dibaca bagian akhirnya.")
    assert "Menunggu tinjauan Anda" in desk.second.get("/reviews").text
    assert (
        "Mohon dibaca" in reviewer.page and "Loket 7" in reviewer.page and "Pilihan terbaik" in reviewer.page
    )
    answer = reviewer.press(
        "returned", **{"say:amplop:b": "Siapa yang melapor?", "say:amplop:": "Terlalu pendek."}
    )
    assert answer.location == "/reviews"
    page = desk.author().page
    assert "2 catatan menunggu jawaban" in page and "pilihan B" in page and "Siapa yang melapor?" in page
    with app.app_context():
        first = db.session.scalars(sa.select(Comment).where(Comment.letter == "b")).one().ref
    desk.author().press(f"resolve:{first}", **{f"answer:{first}": "Sudah ditambahkan."})
    desk.write(text(place="Loket 8"))
    reviewer = desk.ask()
    assert "Sudah ditambahkan." in reviewer.page and "Loket 8" in reviewer.page
    assert reviewer.press("approved", answer="Bagus.").status_code == 303
    author = desk.author()
    assert "Disetujui, siap diterbitkan" in author.page and "Orang Second" in author.page
    assert author.press("publish").location == f"{desk.base}/versions/2"
    page = desk.trainer.get(f"{desk.base}/versions/2").text
    assert "Disetujui" in page and "Orang Second" in page


def test_nothing_is_published_without_a_second_persons_yes(desk, app):
    author = desk.author()
    assert author.press("publish").status_code == 422
    desk.ask()
    assert desk.author().press("publish").status_code == 422
    with app.app_context():
        assert versions(desk.ref) == [(1, "published"), (2, "draft")]


def test_a_change_of_the_text_drops_the_yes_and_the_same_text_again_has_it(desk, app):
    with app.app_context():
        approve(desk.ref, desk.office.second)
        db.session.commit()
        assert desk.draft().stage == "reviewed"
    desk.write(text(place="Loket 8"))
    assert desk.author().press("publish").status_code == 422
    with app.app_context():
        assert desk.draft().stage == "draft"
    desk.write("# hanya catatan\n" + text(place="Loket 7"))
    assert desk.author().press("publish").status_code == 303


def test_a_yes_to_a_text_that_has_changed_is_refused_and_the_comment_is_kept(desk, app):
    reviewer = desk.ask()
    desk.write(text(place="Loket 9"))
    answer = reviewer.press("approved", **{"say:amplop:": "Bagus sekali."})
    assert answer.status_code == 409
    assert "Loket 9" in answer.text and "Bagus sekali." in answer.text and "baru saja berubah" in answer.text
    with app.app_context():
        assert not desk.draft().approved


def test_the_author_cannot_say_yes_nor_anybody_who_saved_a_word(desk, app):
    desk.ask()
    own = desk.reviewer(desk.trainer)
    assert "Anda ikut menulis" in own.page and 'value="approved"' not in own.page
    assert own.press("approved").status_code == 422
    desk.write(text(place="Loket 8"), desk.office.second)
    assert desk.reviewer().press("approved").status_code == 422
    assert desk.reviewer().press("returned", answer="x").status_code == 422
    with app.app_context():
        assert not desk.draft().approved


def test_who_said_yes_and_then_writes_has_not_said_yes(desk, app):
    with app.app_context():
        approve(desk.ref, desk.office.second)
        db.session.commit()
    desk.write(text(place="Loket 8"), desk.office.second)
    desk.write(text(place="Loket 7"), desk.office.second)
    assert desk.author().press("publish").status_code == 422


def test_sending_back_needs_a_word(desk):
    reviewer = desk.ask()
    answer = reviewer.press("returned")
    assert answer.status_code == 422 and "Belum dikirim kembali" in answer.text
    assert reviewer.press("returned", answer="Ceritanya terlalu mudah.").status_code == 303
    assert "Ceritanya terlalu mudah." in desk.author().page


def test_asking_twice_is_one_request_and_it_can_be_taken_back(desk, app):
    for _ in range(2):
        assert desk.author().press("ask").status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Review)) == 1
    assert desk.author().press("withdraw").status_code == 303
    assert "Tidak ada yang menunggu Anda" in desk.second.get("/reviews").text


def test_a_draft_with_faults_is_not_asked_about(desk):
    desk.write(text(place="Loket 7").replace("role:", "peran:"))
    assert "Lengkapi dahulu" in desk.author().page
    assert desk.author().press("ask").status_code == 422


def test_a_stale_page_asks_for_nothing(desk):
    author = desk.author()
    desk.write(text(place="Loket 8"))
    assert author.press("ask").status_code == 409
    assert author.press("publish").status_code == 409


def test_a_lone_trainer_is_told_whom_to_turn_to(desk, app):
    with app.app_context():
        db.session.execute(
            sa.delete(RoleGrant).where(RoleGrant.person_id == person_row(desk.office.second).id)
        )
        db.session.commit()
    page = desk.author().page
    assert "Belum ada orang kedua" in page and "pengelola sistem" in page
    assert desk.author().press("ask").status_code == 422
    desk.give_role(desk.office.officer, Role.ADMINISTRATOR)
    assert "Orang Officer" in desk.author().page
    desk.ask()


def test_a_lone_trainer_who_is_the_administrator_is_led_to_the_roles(desk, app):
    with app.app_context():
        db.session.execute(
            sa.delete(RoleGrant).where(RoleGrant.person_id == person_row(desk.office.second).id)
        )
        db.session.commit()
    desk.give_role(desk.office.trainer, Role.ADMINISTRATOR)
    page = desk.author().page
    assert "Anda administrator" in page and "/administration/people" in page


def test_an_administrator_reads_and_plays_a_draft_but_writes_nothing(desk, signed_in):
    desk.give_role(desk.office.officer, Role.ADMINISTRATOR)
    desk.ask()
    client = signed_in(desk.office.officer)
    reviewer = desk.reviewer(client)
    assert "Mainkan seperti petugas" in reviewer.page
    assert client.get(f"{desk.base}/draft/preview").status_code == 200
    assert client.get(f"{desk.base}/draft").status_code == 404
    assert reviewer.press("approved").status_code == 303


def test_somebody_who_left_is_asked_no_more(desk, app):
    with app.app_context():
        person_row(desk.office.second).active = False
        db.session.commit()
    assert "Belum ada orang kedua" in desk.author().page


def test_comments_follow_their_place_and_fall_back_to_the_whole(desk, app):
    reviewer = desk.ask()
    reviewer.press("save", **{"say:amplop:c": "Terlalu mirip.", "say:tidak-ada:z": "Umum."})
    desk.write(text(place="Loket 7").replace("amplop:", "loket:").replace("start: amplop", "start: loket"))
    page = desk.author().page
    assert page.count("Seluruh cerita") >= 2 and "Pura-pura tidak melihat" in page


def test_a_discarded_draft_takes_its_reviews_along(desk, app):
    desk.ask().press("save", **{"say:amplop:": "Catatan."})
    with app.app_context():
        scenario = scenario_row(desk.ref)
        drafting.discard(scenario, stamp=scenario.draft.stamp)
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Review)) == 0
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 0


def test_the_record_names_who_said_yes_and_why_it_was_withdrawn(desk, app):
    with app.app_context():
        approve(desk.ref, desk.office.second)
        scenario, trainer = scenario_row(desk.ref), person_row(desk.office.trainer)
        version = service.publish(scenario, stamp=scenario.draft.stamp, actor=trainer, now=MORNING)
        db.session.commit()
        fact = version.fact()
        assert fact["approved_by"] == person_row(desk.office.second).ref
        assert not scenario_faults()
        for _ in range(2):
            service.retire(scenario_row(desk.ref), reason="Aturannya berubah.", actor=trainer, now=MORNING)
            db.session.commit()
        kinds = db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx)).all()
        assert kinds.count("scenario.retired") == 2  # both versions that were published, once each
        live = db.session.scalars(sa.select(ScenarioVersion).filter_by(ref=version.ref)).one()
        assert live.fact()["retired_reason"] == "Aturannya berubah."
        assert not scenario_faults()


def test_what_came_from_a_file_says_so(desk):
    page = desk.trainer.get(f"{desk.base}/versions/1").text
    assert "Berkas isi pelatihan" in page and "tidak melalui tinjauan di sini" in page


def test_two_at_once_and_one_decision(desk, app):
    reviewer = desk.ask()
    assert reviewer.press("approved").status_code == 303
    assert reviewer.press("approved").status_code == 303
    assert reviewer.press("returned", answer="Berubah pikiran.").status_code == 409
    with app.app_context():
        assert desk.draft().approved


def test_hands_are_kept_through_files_and_forms(desk, app):
    desk.write(text(place="Loket 8"), desk.office.second)
    with app.app_context():
        names = {db.session.get_one(Person, hand.person_id).name for hand in desk.draft().hands}
        assert names == {"Orang Trainer", "Orang Second"}
        draft, trainer = desk.draft(), person_row(desk.office.trainer)
        with pytest.raises(reviewing.NobodyElse):
            reviewing.ask(draft.scenario, stamp=draft.stamp, note="", actor=trainer, now=MORNING)
