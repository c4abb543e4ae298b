"""A trainer writes a scenario by forms alone: on a phone, with and without script, in two tabs, on a bad line."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from training.core.db import db
from training.scenarios import plain
from training.scenarios.models import Scenario
from training.scenarios.review import review

from .conftest import DESK

SLUG = "bingkisan-sebelum-lebaran"
GRADES = {"best": "Pilihan terbaik", "poor": "Kurang tepat", "violation": "Melanggar kode etik"}
FIRST = [
    ("Menerima bingkisan itu supaya bapak tidak kecewa.", "violation"),
    ("Mengembalikan bingkisan itu dan mencatatnya.", "best"),
    ("Menaruh bingkisan itu di meja dan diam saja.", "poor"),
]
SECOND = [
    ("Melaporkan bingkisan yang tertinggal kepada UPG hari ini.", "best"),
    ("Membagi isi bingkisan kepada satpam dan petugas parkir.", "violation"),
]


class Hand:
    """A hand at the screen that counts its clicks."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, target) -> None:
        self.clicks += 1
        target.click()

    def press(self, name: str, within: str = "main") -> None:
        self.click(self.page.locator(within).get_by_role("button", name=name).first)

    def write_option(self, place: int, text: str, grade: str, clause: str) -> None:
        page, stem = self.page, f"#options-{place}"
        page.locator(f"{stem}-text").fill(text)
        self.click(page.locator(f"{stem}-grade").get_by_label(GRADES[grade]))
        page.locator(f"{stem}-consequence").fill(f"Antrean berlanjut sesudah {text.lower()}")
        page.locator(f"{stem}-feedback").fill("Pemberian ditolak. Laporkan kepada UPG dan atasan langsung.")
        page.locator(f"{stem}-reason").fill("Menurut butir ini.")
        side = "upholds" if grade == "best" else "violates"
        self.click(page.locator(f"{stem}-{side}").get_by_label(clause, exact=True))


def second_says_yes(page: Page, title: str) -> None:
    page.goto("/reviews")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Setujui teks ini").click()
    page.wait_for_url(re.compile("/reviews$"))


def source_of(app, title):
    with app.app_context():
        rows = db.session.scalars(sa.select(Scenario))
        return next(row.current.source for row in rows if row.current.title == title)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_nothing_to_a_published_story_of_two_scenes(visit, cast, app, script):
    page = visit(cast.bayu, script=script)
    hand = Hand(page)
    page.goto("/scenarios")
    hand.click(page.get_by_role("link", name="Skenario baru"))
    page.get_by_label("Judul").fill("Bingkisan sebelum Lebaran")
    page.get_by_label("Butir yang diuji").select_option("D.4")
    page.get_by_label("Apa yang terjadi?").fill("Seorang bapak menaruh bingkisan di meja Anda.")
    hand.press("Mulai menulis")
    page.wait_for_url(re.compile("/draft/nodes/awal"))
    for place, (text, grade) in enumerate(FIRST):
        hand.write_option(place, text, grade, "D.4")
    hand.press("Adegan baru", "#options-1")
    page.wait_for_url(re.compile("/nodes/adegan-2"))
    page.get_by_label("Situasi").fill("Sore harinya bingkisan itu masih ada di bawah meja.")
    for place, (text, grade) in enumerate(SECOND):
        hand.write_option(place, text, grade, "D.4")
    hand.press("Akhir baru", "#options-0")
    page.wait_for_url(re.compile("/nodes/akhir-2"))
    page.get_by_label("Penutup cerita").fill("Bingkisan itu kembali kepada pemiliknya.")
    hand.press("Alur", ".save-bar")
    page.wait_for_url(re.compile("/draft(\\?|$)"))
    expect(page.locator("#beside")).to_contain_text("Siap ditinjau")
    assert review(source_of(app, "Bingkisan sebelum Lebaran"), slug=SLUG, clauses=["D.4"]).errors == 0
    hand.press("Minta tinjauan")
    page.wait_for_url(re.compile("/draft/review$"))
    hand.press("Minta tinjauan")
    expect(page.locator("main")).to_contain_text("Menunggu orang kedua")
    second_says_yes(visit(cast.agus, script=script), "Bingkisan sebelum Lebaran")
    page.reload()
    hand.press("Terbitkan versi 1")
    page.wait_for_url(re.compile("/versions/1$"))
    expect(page.locator("main")).to_contain_text("Bingkisan itu kembali kepada pemiliknya.")
    data = plain.read(source_of(app, "Bingkisan sebelum Lebaran"))
    assert data["id"] == SLUG
    assert [option["text"] for option in data["nodes"]["awal"]["options"]] == [text for text, _grade in FIRST]
    assert data["nodes"]["adegan-2"]["options"][0]["next"] == "akhir-2"
    # Two clicks for each of five options, and these; two of them are the request for a second look.
    assert hand.clicks == 5 * 2 + 8


def scene_of(app, slug, key):
    with app.app_context():
        ref = db.session.scalar(sa.select(Scenario.ref).where(Scenario.slug == slug))
    return f"/scenarios/{ref}/draft/nodes/{key}"


def saved(page):
    expect(page.locator("#saved")).to_contain_text("Tersimpan")


