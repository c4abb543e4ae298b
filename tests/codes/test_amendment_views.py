"""Pages of an amendment: side by side, judged one by one, published after its consequences were read."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.cast import Member
from tests.certifications.office import complete
from training.certifications.models import DeltaDuty
from training.codes import amendments
from training.codes.models import Amendment, Change, CodeVersion
from training.core.clock import now
from training.core.db import db

from .amended import LONGER, SLIP, STRICTER, judge_all, make_administrator, next_draft, scheme_of
from .office import PASSWORD, SLUG, TEXT, open_office, person

PAGE = f"/codes/{SLUG}/versions/2/amendment"
PUBLICATION = f"{PAGE}/publication"


@pytest.fixture
def office(app):
    found = open_office(app)
    with app.app_context():
        make_administrator(found.agency_id)
        scheme_of(found.agency_id)
        complete(person(found.officer), now() - timedelta(days=1))
        next_draft(found.agency_id, STRICTER.replace("dapat dipercaya", "dapat dipercaja"), now=now())
        db.session.commit()
    return found


@pytest.fixture
def admin(office, signed_in):
    return signed_in(Member("Ibu Admin", "", "admin@uji.contoh.id", "dinas-uji", PASSWORD))


def changes(app):
    with app.app_context():
        rows = db.session.scalars(sa.select(Change).order_by(Change.position))
        return {row.new_address or row.old_address: (row.ref, row.rev, row.weight) for row in rows}


def judge(browser, app, address, weight, **said):
    ref, rev, _weight = changes(app)[address]
    form = {"weight": weight, "reason": "Sudah dibandingkan.", "rev": rev} | said
    return browser.post_form(f"{PAGE}/changes/{ref}", form)


def judged(browser, app):
    browser.post_form(PAGE)
    judge(browser, app, "A.1", "editorial")
    judge(browser, app, "B.wajib.2", "substantive")


def stamp(page):
    return re.search(r'name="stamp" value="([^"]+)"', page.text)[1]


def test_both_versions_stand_side_by_side_word_by_word(admin, office):
    page = admin.get(PAGE)
    assert "2 berubah bunyi" in page.text
    assert re.search(r"<del>.*?dipercaya", page.text)
    assert re.search(r"<ins>.*?dipercaja", page.text)
    assert "ditambahkan:" in page.text
    assert "Mulai menilai" in page.text
    assert 'name="weight"' not in page.text


def test_a_hint_never_chooses(admin, app, office):
    admin.post_form(PAGE)
    page = admin.get(PAGE)
    assert "Mungkin editorial: tampaknya hanya salah ketik atau salah pindai" in page.text
    assert "checked" not in page.text
    assert "0 dari 2" in page.text


def test_each_change_is_saved_with_its_reason(admin, app, office):
    admin.post_form(PAGE)
    answer = judge(admin, app, "A.1", "editorial", reason="Salah ketik pada <b>naskah</b>.")
    assert answer.status_code == 303
    assert f"#perubahan-{changes(app)['A.1'][0]}" in answer.location
    page = admin.get(PAGE)
    assert "Salah ketik pada &lt;b&gt;naskah&lt;/b&gt;." in page.text
    assert "1 dari 2" in page.text
    assert "Tinjau akibat" not in page.text


def test_what_is_missing_is_said_and_nothing_is_lost(admin, app, office):
    admin.post_form(PAGE)
    answer = judge(admin, app, "A.1", "", reason="Alasan yang panjang.")
    assert answer.status_code == 422
    assert "Alasan yang panjang." in answer.text
    assert changes(app)["A.1"][2] is None


def test_a_page_that_is_behind_overwrites_nothing_and_gives_the_reason_back(admin, app, office):
    admin.post_form(PAGE)
    judge(admin, app, "A.1", "editorial")
    answer = judge(admin, app, "A.1", "substantive", rev=0, reason="Dari tab kedua.")
    assert answer.status_code == 409
    assert "Dari tab kedua." in answer.text
    assert changes(app)["A.1"][2] == "editorial"


def test_consequences_are_read_before_publishing(admin, app, office):
    judged(admin, app)
    page = admin.get(PUBLICATION)
    assert "1 pegawai memegang sertifikat" in page.text
    assert "paling lambat" in page.text
    assert "Modul pembaruan dibuka dengan 1 butir: B.wajib.2" in page.text
    assert "Belum ada skenario untuk B.wajib.2" in page.text
    with app.app_context():
        assert db.session.scalar(sa.select(DeltaDuty.id)) is None


def test_publishing_puts_the_version_in_force_and_freezes_the_judgement(admin, app, office):
    judged(admin, app)
    answer = admin.post_form(PUBLICATION, {"stamp": stamp(admin.get(PUBLICATION))})
    assert answer.status_code == 303
    page = admin.get(PAGE)
    assert "Diterbitkan" in page.text
    assert 'name="weight"' not in page.text
    assert judge(admin, app, "A.1", "substantive").status_code == 409
    with app.app_context():
        states = dict(
            db.session.execute(
                sa.select(CodeVersion.number, CodeVersion.state).join(
                    Amendment,
                    sa.or_(
                        Amendment.new_version_id == CodeVersion.id, Amendment.old_version_id == CodeVersion.id
                    ),
                )
            ).all()
        )
        assert states == {1: "superseded", 2: "in_force"}
        assert db.session.scalar(sa.select(sa.func.count()).select_from(DeltaDuty)) == 1


def test_unjudged_changes_keep_the_confirmation_shut(admin, app, office):
    admin.post_form(PAGE)
    assert admin.get(PUBLICATION).status_code == 303
    with app.app_context():
        current = amendments.stamp_of(db.session.scalars(sa.select(Amendment)).one())
    answer = admin.post_form(PUBLICATION, {"stamp": current})
    assert answer.status_code == 409


def test_a_confirmation_of_other_decisions_is_shown_again(admin, app, office):
    judged(admin, app)
    seen = stamp(admin.get(PUBLICATION))
    judge(admin, app, "A.1", "substantive")
    answer = admin.post_form(PUBLICATION, {"stamp": seen})
    assert answer.status_code == 409
    assert "Halaman Anda tertinggal" in answer.text
    assert "A.1, B.wajib.2" in answer.text


def test_a_repaired_draft_asks_to_compare_again_and_keeps_the_rest(admin, app, office):
    judged(admin, app)
    with app.app_context():
        version = db.session.scalars(
            sa.select(CodeVersion).filter_by(state="draft", source_name="baru.txt")
        ).one()
        version.clauses[0].text = "Jujur, yaitu dapat dipercaya dalam perkataan dan perbuatan;"
        db.session.commit()
    page = admin.get(PAGE)
    assert "Naskah berubah sejak perbandingan ini disimpan" in page.text
    admin.post_form(PAGE)
    assert set(changes(app)) == {"B.wajib.2"}
    assert changes(app)["B.wajib.2"][2] == "substantive"


def test_only_the_offices_administrator_amends(office, signed_in, cast, app):
    for member in (office.officer, office.trainer, cast.agus, cast.hesti):
        browser = signed_in(member)
        assert browser.get(PAGE).status_code == 404
        assert browser.get(PUBLICATION).status_code == 404
        assert browser.post_form(PAGE).status_code == 404
        assert browser.post_form(PUBLICATION).status_code == 404


def test_a_first_version_and_one_without_a_draft_have_nothing_to_amend(admin, office):
    assert admin.get(f"/codes/{SLUG}/versions/1/amendment").status_code == 404
    assert admin.get(f"/codes/{SLUG}/versions/9/amendment").status_code == 404
    assert admin.post_form(f"/codes/{SLUG}/versions/1/amendment").status_code == 404


def test_everybody_of_the_office_compares_what_was_published(admin, app, office, signed_in, cast):
    judged(admin, app)
    address = f"/codes/{SLUG}/diff?from=1&to=2"
    officer = signed_in(office.officer)
    assert officer.get(address).status_code == 404
    admin.post_form(PUBLICATION, {"stamp": stamp(admin.get(PUBLICATION))})
    page = officer.get(address)
    assert page.status_code == 200
    assert "dan data pemohon" in page.text
    assert "Substantif" in page.text
    assert "Ibu Admin" not in page.text
    assert signed_in(cast.sari).get(address).status_code == 404
    assert officer.get(f"/codes/{SLUG}/diff").status_code == 404


def test_a_long_amendment_is_read_page_by_page(admin, app, office):
    lines = "\n".join(
        f"{n}. Menolak pemberian nomor {n} dari pihak mana pun yang berurusan;" for n in range(3, 40)
    )
    with app.app_context():
        next_draft(office.agency_id, f"{TEXT}{lines}\n", now=now())
        db.session.commit()
    page = admin.get(f"/codes/{SLUG}/versions/3/amendment?page=2")
    assert "Halaman 2 dari 4" in page.text
    admin.post_form(f"/codes/{SLUG}/versions/3/amendment")
    assert admin.get(f"/codes/{SLUG}/versions/3/amendment?page=99").text.count('class="card change"') == 1


def test_hostile_words_stay_words(admin, app, office):
    with app.app_context():
        text = LONGER.replace("di luar kasir resmi", "<script>alert(1)</script> {{ 7 * 7 }}")
        next_draft(office.agency_id, text, now=now())
        db.session.commit()
    page = admin.get(f"/codes/{SLUG}/versions/3/amendment")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_an_editorial_amendment_says_that_nobody_has_to_do_anything(admin, app, office):
    with app.app_context():
        actor = make_administrator(office.agency_id)
        version = next_draft(office.agency_id, SLIP.replace("jam kerja", "jam  kerja,"), now=now())
        judge_all(amendments.open_amendment(version, actor=actor, now=now()), actor, {})
        db.session.commit()
    page = admin.get(f"/codes/{SLUG}/versions/3/amendment/publication")
    assert "Tidak ada yang diminta mengulang" in page.text
    assert "pegawai memegang sertifikat" not in page.text
