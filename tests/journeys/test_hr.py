"""The personnel desk on a working day: from the sentence to the person, a decision, and what it changes."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.certifications.office import complete, person_of
from training.certifications.changes import changed
from training.certifications.models import Assignment
from training.core.clock import day_in, now
from training.core.db import db
from training.people.models import Person

from .conftest import DESK, PHONE
from .walking import follow

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def office(app, cast):
    """Everybody was asked fifty days ago and is ten days late, but for Joko, who holds a certificate."""
    with app.app_context():
        moment = now()
        late = day_in("Asia/Jakarta", moment) - timedelta(10)
        db.session.execute(sa.update(Assignment).values(assigned_at=moment - timedelta(50), due_on=late))
        db.session.commit()
        held = complete(person_of(cast.joko), moment - timedelta(20))
        changed(list(db.session.scalars(sa.select(Person.id))), moment)
        db.session.commit()
        return {
            "today": day_in("Asia/Jakarta", moment),
            "joko": person_of(cast.joko).ref,
            "code": held.certificate.verification_code,
            "number": held.certificate.number,
        }


def fits(page: Page) -> None:
    """Nothing runs out of the screen."""
    page.wait_for_load_state()
    wide = page.locator("html").evaluate("html => [html.scrollWidth, html.clientWidth]")
    assert wide[0] <= wide[1], f"{page.url}: {wide[0]} px on a screen of {wide[1]} px"


def headline(page: Page) -> str:
    page.wait_for_load_state()
    return " ".join(page.locator("p.headline").inner_text().split())


def letters(page: Page) -> int:
    """How many letters the preview of reminders counts for today and the days that follow."""
    page.goto("/reminders")
    fits(page)
    days = page.get_by_role("navigation", name="Pilih hari").get_by_role("link").all_inner_texts()
    return sum(int(re.search(r"\((\d+)\)", day)[1]) for day in days)


@SCRIPT
def test_from_the_sentence_to_somebody_who_is_excused(visit, cast, office, script):
    page = visit(cast.hesti, script=script)
    before = letters(page)
    follow(page, page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Kepegawaian"))
    assert headline(page).startswith(
        "1 dari 8 pegawai berlaku (12%); 7 perlu ditindaklanjuti; 0 dikecualikan"
    )
    fits(page)
    follow(page, page.get_by_role("link", name="Bidang Pelayanan Sosial"))
    assert headline(page).startswith("0 dari 2 pegawai berlaku (0%); 2 perlu ditindaklanjuti")
    follow(page, page.get_by_role("link", name="Perlu ditindaklanjuti: 2"))
    kept = page.url
    fits(page)
    page.get_by_role("link", name="Ningsih Handayani").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ningsih Handayani")
    expect(page.locator("main .status").first).to_have_text("Terlambat")
    person = page.url
    page.get_by_role("link", name="Keputusan kepegawaian").click()
    page.get_by_role("link", name="Kecualikan").click()
    page.get_by_label("Cuti", exact=True).check()
    page.get_by_label("Hari terakhir").fill((office["today"] + timedelta(60)).isoformat())
    page.get_by_role("textbox", name="Alasan").fill("Cuti melahirkan sampai awal tahun depan.")
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.locator("main")).to_contain_text("Belum ada yang tersimpan. Beginilah akibatnya.")
    expect(page.locator("main")).to_contain_text("Pengingat berhenti.")
    fits(page)
    page.get_by_role("button", name="Simpan pengecualian").click()
    expect(page.locator("main")).to_contain_text("Keputusan tersimpan.")
    page.goto(person)
    expect(page.locator("main .split .status", has_text="Dikecualikan")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("Cuti melahirkan sampai awal tahun depan.")
    page.get_by_label("Keadaan pada tanggal").fill((office["today"] - timedelta(1)).isoformat())
    page.get_by_role("button", name="Lihat").click()
    expect(page.locator("main")).to_contain_text("Bukan keadaan hari ini")
    expect(page.locator("main .split .status", has_text="Dikecualikan")).to_have_count(0)
    expect(page.locator("main .split .status").first).to_have_text("Terlambat")
    page.get_by_role("link", name="Kembali ke hari ini").click()
    expect(page.locator("main .split .status", has_text="Dikecualikan")).to_be_visible()
    page.goto("/reports/people?status=excused")
    assert headline(page).startswith(
        "1 dari 8 pegawai berlaku (12%); 6 perlu ditindaklanjuti; 1 dikecualikan"
    )
    expect(page.locator("main tbody").last).to_contain_text("Ningsih Handayani")
    page.goto(kept)
    expect(page.locator("main tbody").last).not_to_contain_text("Ningsih Handayani")
    assert letters(page) == before - 2, "today's and the one of next week"


@SCRIPT
def test_several_are_given_more_time_at_once(visit, cast, office, script):
    page = visit(cast.hesti, script=script)
    page.goto("/reports/people?status=late")
    page.get_by_label("Pilih Sari Wulandari").check()
    page.get_by_label("Pilih Farid Maulana").check()
    page.get_by_label("Tindakan untuk yang dipilih").select_option(label="Perpanjang tenggat")
    page.get_by_role("button", name="Lihat akibatnya dahulu").click()
    page.get_by_label("Tenggat baru").fill((office["today"] + timedelta(30)).isoformat())
    page.get_by_role("textbox", name="Alasan").fill("Kantor kebanjiran.")
    fits(page)
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.locator("main")).to_contain_text("Kantor kebanjiran.")
    expect(page.get_by_role("rowheader")).to_have_text(["Farid Maulana", "Sari Wulandari"])
    fits(page)
    page.get_by_role("button", name="Simpan untuk 2 pegawai").click()
    expect(page.locator("main")).to_contain_text("Tersimpan untuk 2 pegawai.")
    follow(page, page.get_by_role("link", name="Kembali ke daftar pegawai"))
    assert "5 perlu ditindaklanjuti" in headline(page)


@SCRIPT
def test_what_does_not_settle_itself_is_listed_with_its_repair(visit, cast, office, app, script):
    with app.app_context():
        past = office["today"] - timedelta(10)
        farid = person_of(cast.farid)
        row = db.session.scalars(sa.select(Assignment).filter_by(person_id=farid.id)).one()
        row.assigned_at, row.due_on = now() - timedelta(1), past - timedelta(30)
        changed([farid.id], now())
        db.session.commit()
    page = visit(cast.hesti, script=script)
    page.goto("/reports/people")
    page.get_by_role("link", name=re.compile("Perlu diputuskan")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Perlu diputuskan")
    fits(page)
    expect(page.get_by_role("row").filter(has_text="Farid Maulana").first).to_be_visible()


@SCRIPT
def test_a_revoked_certificate_says_so_to_anybody(visit, cast, office, script):
    stranger = visit(script=script)
    address = f"/verify/{office['code']}"
    stranger.goto(address)
    expect(stranger.locator(".verdict-word")).to_have_text("Berlaku")
    page = visit(cast.hesti, script=script)
    page.goto(f"/reports/people/{office['joko']}")
    follow(page, page.get_by_role("link", name=office["number"]))
    fits(page)
    page.get_by_role("link", name="Cabut sertifikat ini").click()
    expect(page.locator("main")).to_contain_text(
        "Siapa pun yang memeriksa sertifikat ini langsung membaca DICABUT."
    )
    page.get_by_role("textbox", name="Alasan").fill("Ujinya dikerjakan orang lain.")
    fits(page)
    page.get_by_role("button", name=re.compile("Cabut sertifikat")).click()
    page.goto(f"/reports/people/{office['joko']}")
    expect(page.locator(".timeline")).to_contain_text("Ujinya dikerjakan orang lain.")
    answer = stranger.goto(address)
    assert answer.status == 200
    expect(stranger.locator(".verdict-word")).to_have_text("Dicabut")
    assert stranger.locator(".verdict-word").evaluate("e => getComputedStyle(e).textTransform") == "uppercase"
    expect(stranger.locator("main")).not_to_contain_text("orang lain")
    fits(stranger)


def test_a_view_of_the_desk_is_kept_and_shared(visit, cast, office):
    page = visit(cast.hesti, size=DESK)
    page.goto("/reports/people?status=late")
    page.get_by_text("Simpan tampilan ini").click()
    page.get_by_label("Nama tampilan").fill("Yang terlambat")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("main")).to_contain_text("Tampilan tersimpan.")
    page.goto("/reports/people")
    page.set_viewport_size(PHONE)
    fits(page)
    page.get_by_role("link", name="Yang terlambat").click()
    page.wait_for_url(re.compile("status=late"))
    page.get_by_role("link", name="Atur").click()
    page.get_by_role("button", name="Hapus").click()
    expect(page.locator("main")).to_contain_text("Belum ada tampilan tersimpan")
