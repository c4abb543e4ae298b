"""The pages of the codes, through the checking client."""

from typing import Any

from flask import Flask

from training.core.db import db
from training.people.models import Agency

from .office import DECREE, HOSTILE, LOST, SLUG, draft, open_office

PAGE = f"/codes/{SLUG}/versions/1"


def add_draft(app: Flask, agency_id: int) -> None:
    with app.app_context():
        draft(db.session.get_one(Agency, agency_id), text=LOST, name="pindaian.txt")
        db.session.commit()


def test_an_officer_reads_the_code_word_for_word(app: Flask, signed_in: Any) -> None:
    page = signed_in(open_office(app).officer).get(PAGE).text
    assert "Menerima imbalan dalam bentuk apa pun dari pemohon;" in page
    assert f"{DECREE}, 4 Maret 2025" in page
    assert 'id="butir-B.dilarang.1"' in page
    assert "B. Kewajiban dan Larangan" in page and "Berlaku" in page


def test_the_list_shows_officers_what_is_in_force_and_no_drafts(app: Flask, signed_in: Any) -> None:
    office = open_office(app)
    add_draft(app, office.agency_id)
    page = signed_in(office.officer).get("/codes").text
    assert "Versi 1" in page and "Versi 2" not in page
    page = signed_in(office.trainer).get("/codes").text
    assert "Versi 2" in page and "Draf" in page and f"{PAGE[:-1]}2/review" in page


def test_drafts_and_sources_do_not_exist_for_officers(app: Flask, signed_in: Any) -> None:
    office = open_office(app)
    add_draft(app, office.agency_id)
    browser = signed_in(office.officer)
    for url in (f"/codes/{SLUG}/versions/2", f"{PAGE}/review", f"/codes/{SLUG}/versions/2/review"):
        assert browser.get(url).status_code == 404


def test_another_agencys_code_does_not_exist(app: Flask, signed_in: Any) -> None:
    open_office(app)
    browser = signed_in(open_office(app, slug="dinas-lain-2025", key="lain").trainer)
    for url in (PAGE, f"{PAGE}/review", "/codes/tidak-ada/versions/1", f"/codes/{SLUG}/versions/99"):
        assert browser.get(url).status_code == 404
    assert SLUG not in browser.get("/codes").text


def test_a_stranger_signs_in_first(app: Flask, client: Any) -> None:
    answer = client.get("/codes")
    assert answer.status_code == 302 and "/sign-in?next=" in answer.location


def test_the_source_stands_beside_what_was_read_and_what_is_doubted(app: Flask, signed_in: Any) -> None:
    office = open_office(app)
    add_draft(app, office.agency_id)
    page = signed_in(office.trainer).get(f"/codes/{SLUG}/versions/2/review").text
    line = LOST.split("\n").index(". Menyimpan rahasia jabatan selama dan sesudah menjalankan tugas;") + 1
    assert f'id="L{line}"' in page and f'href="#L{line}"' in page
    assert "?finding=" in page and "nomor tidak terbaca" in page
    assert "pindaian.txt" in page


def test_a_manager_sees_what_holds_publication_back_and_what_is_missing(app: Flask, signed_in: Any) -> None:
    office = open_office(app)
    add_draft(app, office.agency_id)
    page = signed_in(office.trainer).get(f"/codes/{SLUG}/versions/2").text
    assert "Menunggu diperiksa" in page and "Yang berat menahan penerbitan" in page
    assert "belum ditemukan" in page
    assert "Kelengkapan kode etik" not in signed_in(office.officer).get(PAGE).text


def test_whatever_a_code_holds_is_shown_as_text(app: Flask, signed_in: Any) -> None:
    browser = signed_in(open_office(app, text=HOSTILE).trainer)
    for url in (PAGE, f"{PAGE}/review"):
        page = browser.get(url).text
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "=HYPERLINK(" in page and "{{ 7 * 7 }}" in page


def test_in_english_the_words_around_the_text_change_and_the_text_does_not(
    app: Flask, signed_in: Any
) -> None:
    browser = signed_in(open_office(app).officer)
    browser.post_form("/language", {"language": "en", "next": PAGE}, page=PAGE)
    page = browser.get("/codes").text
    assert "Code of Ethics of the Test Agency" in page and 'lang="en"' in page
    assert "Menerima imbalan dalam bentuk apa pun" in browser.get(PAGE).text
