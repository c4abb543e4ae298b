"""Walking through the app as an officer does, by what the screens say."""

import re

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.cast import Member
from training.core.db import db
from training.scenarios.formats import parse
from training.scenarios.marking import RANK, RIGHT, SEVERAL
from training.scenarios.models import PUBLISHED, ScenarioVersion

STEPS = 400


def best_texts(app: Flask) -> dict[str, int]:
    """The text of every option that is right to choose or tick, to choose by what stands on the card; of acts
    to be put in order with their place, from 1."""
    with app.app_context():
        sources = db.session.scalars(
            sa.select(ScenarioVersion.source).where(ScenarioVersion.state == PUBLISHED)
        )
        docs = [parse(source, name="published") for source in sources]
    return {
        flat(option.text): place if node.kind == RANK else 0
        for doc in docs
        for node in doc.nodes.values()
        for place, option in enumerate(node.options, start=1)
        if node.kind == RANK or option.grade == "best" or (node.kind == SEVERAL and option.grade in RIGHT)
    }


def flat(text: str) -> str:
    return " ".join(text.split())


def follow(page: Page, onward: Locator) -> None:
    """Click what leads to another page and wait until that page has arrived whole.

    A bare click may return while the old page or half of the new one is there; what is counted or read at once
    would be read from that.
    """
    with page.expect_navigation():
        onward.click()


def to_next_step(page: Page) -> None:
    """From the home page follow the one big card."""
    page.goto("/")
    follow(page, page.locator(".next-step .btn-primary"))


def read_module(page: Page) -> None:
    """From a module's first page or any step read to the end; stops at the quiz."""
    for _ in range(STEPS):
        if page.url.endswith("/quiz"):
            return
        before = page.url
        page.locator("main .btn-primary").first.click()
        page.wait_for_url(lambda url, before=before: url != before)
    raise AssertionError(f"the module does not end: {page.url}")


def take_run(page: Page, best: dict[str, int], *, button: str = "Mulai uji sertifikasi") -> None:
    """From the quiz page take a run with the best options, and hand it in."""
    follow(page, page.get_by_role("button", name=button))
    for _ in range(STEPS):
        if "/submission" in page.url:
            break
        if page.locator("fieldset.options").count():
            choose_best(page, best)
            page.get_by_role("button", name="Lakukan ini").click()
            page.wait_for_url(re.compile("/responses/"))
        else:
            page.locator(".buttons .btn-primary").click()
            page.wait_for_url(re.compile(r"/attempts/[a-z0-9]+(/submission)?$"))
    page.get_by_role("button", name=re.compile("Serahkan uji|Lihat pembahasan")).click()
    page.wait_for_url(re.compile("/debrief$"))


def choose_best(page: Page, best: dict[str, int]) -> None:
    """Tap the best card or every right one, or put the acts in order."""
    right = [
        card
        for card in page.locator(".option label").all()
        if flat(card.locator(".option-text").inner_text()) in best
    ]
    for card in right:
        card.click()
    acts = page.locator(".rank").all()
    for act in acts:
        act.locator("select").select_option(str(best[flat(act.locator(".rank-act p").inner_text())]))
    assert right or acts, f"no best card on {page.url}"


def become_certified(page: Page, app: Flask, member: Member, modules: int) -> None:
    """From sign-in to the certificate: every module, every run, the attestation."""
    best = best_texts(app)
    for _ in range(modules):
        to_next_step(page)
        read_module(page)
        take_run(page, best)
        expect(page.get_by_role("heading", level=1)).to_have_text("Anda lulus")
    to_next_step(page)
    page.get_by_label("Kata sandi").fill(member.password)
    page.get_by_role("button", name="Nyatakan dan simpan").click()
