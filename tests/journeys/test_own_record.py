"""An officer's own page: what one holds, the papers, who has looked, and a correction that gets its answer."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.certifications.office import complete, person_of
from training.core.clock import now

from .test_hr import SCRIPT, fits
from .walking import follow


@pytest.fixture
def held(app, cast):
    """Sari holds a certificate: its number, and her page at the desk."""
    with app.app_context():
        number = complete(person_of(cast.sari), now()).certificate.number
        return number, f"/reports/people/{person_of(cast.sari).ref}"


@SCRIPT
def test_what_one_holds_is_read_and_taken_along(visit, cast, held, script):
    page = visit(cast.sari, script=script)
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Sertifikat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sertifikasi saya")
    expect(page.locator("main .status").first).to_have_text("Berlaku")
    expect(page.locator("main")).to_contain_text("Belum ada yang membuka catatan Anda")
    fits(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=f"PDF {held[0]}").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Unduh data saya (JSON)").click()
    data = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert cast.sari.nip in json.dumps(data) and held[0] in json.dumps(data)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=f"Kredensial {held[0]}").click()
    assert Path(waiting.value.path()).read_text().count(".") == 2
    page.get_by_role("link", name=held[0], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sari Wulandari")
    expect(page.get_by_role("link", name="Cabut sertifikat ini")).to_have_count(0)
    fits(page)
    page.get_by_role("link", name="Lihat halaman verifikasi").click()
    expect(page.locator(".verdict-word")).to_have_text("Berlaku")


@SCRIPT
def test_one_sees_who_has_looked(visit, cast, held, script):
    desk = visit(cast.hesti, script=script)
    desk.goto(held[1])
    desk.goto("/reports/people")
    with desk.expect_download():
        desk.get_by_role("button", name="CSV").click()
    page = visit(cast.sari, script=script)
    page.goto("/certificates")
    seen = page.get_by_role("region", name="Siapa yang melihat catatan Anda")
    expect(seen).to_contain_text("Hesti Ramadhani membuka catatan sertifikasi Anda.")
    expect(seen).to_contain_text("Hesti Ramadhani mengunduh berkas yang memuat Anda")
    fits(page)


@SCRIPT
def test_a_correction_is_asked_for_and_answered(visit, cast, held, script):
    page = visit(cast.sari, script=script)
    page.goto("/certificates")
    follow(page, page.get_by_role("link", name="Minta koreksi data"))
    fits(page)
    page.get_by_label("Unit atau jabatan").check()
    page.get_by_role("textbox", name="Apa yang keliru").fill("Jabatan saya tertulis petugas loket.")
    page.get_by_role("textbox", name="Seharusnya").fill("Penyuluh sosial sejak Oktober.")
    page.get_by_role("button", name="Kirim permintaan").click()
    expect(page.locator("#koreksi")).to_contain_text("Menunggu jawaban")
    expect(page.locator("#koreksi")).to_contain_text("Penyuluh sosial sejak Oktober.")
    desk = visit(cast.hesti, script=script)
    desk.goto("/reports/people")
    follow(desk, desk.get_by_role("link", name="Permintaan koreksi"))
    fits(desk)
    follow(desk, desk.get_by_role("link", name="Sari Wulandari"))
    fits(desk)
    desk.get_by_label("Tidak diterima").check()
    desk.get_by_role("textbox", name="Alasan").fill("SK penyuluh baru berlaku Januari; kirim lagi saat itu.")
    desk.get_by_role("button", name="Simpan jawaban").click()
    expect(desk.get_by_role("heading", name="Jawaban Anda")).to_have_count(0)
    fits(desk)
    page.reload()
    answer = page.locator("#koreksi")
    expect(answer).to_contain_text("Tidak diterima")
    expect(answer).to_contain_text("SK penyuluh baru berlaku Januari; kirim lagi saat itu.")
    expect(answer).to_contain_text("Dijawab oleh Hesti Ramadhani")
    fits(page)
