"""A clause that is not in force yet: its scenario is written and reviewed at once, published and drawn later."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.codes.amended import LONGER, amend, make_administrator, next_draft
from tests.codes.office import NOW, TEXT, draft, open_office, person
from training.codes import amendments
from training.codes.models import SUBSTANTIVE, CodeVersion, ReadingFinding
from training.core.db import db
from training.people.models import Agency
from training.scenarios import drafting, service
from training.scenarios.covering.scope import code_to_write_for, scope_of
from training.scenarios.covering.uprooted import foresee
from training.scenarios.desk import desk_of
from training.scenarios.models import Scenario
from training.scenarios.reviewing import service as reviewing

from .material import decision, option, scenario

LATER = NOW + timedelta(days=1)
NEW = "B.dilarang.3"


def source(name, address):
    choices = option("a", "best", upholds=[address]), option("b", "violation", violates=[address])
    return json.dumps(scenario({"loket": decision(*choices, clause=address)}, id=name, clause=address))


@pytest.fixture
def office(app):
    found = open_office(app)
    with app.app_context():
        yield found


@pytest.fixture
def code(office):
    return db.session.get_one(CodeVersion, office.version_id).code


@pytest.fixture
def written(office, code):
    """A finished draft about the clause that only the next version has."""
    next_draft(office.agency_id, LONGER)
    trainer = person(office.trainer)
    opened = drafting.open_scenario(
        code, slug="denda", title="Denda", title_en="Fine", clause=NEW, author=trainer, now=NOW
    )
    stamp = opened.current.stamp
    drafting.save_draft(opened, source("denda", NEW), stamp=stamp, author=trainer, now=NOW)
    db.session.commit()
    return opened


def test_a_draft_brings_the_addresses_that_are_not_in_force(office, code):
    assert scope_of(code.id).coming == ()
    next_draft(office.agency_id, LONGER)
    scope = scope_of(code.id)
    assert [clause.address for clause in scope.coming] == [NEW]
    assert NEW not in scope.addresses and len(scope.addresses) == 6
    assert scope.upcoming == {NEW: "menunggu versi 2 terbit"}


def test_a_day_of_beginning_is_named(office, code):
    next_draft(office.agency_id, LONGER).in_force_from = date(2027, 1, 1)
    db.session.flush()
    assert scope_of(code.id).upcoming[NEW] == "berlaku mulai 1 Januari 2027 dengan versi 2"


def test_a_draft_with_an_unanswered_error_brings_nothing(office, code):
    found = next_draft(office.agency_id, LONGER)
    found.findings.append(ReadingFinding(slug="x", line=1, severity="error", message="Baris 1: x"))
    db.session.flush()
    assert scope_of(code.id).coming == ()


def test_a_clause_whose_number_was_lost_has_no_address_to_write_for(office, code):
    next_draft(office.agency_id, LONGER.replace("1. Melayani", ". Melayani"))
    assert [clause.address for clause in scope_of(code.id).coming] == [NEW]


def test_a_draft_that_was_overtaken_brings_nothing(office, code):
    next_draft(office.agency_id, LONGER)
    next_draft(office.agency_id, TEXT.replace("tepat waktu", "tepat pada waktunya"))
    assert scope_of(code.id).coming == ()


def test_before_any_code_is_in_force_the_first_draft_is_written_for(app):
    with app.app_context():
        agency = Agency(slug="dinas-baru", name="Dinas Baru", zone="Asia/Jayapura")
        db.session.add(agency)
        db.session.flush()
        assert code_to_write_for(agency.id) is None
        version = draft(agency, slug="dinas-baru-2026")
        assert code_to_write_for(agency.id) is version.code
        assert len(scope_of(version.code_id).coming) == 6


def test_it_waits_without_being_wrong(written):
    judged = service.judge(written, written.current.source)
    assert (judged.errors, judged.waiting) == (0, 1)
    assert judged.findings[0].message.startswith(f"Butir {NEW} menunggu versi 2 terbit.")
    assert judged.findings[0].line == 1


def test_it_is_not_published_nor_drawn_before_its_clause_holds(office, code, written):
    with pytest.raises(service.NotPublishable) as refusal:
        service.publish(written, stamp=written.current.stamp, actor=person(office.trainer), now=NOW)
    assert [finding.id for finding in refusal.value.findings] == ["waiting-clause"]
    assert service.pool(code.id, [NEW]) == []


def test_it_is_approved_while_it_waits_and_published_and_drawn_once_the_clause_holds(office, code, written):
    trainer, stamp = person(office.trainer), written.current.stamp
    second = make_administrator(office.agency_id)
    review = reviewing.ask(written, stamp=stamp, note="", actor=trainer, now=NOW)
    reviewing.approve(review, stamp=stamp, answer="", actor=second, now=NOW)
    amend(office.agency_id, LONGER, {NEW: SUBSTANTIVE}, now=LATER)
    assert service.pool(code.id, [NEW]) == []
    assert service.judge(written, written.current.source).waiting == 0
    hour = LATER + timedelta(hours=1)
    service.publish(written, stamp=stamp, actor=trainer, now=hour)
    assert [version.clause for version in service.pool(code.id, [NEW])] == [NEW]


def test_the_draft_waiting_is_told_before_the_amendment_is_published(office, written):
    actor = make_administrator(office.agency_id)
    amendment = amendments.open_amendment(written.code.versions[-1], actor=actor, now=NOW)
    change = amendment.changes[0]
    amendments.judge(amendment, change.ref, rev=0, weight=SUBSTANTIVE, reason="Baru.", actor=actor, now=NOW)
    said = [each.text for each in foresee(amendment, NOW)]
    assert said == [
        f"Draf skenario untuk {NEW} menunggu diterbitkan pelatih.",
        "Modul yang memuatnya membuka uji sertifikasi setelah skenarionya cukup dan modulnya terbit.",
    ]


def test_the_desk_offers_what_nobody_has_begun(office, code):
    next_draft(office.agency_id, LONGER)
    assert desk_of(person(office.trainer)).unwritten == [NEW]


def test_the_desk_says_that_a_draft_waits(office, written):
    desk = desk_of(person(office.trainer))
    assert desk.unwritten == [] and desk.drafts[0].draft_review.waiting == 1


def test_a_trainer_writes_it_in_the_browser(app, signed_in):
    office = open_office(app)
    with app.app_context():
        next_draft(office.agency_id, LONGER)
        db.session.commit()
    client = signed_in(office.trainer)
    form = client.get("/scenarios/new").text
    assert "Menunggu versi 2 terbit" in form and f'value="{NEW}"' in form
    data = {"title": "Denda", "title_en": "", "slug": "denda", "clause": NEW}
    assert client.post_form("/scenarios/new", data).status_code == 303
    with app.app_context():
        opened = db.session.scalars(sa.select(Scenario).filter_by(slug="denda")).one()
        base, stamp = f"/scenarios/{opened.ref}", opened.current.stamp
    sent = {"stamp": stamp, "source": source("denda", NEW)}
    page = client.post_form(f"{base}/preview", sent).text
    assert "Draf dapat disimpan dan diperiksa sekarang" in page and "galat" not in page
    answer = client.post_form(f"{base}/publication", sent)
    assert answer.status_code == 422 and "terbitkan skenario ini sesudah itu" in answer.text
    desk = client.get("/scenarios").text
    assert "Menunggu butirnya berlaku" in desk and "Lengkap, belum disetujui" not in desk


def test_an_address_of_no_version_is_still_an_error(written):
    judged = service.judge(written, source("denda", "Z.9"))
    assert {finding.id for finding in judged.findings} == {"unknown-clause"} and judged.errors
