"""An upload that has to wait: the page follows it by itself, with and without script."""

import re
import threading

import pytest
from playwright.sync_api import expect

from tests.codes.office import TEXT
from training.codes import intake
from training.codes.taking_up import slots
from training.core.worker import Worker

from .conftest import DESK, PHONE


@pytest.mark.parametrize(("script", "size"), [(True, PHONE), (False, DESK)], ids=["script", "no-script"])
def test_the_page_follows_the_reading_to_the_review(visit, cast, app, tmp_path, monkeypatch, script, size):
    monkeypatch.setattr(intake, "PATIENCE", 0.0)
    decree = tmp_path / "keputusan.txt"
    decree.write_text(TEXT)
    page = visit(cast.agus, script=script, size=size)
    page.goto("/codes/new")
    page.get_by_label("Berkas naskah").set_input_files(decree)
    with app.app_context():
        places = slots()
    with places.take(quick=True), places.take(quick=True):
        page.get_by_role("button", name="Baca naskah").click()
        expect(page.get_by_role("heading", name="Menunggu giliran")).to_be_visible()
    worker = threading.Thread(target=lambda: Worker(app).run(once=True))
    worker.start()
    page.wait_for_url(re.compile("/review"))
    worker.join()
    expect(page.locator(".flashes")).to_contain_text("butir terbaca dari naskah")


def test_a_reading_is_called_off(visit, cast, app, tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE", 0.0)
    decree = tmp_path / "keputusan.txt"
    decree.write_text(TEXT)
    page = visit(cast.agus)
    page.goto("/codes/new")
    page.get_by_label("Berkas naskah").set_input_files(decree)
    with app.app_context():
        places = slots()
    with places.take(quick=True), places.take(quick=True):
        page.get_by_role("button", name="Baca naskah").click()
        page.get_by_role("button", name="Batalkan pembacaan").click()
    expect(page.locator(".flashes")).to_contain_text("keputusan.txt tidak jadi dibaca")
