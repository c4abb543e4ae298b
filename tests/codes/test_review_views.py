"""The code desk: a decree is taken in, reviewed beside its source, repaired and published; enemies get nothing."""

import io
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.models import Assignment, Certification
from training.codes.models import ClauseNote, Code, CodeVersion, ReadingFinding, Repair
from training.core.db import db
from training.modules.models import Module
from training.people.models import Agency

from .office import HOSTILE, LOST, TEXT

SCAN = "/codes/disdukcapil-palangkaraya-2019/versions/2"
HEAD = """KEPUTUSAN KEPALA DINAS UJI KOTA CONTOH
NOMOR 7 TAHUN 2025
TENTANG
KODE ETIK PELAYANAN DINAS UJI

Menimbang : a. bahwa perlu menetapkan kode etik;

Keputusan ini mulai berlaku pada tanggal ditetapkan.
Ditetapkan di Contoh
pada tanggal 4 Maret 2025

LAMPIRAN

"""
DECREE = HEAD + TEXT


def send(browser: Any, text: str = "", *, file: bytes = b"", name: str = "naskah.txt", **fields: str) -> Any:
    data: dict[str, Any] = {"csrf_token": browser.token(), "text": text, "code": "new", **fields}
    if file:
        data["file"] = (io.BytesIO(file), name)
    return browser.post("/codes/new", data=data, content_type="multipart/form-data")


def taken_in(browser: Any, text: str = DECREE, **fields: str) -> str:
    answer = send(browser, text, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location).removesuffix("/review")


def mend(browser: Any, page: str, **fields: Any) -> Any:
    shown = browser.get(f"{page}/review").text
    rev = re.search(r'name="rev" value="(\d+)"', shown)
    return browser.post_form(f"{page}/repairs", {"rev": rev[1] if rev else "0", **fields})


def count(app: Flask, model: Any) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def finding_id(app: Flask, slug: str, line: int = 0) -> int:
    with app.app_context():
        rows = sa.select(ReadingFinding.id).filter_by(slug=slug).order_by(ReadingFinding.line)
        rows = rows.where(ReadingFinding.line == line) if line else rows
        return db.session.scalars(rows.order_by(ReadingFinding.id.desc())).first() or 0


def test_a_decree_is_read_and_says_of_itself_what_it_is(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser)
    assert page == "/codes/dinsos-banten-2025/versions/1"
    shown = browser.get(f"{page}/review").text
    assert "butir terbaca dari naskah" in shown
    assert "Keputusan Kepala Dinas Uji Kota Contoh Nomor 7 Tahun 2025" in shown
    assert "4 Maret 2025" in shown and "Kode Etik Pelayanan Dinas Uji" in shown
    assert 'id="L14"' in shown and "Melayani setiap permohonan" in shown


