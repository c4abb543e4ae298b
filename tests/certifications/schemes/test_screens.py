"""The pages of schemes: what is seen before it is saved, refusals at the field, two tabs, other agencies."""

import html
import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.certifications.office import complete, person_of, scheme_for
from training.certifications.manual.models import Extension
from training.certifications.models import Assignment, Certification
from training.core.clock import now
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.service import record
from training.people.models import Posting

USUAL = {
    "title": "Sertifikasi loket",
    "attestation": "y",
    "mode": "fixed",
    "active_months": "12",
    "window_months": "2",
    "minimum_months": "6",
    "grace_days": "0",
    "due_days": "30",
    "rev": "0",
}


@pytest.fixture
def hesti(app, signed_in, cast):
    return signed_in(cast.hesti)


@pytest.fixture
def ref(app, cast):
    with app.app_context():
        return scheme_for(person_of(cast.hesti)).ref


def words(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


def hidden(page):
    """The fields the page of consequences sends along."""
    form = page.text[page.text.index('action="/schemes/') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    data = {}
    for name, value in found:
        data.setdefault(name, []).append(html.unescape(value))
    return data


def save(browser, ref, typed, **more):
    review = browser.post_form(f"/schemes/{ref}/terms/review", typed)
    assert review.status_code == 200, words(review)
    return browser.post_form(f"/schemes/{ref}/terms", hidden(review) | more)


def terms(app, ref):
    with app.app_context():
        row = db.session.scalars(sa.select(Certification).filter_by(ref=ref)).one()
        db.session.expunge(row)
        return row


def asked(app, ref):
    with app.app_context():
        rows = sa.select(Assignment.person_id).join(Certification).where(Certification.ref == ref)
        return set(db.session.scalars(rows.where(Assignment.ended_at.is_(None))))


def test_the_list_names_every_scheme(hesti, ref):
    page = hesti.get("/schemes")
    assert f"/schemes/{ref}" in page.text and "Semua pegawai 8 Berjalan" in words(page)


def test_a_scheme_is_read_with_its_sample_person(hesti, ref):
    page = words(hesti.get(f"/schemes/{ref}"))
    assert "12 bulan" in page and "Pertama kali, tepat waktu" in page and "Ubah ketentuan" in page


def test_an_administrator_reads_and_does_not_set(app, signed_in, cast, ref):
    agus = signed_in(cast.agus)
    page = agus.get(f"/schemes/{ref}")
    assert page.status_code == 200 and "Ubah ketentuan" not in page.text
    assert agus.get(f"/schemes/{ref}/terms").status_code == 404
    assert agus.post_form(f"/schemes/{ref}/terms", USUAL).status_code == 404
    assert agus.post_form(f"/schemes/{ref}/closing", {"rev": "0"}).status_code == 404


def test_the_sample_follows_what_is_typed(hesti, ref):
    typed = USUAL | {"mode": "completion", "active_months": "24", "grace_days": "14", "closes_days": "60"}
    fragment = hesti.post_form(
        f"/schemes/{ref}/terms/calculation", typed, headers={"HX-Request-Type": "partial"}
    )
    said = words(fragment)
    assert fragment.status_code == 200 and "<h1" not in fragment.text
    assert "Masa tenggang" in said and "Tidak selesai" in said and "8 pegawai" in said
    page = hesti.post_form(f"/schemes/{ref}/terms/calculation", typed)
    assert page.status_code == 200 and 'value="24"' in page.text


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"window_months": "12"}, "window_months", "lebih pendek daripada masa berlaku"),
        ({"window_months": "8"}, "minimum_months", "tidak lebih pendek daripada masa perpanjangan"),
        ({"minimum_months": "13"}, "minimum_months", "tidak boleh lebih panjang"),
        ({"active_months": "1"}, "active_months", "angka 2 sampai 120"),
        ({"active_months": "9" * 30}, "active_months", "angka 2 sampai 120"),
        ({"grace_days": "-1"}, "grace_days", "angka 0 sampai"),
        ({"pass_percent": "101"}, "pass_percent", "angka 1 sampai 100"),
        ({"hours": "dua"}, "hours", ""),
        ({"title": "  "}, "title", ""),
        ({"mode": "yearly"}, "mode", ""),
        ({"modules": ["tidak-ada"]}, "modules", ""),
        ({"units": ["zzzzzzzzzzzz"]}, "units", ""),
        ({"joined_within_days": "0"}, "joined_within_days", "angka 1 sampai"),
        ({"modules": ["a"], "short_modules": ["b"]}, "short_modules", "juga diminta pada putaran pertama"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(app, hesti, ref, typed, field, said):
    page = hesti.post_form(f"/schemes/{ref}/terms/review", USUAL | typed)
    assert page.status_code == 422
    message = re.search(rf'id="{field}-error".*?</p>', page.text, re.DOTALL)
    assert message and said in html.unescape(message[0])
    assert hesti.post_form(f"/schemes/{ref}/terms", USUAL | typed).status_code == 422
    fragment = hesti.post_form(
        f"/schemes/{ref}/terms/calculation", USUAL | typed, headers={"HX-Request-Type": "partial"}
    )
    assert fragment.status_code == 200 and "begitu isian ini diperbaiki" in words(fragment)
    assert terms(app, ref).terms_rev == 0


def test_terms_are_saved_after_their_consequences(app, hesti, ref):
    review = hesti.post_form(f"/schemes/{ref}/terms/review", USUAL | {"grace_days": "7", "hours": "4"})
    said = words(review)
    assert "Cara menghitung: dari “Sambung” menjadi “Tanggal tetap”" in said
    assert "Masa tenggang: dari “Tidak ada” menjadi “7 hari”" in said
    assert "Tidak ada pegawai yang baru diminta." in said
    answer = hesti.post_form(f"/schemes/{ref}/terms", hidden(review))
    assert answer.status_code == 303 and answer.location.endswith(f"/schemes/{ref}")
    row = terms(app, ref)
    assert (row.mode, row.grace_days, row.hours, row.terms_rev) == ("fixed", 7, 4, 1)
    with app.app_context():
        assert verify().faults == []


def test_back_to_the_form_loses_nothing(hesti, ref):
    review = hesti.post_form(f"/schemes/{ref}/terms/review", USUAL | {"active_months": "36"})
    page = hesti.post_form(f"/schemes/{ref}/terms/again", hidden(review))
    assert page.status_code == 200 and 'value="36"' in page.text


def test_running_rounds_keep_their_days(app, hesti, cast, ref):
    with app.app_context():
        period = complete(person_of(cast.sari), now())
        before = (period.valid_until, period.window_opens)
    review = hesti.post_form(f"/schemes/{ref}/terms/review", USUAL | {"active_months": "36"})
    assert "1 pegawai memegang sertifikat yang berlaku" in words(review)
    hesti.post_form(f"/schemes/{ref}/terms", hidden(review))
    with app.app_context():
        row = person_of(cast.sari)
        held = db.session.scalars(sa.select(type(period)).filter_by(person_id=row.id)).one()
        assert (held.valid_until, held.window_opens) == before


def unit_of(app, member):
    with app.app_context():
        person = person_of(member)
        return db.session.scalars(sa.select(Posting).filter_by(person_id=person.id)).one().unit.ref


def test_a_smaller_audience_ends_only_what_is_ticked(app, hesti, cast, ref):
    typed = USUAL | {"units": [unit_of(app, cast.sari)]}
    review = hesti.post_form(f"/schemes/{ref}/terms/review", typed)
    assert "6 pegawai tidak lagi termasuk sasaran" in words(review) and cast.bayu.name in words(review)
    boxes = re.findall(r'name="ended" value="([0-9a-z]{12})"', review.text)
    assert len(boxes) == 6
    answer = hesti.post_form(f"/schemes/{ref}/terms", hidden(review) | {"ended": [boxes[0]]})
    assert answer.status_code == 303
    assert len(asked(app, ref)) == 7
    with app.app_context():
        ended = db.session.scalars(sa.select(Assignment).filter_by(ref=boxes[0])).one()
        assert ended.ended_at and ended.by.email == cast.hesti.email and ended.reason
        assert verify().faults == []
    again = hesti.post_form(f"/schemes/{ref}/terms/review", typed | {"rev": "1"})
    assert hesti.post_form(f"/schemes/{ref}/terms", hidden(again) | {"ended": "everybody"}).status_code == 303
    assert len(asked(app, ref)) == 3, "nobody ends their own"


def test_what_was_extended_is_over_with_the_assignment(app, hesti, cast, ref):
    with app.app_context():
        joko, by = person_of(cast.joko), person_of(cast.hesti)
        row = Extension(person=joko, certification=scheme_for(joko), due_on=date(2027, 6, 1))
        row.agency_id, row.reason, row.recorded_by, row.recorded_at = joko.agency_id, "Cuti.", by, now()
        db.session.add(row)
        db.session.flush()
        record("extension.granted", row, actor=by.ref, at=now())
        db.session.commit()
    save(hesti, ref, USUAL | {"units": [unit_of(app, cast.sari)]}, ended="everybody")
    with app.app_context():
        assert db.session.scalars(sa.select(Extension.withdrawn_at)).one()
        assert verify().faults == []


def test_two_tabs(app, hesti, ref):
    first = hesti.post_form(f"/schemes/{ref}/terms/review", USUAL | {"active_months": "24"})
    second = hesti.post_form(f"/schemes/{ref}/terms/review", USUAL | {"active_months": "36"})
    assert hesti.post_form(f"/schemes/{ref}/terms", hidden(first)).status_code == 303
    late = hesti.post_form(f"/schemes/{ref}/terms", hidden(second))
    assert late.status_code == 409
    assert "Masa berlaku: tersimpan “24 bulan”, isian Anda “36 bulan”" in words(late)
    assert 'value="36"' in late.text and 'name="rev" value="1"' in late.text
    assert terms(app, ref).active_months == 24


def test_people_who_came_meanwhile_are_shown_first(app, hesti, cast, ref):
    typed = USUAL | {"units": [unit_of(app, cast.sari)]}
    review = hesti.post_form(f"/schemes/{ref}/terms/review", typed)
    with app.app_context():
        joko = person_of(cast.joko)
        post = db.session.scalars(sa.select(Posting).filter_by(person_id=joko.id)).one()
        sari = person_of(cast.sari)
        post.unit_id = db.session.scalars(sa.select(Posting.unit_id).filter_by(person_id=sari.id)).one()
        db.session.commit()
    late = hesti.post_form(f"/schemes/{ref}/terms", hidden(review))
    assert late.status_code == 409 and "5 pegawai tidak lagi termasuk sasaran" in words(late)
    assert hesti.post_form(f"/schemes/{ref}/terms", hidden(late)).status_code == 303


def test_another_scheme_is_opened_for_whom_it_is_meant(app, hesti, cast, ref):
    assert hesti.get("/schemes/new").status_code == 200
    typed = USUAL | {"units": [unit_of(app, cast.sari)], "modules": ["d"], "title": "KKN di loket"}
    review = hesti.post_form("/schemes/new/terms/review", typed)
    assert "2 pegawai mulai diminta." in words(review) and cast.sari.name in words(review)
    answer = hesti.post_form("/schemes/new/terms", hidden(review))
    assert answer.status_code == 303
    opened = answer.location.rsplit("/", 1)[1]
    assert opened != ref and len(asked(app, opened)) == 2 and terms(app, opened).modules == ["d"]
    with app.app_context():
        assert verify().faults == []


def test_a_scheme_is_closed_and_opened_again(app, hesti, ref):
    page = hesti.get(f"/schemes/{ref}/closing")
    assert "8 pegawai tidak lagi diminta." in words(page)
    assert hesti.post_form(f"/schemes/{ref}/closing", {"rev": "0"}).status_code == 303
    assert terms(app, ref).closed_at
    assert "Ditutup" in words(hesti.get("/schemes"))
    assert hesti.get(f"/schemes/{ref}").status_code == 200
    assert hesti.get("/").status_code == 200
    assert hesti.post_form(f"/schemes/{ref}/closing", {"rev": "1"}).status_code == 409
    assert hesti.post_form(f"/schemes/{ref}/reopening", {"rev": "0"}).status_code == 409
    assert hesti.post_form(f"/schemes/{ref}/reopening", {"rev": "1"}).status_code == 303
    assert terms(app, ref).closed_at is None
    with app.app_context():
        assert verify().faults == []


def test_another_agencys_scheme_does_not_exist(app, signed_in, cast, ref):
    maya = signed_in(cast.maya)
    for path in ("", "/terms", "/closing"):
        assert maya.get(f"/schemes/{ref}{path}").status_code == 404
    for path in ("/terms", "/terms/review", "/terms/calculation", "/terms/again", "/closing", "/reopening"):
        assert maya.post_form(f"/schemes/{ref}{path}", USUAL).status_code == 404
    own = words(maya.get("/schemes"))
    assert "Banten" not in own


def test_another_agencys_unit_and_code_are_refused(app, signed_in, cast):
    maya, unit = signed_in(cast.maya), unit_of(app, cast.sari)
    page = maya.post_form("/schemes/new/terms/review", USUAL | {"units": [unit]})
    assert page.status_code == 422
    foreign = USUAL | {"code": "dinsos-banten-2024"}
    assert maya.post_form("/schemes/new/terms/review", foreign).status_code == 404
