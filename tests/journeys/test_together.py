"""What a scan damaged is judged at once, by hand and by keyboard; a deadline is tried out; a long source is turned."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.codes.amended import make_administrator
from tests.codes.office import draft
from tests.codes.test_sheets import decree
from training.core.db import db
from training.people.models import Agency

from .conftest import DESK, PHONE
from .test_amendment import ADMIN, NEW, SLUG, office
from .test_screens import faults_of
from .walking import follow

__all__ = ["office"]
PAGE = f"/codes/{SLUG}/versions/2/amendment"


def main(page: Page) -> Any:
    return expect(page.locator("main"))


def judge_the_rest(page: Page) -> None:
    """The two that a person has to read: one word that may turn a rule, and the new clause."""
    for weight, reason in (("Editorial", "Salah baca pemindai."), ("Substantif", "Aturan baru.")):
        follow(page, page.get_by_role("link", name="Ke perubahan yang belum dinilai"))
        card = page.locator(f"[id='{page.url.partition('#')[2]}']")
        card.get_by_label(weight).check()
        card.get_by_label("Alasan").fill(reason)
        card.get_by_role("button", name="Simpan penilaian").click()


@pytest.mark.parametrize(("script", "size"), [(True, DESK), (False, PHONE)], ids=["script", "no-script"])
def test_what_the_scan_damaged_is_judged_in_one_go(visit, office, script, size):
    page = visit(ADMIN, script=script, size=size)
    page.goto(PAGE)
    page.get_by_role("button", name="Mulai menilai").click()
    page.get_by_role("link", name="Lihat 7 perubahan itu").click()
    first = page.get_by_role("checkbox").first
    expect(first).to_be_checked()
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    main(page).to_contain_text("7 perubahan akan dinilai editorial")
    page.get_by_label("Alasan untuk semuanya").fill("Salah pindai.")
    page.keyboard.press("Enter")
    main(page).to_contain_text("7 perubahan dinilai editorial.")
    main(page).to_contain_text("7 dari 9 perubahan")
    judge_the_rest(page)
    page.get_by_role("link", name="Tinjau akibat").click()
    main(page).to_contain_text(f"Modul pembaruan dibuka dengan 1 butir: {NEW}")
    before = page.locator("#tenggat-hari").inner_text()
    page.get_by_label("Berapa hari").fill("45")
    if not script:
        page.get_by_role("button", name="Hitung harinya").click()
    expect(page.locator("#tenggat-hari")).not_to_have_text(before)
    expect(page.locator("#tenggat-hari")).to_contain_text("Belum disimpan.")
    page.get_by_role("button", name="Simpan tenggat").click()
    main(page).to_contain_text("Tenggat pembaruan kini 45 hari")
    page.get_by_role("button", name="Terbitkan versi 2").click()
    main(page).to_contain_text("Versi 2 berlaku sekarang.")


def test_its_screens(visit, office):
    page = visit(ADMIN)
    page.goto(PAGE)
    follow(page, page.get_by_role("button", name="Mulai menilai"))
    faults = faults_of(page)
    page.goto(f"{PAGE}/editorial")
    faults += faults_of(page)
    page.get_by_role("checkbox").first.check()
    follow(page, page.get_by_role("button", name="Lihat pilihan saya"))
    faults += faults_of(page)
    page.goto(f"{PAGE}/editorial?pick=misread")
    page.get_by_role("button", name="Lihat pilihan saya").click()
    page.get_by_label("Alasan untuk semuanya").fill("Salah pindai.")
    page.keyboard.press("Enter")
    judge_the_rest(page)
    for path in (f"{PAGE}/publication", f"{PAGE}/deadline"):
        page.goto(path)
        faults += faults_of(page)
    assert not faults, "\n".join(faults)


def test_a_long_source_is_turned_page_by_page(visit, office, app):
    with app.app_context():
        make_administrator(office.agency_id)
        draft(db.session.get_one(Agency, office.agency_id), text=decree(), slug="panjang-2026")
        db.session.commit()
    page = visit(ADMIN, script=False, size=PHONE)
    page.goto("/codes/panjang-2026/versions/1/review?page=2")
    main(page).to_contain_text("Halaman 2 dari")
    page.locator("#naskah").get_by_role("link", name="Berikutnya").first.click()
    page.wait_for_url(re.compile("page=3"))
    first = page.locator("#susunan li a").first
    address = first.inner_text().removeprefix("Butir ").strip()
    first.click()
    main(page).to_contain_text("Halaman 3 dari")
    expect(page.locator("#meja")).to_contain_text(address)
    page.get_by_role("button", name="Jangan latihkan").click()
    main(page).to_contain_text("Halaman 3 dari")
    expect(page.locator("#meja")).to_contain_text("tidak dilatihkan")
    other = visit(ADMIN)
    other.goto("/codes/panjang-2026/versions/1/review?page=2")
    faults = faults_of(other)
    assert not faults, "\n".join(faults)


def test_beside_the_bench_the_source_turns_to_what_is_on_it(visit, cast):
    page = visit(cast.lina, size=DESK)
    page.goto("/codes/disdukcapil-palangkaraya-2019/versions/2/review?clause=B.dilarang.?8")
    expect(page.locator(".source-text .is-current").first).to_be_in_viewport()
    expect(page.locator("#meja")).to_be_in_viewport()
    expect(page.locator("#nomor")).to_be_focused()