def test_a_file_is_read_and_its_name_kept(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = send(browser, file=DECREE.encode("utf-16"), name="SK <b>2025</b>.txt").location
    shown = browser.get(page).text
    assert "SK &lt;b&gt;2025&lt;/b&gt;.txt" in shown and "Melayani setiap permohonan" in shown


def test_what_is_typed_wins_over_what_is_read(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser, title="Judul sendiri", slug="kode-sendiri", decree_date="2025-05-06")
    assert page == "/codes/kode-sendiri/versions/1"
    assert "Judul sendiri" in browser.get(page).text and "6 Mei 2025" in browser.get(page).text


def test_a_version_is_added_to_a_code_and_the_same_text_is_not(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    with app.app_context():
        ref = db.session.scalar(sa.select(Code.ref).filter_by(slug="dinsos-banten-2024"))
    assert taken_in(browser, code=ref) == "/codes/dinsos-banten-2024/versions/2"
    assert taken_in(browser, code=ref) == "/codes/dinsos-banten-2024/versions/2"
    assert (
        "sudah tersimpan sebagai versi 2" in browser.get("/codes/dinsos-banten-2024/versions/2/review").text
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Pilih berkas, atau tempelkan teksnya"),
        ({"text": DECREE, "slug": "dinsos-banten-2024"}, "sudah dipakai kode etik Anda"),
        ({"text": DECREE, "slug": "disdukcapil-palangkaraya-2019"}, "sudah dipakai instansi lain"),
        ({"text": DECREE, "slug": "Nama Pendek"}, "huruf kecil, angka, dan tanda hubung"),
        ({"text": DECREE, "code": "punya-orang"}, "Naskah belum dapat diterima"),
        ({"text": DECREE, "decree_date": "kemarin"}, "Naskah belum dapat diterima"),
        ({"file": b"PK\x03\x04 bukan zip", "name": "naskah.docx"}, "naskah.docx"),
        ({"file": b"%PDF-1.4 rusak", "name": "naskah.pdf"}, "naskah.pdf"),
    ],
)
def test_what_cannot_be_taken_in_is_said_and_nothing_is_kept(
    app: Flask, signed_in: Any, cast: Any, fields: dict[str, Any], words: str
) -> None:
    before = count(app, CodeVersion)
    answer = send(signed_in(cast.agus), **fields)
    assert answer.status_code == 422 and words in answer.text
    assert count(app, CodeVersion) == before


def test_a_text_without_clauses_is_kept_and_cannot_be_published(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser, "Kata pengantar\n\nPuji syukur kami panjatkan.")
    assert "Tidak ditemukan pasal atau butir" in browser.get(f"{page}/review").text
    assert "Belum dapat diterbitkan" in browser.get(f"{page}/publication").text


def test_only_administrators_repair_and_publish(app: Flask, signed_in: Any, cast: Any) -> None:
    trainer, officer = signed_in(cast.yusuf), signed_in(cast.rangga)
    shown = trainer.get(f"{SCAN}/review")
    assert shown.status_code == 200 and "/repairs" not in shown.text and "/publication" not in shown.text
    for browser in (trainer, officer):
        for url in ("/codes/new", f"{SCAN}/publication"):
            assert browser.get(url).status_code == 404
        for url in (f"{SCAN}/repairs", f"{SCAN}/notes", f"{SCAN}/publication", "/codes/new"):
            assert browser.post_form(url, {"do": "undo", "rev": "0"}).status_code == 404
    assert officer.get(f"{SCAN}/review").status_code == 404
    assert "Unggah naskah" not in officer.get("/codes").text


def test_another_agencys_draft_does_not_exist(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    for url in (f"{SCAN}/review", f"{SCAN}/publication"):
        assert browser.get(url).status_code == 404
    for url in (f"{SCAN}/repairs", f"{SCAN}/notes", f"{SCAN}/publication"):
        assert (
            browser.post_form(url, {"do": "undo", "rev": "0", "note": "x", "clause": "A.?1"}).status_code
            == 404
        )


def test_a_label_is_set_and_the_screen_goes_on_to_the_next_doubt(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.lina)
    shown = browser.get(f"{SCAN}/review?clause=A.?1").text
    assert 'id="nomor"' in shown and "autofocus" in shown
    answer = mend(browser, SCAN, do="label", clause="A.?1", label="1")
    assert answer.status_code == 303 and "clause=A.1" in answer.location
    after = browser.get(answer.location).text
    assert "Nomor tersimpan." in after and "Butir A.1" in after
    assert re.search(r'rel="next"[^>]*autofocus', after)
    assert "Urungkan: nomor diisi A.1" in " ".join(after.split()), after[after.index("Urungkan") :][:200]


def test_the_scan_is_repaired_in_the_browser_until_it_goes_to_amendment(
    app: Flask, signed_in: Any, cast: Any
) -> None:
    browser = signed_in(cast.lina)
    assert "galat menahan penerbitan" in browser.get(f"{SCAN}/review").text
    refused = browser.get(f"{SCAN}/publication").text
    assert "Belum dapat diterbitkan" in refused and "?finding=" in refused
    for line, first in ((5, 1), (35, 7), (42, 1)):
        number = finding_id(app, "labels-lost", line)
        assert mend(browser, SCAN, do="number", finding=number, first=first).status_code == 303
    shown = browser.get(f"{SCAN}/review").text
    assert "tidak ada yang menahan penerbitan" in shown and "B.dilarang.8" in shown
    ready = browser.get(f"{SCAN}/publication").text
    assert "Ini perubahan kode etik" in ready and f"{SCAN}/amendment" in ready
    assert browser.post_form(f"{SCAN}/publication", {"rev": "3"}).status_code == 409


def test_a_stale_tab_changes_nothing_and_says_so(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.lina)
    assert mend(browser, SCAN, do="label", clause="A.?1", label="1").status_code == 303
    stale = browser.post_form(
        f"{SCAN}/repairs", {"do": "label", "rev": "0", "clause": "A.?2", "label": "9"}, page=f"{SCAN}/review"
    )
    assert stale.status_code == 409 and "baru saja diubah di tempat lain" in stale.text
    assert ">A.9<" not in stale.text and "</span>A.9" not in stale.text and count(app, Repair) == 1


def test_a_published_version_cannot_be_repaired(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.lina)
    page = f"{SCAN[:-1]}1"
    answer = browser.post_form(f"{page}/repairs", {"do": "label", "rev": "0", "clause": "A.1", "label": "9"})
    assert answer.status_code == 409 and "sudah terbit" in answer.text
    assert "/repairs" not in browser.get(f"{page}/review").text
    assert count(app, Repair) == 0


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"do": "label", "clause": "Z.9", "label": "1"}, 404, ""),
        ({"do": "hapus"}, 422, "tidak dapat dilakukan"),
        ({"do": "kind", "clause": "A.?1", "kind": "hukum"}, 422, "Pilih jenis"),
        ({"do": "label", "clause": "A.?1", "label": "9" * 21}, 422, "terlalu panjang"),
        ({"do": "split", "clause": "A.?1", "phrase": "bukan di sini"}, 422, "tidak ditemukan di dalam butir"),
        ({"do": "merge", "clause": "A.?1"}, 422, "butir pertama"),
        ({"do": "clause", "section": "0", "line": "4"}, 422, "tidak memuat kata-kata"),
        ({"do": "facts", "title": " "}, 422, "Isi judulnya"),
        ({"do": "facts", "title": "x", "decree_date": "2025-02-31"}, 422, "Tulis tanggal yang ada"),
        ({"do": "new-section", "clause": "A.?1"}, 422, "Isi judulnya"),
        ({"do": "undo"}, 422, "Tidak ada perbaikan"),
    ],
)
def test_a_repair_that_does_not_fit_is_refused_with_a_reason(
    app: Flask, signed_in: Any, cast: Any, fields: dict[str, str], status: int, words: str
) -> None:
    answer = mend(signed_in(cast.lina), SCAN, **fields)
    assert answer.status_code == status and words in answer.text
    assert count(app, Repair) == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "merge", "clause": "A.?2"}, "berbihak; Ketaatan"),
        ({"do": "split", "clause": "A.?1", "phrase": "secara profesional", "label": "2"}, "Butir A.2"),
        ({"do": "split", "clause": "A.?7", "line": "14"}, "berdaya guna"),
        ({"do": "kind", "clause": "A.?1", "kind": "obligation"}, "Jenis butir diubah"),
        ({"do": "trainable", "clause": "A.?1", "trainable": "0"}, "Latihkan lagi"),
        ({"do": "trainable", "section": "0", "trainable": "0"}, "tidak menjadi modul"),
        ({"do": "not-a-clause", "clause": "A.?1"}, "Bukan butir lagi"),
        ({"do": "clause", "section": "1", "line": "15"}, "Baris itu menjadi butir"),
        ({"do": "section", "clause": "A.?1", "section": "1"}, "Butir B."),
        ({"do": "new-section", "clause": "B.dilarang.?1", "label": "C", "title": "Larangan"}, "C. Larangan"),
        ({"do": "heading", "section": "0", "label": "I", "title": "Asas", "kind": "value"}, "I. Asas"),
        ({"do": "facts", "title": "Judul baru", "decree": "Nomor 9"}, "Judul baru"),
    ],
)
def test_every_repair_works_from_its_form_and_can_be_undone(
    signed_in: Any, cast: Any, fields: dict[str, str], words: str
) -> None:
    browser = signed_in(cast.lina)
    answer = mend(browser, SCAN, **fields)
    assert answer.status_code == 303, answer.text
    assert words in browser.get(answer.location).text
    assert mend(browser, SCAN, do="undo").status_code == 303
    assert "Urungkan" not in browser.get(f"{SCAN}/review").text


