"""What an amendment looks like to the officer, to personnel and on the certificate."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.cast import Member
from tests.certifications.office import complete, declare, hand_in
from tests.codes.amended import STRICTER, amend, delta_of, scheme_of
from tests.codes.office import open_office, person
from training.codes.models import SUBSTANTIVE, Amendment
from training.core.access import Role
from training.core.db import db
from training.modules.service import mark_read
from training.people.models import RoleGrant

LEARNED = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
AMENDED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SENTENCE = "Berlaku untuk versi 1, pembaruan versi 2 paling lambat 21 Januari 2027."


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def office(app, that_morning):
    """The officer is certified on version 1, the trainer, who is personnel too, is not; version 2 changed."""
    found = open_office(app)
    with app.app_context():
        scheme_of(found.agency_id)
        complete(person(found.officer), LEARNED)
        db.session.add(RoleGrant(person_id=person(found.trainer).id, role=Role.HR))
        db.session.commit()
    return found


@pytest.fixture
def amended(app, office):
    with app.app_context():
        amend(office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE}, now=AMENDED)
    return office


@pytest.fixture
def officer(amended, signed_in):
    return signed_in(amended.officer)


def with_delta(app, member: Member, act) -> None:
    with app.app_context():
        amendment = db.session.scalars(sa.select(Amendment)).one()
        act(person(member), delta_of(amendment.new_version))
        db.session.commit()


def test_home_asks_for_the_delta_first_and_says_by_when(officer):
    page = words(officer.get("/").text)
    assert "Pembaruan versi 2" in page
    assert "paling lambat 21 Januari 2027" in page
    assert "Mulai modul" in page
    assert SENTENCE in page
    assert "Menuju versi 2" in page
    assert "0 dari 2 langkah" in page


def test_home_leads_from_reading_to_the_run_to_the_declaration_to_rest(app, amended, officer):
    def read(row, delta):
        mark_read(row, delta, 1, now=AMENDED)
        mark_read(row, delta, 2, now=AMENDED)

    with_delta(app, amended.officer, read)
    assert "Buka simulasi" in officer.get("/").text
    with_delta(app, amended.officer, lambda row, delta: hand_in(row, delta, AMENDED))
    page = officer.get("/").text
    assert "Nyatakan kode etik versi 2" in page
    assert "/versions/2/attestation" in page
    with_delta(app, amended.officer, lambda row, delta: declare(row, AMENDED))
    page = words(officer.get("/").text)
    assert "Anda tersertifikasi sampai" in page
    assert "pembaruan versi" not in page


def test_the_delta_shows_what_changed_and_nothing_else(app, amended, officer):
    ref = re.search(r"/modules/([a-z0-9]+)", officer.get("/").text)[1]
    overview = words(officer.get(f"/modules/{ref}").text)
    assert "B.wajib.2" in overview
    assert "B.wajib.1" not in overview
    step = officer.get(f"/modules/{ref}/steps/1").text
    assert "Yang berubah" in step
    assert re.search(r"<ins>.*?dan data pemohon", step)
    assert officer.get(f"/modules/{ref}/quiz").status_code == 200


def test_the_declaration_asks_for_the_delta_only(officer):
    page = words(officer.get("/codes/dinas-uji-2025/versions/2/attestation").text)
    assert "Pembaruan versi 2" in page
    assert "Modul 1 dari" not in page


def test_the_certificate_stays_and_names_its_version(app, officer):
    mine = officer.get("/certificates").text
    assert SENTENCE in words(mine)
    paper = officer.get(re.search(r"/certificates/[a-z0-9]+", mine)[0]).text
    assert SENTENCE in words(paper)
    assert "Versi 1 (sidik teks" in paper
    check = re.search(r"/verify/[A-Z0-9-]+", paper)[0]
    assert "Sertifikat ini asli dan berlaku" in words(officer.get(check).text)


def test_the_desk_marks_who_owes_it_and_filters_by_it(amended, signed_in):
    desk = signed_in(amended.trainer)
    page = words(desk.get("/reports/people").text)
    assert "Perlu pembaruan (1)" in page
    assert "Pembaruan versi 2 sampai 21 Januari 2027" in page
    found = desk.get("/reports/people?status=delta_due").text
    assert len(re.findall(r'<th scope="row"', found)) == 1
    assert desk.get("/reports/people?status=delta_overdue").text.count('<th scope="row"') == 0
    assert "2;2027-01-21" in desk.post_form("/reports/people.csv").text
    later = words(desk.get("/reports/people?on=2027-01-22").text)
    assert "Pembaruan terlambat (1)" in later
    assert "Pembaruan versi 2 terlambat" in later
    assert "Perlu pembaruan" not in words(desk.get("/reports/people?on=2026-11-21").text)


def test_the_persons_page_tells_it_in_sentences(app, amended, signed_in):
    desk = signed_in(amended.trainer)
    with app.app_context():
        ref = person(amended.officer).ref
    page = words(desk.get(f"/reports/people/{ref}").text)
    assert SENTENCE in page
    assert "Diminta menyelesaikan pembaruan versi 2, paling lambat 21 Januari 2027." in page
    with_delta(app, amended.officer, lambda row, delta: (hand_in(row, delta, AMENDED), declare(row, AMENDED)))
    page = words(desk.get(f"/reports/people/{ref}").text)
    assert "Menyelesaikan pembaruan versi 2." in page
    assert "Berlaku untuk versi 2." in page


def test_late_is_said_kindly_and_the_certificate_still_holds(app, office, signed_in):
    with app.app_context():
        scheme_of(office.agency_id).delta_days = 0
        amend(office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE}, now=AMENDED)
    page = words(signed_in(office.officer).get("/").text)
    assert "Pembaruan versi 2 terlambat" in page
    assert "Sertifikat Anda tetap berlaku untuk versi 1." in page
