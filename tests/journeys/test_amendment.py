"""The scan as the earlier edition, the decree of 2019 as the next: one clause is new, and nobody starts again."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Member
from tests.certifications.office import complete
from tests.codes.amended import make_administrator, next_draft, scheme_of
from tests.codes.office import PASSWORD, SLUG, open_office, person
from training.codes.models import Code
from training.core.clock import now
from training.core.db import db
from training.scenarios.service import import_scenario

from .conftest import DESK, PHONE
from .test_screens import faults_of
from .walking import best_texts, follow, read_module, take_run, to_next_step

FOLDER = Path(__file__).parents[2] / "quizzes/disdukcapil-palangkaraya-2019"
NEW = "B.wajib.6"
ADMIN = Member("Ibu Admin", "", "admin@uji.contoh.id", "dinas-uji", PASSWORD)
STARTS = (
    *("Menjalankan tugas", "Ketaatan terhadap", "Menciptakan lingkungan", "Memelihara dan menjunjung"),
    *("Mempertanggungjawabkan", "Memiliki kemampuan", "Memberikan layanan kepada"),
)


def repaired_scan() -> str:
    """The scan with the numbers its paper lost."""
    text = (FOLDER / "scan.txt").read_text().replace(" KODE PERILAKU PELAKSANA\n", "")
    for number, start in enumerate(STARTS, start=1):
        text = re.sub(rf"(?m)^{start}", f"{number}. {start}", text)
    head, last = text.split("Pelaksana layanan dilarang:")
    for number in (7, 8):
        head = re.sub(r"(?m)^\. ", f"{number}. ", head, count=1)
    for number in range(1, 9):
        last = re.sub(r"(?m)^\. ", f"{number}. ", last, count=1)
    return f"{head}Pelaksana layanan dilarang:{last}"


@pytest.fixture
def office(app: Any) -> Any:
    """A fresh agency with the repaired scan in force, an officer certified on it, and the decree as a draft."""
    found = open_office(app, text=repaired_scan())
    with app.app_context():
        scheme_of(found.agency_id)
        load_scenarios(lambda text: NEW not in text)
        make_administrator(found.agency_id)
        complete(person(found.officer), now() - timedelta(days=3))
        next_draft(found.agency_id, (FOLDER / "code.txt").read_text(), now=now())
        db.session.commit()
    return found


def load_scenarios(wanted: Any) -> None:
    code = db.session.query(Code).filter_by(slug=SLUG).one()
    for path in sorted((FOLDER / "scenarios").glob("*.yaml")):
        if wanted(path.read_text()):
            import_scenario(code, path.read_text(), name=path.stem, actor="system", now=now())
    db.session.commit()


def judge_everything(page: Page) -> None:
    """One change after the other, as the page leads to them."""
    for _ in range(40):
        onward = page.get_by_role("link", name="Ke perubahan yang belum dinilai")
        if not onward.count():
            return
        follow(page, onward)
        card = page.locator(f"[id='{page.url.partition('#')[2]}']")
        new = "Butir baru" in card.inner_text()
        card.get_by_label("Substantif" if new else "Editorial").check()
        card.get_by_label("Alasan").fill("Aturan baru." if new else "Salah baca pemindai.")
        follow(page, card.get_by_role("button", name="Simpan penilaian"))
    raise AssertionError("the changes do not end")


@pytest.mark.parametrize(("script", "size"), [(True, DESK), (False, PHONE)], ids=["script", "no-script"])
def test_one_new_clause_asks_for_one_clause_and_nothing_else(visit, app, office, script, size):
    page = visit(ADMIN, script=script, size=size)
    page.goto(f"/codes/{SLUG}/versions/2/amendment")
    expect(page.locator("main")).to_contain_text("1 butir baru, 8 berubah bunyi, 14 tidak berubah.")
    follow(page, page.get_by_role("button", name="Mulai menilai"))
    judge_everything(page)
    page.get_by_role("link", name="Tinjau akibat dan terbitkan versi 2").click()
    expect(page.locator("main")).to_contain_text("1 pegawai memegang sertifikat untuk versi sebelumnya")
    expect(page.locator("main")).to_contain_text(f"Modul pembaruan dibuka dengan 1 butir: {NEW}")
    page.get_by_role("button", name="Terbitkan versi 2").click()
    expect(page.locator("main")).to_contain_text("Penilaian di bawah ini tidak dapat diubah lagi")
    with app.app_context():
        load_scenarios(lambda text: NEW in text)
    trainer = visit(office.trainer, script=script, size=size)
    trainer.goto("/scenarios/coverage")
    trainer.get_by_role("button", name=re.compile("Terbitkan modul.*Pembaruan versi 2")).click()
    expect(trainer.locator("main")).to_contain_text("Modul terbit.")

    officer = visit(office.officer, script=script, size=size)
    officer.goto("/certificates")
    expect(officer.locator("main")).to_contain_text("Berlaku untuk versi 1, pembaruan versi 2 paling lambat")
    best = best_texts(app)
    to_next_step(officer)
    expect(officer.get_by_role("heading", level=1)).to_have_text("Pembaruan versi 2")
    expect(officer.locator(".steps li")).to_have_count(1)
    read_module(officer)
    take_run(officer, best)
    expect(officer.get_by_role("heading", level=1)).to_have_text("Anda lulus")
    to_next_step(officer)
    officer.get_by_label("Kata sandi").fill(PASSWORD)
    officer.get_by_role("button", name="Nyatakan dan simpan").click()
    officer.goto("/")
    expect(officer.locator(".next-step")).to_contain_text("Anda tersertifikasi sampai")
    officer.goto("/certificates")
    expect(officer.locator("main")).not_to_contain_text("pembaruan versi 2")
    expect(officer.locator("main")).to_contain_text("versi 1")
    result = app.test_cli_runner().invoke(args=["ledger", "verify"])
    assert result.exit_code == 0, result.output


def test_the_screens_of_an_amendment(visit, app, office):
    page = visit(ADMIN)
    address = f"/codes/{SLUG}/versions/2/amendment"
    page.goto(address)
    faults = faults_of(page)
    follow(page, page.get_by_role("button", name="Mulai menilai"))
    faults += faults_of(page)
    judge_everything(page)
    faults += faults_of(page)
    page.goto(f"{address}/publication")
    faults += faults_of(page)
    follow(page, page.get_by_role("button", name="Terbitkan versi 2"))
    faults += faults_of(page)
    page.goto(f"/codes/{SLUG}/diff?from=1&to=2")
    faults += faults_of(page)
    officer = visit(office.officer)
    for place in ("/", "/certificates"):
        officer.goto(place)
        faults += faults_of(officer)
    to_next_step(officer)
    follow(officer, officer.locator("main .btn-primary").first)
    faults += faults_of(officer)
    assert not faults, "\n".join(faults)
