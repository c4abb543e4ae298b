"""A sheet as an office really has it: matched, tried out, written, taken back; and a newcomer's first visit."""

import csv
import io
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from training.core.db import db
from training.core.worker import Worker
from training.people.importing import queueing
from training.people.models import Person

from .conftest import DESK, PHONE
from .test_hr import SCRIPT, fits

UNIT = "Bidang Pelayanan Sosial"
SHEET = [
    ["REKAP PEGAWAI DINAS SOSIAL", "", "", "", "", "", "", ""],
    ["Nama", "NIP", "NIK", "Unit Kerja", "Jabatan", "Pangkat/Gol", "TMT", "TMT"],
    ["Putri Anggraini", "199901012025032001", "3603010101990001", UNIT, "Petugas loket",
     "Penata Muda Tingkat I, III/b", "01-03-2025", "01-04-2025"],
    ["Rudi Hartono", "1.98609E+17", "3603011501900002", UNIT, "Petugas loket", "Pengatur, II/c", "", ""],
    ["Wati Susanti", "199002022015032003", "3603010202900003", UNIT, "Petugas", "", "32-13-2020", ""],
    ["Dedi Kurnia", "198801012010011009", "3603010101880004", UNIT, "Petugas", "", "", ""],
    ["Dedi Kurnia", "198801012010011009", "3603010101880004", UNIT, "Petugas", "", "", ""],
    ["Sari Wulan", "'199803122024032001", "3603011203980005", "Sekretariat", "Arsiparis", "", "", ""],
]  # fmt: skip


def ugly() -> dict[str, object]:
    """The sheet as Excel saves it: BOM, semicolons, the lines of Windows."""
    text = "\r\n".join(";".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in SHEET)
    return {"name": "rekap juni (2).csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}


def upload(page):
    page.goto("/administration/people")
    page.get_by_role("link", name="Impor").click()
    page.get_by_label("Berkas CSV atau XLSX").set_input_files(ugly())
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa isi tiap kolom?")


def count(app, **by) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Person).filter_by(**by))


@SCRIPT
def test_from_an_ugly_sheet_to_people_and_back(visit, cast, app, script):
    page = visit(cast.agus, script=script)
    upload(page)
    expect(page.locator("main")).to_contain_text("Tidak diambil: NIK atau KTP")
    expect(page.locator("main")).not_to_contain_text("3603010101990001")
    expect(page.get_by_label("Arti kolom B")).to_have_value("nip")
    page.get_by_label("Arti kolom G").select_option("joined_on")
    page.get_by_label("Arti kolom H").select_option("")
    fits(page)
    page.get_by_role("button", name="Lihat uji coba").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uji coba impor")
    expect(page.locator(".lead")).to_have_text(
        "2 baru, 1 berubah, 0 tetap, 3 ditolak. Belum ada yang ditulis."
    )
    expect(page.locator("main")).to_contain_text("NIP yang sama ada di baris")
    expect(page.locator("main")).to_contain_text("“32-13-2020” bukan tanggal")
    fits(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    rows = csv.reader(io.StringIO(Path(waiting.value.path()).read_bytes().decode("utf-8-sig")), delimiter=";")
    refused = "\n".join(";".join(row) for row in rows)
    assert "Wati Susanti" in refused and refused.count("Dedi Kurnia") == 2
    assert not re.search(r"\d{16}(?!\d\d)", re.sub(r"\d{18}", "", refused)), "no number of an identity card"
    page.get_by_role("link", name="Baru (2)").click()
    expect(page.locator("main")).to_contain_text("digit NIP hilang")
    page.get_by_role("link", name="Berubah (1)").click()
    expect(page.locator("ins").first).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Tulis 3 orang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Impor selesai")
    fits(page)
    assert (count(app, name="Putri Anggraini"), count(app, name="Sari Wulan")) == (1, 1)
    page.get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Impor dibatalkan")
    expect(page.locator("main")).to_contain_text("Semua kembali seperti sebelum impor.")
    assert (count(app, name="Putri Anggraini"), count(app, name="Sari Wulandari")) == (0, 1)
    upload(page)
    expect(page.get_by_label("Arti kolom G")).to_have_value("joined_on")
    expect(page.get_by_label("Arti kolom H")).to_have_value("")


@SCRIPT
def test_a_long_import_shows_its_progress_and_its_end(visit, cast, app, script, monkeypatch):
    monkeypatch.setattr("training.people.importing.queueing.AT_ONCE", 0)
    page = visit(cast.agus, script=script)
    upload(page)
    page.get_by_role("button", name="Lihat uji coba").click()
    page.get_by_role("button", name=re.compile("Tulis")).click()
    expect(page.locator("main")).to_contain_text("Menunggu giliran")
    fits(page)
    with app.app_context():
        assert queueing.take_up(Worker(app))
    expect(page.get_by_role("heading", level=1)).to_have_text("Impor selesai")


@SCRIPT
def test_a_newcomer_signs_in_by_a_link_that_opens_once(visit, cast, script):
    page = visit(cast.agus, script=script, size=DESK)
    upload(page)
    page.get_by_role("button", name="Lihat uji coba").click()
    page.get_by_role("button", name=re.compile("Tulis")).click()
    page.goto("/administration/people")
    page.get_by_role("link", name="Undangan").click()
    page.get_by_label("Undang Putri Anggraini").check()
    page.get_by_role("button", name="Undang yang dicentang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 undangan dibuat")
    page.set_viewport_size(PHONE)
    fits(page)
    link = page.locator("main code").inner_text().strip()
    newcomer = visit(script=script)
    newcomer.goto(link)
    expect(newcomer.locator("main")).to_contain_text("Putri Anggraini")
    fits(newcomer)
    newcomer.get_by_label("Kata sandi baru", exact=True).fill("teh manis di pagi")
    newcomer.get_by_label("Ulangi kata sandi baru").fill("teh manis di sore")
    newcomer.get_by_role("button", name="Simpan kata sandi").click()
    expect(newcomer.locator(".error-summary")).to_contain_text("Kedua kata sandi baru belum sama.")
    newcomer.get_by_label("Kata sandi baru", exact=True).fill("teh manis di pagi")
    newcomer.get_by_label("Ulangi kata sandi baru").fill("teh manis di pagi")
    newcomer.get_by_role("button", name="Simpan kata sandi").click()
    expect(newcomer.locator("main")).to_contain_text("Kata sandi Anda tersimpan.")
    newcomer.get_by_label("NIP atau surel").fill("199901012025032001")
    newcomer.get_by_label("Kata sandi").fill("teh manis di pagi")
    newcomer.get_by_role("button", name="Masuk").click()
    expect(newcomer.get_by_role("heading", level=1)).to_contain_text("Putri")
    second = visit(script=script)
    assert second.goto(link).status == 404
    expect(second.locator("main")).to_contain_text("Mintalah yang baru.")
    fits(second)


@pytest.mark.parametrize("name", ["rekap.pdf", "rekap.csv"])
def test_what_is_no_sheet_is_said_on_the_form(visit, cast, name):
    page = visit(cast.agus)
    page.goto("/administration/imports")
    content = b"%PDF-1.7" if name.endswith("pdf") else b""
    page.get_by_label("Berkas CSV atau XLSX").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.locator(".error-summary")).to_be_focused()
    fits(page)
