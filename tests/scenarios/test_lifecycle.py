"""Copies, the archive, tags and withdrawal, as a trainer meets them."""

import re

import pytest
import sqlalchemy as sa

from training.core.db import db
from training.scenarios import drafting, formats, plain
from training.scenarios.copying import duplicate, renamed
from training.scenarios.models import Scenario
from training.scenarios.reviewing.people import reviewers_of

from .office import MORNING, person_row, scenario_row, text, versions


@pytest.fixture
def trainer(office, signed_in):
    return signed_in(office.trainer)


def titles(client, query):
    return set(re.findall(r'scope="row"[^>]*><a[^>]*>([^<]+)', client.get(f"/scenarios{query}").text))


def test_a_copy_is_a_draft_of_its_own_about_another_clause(office, trainer, app):
    page = f"/scenarios/{office.ref}/copy"
    assert "Gandakan skenario" in trainer.get(page).text
    answer = trainer.post_form(page, {"title": "Map kuning", "clause": "D.5"})
    assert answer.status_code == 303 and answer.location.endswith("/draft")
    with app.app_context():
        made = db.session.scalars(sa.select(Scenario).filter_by(slug="map-kuning")).one()
        data = plain.read(made.draft.source)
        assert (data["id"], data["title"], data["clause"]) == ("map-kuning", "Map kuning", "D.5")
        assert data["nodes"]["amplop"]["clause"] == "D.5"
        assert data["nodes"]["amplop"]["options"][1]["upholds"] == ["D.4"]
        assert versions(office.ref) == [(1, "published")]
        assert scenario_row(office.ref).live.source == text()


@pytest.mark.parametrize("fields", [{"title": ""}, {"clause": "Z.9"}, {"title": "x" * 201}])
def test_a_copy_needs_a_title_and_a_clause(office, trainer, fields):
    sent = {"title": "Map kuning", "clause": "D.4"} | fields
    assert trainer.post_form(f"/scenarios/{office.ref}/copy", sent).status_code == 422


def test_what_no_form_can_show_is_not_copied_and_says_so(office, trainer, app):
    with app.app_context():
        scenario, author = scenario_row(office.ref), person_row(office.trainer)
        stamp = scenario.current.stamp
        drafting.save_draft(scenario, "title: [", stamp=stamp, author=author, now=MORNING)
        db.session.commit()
    answer = trainer.post_form(f"/scenarios/{office.ref}/copy", {"title": "Map", "clause": "D.4"})
    assert answer.status_code == 422 and "belum dapat digandakan" in answer.text


def test_whoever_wrote_the_text_wrote_the_copy(office, app):
    with app.app_context():
        scenario = scenario_row(office.ref)
        trainer, second = person_row(office.trainer), person_row(office.second)
        stamp = scenario.current.stamp
        draft = drafting.save_draft(scenario, text(place="Loket 7"), stamp=stamp, author=trainer, now=MORNING)
        made = duplicate(draft, title="Map", clause="D.4", author=second, now=MORNING)
        assert reviewers_of(made.draft) == []


def test_a_copy_of_a_copy_has_a_name_of_its_own():
    data = renamed(plain.read(text()), "lain", "Lain", "D.4")
    assert formats.build(data, name="lain").clause == "D.4" and data["title_en"] == "Lain"


def test_what_is_archived_is_found_only_where_it_is_asked_for(office, trainer, app):
    page = f"/scenarios/{office.ref}"
    assert trainer.post_form(f"{page}/archive", {"archived": "1"}).status_code == 303
    with app.app_context():
        assert scenario_row(office.ref).archived_at is None, "what is live stays on the desk"
    trainer.post_form(f"{page}/retirement", {"reason": "Usang."})
    for _ in range(2):
        assert trainer.post_form(f"{page}/archive", {"archived": "1"}).status_code == 303
    assert titles(trainer, "") == set() and titles(trainer, "?state=archived") == {"Amplop di atas meja"}
    assert "Keluarkan dari arsip" in trainer.get(f"{page}/versions/1").text
    trainer.post_form(f"{page}/archive", {"archived": "0"})
    assert titles(trainer, "") == {"Amplop di atas meja"}


def test_scenarios_are_found_by_tag(office, trainer, app):
    with app.app_context():
        scenario, author = scenario_row(office.ref), person_row(office.trainer)
        tagged = text(tags=["loket", "gratifikasi"])
        drafting.save_draft(scenario, tagged, stamp=scenario.current.stamp, author=author, now=MORNING)
        db.session.commit()
    assert "tag=gratifikasi" in trainer.get("/scenarios").text
    assert titles(trainer, "?tag=gratifikasi") == {"Amplop di atas meja"}
    assert titles(trainer, "?tag=lain") == set()


def test_withdrawing_needs_a_reason_and_shows_it(office, trainer, app):
    page = f"/scenarios/{office.ref}/retirement"
    assert trainer.post_form(page, {"reason": "  "}).status_code == 422
    with app.app_context():
        assert versions(office.ref) == [(1, "published")]
    assert trainer.post_form(page, {"reason": "Butirnya dihapus."}).status_code == 303
    shown = trainer.get(f"/scenarios/{office.ref}/versions/1").text
    assert "Butirnya dihapus." in shown and "Ditarik Orang Trainer" in shown
