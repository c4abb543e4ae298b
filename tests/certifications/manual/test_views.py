"""The pages where HR decides by hand: consequences first, then saved; nothing lost, nothing of other agencies."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from training.certifications.manual.models import Excusal, Extension, Waiver
from training.certifications.models import Assignment, Certification
from training.core.db import db
from training.people.models import Person

from ..office import complete, lost_pass, modules_for, scheme_for
from .office import MORNING, person_of

pytestmark = pytest.mark.usefixtures("that_morning")


@pytest.fixture
def sari(app, cast):
    with app.app_context():
        return person_of(cast.sari).ref


@pytest.fixture
def scheme(app, cast):
    with app.app_context():
        return scheme_for(person_of(cast.sari)).ref


@pytest.fixture
def hesti(signed_in, cast):
    return signed_in(cast.hesti)


def home(ref):
    return f"/reports/people/{ref}/decisions"


def stamp(page):
    return re.search(r'name="stamp" value="([0-9a-f]+)"', page.text)[1]


def rows(app, table):
    with app.app_context():
        return db.session.scalars(sa.select(table)).all()


LEAVE = {
    "kind": "leave",
    "since": "2026-11-23",
    "until": "2027-02-05",
    "reason": "Cuti besar.",
    "document": "SK 1",
}


def test_leave_shows_its_consequences_and_is_saved_once_confirmed(app, hesti, sari):
    assert "Dikecualikan" not in hesti.get(home(sari)).text
    form = hesti.get(f"{home(sari)}/excuse")
    assert "Lihat akibatnya" in form.text
    page = hesti.post_form(f"{home(sari)}/excuse/preview", LEAVE)
    assert page.status_code == 200 and not rows(app, Excusal)
    text = re.sub(r"<[^>]+>|\s+", " ", page.text)
    assert "Tenggat: 22 Desember 2026 → 7 Maret 2027" in text and "Pengingat berhenti" in text
    saved = hesti.post_form(f"{home(sari)}/excuse", LEAVE | {"stamp": stamp(page)})
    assert saved.status_code == 303
    after = hesti.get(saved.location)
    assert "Dikecualikan" in after.text and "Cuti besar." in after.text and "Batalkan" in after.text


def test_what_was_typed_stays_when_it_is_to_be_changed(hesti, sari):
    page = hesti.post_form(f"{home(sari)}/excuse/preview", LEAVE | {"edit": "1"})
    assert "Cuti besar." in page.text and "2027-02-05" in page.text and "Lihat akibatnya" in page.text


@pytest.mark.parametrize(
    ("act", "more", "said"),
    [
        ("excuse", LEAVE | {"since": "30-02-2026"}, "tidak terbaca"),
        ("excuse", LEAVE | {"until": "2026-11-01"}, "lebih awal daripada hari pertama"),
        ("excuse", LEAVE | {"kind": "pesta"}, "Pilih jenisnya"),
        ("excuse", LEAVE | {"reason": " "}, "Tuliskan alasannya"),
        ("extend", {"due_on": "2026-11-22", "reason": "x"}, "sudah lewat"),
        ("extend", {"due_on": "2026-12-01", "reason": "x"}, "Bukan perpanjangan"),
        ("extend", {"due_on": "", "reason": "x"}, "Isi tanggalnya"),
        ("extend", {"due_on": "2029-01-01", "reason": "x"}, "Terlalu jauh"),
        ("waive", {"subject": "a", "reason": "x"}, "buktinya"),
        ("waive", {"reason": "x", "document": "y"}, "Pilih apa yang dibebaskan"),
        (
            "certify-temporarily",
            {"since": "2026-11-23", "until": "2027-07-01", "reason": "x"},
            "Paling lama 6 bulan",
        ),
        ("assign", {"due_on": "2027-01-01", "reason": "x"}, "Sudah ditugaskan, tenggatnya 22 Desember 2026"),
    ],
)
def test_what_cannot_be_says_why_at_its_place(hesti, sari, scheme, act, more, said):
    page = hesti.post_form(f"{home(sari)}/{act}/preview", {"scheme": scheme, **more})
    assert page.status_code == 422 and said in page.text


def test_without_a_scheme_it_is_asked_for(app, hesti, sari):
    with app.app_context():
        known = db.session.scalars(sa.select(Certification).where(Certification.ref.is_not(None))).first()
        other = Certification(agency_id=known.agency_id, code_id=known.code_id, title="Loket khusus")
        db.session.add(other)
        db.session.commit()
    page = hesti.post_form(f"{home(sari)}/extend/preview", {"due_on": "2027-01-31", "reason": "x"})
    assert page.status_code == 422 and "Pilih sertifikasinya" in page.text and "Loket khusus" in page.text


def save(browser, ref, act, form):
    page = browser.post_form(f"{home(ref)}/{act}/preview", form)
    assert page.status_code == 200, page.text
    return page, browser.post_form(f"{home(ref)}/{act}", form | {"stamp": stamp(page)})


def test_a_due_day_is_extended_and_the_extension_withdrawn(app, hesti, sari, scheme):
    page, saved = save(hesti, sari, "extend", {"scheme": scheme, "due_on": "2027-01-31", "reason": "Banjir."})
    assert "tetap dihitung dari tenggat semula, 22 Desember 2026" in page.text and saved.status_code == 303
    assert "Tenggat semula" in hesti.get(home(sari)).text
    row = rows(app, Extension)[0]
    address = f"/decisions/extension/{row.ref}/withdrawal"
    page = hesti.get(address)
    assert "31 Januari 2027 → 22 Desember 2026" in page.text
    assert hesti.post_form(address, {"reason": "", "stamp": stamp(page)}).status_code == 422
    assert hesti.post_form(address, {"reason": "Salah orang.", "stamp": stamp(page)}).status_code == 303
    assert hesti.post_form(address, {"reason": "Lagi.", "stamp": stamp(page)}).status_code == 409
    history = hesti.get(home(sari)).text
    assert "membatalkan perpanjangan" in history and "Salah orang." in history


def test_the_last_thing_missing_is_waived_and_the_certificate_named(app, hesti, sari, scheme, cast):
    with app.app_context():
        person = person_of(cast.sari)
        keys = [module.key for module in modules_for(person)]
    proof = {"scheme": scheme, "reason": "Sudah pelatihan.", "document": "Sertifikat 7/2026"}
    for key in [*keys, "attestation"]:
        page, saved = save(hesti, sari, "waive", proof | {"subject": key})
        assert saved.status_code == 303
    assert "terbit begitu Anda menyimpan" in page.text
    text = hesti.get(home(sari)).text
    assert "SERT" in text or "terbit." in text
    assert all(row.used_by_id for row in rows(app, Waiver))


def test_certified_for_a_time_and_an_assignment_ended(app, hesti, sari, scheme):
    lent = {"scheme": scheme, "since": "2026-11-23", "until": "2027-02-28", "reason": "Petugas baru."}
    page, saved = save(hesti, sari, "certify-temporarily", lent)
    assert "Berlaku sementara" in page.text and saved.status_code == 303
    page, saved = save(hesti, sari, "end", {"scheme": scheme, "reason": "Pindah."})
    assert "Perpanjangan tenggatnya ikut dibatalkan" in page.text and saved.status_code == 303
    assert "Tugaskan" in hesti.get(home(sari)).text
    page, saved = save(
        hesti, sari, "assign", {"scheme": scheme, "due_on": "2027-01-31", "reason": "Kembali."}
    )
    assert saved.status_code == 303 and "Kembali." in hesti.get(home(sari)).text


def test_an_excusal_is_ended_early_after_its_consequences(app, hesti, sari):
    save(hesti, sari, "excuse", LEAVE)
    address = f"/decisions/excusal/{rows(app, Excusal)[0].ref}/ending"
    assert hesti.get(address).status_code == 200
    assert hesti.post_form(address, {"until": "2027-03-01"}).status_code == 422
    page = hesti.post_form(address, {"until": "2026-11-30"})
    assert "7 Maret 2027 → 30 Desember 2026" in page.text
    form = {"until": "2026-11-30", "reason": "Masuk kembali.", "stamp": stamp(page)}
    assert hesti.post_form(address, form).status_code == 303
    assert hesti.post_form(address, form).status_code == 409
    assert "sudah dibatalkan atau diakhiri" in hesti.get(address).text


def test_a_second_tab_sees_what_the_first_saved_and_saves_nothing(app, hesti, sari):
    page = hesti.post_form(f"{home(sari)}/excuse/preview", LEAVE)
    later = LEAVE | {"since": "2027-03-01", "until": "2027-03-31"}
    save(hesti, sari, "excuse", later)
    answer = hesti.post_form(f"{home(sari)}/excuse", LEAVE | {"stamp": stamp(page)})
    assert answer.status_code == 409 and "Halaman Anda tertinggal" in answer.text
    assert len(rows(app, Excusal)) == 1
    again = hesti.post_form(f"{home(sari)}/excuse", LEAVE | {"stamp": stamp(answer)})
    assert again.status_code == 303


def test_a_certificate_is_revoked_and_the_public_check_says_so(app, hesti, sari, cast, client, that_morning):
    with app.app_context():
        held = complete(person_of(cast.sari), MORNING)
        ref, code = held.certificate.ref, held.certificate.verification_code
    that_morning.shift(timedelta(minutes=5))
    address = f"/certificates/{ref}/revocation"
    assert "DICABUT" in hesti.get(address).text
    assert hesti.post_form(address, {"reason": ""}).status_code == 422
    assert hesti.post_form(address, {"reason": "Dikerjakan orang lain."}).status_code == 303
    assert hesti.post_form(address, {"reason": "Lagi."}).status_code == 409
    assert "Dicabut" in client.get(f"/verify/{code}").text
    assert "mencabut sertifikat" in hesti.get(home(sari)).text


def test_ones_own_record_is_decided_by_a_colleague(app, hesti, cast, scheme):
    with app.app_context():
        own = person_of(cast.hesti)
        ref, held = own.ref, complete(own, MORNING).certificate.ref
    assert "rekan lain" in hesti.get(home(ref)).text and "rekan lain" in hesti.get(f"{home(ref)}/excuse").text
    for act, form in (("excuse", LEAVE), ("end", {"scheme": scheme, "reason": "x"})):
        assert hesti.post_form(f"{home(ref)}/{act}/preview", form).status_code == 422
        assert hesti.post_form(f"{home(ref)}/{act}", form | {"stamp": "x"}).status_code in {409, 422}
    assert hesti.post_form(f"/certificates/{held}/revocation", {"reason": "x"}).status_code == 422
    assert not rows(app, Excusal)


def test_another_agencys_people_schemes_and_papers_do_not_exist(app, hesti, cast, sari):
    with app.app_context():
        maya = person_of(cast.maya)
        foreign, theirs = maya.ref, scheme_for(maya).ref
        paper = complete(person_of(cast.rangga), MORNING).certificate.ref
    for address in (home(foreign), f"{home(foreign)}/excuse", f"/certificates/{paper}/revocation"):
        assert hesti.get(address).status_code == 404
    form = {"scheme": theirs, "due_on": "2027-01-31", "reason": "x"}
    assert hesti.post_form(f"{home(sari)}/extend/preview", form).status_code == 404
    assert hesti.post_form(f"{home(sari)}/extend", form | {"stamp": "x"}).status_code == 404
    assert hesti.get(f"{home(sari)}/pesta").status_code == 404


def test_who_left_keeps_what_was_decided_but_is_given_nothing(app, hesti, sari):
    save(hesti, sari, "excuse", LEAVE)
    with app.app_context():
        person = db.session.scalars(sa.select(Assignment)).first()
        assert person is not None

        row = db.session.scalars(sa.select(Person).where(Person.ref == sari)).one()
        row.active = False
        db.session.commit()
    text = hesti.get(home(sari)).text
    assert "tidak aktif" in text and "Perpanjang tenggat" not in text and "Batalkan" in text


def test_a_doubt_about_a_certificate_is_ended_by_revoking_it(app, hesti, cast):
    with app.app_context():
        person = person_of(cast.sari)
        held = complete(person, MORNING - timedelta(hours=1))
        lost_pass(person, held)
        ref = held.certificate.ref
    page = hesti.get("/certificates/doubts")
    assert f"/certificates/{ref}/revocation" in page.text
    hesti.post_form(f"/certificates/{ref}/revocation", {"reason": "Ujinya tidak lulus."})
    page = hesti.get("/certificates/doubts")
    assert "Tidak ada yang menunggu" in page.text and "Dicabut, oleh Hesti Ramadhani" in page.text
    assert "Ujinya tidak lulus." in page.text


def test_leave_that_begins_after_the_due_day_says_that_the_day_stays(app, hesti, sari, scheme):
    with app.app_context():
        row = db.session.scalars(
            sa.select(Assignment).join(Assignment.person).where(Person.ref == sari)
        ).one()
        row.due_on = date(2026, 11, 11)
        db.session.commit()
    page = hesti.post_form(f"{home(sari)}/excuse/preview", LEAVE)
    assert "Terlambat 12 hari" in page.text and "jadi tidak bergeser" in page.text
