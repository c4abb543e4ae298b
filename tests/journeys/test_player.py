"""A run in a real browser on a bad day: the line drops, the server dies, the clock runs, the page is left."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from tests.attempts.cabinet import CHECKING, LEAVING, LOCKING, ask_only_this
from tests.attempts.office import furnish
from training.attempts.models import Attempt, Response
from training.core.clock import now
from training.core.db import db

from .test_kinds import choose, come_to_the_ticks, go_on, put, select, send
from .test_screens import faults_of

MARKED = re.compile(r"Pilihan tersimpan \d\d\.\d\d")


@pytest.fixture
def quiz(app):
    """The small office, asking only the story with all kinds."""
    with app.app_context():
        quiz = furnish()
        ask_only_this()
        return quiz


@pytest.fixture
def at_door(visit, quiz):
    """The first question of a certification run."""
    page = visit(quiz.officer)
    begin(page, quiz)
    return page


def begin(page: Page, quiz, button: str = "Mulai uji sertifikasi") -> None:
    page.goto(f"/modules/{quiz.module}/quiz")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="Lakukan ini")).to_be_visible()


def answers(app) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(Response.id)))


def attempt_of(app, **values) -> Attempt:
    with app.app_context():
        if values:
            db.session.execute(sa.update(Attempt).values(**values))
            db.session.commit()
        return db.session.scalars(sa.select(Attempt)).one()


def test_a_mark_survives_a_closed_browser_for_every_kind(visit, quiz, at_door):
    page = at_door
    choose(page, "Menutup pintu itu.")
    expect(page.locator("#marked")).to_contain_text(MARKED)
    page.reload()
    expect(page.get_by_role("radio", name="Menutup pintu itu.")).to_be_checked()
    send(page)
    go_on(page)
    for text in (LOCKING, LEAVING):
        choose(page, text)
    expect(page.locator("#marked")).to_contain_text(MARKED)
    page.wait_for_load_state("networkidle")
    other = visit(quiz.officer)
    other.goto(page.url)
    expect(other.get_by_role("checkbox", name=LOCKING)).to_be_checked()
    expect(other.get_by_role("checkbox", name=LEAVING)).to_be_checked()
    send(other)
    go_on(other)
    put(other, CHECKING, 2)
    expect(other.locator("#marked")).to_contain_text(MARKED)
    other.wait_for_load_state("networkidle")
    other.reload()
    expect(select(other, CHECKING)).to_have_value("2")
    choose(page, LOCKING)
    expect(page.locator("#marked")).to_contain_text("sudah dijawab di tab lain")


def test_offline_is_said_kept_and_sent_when_the_line_is_back(app, at_door):
    page = at_door
    page.context.set_offline(True)
    choose(page, "Masuk dan memeriksa.")
    expect(page.locator("#marked")).to_contain_text("Pilihan ini belum tersimpan.")
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator("[data-connection]")).to_contain_text("Dicoba lagi otomatis.")
    expect(page.get_by_role("radio", name="Masuk dan memeriksa.")).to_be_checked()
    assert answers(app) == 0
    page.context.set_offline(False)
    expect(page).to_have_url(re.compile("/responses/1$"))
    expect(page.locator("[data-connection]")).to_be_hidden()
    assert answers(app) == 1


def test_a_server_that_dies_after_saving_is_asked_again_and_saves_nothing_twice(app, at_door):
    page, calls = at_door, []

    def die_once(route: Route) -> None:
        calls.append(route.request.post_data)
        if len(calls) == 1:
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/responses", die_once)
    choose(page, "Masuk dan memeriksa.")
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.get_by_role("button", name="Coba lagi sekarang")).to_be_visible()
    page.get_by_role("button", name="Coba lagi sekarang").click()
    expect(page).to_have_url(re.compile("/responses/1$"))
    assert answers(app) == 1 and len(calls) >= 2


def test_a_busy_server_is_asked_again_by_itself_a_bounded_number_of_times(app, at_door):
    page, calls = at_door, []
    page.clock.install()

    def busy(route: Route) -> None:
        calls.append(1)
        route.fulfill(status=503, body="<!doctype html><title>503</title>")

    page.route("**/responses", busy)
    choose(page, "Masuk dan memeriksa.")
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator("[data-connection]")).to_contain_text("Dicoba lagi otomatis.")
    # A second at a time: a clock that leaps would also run out for a request that is under way.
    for wanted in (2, 3, 4, 5, 6, 7):
        for _ in range(40):
            page.clock.run_for(1_000)
            page.wait_for_timeout(10)
            if len(calls) == wanted:
                page.wait_for_timeout(100)
                break
    assert len(calls) == 6, "once, and five times by itself"
    expect(page.locator("[data-connection-trying]")).to_be_hidden()
    page.unroute("**/responses")
    page.get_by_role("button", name="Coba lagi sekarang").click()
    expect(page).to_have_url(re.compile("/responses/1$"))
    assert answers(app) == 1


def test_who_chooses_anew_while_waiting_has_not_pressed_for_it(app, at_door):
    page = at_door
    page.context.set_offline(True)
    choose(page, "Masuk dan memeriksa.")
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator("[data-connection]")).to_be_visible()
    choose(page, "Menutup pintu itu.")
    page.context.set_offline(False)
    expect(page.locator("#marked")).to_contain_text(MARKED)
    assert answers(app) == 0
    page.reload()
    expect(page.get_by_role("radio", name="Menutup pintu itu.")).to_be_checked()


def test_enter_does_what_is_chosen_and_never_leaves(at_door):
    page = at_door
    page.get_by_role("radio", name="Masuk dan memeriksa.").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/responses/1$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_clock_is_hidden_and_remembered_and_nothing_chosen_is_lost(visit, quiz, script):
    page = visit(quiz.officer, script=script)
    begin(page, quiz)
    choose(page, "Masuk dan memeriksa.")
    page.get_by_role("button", name="Sembunyikan waktu").click()
    expect(page.locator(".countdown")).to_be_hidden()
    expect(page.get_by_role("radio", name="Masuk dan memeriksa.")).to_be_checked()
    send(page)
    expect(page.locator(".consequence")).to_be_visible()
    expect(page.locator(".countdown")).to_be_hidden()
    go_on(page)
    page.get_by_role("button", name="Tampilkan waktu").click()
    expect(page.locator(".countdown")).to_be_visible()
    choose(page, LOCKING)
    page.get_by_role("button", name="Simpan dan keluar").click()
    page.get_by_role("button", name="Lanjutkan uji").click()
    expect(page.get_by_role("checkbox", name=LOCKING)).to_be_checked()


def test_five_minutes_and_one_are_said_and_the_end_closes_the_run(app, quiz, visit):
    page = visit(quiz.officer)
    page.clock.install(time=now())
    begin(page, quiz)
    words = page.locator("[data-clock-words]")
    expect(words).to_be_empty()
    page.get_by_role("button", name="Sembunyikan waktu").click()
    expect(page.locator(".countdown")).to_be_hidden()
    page.clock.run_for("10:05")
    expect(words).to_have_text(re.compile("kurang dari 5 menit"))
    page.clock.run_for("04:00")
    expect(words).to_have_text(re.compile("kurang dari 1 menit"))
    choose(page, "Masuk dan memeriksa.")
    expect(page.locator("#marked")).to_contain_text(MARKED)
    page.clock.run_for("01:00")
    expect(words).to_have_text(re.compile("Waktu habis"))
    attempt_of(app, deadline_at=now() - timedelta(minutes=1))
    page.clock.run_for("00:40")
    expect(page.get_by_role("heading", level=1)).to_have_text("Belum lulus kali ini")
    expect(page.locator("main")).to_contain_text("sudah ditandai tetapi belum dilakukan")


def test_each_step_takes_the_focus_to_its_heading_and_says_what_happened(at_door):
    page = at_door
    choose(page, "Masuk dan memeriksa.")
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page).to_have_url(re.compile("/responses/1$"))
    expect(page.get_by_role("heading", name="Yang terjadi kemudian")).to_be_focused()
    expect(page.locator("[data-live]")).to_have_text("AKIBAT-masuk Lampunya menyala.")
    go_on(page)
    choose(page, LOCKING)
    page.get_by_role("button", name="Sembunyikan waktu").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_leaving_the_page_is_counted_for_oneself_on_coming_back(app, at_door):
    page = at_door
    for state in (True, False, True, False):
        page.evaluate(
            """(hidden) => { Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange")); }""",
            state,
        )
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert attempt_of(app).absences == 2
    choose(page, "Masuk dan memeriksa.")
    send(page)
    go_on(page)
    page.wait_for_timeout(300)
    assert attempt_of(app).absences == 2, "walking through the run is not leaving it"


def test_a_weak_clause_is_practised_from_the_debrief_and_every_screen_is_accessible(visit, quiz, app):
    page = visit(quiz.officer)
    come_to_the_ticks(page, quiz, "Mulai uji sertifikasi")
    choose(page, LEAVING)
    expect(page.locator("#marked")).to_contain_text(MARKED)
    faults = faults_of(page)
    page.goto(page.url + "/submission")
    expect(page.locator("main")).to_contain_text("Masih menunggu Anda")
    faults += faults_of(page)
    page.get_by_role("button", name="Akhiri uji sekarang").click()
    expect(page.get_by_role("heading", name="Yang perlu dilatih lagi")).to_be_visible()
    faults += faults_of(page)
    page.get_by_role("button", name=re.compile("Latih .*lagi")).click()
    expect(page.locator(".eyebrow")).to_have_text("Latihan")
    assert not faults, "\n".join(faults)
