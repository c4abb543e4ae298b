"""The front door: a new agency brings its own decree, mends what the scan lost, publishes, and its officers learn."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .walking import follow

SCAN = Path(__file__).parents[2] / "quizzes" / "disdukcapil-palangkaraya-2019" / "scan.txt"
ADMINISTRATOR, OFFICER = "rini@contoh-baru.id", "tono@contoh-baru.id"


def open_agency(page: Page) -> str:
    """The operator opens an agency; the temporary password of its administrator."""
    page.goto("/administration/agencies")
    page.get_by_label("Nama instansi").fill("Dinas Contoh Baru")
    page.get_by_label("Nama administrator pertama").fill("Rini Astuti")
    page.get_by_label("Surel administrator").fill(ADMINISTRATOR)
    follow(page, page.get_by_role("button", name="Buka instansi"))
    return password_on(page)


def password_on(page: Page) -> str:
    found = re.search(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){2}\b", page.locator("main").inner_text())
    assert found
    return found[0]


def first_sign_in(page: Page, email: str, password: str, own: str) -> Page:
    page.goto("/sign-in")
    page.get_by_label("NIP atau surel").fill(email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_label("Kata sandi sekarang").fill(password)
    page.get_by_label("Kata sandi baru", exact=True).fill(own)
    page.get_by_label("Ulangi kata sandi baru").fill(own)
    page.get_by_role("button", name="Simpan kata sandi baru").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("kata sandi")
    return page


def upload(page: Page) -> None:
    page.goto("/codes")
    page.get_by_role("link", name="Unggah naskah").click()
    page.get_by_label("Berkas naskah").set_input_files(SCAN)
    page.get_by_role("button", name="Baca naskah").click()
    page.wait_for_url(re.compile("/review"))


def number_runs(page: Page, *firsts: str) -> None:
    """Answer each list that lost its numbers, by keyboard alone: number, Enter, on with Enter."""
    for first in firsts:
        expect(page.locator("#urut")).to_be_focused()
        page.keyboard.type(first)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("done=number"))
        expect(page.locator("#meja")).to_contain_text("Nomor berurutan tersimpan.")
        expect(page.get_by_role("link", name="Temuan berikutnya")).to_be_focused()
        page.goto(page.url.split("?")[0])


@pytest.mark.parametrize(("script", "size"), [(True, DESK), (False, PHONE)], ids=["script", "no-script"])
def test_a_new_agency_brings_its_decree_and_its_officers_learn_it(visit, cast, script, size):
    password = open_agency(visit(cast.dewi, script=script))
    page = first_sign_in(visit(script=script, size=size), ADMINISTRATOR, password, "melati di halaman")
    expect(page.locator("main")).to_be_visible()
    upload(page)
    expect(page.locator("main")).to_contain_text("3 galat menahan penerbitan")
    page.get_by_role("link", name="Terbitkan").click()
    expect(page.locator("main")).to_contain_text("Belum dapat diterbitkan")
    page.get_by_role("link", name="Kembali ke meja periksa").click()
    number_runs(page, "1", "7", "1")
    expect(page.locator("main")).to_contain_text("tidak ada yang menahan penerbitan")
    page.get_by_role("link", name="Terbitkan").click()
    expect(page.locator("main")).to_contain_text("3 modul terbuka")
    page.get_by_role("button", name="Terbitkan versi 1").click()
    expect(page.locator("main")).to_contain_text("Versi 1 terbit dan berlaku")
    expect(page.locator("main")).to_contain_text("butir belum punya skenario")
    expect(page.locator('[id="butir-B.wajib.7"]')).to_contain_text("Memperhatikan kelompok rentan")

    page.goto("/administration/people/new")
    page.get_by_label("Nama lengkap").fill("Tono Wijaya")
    page.get_by_label("Surel").fill(OFFICER)
    page.get_by_label("Unit kerja").select_option(label="Dinas Contoh Baru")
    follow(page, page.get_by_role("button", name="Simpan"))
    officer = first_sign_in(visit(script=script), OFFICER, password_on(page), "kopi tubruk pagi")
    officer.goto("/")
    expect(officer.locator(".next-step")).to_contain_text("Nilai-nilai Dasar")
    officer.locator(".next-step .btn-primary").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("Nilai-nilai Dasar")
    officer.goto("/codes")
    expect(officer.locator("main")).not_to_contain_text("Unggah naskah")


def test_a_clause_is_mended_and_the_mending_taken_back(visit, cast):
    page = visit(cast.lina, size=DESK)
    page.goto("/codes/disdukcapil-palangkaraya-2019/versions/2/review?clause=A.%3F7")
    page.get_by_role("button", name="Pecah di baris 14").click()
    page.wait_for_url(re.compile("done=split"))
    expect(page.locator("#meja .clause-text")).to_have_text(
        "berdaya guna, berhasil guna, berempati dan santun."
    )
    page.get_by_role("button", name="Urungkan").click()
    page.wait_for_url(re.compile("done=undo"))
    expect(page.locator("#meja .clause-text")).to_contain_text(
        "secara jujur, tanggap, cepat, tepat, akurat, berdaya guna"
    )


def test_what_is_no_document_is_refused_with_its_name(visit, cast, tmp_path):
    broken = tmp_path / "keputusan.pdf"
    broken.write_bytes(b"%PDF-1.7 bukan apa-apa")
    page = visit(cast.agus)
    page.goto("/codes/new")
    page.get_by_label("Berkas naskah").set_input_files(broken)
    page.get_by_role("button", name="Baca naskah").click()
    expect(page.locator(".error-summary")).to_contain_text("keputusan.pdf")
    expect(page.locator(".error-summary")).to_be_focused()
