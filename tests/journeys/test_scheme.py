"""A scheme is set up: the sample person follows what is typed, the impossible is refused, officers see it."""

import pytest
from playwright.sync_api import Page, expect

from .test_hr import SCRIPT, fits


def ways(page: Page) -> str:
    """The days of the sample person."""
    return " ".join((page.locator("#hitungan .scheme-ways").text_content() or "").split())


def choose(page: Page, mode: str, *, script: bool) -> str:
    """Choose how the days are counted; what the sample person's days are then."""
    before = ways(page)
    page.get_by_label(mode).check()
    if not script:
        page.get_by_role("button", name="Hitung").click()
    expect(page.locator("#hitungan .scheme-ways")).not_to_have_text(before)
    assert page.get_by_label(mode).is_checked()
    return ways(page)


@SCRIPT
def test_a_new_scheme_from_its_form_to_the_officer(visit, cast, script):
    page = visit(cast.hesti, script=script)
    page.goto("/schemes")
    fits(page)
    page.get_by_role("link", name="Buat skema").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skema baru")
    fits(page)
    page.get_by_label("Judul skema").fill("Petugas loket depan")
    days = {mode: choose(page, mode, script=script) for mode in ("Sejak selesai", "Tanggal tetap")}
    days["Sambung"] = choose(page, "Sambung", script=script)
    assert len(set(days.values())) == 3
    page.get_by_label("Masa perpanjangan sebelum berakhir, dalam bulan").fill("13")
    page.get_by_role("button", name="Lihat akibatnya").click()
    wrong = page.get_by_label("Masa perpanjangan sebelum berakhir, dalam bulan")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#window_months-error")).to_contain_text("lebih pendek daripada masa berlaku")
    expect(page.get_by_label("Judul skema")).to_have_value("Petugas loket depan")
    fits(page)
    wrong.fill("3")
    page.get_by_label("Bidang Pelayanan Sosial").check()
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sebelum disimpan")
    expect(page.locator("main")).to_contain_text("2 pegawai mulai diminta.")
    expect(page.locator("main")).to_contain_text("Sari Wulandari")
    fits(page)
    page.get_by_role("button", name="Kembali mengubah").click()
    expect(page.get_by_label("Bidang Pelayanan Sosial")).to_be_checked()
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("button", name="Simpan ketentuan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Petugas loket depan")
    expect(page.locator("main")).to_contain_text("Skema “Petugas loket depan” tersimpan.")
    fits(page)
    for member, asked in ((cast.sari, 1), (cast.joko, 0)):
        officer = visit(member, script=script)
        officer.goto("/certificates")
        expect(officer.get_by_role("heading", level=2, name="Petugas loket depan")).to_have_count(asked)
        fits(officer)


def test_impossible_months_are_said_while_they_are_typed(visit, cast):
    page = visit(cast.hesti)
    page.goto("/schemes/new")
    page.get_by_label("Masa berlaku, dalam bulan").fill("2")
    side = page.locator("#hitungan")
    expect(side).to_contain_text("Hitungan tampil begitu isian ini diperbaiki")
    page.get_by_label("Masa berlaku, dalam bulan").fill("24")
    expect(side).to_contain_text("Pertama kali, tepat waktu")


@pytest.mark.parametrize("typed", ["1", "-1", "9999999999999"])
def test_a_number_out_of_reach_is_refused_at_its_field(visit, cast, typed):
    page = visit(cast.hesti, script=False)
    page.goto("/schemes/new")
    page.get_by_label("Masa berlaku, dalam bulan").fill(typed)
    page.get_by_role("button", name="Lihat akibatnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skema baru")
    expect(page.locator("#active_months-error")).to_contain_text("Isi dengan angka 2 sampai 120.")
    expect(page.get_by_label("Masa berlaku, dalam bulan")).to_have_value(typed)
