"""The other people at work: a trainer mends a scenario, personnel takes the list home, an administrator adds somebody."""

import csv
import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from playwright.sync_api import expect

from training.core.db import db
from training.scenarios.models import Scenario

from .conftest import DESK
from .walking import follow

OLD, NEW = "Anggap saja uang kopi. Kalau ditolak, saya malu.", "Anggap saja uang parkir. Jangan ditolak."


def editor_of(app, slug):
    with app.app_context():
        return (
            f"/scenarios/{db.session.scalar(sa.select(Scenario.ref).where(Scenario.slug == slug))}/draft/text"
        )


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_trainer_mends_a_scenario_and_asks_a_second_person(visit, cast, app, script):
    page = visit(cast.bayu, script=script, size=DESK)
    page.goto(editor_of(app, "amplop-di-loket"))
    text = page.locator("textarea")
    assert OLD in text.input_value()
    text.fill(text.input_value().replace(OLD, NEW))
    if not script:
        page.get_by_role("button", name="Periksa").click()
    expect(page.locator("blockquote").filter(has_text=NEW)).to_be_visible()
    page.get_by_role("button", name="Minta tinjauan").click()
    page.wait_for_url(lambda url: not url.endswith("/draft/text"))
    page.goto(editor_of(app, "amplop-di-loket"))
    assert NEW in page.locator("textarea").input_value()


def test_a_fault_is_shown_while_typing_with_its_line(visit, cast, app):
    page = visit(cast.bayu, size=DESK)
    page.goto(editor_of(app, "amplop-di-loket"))
    text = page.locator("textarea")
    text.fill(text.input_value().replace("grade: best", "grade: terbaik", 1))
    expect(page.locator("main")).to_contain_text(re.compile(r"[Bb]aris \d+"))
    page.get_by_role("button", name="Minta tinjauan").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"[Bb]aris \d+"))
    assert "grade: terbaik" in page.locator("textarea").input_value()


def test_a_second_tab_of_the_editor_overwrites_nothing(visit, cast, app):
    first = visit(cast.bayu, size=DESK)
    first.goto(editor_of(app, "amplop-di-loket"))
    second = first.context.new_page()
    second.goto(first.url)
    for page, words in ((first, "Tab pertama."), (second, "Tab kedua.")):
        page.locator("textarea").fill(page.locator("textarea").input_value().replace(OLD, words))
        page.get_by_role("button", name="Simpan draf").click()
        page.wait_for_load_state("networkidle")
    expect(second.locator("main")).to_contain_text("Tab pertama.")
    expect(second.locator("main")).to_contain_text("Tab kedua.")


def test_personnel_takes_the_list_home(visit, cast):
    page = visit(cast.hesti, size=DESK)
    page.goto("/reports/people?q=Sari")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert any(cast.sari.nip in cell for row in rows for cell in row)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="XLSX").click()
    sheet = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert cast.sari.nip in cells, "the NIP is text with all its digits"


def test_an_administrator_adds_an_officer_who_starts_at_once(visit, cast):
    page = visit(cast.agus)
    page.goto("/administration/people")
    page.get_by_role("link", name="Tambah pegawai").click()
    page.get_by_label("Nama lengkap").fill("Putri Anggraini")
    page.get_by_label("Surel").fill("putri@dinsos.contoh.id")
    page.get_by_label("Unit kerja").select_option(label="Bidang Pelayanan Sosial")
    follow(page, page.get_by_role("button", name="Simpan"))
    password = re.search(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){2}\b", page.locator("main").inner_text())[0]
    newcomer = visit()
    newcomer.goto("/sign-in")
    newcomer.get_by_label("NIP atau surel").fill("putri@dinsos.contoh.id")
    newcomer.get_by_label("Kata sandi").fill(password)
    newcomer.get_by_role("button", name="Masuk").click()
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("Ganti kata sandi")
    newcomer.get_by_label("Kata sandi sekarang").fill(password)
    newcomer.get_by_label("Kata sandi baru", exact=True).fill("teh manis di pagi")
    newcomer.get_by_label("Ulangi kata sandi baru").fill("teh manis di pagi")
    newcomer.get_by_role("button", name="Simpan kata sandi baru").click()
    expect(newcomer.locator(".next-step")).to_contain_text("Nilai dasar")


def test_the_whole_app_in_english(visit, cast):
    page = visit(cast.sari)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
    page.goto("/certificates")
    expect(page.locator("html")).to_have_attribute("lang", "en")