def test_what_is_typed_is_saved_by_itself_and_shown_on_the_phone_beside(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    page.get_by_label("Situasi").fill("Seorang ibu menggeser amplop.")
    expect(page.locator(".phone-frame")).to_contain_text("Seorang ibu menggeser amplop.")
    expect(page.locator("#word-count")).to_contain_text("4 dari 120 kata")
    saved(page)
    page.locator("#options-1-feedback").fill("")
    expect(page.locator("#beside")).to_contain_text("umpan balik")
    page.locator("#beside").get_by_role("link", name="umpan balik").click()
    expect(page.locator("#options-1-feedback")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Situasi")).to_have_value("Seorang ibu menggeser amplop.")


def test_the_story_is_played_on_the_phone_beside_the_form(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    phone = page.locator("#phone")
    phone.locator(".option label").last.click()
    phone.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator("#phone")).to_contain_text("Pilihan terbaik")
    page.locator("#phone").get_by_role("link", name="Lanjutkan").click()
    expect(page.locator("#phone")).to_contain_text("Pukul 12.05")
    assert "/nodes/amplop" in page.url


def test_typing_and_pressing_at_once_is_no_conflict_with_oneself(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    page.route("**/draft/nodes/amplop", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.get_by_label("Situasi").press_sequentially("Awal. ", delay=5)
    page.wait_for_timeout(1300)
    page.get_by_label("Pertanyaan").fill("Lalu apa?")
    page.get_by_role("button", name="Tambah pilihan").click()
    expect(page.locator("#options-5-text")).to_be_focused()
    expect(page.get_by_label("Pertanyaan")).to_have_value("Lalu apa?")
    assert "Lalu apa?" in source_of(app, "Amplop di atas meja")


def test_on_a_slow_line_the_last_word_is_saved_too(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    page.route("**/draft/nodes/amplop", lambda route: (page.wait_for_timeout(2500), route.continue_()))
    page.get_by_label("Situasi").fill("Kata pertama.")
    page.wait_for_timeout(1500)
    page.get_by_label("Situasi").fill("Kata pertama dan kata terakhir.")
    expect(page.locator(".phone-frame")).to_contain_text("kata terakhir")
    assert "kata terakhir" in source_of(app, "Amplop di atas meja")


def test_a_second_tab_overwrites_nothing_and_says_so_at_once(visit, cast, app):
    first = visit(cast.bayu, size=DESK)
    first.goto(scene_of(app, "amplop-di-loket", "amplop"))
    second = first.context.new_page()
    second.goto(first.url)
    first.get_by_label("Situasi").fill("Dari tab pertama.")
    saved(first)
    second.get_by_label("Situasi").fill("Dari tab kedua.")
    expect(second.locator("#beside")).to_contain_text("belum tersimpan")
    expect(second.locator("#saved")).to_contain_text("Belum tersimpan")
    second.get_by_role("button", name="Bandingkan kedua tulisan").click()
    main = second.locator("main")
    expect(main).to_contain_text("Dari tab pertama.")
    expect(main).to_contain_text("Dari tab kedua.")
    second.get_by_role("button", name="adegan tersendiri").click()
    second.wait_for_url(re.compile("/nodes/amplop-2"))
    expect(second.get_by_label("Situasi")).to_have_value("Dari tab kedua.")
    first.reload()
    expect(first.get_by_label("Situasi")).to_have_value("Dari tab pertama.")


def test_a_lost_line_keeps_the_words_on_screen_and_tries_again(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    page.route("**/draft/nodes/amplop", lambda route: route.abort())
    page.get_by_label("Situasi").fill("Ditulis tanpa sambungan.")
    expect(page.locator("[data-connection]")).to_be_visible()
    expect(page.locator(".saved-lost")).to_be_visible()
    page.get_by_role("button", name="Tambah pilihan").click()
    expect(page.get_by_label("Situasi")).to_have_value("Ditulis tanpa sambungan.")
    page.unroute("**/draft/nodes/amplop")
    saved(page)
    expect(page.locator("[data-connection]")).to_be_hidden()
    assert "Ditulis tanpa sambungan." in source_of(app, "Amplop di atas meja")


def test_leaving_in_the_middle_of_a_word_loses_nothing(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    page.get_by_label("Situasi").fill("Setengah kali")
    page.locator(".site-nav").get_by_role("link", name="Beranda").click()
    page.wait_for_url(re.compile("/$"))
    page.wait_for_timeout(800)
    assert "Setengah kali" in source_of(app, "Amplop di atas meja")


def test_clauses_are_searched_while_typing_and_ticks_stay(visit, cast, app):
    page = visit(cast.bayu)
    page.goto(scene_of(app, "amplop-di-loket", "amplop"))
    page.locator("#options-0").get_by_role("button", name="Butir lain").click()
    rows = page.locator(".clause-row")
    expect(rows.nth(20)).to_be_attached()
    total = rows.count()
    page.get_by_label("Menegakkan A.2").check()
    page.get_by_label("Cari butir").press_sequentially("pemohon pelayanan", delay=10)
    expect(rows).not_to_have_count(total)
    expect(rows.filter(has_text="Menerima sesuatu dari pemohon")).to_be_visible()
    expect(page.get_by_label("Menegakkan A.2")).to_be_checked()
    page.get_by_role("button", name="Pakai butir ini").click()
    page.wait_for_url(re.compile("/nodes/amplop\\?"))
    expect(page.locator("#options-0-upholds").get_by_label("A.2")).to_be_checked()
