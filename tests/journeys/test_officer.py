"""A new officer's whole way: learns section by section, meets the citizen with the envelope, is certified."""

import re

import pytest
from playwright.sync_api import expect

from .walking import become_certified, best_texts, read_module, take_run, to_next_step


def test_from_sign_in_to_a_certificate_anybody_can_check(visit, cast, app):
    page = visit(cast.sari)
    become_certified(page, app, cast.sari, modules=5)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Berlaku")
    page.goto("/certificates")
    page.locator("a[href^='/certificates/']").first.click()
    expect(page.locator("main")).to_contain_text("ADAB/")
    check = page.locator("a[href*='/verify/']").first.get_attribute("href")
    stranger = visit()
    stranger.goto(check)
    expect(stranger.locator("main")).to_contain_text("Sertifikat ini asli dan berlaku")
    expect(stranger.locator("main")).not_to_contain_text(cast.sari.name)
    desk = visit(cast.hesti)
    desk.goto("/reports/people?q=Sari")
    expect(desk.locator("main")).to_contain_text("Sari Wulandari")
    expect(desk.locator("main")).to_contain_text("Berlaku")
    result = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert result.exit_code == 0, result.output


def test_the_whole_way_without_script(visit, cast, app):
    page = visit(cast.rangga, script=False)
    become_certified(page, app, cast.rangga, modules=3)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Berlaku")


def test_going_back_and_reloading_lose_nothing(visit, cast, app):
    page = visit(cast.sari)
    to_next_step(page)
    page.locator("main .btn-primary").first.click()
    page.locator("main .btn-primary").first.click()
    expect(page).to_have_url(re.compile("/steps/2$"))
    page.go_back()
    page.reload()
    page.goto("/")
    expect(page.locator(".next-step")).to_contain_text("Lanjutkan")
    page.locator(".next-step .btn-primary").click()
    expect(page).to_have_url(re.compile("/(steps/2|modules/[a-z0-9]+)$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_second_tab_that_is_behind_is_told_and_changes_nothing(visit, cast, script):
    first = visit(cast.sari, script=script)
    to_next_step(first)
    first.goto(re.sub(r"(/modules/[a-z0-9]+).*", r"\1/quiz", first.url))
    first.get_by_role("button", name="Mulai latihan").click()
    second = first.context.new_page()
    second.goto(first.url)
    for page, card in ((first, 0), (second, 1)):
        page.locator(".option label").nth(card).click()
        page.get_by_role("button", name="Lakukan ini").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Pertanyaan ini sudah dijawab")
    second.get_by_role("link", name="Lanjutkan dari yang tersimpan").click()
    expect(second.get_by_role("button", name="Lakukan ini")).to_be_visible()


def test_a_cut_connection_is_said_and_the_choice_stays_on_the_screen(visit, cast):
    page = visit(cast.sari)
    to_next_step(page)
    page.goto(re.sub(r"(/modules/[a-z0-9]+).*", r"\1/quiz", page.url))
    page.get_by_role("button", name="Mulai latihan").click()
    page.locator(".option label").first.click()
    page.route("**/responses", lambda route: route.abort())
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator("[data-connection]")).to_be_visible()
    expect(page.locator("input[type=radio]").first).to_be_checked()
    page.unroute("**/responses")
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page).to_have_url(re.compile("/responses/1$"))


def test_practice_shows_feedback_at_once_and_certification_only_afterwards(visit, cast, app):
    page, best = visit(cast.sari), best_texts(app)
    to_next_step(page)
    read_module(page)
    page.get_by_role("button", name="Mulai latihan").click()
    page.locator(".option label").first.click()
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator(".feedback")).to_be_visible()
    page.goto(re.sub(r"/attempts/.*", "/", page.url))
    to_next_step(page)
    page.get_by_role("button", name="Mulai uji sertifikasi").click()
    page.locator(".option label").first.click()
    page.get_by_role("button", name="Lakukan ini").click()
    expect(page.locator(".consequence")).to_be_visible()
    expect(page.locator(".feedback")).to_have_count(0)
    page.go_back()
    page.goto("/")
    to_next_step(page)
    take_run(page, best, button="Lanjutkan uji")
    expect(page.locator(".feedback")).not_to_have_count(0)