def test_an_error_is_accepted_only_with_a_reason_that_is_kept(app: Flask, signed_in: Any, cast: Any) -> None:
    browser, number = signed_in(cast.lina), finding_id(app, "labels-lost", 5)
    assert mend(browser, SCAN, do="accept", finding=number).status_code == 422
    answer = mend(browser, SCAN, do="accept", finding=number, reason="Brosur memang tanpa nomor.")
    assert "Brosur memang tanpa nomor." in browser.get(answer.location).text


def test_the_first_version_is_published_and_opens_its_modules(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser, slug="kode-uji")
    asked = browser.get(f"{page}/publication").text
    assert "3 modul terbuka" in asked and "belajar dari kode ini" in asked
    stale = browser.post_form(f"{page}/publication", {"rev": "7"})
    assert stale.status_code == 409 and "baru saja diubah" in stale.text
    done = browser.post_form(f"{page}/publication", {"rev": "0"})
    assert done.status_code == 303
    shown = browser.get(page).text
    assert "Sedang berlaku" in shown and "6 butir belum punya skenario" in shown and "/modules/" in shown
    with app.app_context():
        version = db.session.scalars(
            sa.select(CodeVersion).join(CodeVersion.code).where(Code.slug == "kode-uji")
        ).one()
        assert version.state == "in_force" and version.in_force_from.isoformat() == "2025-03-04"
        modules = sa.select(sa.func.count()).select_from(Module).where(Module.version_id == version.id)
        assert db.session.scalar(modules) == 3
        scheme = db.session.scalars(sa.select(Certification).filter_by(code_id=version.code_id)).one()
        agency = db.session.get_one(Agency, version.agency_id)
        assigned = sa.select(sa.func.count()).select_from(Assignment).filter_by(certification_id=scheme.id)
        assert db.session.scalar(assigned) == 8 and agency.slug == "dinsos-banten"


