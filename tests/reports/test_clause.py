"""The public page of a clause: words, versions, history; nothing about people, and no draft."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.checking import CheckingClient
from tests.codes.office import DECREE, HOSTILE, NOW, SLUG, TEXT, Office, draft, open_office
from training.codes.diffing import ClauseText
from training.codes.lineage import lineage
from training.codes.models import ClauseNote, CodeVersion
from training.codes.service import publish
from training.core.db import db
from training.people.models import Agency

PAGE = f"/codes/{SLUG}/clauses"
SECOND = (
    TEXT.replace("Menerima imbalan dalam bentuk apa pun dari pemohon;", "Menerima imbalan dalam bentuk apa pun dari siapa pun;")
    .replace("2. Mendahulukan kenalan dalam antrean;\n", "")
    .replace("1. Melayani setiap permohonan dengan baik;\n2. Menyimpan", "1. Menjelaskan biaya sebelum menerima berkas warga;\n2. Melayani setiap permohonan dengan baik;\n3. Menyimpan")
)  # fmt: skip


@pytest.fixture
def office(app: Flask) -> Office:
    """An office whose second version changed one clause, dropped one, and moved two."""
    found = open_office(app)
    amend(app, found, SECOND)
    return found


def amend(app: Flask, office: Office, text: str, *, published: bool = True) -> None:
    with app.app_context():
        version = draft(db.session.get_one(Agency, office.agency_id), text=text, name=f"{hash(text)}.txt")
        if published:
            publish(version, actor="system", now=NOW + timedelta(days=1))
        db.session.commit()


def said(page: str) -> str:
    """What a reader reads, in one line."""
    main = page.split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", main)).split())


def test_anybody_reads_the_clause_word_for_word(app: Flask, client: CheckingClient) -> None:
    open_office(app)
    answer = client.get(f"{PAGE}/B.dilarang.1")
    page = said(answer.text)
    assert answer.status_code == 200 and "<h1>Butir B.dilarang.1</h1>" in answer.text
    assert "Menerima imbalan dalam bentuk apa pun dari pemohon;" in page
    assert f"{DECREE}, 4 Maret 2025" in page and "B. Kewajiban dan Larangan" in page and "Larangan" in page
    assert "Berlaku sejak 4 Maret 2025" in page.replace("sejak4", "sejak 4")
    with app.app_context():
        fingerprint = db.session.scalar(
            sa.select(CodeVersion.content_hash)
            .where(CodeVersion.source_name == "code.txt")
            .order_by(CodeVersion.id.desc())
        )
    assert fingerprint in page
    assert (
        f"Butir B.dilarang.1 {DECREE}, 4 Maret 2025, versi 1, http://localhost{PAGE}/B.dilarang.1?version=1"
        in page
    )
    assert "Di instansi Anda" not in page and "Uji Coba" not in answer.text


def test_the_real_codes_have_a_page_for_every_clause(app: Flask, client: CheckingClient) -> None:
    with app.app_context():
        versions = db.session.scalars(sa.select(CodeVersion).where(CodeVersion.state == "in_force")).all()
        known = [(v.code.slug, c.address, c.text) for v in versions for c in (v.clauses[0], v.clauses[-1])]
    for slug, address, text in known:
        assert text in unescape(client.get(f"/codes/{slug}/clauses/{address}").text)


@pytest.mark.parametrize(
    "address",
    ["Z.9", "B.dilarang", "B.dilarang.1/", "b.dilarang.1?version=x", "B.dilarang.1?version=3", "B.dilarang.1?version=", "B.dilarang.1?version=-1", "B.dilarang.1?version=99999999999", "%00"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(office: Office, client: CheckingClient, address: str) -> None:
    assert client.get(f"{PAGE}/{address}").status_code == 404
    assert client.get(f"/codes/tidak-ada/clauses/{address}").status_code == 404


def test_a_draft_is_never_shown(app: Flask, office: Office, client: CheckingClient, signed_in: Any) -> None:
    amend(app, office, TEXT.replace("imbalan", "hadiah rahasia"), published=False)
    for browser in (client, signed_in(office.trainer)):
        assert browser.get(f"{PAGE}/B.dilarang.1?version=3").status_code == 404
        page = browser.get(f"{PAGE}/B.dilarang.1").text
        assert "rahasia" not in said(page).replace("rahasia jabatan", "") and "Versi 3" not in page


def test_a_code_that_was_never_published_has_no_pages(app: Flask, client: CheckingClient) -> None:
    office = open_office(app)
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), slug="kode-lain")
        db.session.commit()
    assert client.get("/codes/kode-lain/clauses/A.1").status_code == 404


def test_the_text_in_force_is_shown_with_what_changed(office: Office, client: CheckingClient) -> None:
    answer = client.get(f"{PAGE}/B.dilarang.1")
    assert "dari siapa pun;" in said(answer.text) and "Sedang berlaku" in answer.text
    assert re.search(r"<del>.*?pemohon.*?</del>", answer.text) and re.search(
        r"<ins>.*?siapa pun.*?</ins>", answer.text
    )
    assert f'href="{PAGE}/B.dilarang.1?version=1"' in answer.text


def test_a_superseded_text_says_so_and_links_the_present_one(office: Office, client: CheckingClient) -> None:
    answer = client.get(f"{PAGE}/B.wajib.1?version=1")
    page = said(answer.text)
    assert "Melayani setiap permohonan dengan baik;" in page and "Bukan bunyi yang berlaku sekarang" in page
    assert f'href="{PAGE}/B.wajib.2"' in answer.text and "butir B.wajib.2, versi 2" in page
    assert "versi 1, http://localhost" in page


def test_a_moved_clause_knows_where_it_stood_and_who_has_its_address_now(
    office: Office, client: CheckingClient
) -> None:
    page = said(client.get(f"{PAGE}/B.wajib.2").text)
    assert "Melayani setiap permohonan dengan baik;" in page
    assert "Pindah dari butir B.wajib.1 ke butir B.wajib.2." in page
    assert "Dalam versi 1 alamat ini milik butir lain" in page
    new = said(client.get(f"{PAGE}/B.wajib.1").text)
    assert "Menjelaskan biaya" in new and "Butir baru." in new


def test_a_withdrawn_address_still_shows_its_last_text(office: Office, client: CheckingClient) -> None:
    answer = client.get(f"{PAGE}/B.dilarang.2")
    page = said(answer.text)
    assert answer.status_code == 200 and "Mendahulukan kenalan dalam antrean;" in page
    assert (
        "Butir ini sudah dicabut" in page
        and "menurut versi 1" in page
        and "Dicabut; sebelumnya butir B.dilarang.2." in page
    )


def test_the_same_words_under_another_heading_are_another_kind_of_rule(
    app: Flask, client: CheckingClient
) -> None:
    office = open_office(app)
    swapped = TEXT.replace("pelayanan wajib:", "pelayanan X:").replace(
        "pelayanan dilarang:", "pelayanan wajib:"
    )
    amend(app, office, swapped.replace("pelayanan X:", "pelayanan dilarang:"))
    page = said(client.get(f"{PAGE}/B.wajib.1").text)
    assert "Menerima imbalan" in page and "Pindah dari butir B.dilarang.1 ke butir B.wajib.1." in page
    assert "Jenisnya berubah: dari larangan menjadi kewajiban." in page


def test_whatever_a_clause_holds_is_shown_as_text(app: Flask, client: CheckingClient) -> None:
    office = open_office(app, text=HOSTILE)
    amend(app, office, HOSTILE.replace("alert(1)", "alert(2)"))
    page = client.get(f"{PAGE}/B.dilarang.1").text
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "{{ 7 * 7 }}" in page


def test_a_note_on_the_wording_stands_beside_the_text(app: Flask, client: CheckingClient) -> None:
    office = open_office(app)
    with app.app_context():
        for words in ("Rumusannya ganda.", "Bandingkan dengan <b>A.2</b>."):
            db.session.add(
                ClauseNote(
                    agency_id=office.agency_id,
                    version_id=office.version_id,
                    address="A.1",
                    text=words,
                    at=NOW,
                )
            )
        db.session.commit()
    page = client.get(f"{PAGE}/A.1").text
    assert "Catatan atas rumusan" in page and "Rumusannya ganda." in page and "&lt;b&gt;A.2" in page
    assert "Catatan atas rumusan" not in client.get(f"{PAGE}/A.2").text


def test_in_english_the_words_around_the_text_change_and_the_text_does_not(
    office: Office, signed_in: Any
) -> None:
    browser = signed_in(office.officer)
    browser.post_form("/language", {"language": "en", "next": "/"}, page="/codes")
    page = browser.get(f"{PAGE}/B.dilarang.1").text
    assert 'lang="en"' in page and "Menerima imbalan" in page


def test_stages_of_a_clause_that_goes_and_another_that_comes() -> None:
    def version(*texts: str) -> tuple[ClauseText, ...]:
        return tuple(ClauseText(f"A.{n}", text) for n, text in enumerate(texts, start=1))

    versions = [
        version("Petugas wajib hadir tepat waktu di loket."),
        version("Petugas menyapa setiap warga dengan ramah.", "Petugas wajib hadir tepat waktu di loket."),
        version("Petugas menyapa setiap warga dengan ramah.", "Petugas wajib hadir tepat waktu di loket pelayanan."),
        version("Petugas menyapa setiap warga dengan ramah."),
    ]  # fmt: skip
    kinds = [(stage.version, stage.kind, stage.moved) for stage in lineage(versions, 2, "A.2")]
    assert kinds == [(0, "first", False), (1, "moved", True), (2, "edited", False), (3, "removed", False)]
    assert lineage(versions, 0, "A.1") == lineage(versions, 2, "A.2")
    assert [stage.kind for stage in lineage(versions, 3, "A.1")] == ["added", "unchanged", "unchanged"]
    with pytest.raises(KeyError):
        lineage(versions, 3, "A.2")
