"""An author and a second person: a comment, the draft sent back and mended, a yes, the version published."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.cast import Member
from training.core.access import Role
from training.core.clock import now
from training.core.db import db
from training.people.models import Person, RoleGrant
from training.people.service import hasher
from training.scenarios import formats
from training.scenarios.models import Scenario

from .conftest import DESK
from .test_screens import faults_of
from .walking import follow


def sent(page, button):
    """Press, and wait until the form has arrived and the page that answers is there."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        button.click()
    page.wait_for_load_state("networkidle")


def draft_of(app, slug):
    with app.app_context():
        return f"/scenarios/{db.session.scalar(sa.select(Scenario.ref).where(Scenario.slug == slug))}/draft"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_written_sent_back_mended_approved_published(visit, cast, app, script):
    author, second = visit(cast.bayu, script=script), visit(cast.agus, script=script)
    draft = draft_of(app, "amplop-di-loket")
    author.goto(f"{draft}/nodes/amplop")
    author.get_by_label("Situasi").fill("Seorang ibu menggeser amplop tipis di bawah map.")
    sent(author, author.get_by_role("button", name="Simpan", exact=True).last)
    author.goto(draft)
    author.get_by_role("button", name="Minta tinjauan").click()
    author.wait_for_url(re.compile("/draft/review$"))
    author.get_by_label("Pesan untuk peninjau").fill("Situasinya saya ringkas.")
    author.get_by_role("button", name="Minta tinjauan").click()
    expect(author.locator("main")).to_contain_text("Menunggu orang kedua")

    second.goto("/")
    second.get_by_role("link", name="Tinjauan").click()
    second.get_by_role("link", name="Amplop di atas meja").click()
    expect(second.locator("main")).to_contain_text("Situasinya saya ringkas.")
    second.locator(".talk-new summary").first.click()
    second.get_by_label("Catatan untuk Adegan 1, pilihan A").fill("Terlalu mudah ditebak.")
    second.get_by_role("button", name="Kirim kembali").click()
    second.wait_for_url(re.compile("/reviews$"))

    author.goto("/scenarios")
    expect(author.locator("main")).to_contain_text("1 catatan menunggu jawaban Anda")
    author.goto(f"{draft}/nodes/amplop")
    expect(author.locator("main")).to_contain_text("Terlalu mudah ditebak.")
    author.locator("#options-0-text").fill("Menerima amplop itu, lalu mencatatnya sebagai sumbangan.")
    sent(author, author.get_by_role("button", name="Simpan", exact=True).last)
    author.goto(f"{draft}/review")
    author.get_by_label("Jawaban untuk catatan").fill("Sudah diganti.")
    author.get_by_role("button", name="Selesai").click()
    expect(author.locator("main")).to_contain_text("1 catatan selesai")
    author.get_by_role("button", name="Minta tinjauan lagi").click()
    expect(author.locator("main")).to_contain_text("Menunggu orang kedua")

    second.goto("/reviews")
    second.get_by_role("link", name="Amplop di atas meja").click()
    expect(second.locator("main")).to_contain_text("Sudah diganti.")
    second.get_by_role("button", name="Setujui teks ini").click()
    second.wait_for_url(re.compile("/reviews$"))

    author.goto(f"{draft}/review")
    author.get_by_role("button", name="Terbitkan versi 2").click()
    author.wait_for_url(re.compile("/versions/2$"))
    expect(author.locator("main")).to_contain_text("Agus Santoso")
    expect(author.locator("main")).to_contain_text("lalu mencatatnya sebagai sumbangan")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_experts_grade_alone_and_the_key_follows(visit, cast, app, script):
    with app.app_context():
        colleague = another_trainer(cast.bayu)
        rows = sa.select(Scenario).where(Scenario.slug == "amplop-di-loket")
        source = db.session.scalars(rows).one().current.source
        best = {
            o.text.strip(): o.grade for n in formats.parse(source, name="x").nodes.values() for o in n.options
        }
    draft = draft_of(app, "amplop-di-loket")
    author = visit(cast.bayu, script=script)
    author.goto(f"{draft}/text")
    author.get_by_label("Teks skenario").fill(source.replace("place: ", "place: Depan ", 1))
    sent(author, author.get_by_role("button", name="Simpan draf"))
    author.goto(f"{draft}/panel")
    author.get_by_label("Agus Santoso").check()
    author.get_by_label(colleague.name).check()
    author.get_by_role("button", name="Undang ahli").click()
    expect(author.locator("main")).to_contain_text("0 dari 2 ahli sudah menilai")
    for member in (cast.agus, colleague):
        expert = visit(member, script=script)
        expert.goto("/reviews")
        expert.get_by_role("link", name="Amplop di atas meja").click()
        follow(expert, expert.get_by_role("link", name="Mulai menilai"))
        while "/scenes/" in expert.url:
            before = expert.url
            for act in expert.locator(".panel-grade").all():
                text = " ".join(act.locator(".panel-act p").inner_text().split())
                grade = next(g for words, g in best.items() if " ".join(words.split()) == text)
                act.locator(f".grade-choice.grade-{grade}").click()
            expert.get_by_label("Bayangkan petugas").select_option("70")
            expert.locator("main .btn-primary").click()
            expert.wait_for_url(lambda url, before=before: url != before)
        expert.get_by_role("button", name="Serahkan penilaian").click()
        expect(expert.locator("main")).to_contain_text("Terima kasih")
    author.reload()
    expect(author.locator("main")).to_contain_text("rata-rata 100% ahli")
    expect(author.locator("main")).to_contain_text("70%")
    author.get_by_role("button", name="Pakai nilai panel").click()
    expect(author.locator("main")).to_contain_text("2 dari 2 ahli sepakat dengan kunci draf")