def test_what_holds_from_a_later_day_is_published_on_that_day(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser, slug="kode-uji", in_force_from="2099-01-01")
    answer = browser.post_form(f"{page}/publication", {"rev": "0"})
    assert answer.status_code == 409 and "mulai berlakunya belum tiba" in answer.text


def test_hostile_words_stay_words(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser, HOSTILE, slug="kode-uji", title="<i>Judul</i> {{ 7 * 7 }}")
    for url in (f"{page}/review", f"{page}/review?clause=B.dilarang.1", f"{page}/publication", page):
        shown = browser.get(url).text
        assert "<script>alert" not in shown and "<i>Judul" not in shown
    shown = browser.get(f"{page}/review").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =HYPERLINK(" in shown
    answer = mend(browser, page, do="label", clause="B.dilarang.1", label='"><script>alert(2)</scr')
    assert answer.status_code == 422
    answer = mend(browser, page, do="label", clause="B.dilarang.1", label="<b>&?#/..")
    assert "<b>&?" not in browser.get(answer.location).text


def test_a_note_on_the_wording_is_shown_to_everybody(app: Flask, signed_in: Any, cast: Any) -> None:
    weighed = signed_in(cast.sari).get("/codes/dinsos-banten-2024/versions/1").text
    assert (
        weighed.count("Catatan atas kata-katanya") == 1 and "toleransi kelebihan muatan” berasal" in weighed
    )
    browser, page = signed_in(cast.agus), "/codes/dinsos-banten-2024/versions/1"
    answer = browser.post_form(f"{page}/notes", {"clause": "A.1", "note": "Perlu <b>contoh</b>."})
    assert answer.status_code == 303
    assert "Perlu &lt;b&gt;contoh&lt;/b&gt;." in signed_in(cast.sari).get(page).text
    assert browser.post_form(f"{page}/notes", {"clause": "Z.1", "note": "x"}).status_code == 404
    assert browser.post_form(f"{page}/notes", {"clause": "A.1", "note": ""}).status_code == 422
    assert count(app, ClauseNote) == 2


def test_the_completeness_panel_says_what_is_missing_and_what_to_do(signed_in: Any, cast: Any) -> None:
    banten = signed_in(cast.agus).get("/codes/dinsos-banten-2024/versions/1/review").text
    assert banten.count("belum ditemukan") == 1 + 1 and "Tambahkan hak petugas" in banten
    raya = signed_in(cast.lina).get(f"{SCAN}/review").text
    assert "Tambahkan penghargaan" in raya and "PEKPPP" in raya and "21 November 2026" in raya


def test_the_first_doubt_is_an_error_and_links_go_on_and_back(app: Flask, signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.lina)
    shown = browser.get(f"{SCAN}/review").text
    assert "kehilangan nomornya" in shown.split('id="temuan"')[0] and 'id="urut"' in shown
    onward = re.search(r'href="([^"]+)" rel="next"', shown)
    again = browser.get(onward[1] if onward else "").text
    assert 'rel="prev"' in again


@pytest.mark.parametrize("asked", ["finding=999999", "clause=Z", "section=99", "finding=%00", "done=<b>"])
def test_an_address_that_asks_for_nothing_shows_the_desk(signed_in: Any, cast: Any, asked: str) -> None:
    shown = signed_in(cast.lina).get(f"{SCAN}/review?{asked}")
    assert shown.status_code == 200 and "<b>" not in shown.text


def test_a_lost_number_holds_an_uploaded_text_back(signed_in: Any, cast: Any) -> None:
    browser = signed_in(cast.agus)
    page = taken_in(browser, LOST, slug="kode-uji")
    assert browser.post_form(f"{page}/publication", {"rev": "0"}).status_code == 409
    assert mend(browser, page, do="label", clause="B.wajib.?1", label="2").status_code == 303
    assert browser.post_form(f"{page}/publication", {"rev": "1"}).status_code == 303
