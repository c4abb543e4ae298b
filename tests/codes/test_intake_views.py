"""What somebody sees whose upload is not read at once: where it stands, page by page, and how it ended."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.codes.office import TEXT
from tests.codes.scanning import scan
from training.codes import intake, waiting
from training.codes.extraction import Reading, read_apart
from training.codes.kinds.limits import LIMITS, Limits
from training.codes.models import Intake, IntakeFile
from training.codes.taking_up import slots
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.people.models import Person

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
REFRESH = '<noscript><meta http-equiv="refresh"'


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "PATIENCE", 0.0)


def send(browser: Any, data: bytes = TEXT.encode(), name: str = "naskah.txt", **fields: str) -> Any:
    sent = {"csrf_token": browser.token(), "code": "new", "file": (io.BytesIO(data), name), **fields}
    return browser.post("/codes/new", data=sent, content_type="multipart/form-data")


def send_while_busy(app: Flask, browser: Any, data: bytes = TEXT.encode(), **fields: str) -> str:
    """Upload while every reader is busy; the address of the page that tells how far it is."""
    with app.app_context():
        places = slots()
    with places.take(quick=True), places.take(quick=True):
        answer = send(browser, data, **fields)
    assert answer.status_code == 303 and answer.location.startswith("/codes/intakes/"), answer.text
    return str(answer.location)


def work(app: Flask) -> None:
    Worker(app).run(once=True)


def update(app: Flask, **values: Any) -> None:
    with app.app_context():
        db.session.execute(sa.update(Intake).values(**values))
        db.session.commit()


def test_while_every_reader_is_busy_an_upload_waits_and_then_leads_to_its_review(
    app: Flask, signed_in: Any, cast: Any
) -> None:
    browser = signed_in(cast.agus)
    page = send_while_busy(app, browser, slug="kode-antre")
    shown = browser.get(page).text
    assert "Menunggu giliran" in shown and "Pembaca sedang sibuk" in shown and "naskah.txt" in shown
    assert 'hx-trigger="every 3s"' in shown and REFRESH in shown
    assert page in browser.get("/codes/new").text
    work(app)
    answer = browser.get(page)
    assert (answer.status_code, answer.location) == (303, "/codes/kode-antre/versions/1/review")
    assert "butir terbaca dari naskah" in browser.get(answer.location).text
    assert page not in browser.get("/codes/new").text


def test_a_scan_waits_for_the_worker_and_tells_its_pages(
    app: Flask, signed_in: Any, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "can_recognise", lambda: True)
    browser = signed_in(cast.agus)
    page = send(browser, scan(2), "pindaian.pdf").location
    assert "hasil pindai" in browser.get(page).text
    update(app, state=jobs.RUNNING, worker="x", leased_until=now() + jobs.LEASE)
    assert "Pengenal tulisan sedang disiapkan" in browser.get(page).text
    update(app, page=12, pages=40)
    fragment = browser.get(page, headers=PARTIAL).text
    assert "Halaman 12 dari 40" in fragment and "<html" not in fragment and 'id="intake"' in fragment
    assert "halaman 12 dari 40" in browser.get("/codes/new").text


def test_without_a_recogniser_a_scan_is_refused_at_once(signed_in: Any, cast: Any) -> None:
    answer = send(signed_in(cast.agus), scan(2), "pindaian.pdf")
    assert answer.status_code == 422 and "tidak memuat teks" in answer.text


def test_what_takes_long_goes_to_the_worker(
    app: Flask, signed_in: Any, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "QUICK_LIMITS", Limits(wall_seconds=0))
    browser = signed_in(cast.agus)
    page = send(browser).location
    work(app)
    assert "/review" in browser.get(page).location


def test_how_it_ended_is_a_page_of_its_own_and_not_followed_unseen(
    app: Flask, signed_in: Any, cast: Any
) -> None:
    browser = signed_in(cast.agus)
    page = send_while_busy(app, browser)
    work(app)
    answer = browser.get(page, headers=PARTIAL)
    assert (answer.status_code, answer.headers["HX-Redirect"], answer.text) == (200, page, "")
    assert "butir terbaca" in browser.get(browser.get(page).location).text


def test_what_is_refused_says_why_and_nothing_stays(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = send_while_busy(app, browser, b"%PDF-1.7 bukan apa-apa")
    work(app)
    shown = browser.get(page).text
    assert "Naskah belum dapat dibaca" in shown and "terpotong" in shown and REFRESH not in shown
    with app.app_context():
        assert not db.session.scalar(sa.select(sa.func.count()).select_from(IntakeFile))


def test_a_reading_can_be_called_off_once(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = send_while_busy(app, browser)
    answer = browser.post_form(f"{page}/cancellation", page=page)
    assert answer.location == "/codes/new" and "tidak jadi dibaca" in browser.get("/codes/new").text
    assert "Pembacaan naskah ini dibatalkan" in browser.get(page).text
    assert browser.post_form(f"{page}/cancellation").location == page
    work(app)
    assert "dibatalkan" in browser.get(page).text


def test_the_same_text_twice_is_the_version_there_is(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    first = send(browser).location
    with app.app_context():
        code = db.session.scalar(
            sa.text("SELECT ref FROM code WHERE slug = :slug"), {"slug": first.split("/")[2]}
        )
    page = send_while_busy(app, browser, code=code)
    work(app)
    answer = browser.get(page)
    assert answer.location == first and "sudah tersimpan sebagai versi 1" in browser.get(first).text


def test_only_the_agencys_administrators_see_it(app: Flask, signed_in: Any, cast: Any) -> None:
    page = send_while_busy(app, signed_in(cast.agus))
    for other in (cast.lina, cast.bayu, cast.sari):
        browser = signed_in(other)
        assert browser.get(page).status_code == 404
        assert browser.post_form(f"{page}/cancellation").status_code == 404
    assert page not in signed_in(cast.lina).get("/codes/new").text


def test_a_line_has_an_end(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    for number in range(waiting.MOST_WAITING):
        page = send_while_busy(app, browser, TEXT.replace("Jujur", f"Jujur {number}").encode())
    assert "Ada 4 naskah lain di depan" in browser.get(page).text
    with app.app_context():
        places = slots()
    with places.take(quick=True), places.take(quick=True):
        refused = send(browser)
    assert refused.status_code == 422 and "Sudah ada 5 naskah yang menunggu dibaca" in refused.text
    assert send(browser).location.endswith("/review")


def test_a_name_that_cannot_be_is_said_before_anything_is_read(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    with app.app_context():
        places = slots()
    with places.take(quick=True), places.take(quick=True):
        assert "sudah dipakai instansi lain" in send(browser, slug="disdukcapil-palangkaraya-2019").text


def test_pasted_words_are_read_apart_too(signed_in: Any, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(data: bytes, name: str, how: Any, *rest: Any) -> Reading:
        asked.append(how)
        return read_apart(data, name, how, *rest)

    monkeypatch.setattr(intake, "read_apart", ask)
    browser = signed_in(cast.agus)
    answer = browser.post_form("/codes/new", {"text": TEXT, "code": "new"})
    assert answer.location.endswith("/review") and asked == ["pasted"]


def test_a_text_of_more_parts_than_anybody_could_check_is_refused(signed_in: Any, cast: Any) -> None:
    text = "KODE ETIK\n" + "".join(
        f"Pasal {number}\n(1) Petugas wajib jujur;\n" for number in range(1, LIMITS.parts + 2)
    )
    answer = send(signed_in(cast.agus), text.encode())
    assert answer.status_code == 422 and "bagian, butir, dan temuan" in answer.text


def test_the_line_belongs_to_the_agency(app: Flask, signed_in: Any, cast: Any) -> None:
    send_while_busy(app, signed_in(cast.lina))
    page = send_while_busy(app, signed_in(cast.agus))
    assert "Ada 1 naskah lain di depan" in signed_in(cast.agus).get(page).text
    with app.app_context():
        agus = db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()
        assert [row.agency_id for row in waiting.unfinished(agus)] == [agus.agency_id]