def another_trainer(near: Member) -> Member:
    """A second trainer beside this one."""
    row = db.session.scalars(sa.select(Person).where(Person.email == near.email)).one()
    person = Person(agency=row.agency, name="Rina Kartika", email="rina@dinsos.contoh.id", created_at=now())
    person.password_hash, person.grants = hasher.hash(near.password), [RoleGrant(role=Role.TRAINER)]
    db.session.add(person)
    db.session.commit()
    return Member(person.name, "", person.email, near.agency)


def test_the_screens_of_both(visit, cast, app):
    with app.app_context():
        colleague = another_trainer(cast.bayu)
    author, second = visit(cast.bayu, size=DESK), visit(cast.agus, size=DESK)
    draft = draft_of(app, "amplop-di-loket")
    faults = []

    def look(page, path=""):
        page.goto(path or page.url)
        faults.extend(faults_of(page))

    author.goto(f"{draft}/text")
    source = author.get_by_label("Teks skenario").input_value()
    author.get_by_label("Teks skenario").fill(source.replace("place: ", "place: Depan ", 1))
    sent(author, author.get_by_role("button", name="Simpan draf"))
    for path in (f"{draft}/review", f"{draft}/panel", draft.replace("draft", "copy")):
        look(author, path)
    look(author, draft.replace("draft", "retirement"))
    author.goto(f"{draft}/review")
    sent(author, author.get_by_role("button", name="Minta tinjauan"))
    look(second, "/reviews")
    second.get_by_role("link", name="Amplop di atas meja").click()
    second.wait_for_url(re.compile("/reviews/"))
    review = second.url
    second.locator(".talk-new summary").first.click()
    second.get_by_label("Catatan untuk Adegan 1, pilihan A").fill("Terlalu mudah.")
    sent(second, second.get_by_role("button", name="Simpan catatan saja"))
    look(second, review)
    look(author, f"{draft}/review")
    look(author, "/scenarios")
    look(author, f"{draft}/nodes/amplop")
    author.goto(f"{draft}/panel")
    author.get_by_label("Agus Santoso").check()
    author.get_by_label(colleague.name).check()
    sent(author, author.get_by_role("button", name="Undang ahli"))
    look(author, f"{draft}/panel")
    second.goto("/reviews")
    second.get_by_role("link", name="Amplop di atas meja").first.click()
    second.wait_for_url(re.compile("/panels/"))
    look(second)
    look(second, f"{second.url}/scenes/1")
    sent(second, second.locator("main .btn-primary"))
    expect(second.locator("main")).to_contain_text("Beri nilai untuk setiap tindakan")
    faults += faults_of(second)
    assert not faults, "\n".join(faults)
