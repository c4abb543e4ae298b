"""A run of one choice, ticks and an order, in a real browser, with script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.attempts.cabinet import CHECKING, IN_ORDER, LEAVING, LOCKING, TELLING, ask_only_this
from tests.attempts.office import furnish

from .test_screens import faults_of


@pytest.fixture
def quiz(app):
    """The small office, asking only the story with all kinds."""
    with app.app_context():
        quiz = furnish()
        ask_only_this()
        return quiz


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_one_choice_ticks_and_an_order_to_the_debrief(visit, quiz, script):
    page = visit(quiz.officer, script=script)
    come_to_the_ticks(page, quiz, "Mulai uji sertifikasi")
    send(page)
    expect(page.get_by_role("alert").first).to_contain_text("Belum ada yang dicentang")
    for text in (TELLING, LOCKING):
        choose(page, text)
    send(page)
    expect(page.locator(".picked")).to_contain_text(TELLING)
    go_on(page)
    for place, text in enumerate(IN_ORDER, start=1):
        put(page, text, min(place, 3))
    send(page)
    expect(page.get_by_role("alert").first).to_contain_text(re.compile("Urutan ke-3 dipakai oleh . dan ."))
    expect(select(page, CHECKING)).to_have_value("1")
    put(page, IN_ORDER[3], 4)
    send(page)
    expect(page.locator(".picked li").first).to_contain_text(CHECKING)
    expect(page.locator("main")).to_contain_text("TAMAT Ruang arsip terkunci.")
    page.locator(".buttons .btn-primary").click()
    page.get_by_role("button", name="Serahkan uji").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anda lulus")
    expect(page.locator("main")).to_contain_text("12 dari 12 (100%)")


def test_the_keyboard_alone_ticks_and_orders(visit, quiz):
    page = visit(quiz.officer)
    come_to_the_ticks(page, quiz, "Mulai latihan")
    page.get_by_role("checkbox", name=LOCKING).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name=LOCKING)).to_be_checked()
    page.get_by_role("button", name="Lakukan ini").press("Enter")
    go_on(page)
    first = page.get_by_role("combobox", name="Urutan untuk tindakan A")
    first.focus()
    page.keyboard.press("2")
    expect(first).to_have_value("2")


def test_each_moment_of_ticks_and_orders_is_accessible_on_every_screen(visit, quiz):
    page = visit(quiz.officer)
    come_to_the_ticks(page, quiz, "Mulai latihan")
    faults = faults_of(page)
    choose(page, LOCKING)
    choose(page, LEAVING)
    send(page)
    expect(page.locator(".feedback")).to_be_visible()
    faults += faults_of(page)
    go_on(page)
    faults += faults_of(page)
    for text in IN_ORDER:
        put(page, text, 2)
    send(page)
    expect(page.get_by_role("alert").first).to_contain_text("Urutan ke-2 dipakai oleh A, B, C, dan D.")
    faults += faults_of(page)
    for place, text in enumerate(reversed(IN_ORDER), start=1):
        put(page, text, place)
    send(page)
    expect(page.locator(".orders")).to_be_visible()
    faults += faults_of(page)
    page.locator(".buttons .btn-primary").click()
    page.get_by_role("button", name="Lihat pembahasan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Latihan selesai")
    for note in page.locator("details:not(.menu) > summary").all():
        note.click()
    faults += faults_of(page)
    assert not faults, "\n".join(faults)


def come_to_the_ticks(page: Page, quiz, button: str) -> None:
    page.goto(f"/modules/{quiz.module}/quiz")
    page.get_by_role("button", name=button).click()
    choose(page, "Masuk dan memeriksa.")
    send(page)
    go_on(page)


def choose(page: Page, text: str) -> None:
    page.locator(".option label", has_text=text).click()


def select(page: Page, text: str):
    return page.locator(".rank", has_text=text).locator("select")


def put(page: Page, text: str, place: int) -> None:
    select(page, text).select_option(str(place))


def send(page: Page) -> None:
    page.get_by_role("button", name="Lakukan ini").click()
    page.wait_for_load_state()


def go_on(page: Page) -> None:
    page.wait_for_url(re.compile(r"/responses/\d$"))
    page.locator(".buttons .btn-primary").click()
    page.wait_for_url(re.compile(r"/attempts/[a-z0-9]+$"))
