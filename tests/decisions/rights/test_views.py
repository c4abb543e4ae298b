"""The officer's own side: everything that is for them, nothing that is not, and what they may do, once."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from pypdf import PdfReader

from training.core.clock import now
from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.models import AccessGrant, Opening
from training.ledger.checking import verify

from ... import cast
from ..awards.office import granted
from ..office import person_of, seat
from .office import TODAY, VERDICT, carry_on, case_about, decided, find, kinds

REPLY = "Kue itu saya kembalikan sore itu juga."


@pytest.fixture
def case(board: Flask) -> str:
    with board.app_context():
        return case_about(cast.sari)


@pytest.fixture
def discipline(board: Flask) -> str:
    with board.app_context():
        return case_about(cast.sari, track="discipline")


def answer(browser, ref, text=REPLY, act="reply", seen=None):
    page = browser.get(f"/my-matters/{ref}/{act}")
    seen = seen or re.search(r'name="seen" value="(\d+)"', page.text)[1]
    return browser.post_form(f"/my-matters/{ref}/{act}", {"text": text, "seen": seen})


def test_the_list_and_the_page_say_where_it_stands(board, case, signed_in):
    sari = signed_in(cast.sari)
    number = re.search(r"ETIK/\d{4}/\d{4}", sari.get("/my-matters").text)[0]
    page = sari.get(f"/my-matters/{case}").text
    assert number in page and "Laporan sudah dicatat" in page and "Belum ada keputusan" in page
    assert "D.4" in page and "Nilai bukan bukti pelanggaran" in page and "Nilai rendah menunjukkan" in page
    assert "UU 27/2022" in page and "periksa terhadap naskah resmi" in page
    assert "tersangka" not in page.lower() and "bersalah" not in page.lower()


def test_cases_and_nominations_stand_in_one_list(board, case, discipline, signed_in):
    with board.app_context():
        number = granted().number
    page = signed_in(cast.sari).get("/my-matters").text
    assert number in page and "ETIK/" in page and "DISIPLIN/" in page and "Dikabulkan" in page


def test_nobody_about_whom_nothing_is_sees_an_empty_page(board, signed_in):
    assert "Tidak ada perkara" in signed_in(cast.joko).get("/my-matters").text


def test_inner_steps_and_the_way_of_the_report_stay_out(board, case, signed_in):
    with board.app_context():
        carry_on(case, "noted", {"text": "RAHASIA-DALAM"}, inner=True)
        carry_on(
            case, "deliberated", {"present": ["x" * 12], "agreed": True, "conclusion": "proven"}, inner=True
        )
    page = signed_in(cast.sari).get(f"/my-matters/{case}").text
    assert "RAHASIA-DALAM" not in page and "Disampaikan langsung" not in page and "musyawarah:" not in page
    assert "Sedang dipertimbangkan" in page and page.count("Dokumen (PDF)") == 1


@pytest.mark.parametrize("who", ["joko", "hesti", "ratna", "kartika", "rangga", "gita"])
def test_it_is_for_nobody_else(case, signed_in, who):
    browser = signed_in(cast.MEMBERS[who])
    for path in ("", "/access", "/reply", "/objection"):
        assert browser.get(f"/my-matters/{case}{path}").status_code == 404
    assert browser.post_form(f"/my-matters/{case}/reply", {"text": REPLY, "seen": "1"}).status_code == 404


def test_a_reply_becomes_a_step_and_a_document(board, case, signed_in):
    sari = signed_in(cast.sari)
    assert answer(sari, case).status_code == 303
    page = sari.get(f"/my-matters/{case}").text
    assert REPLY in page
    assert sari.get(f"/my-matters/{case}/steps/2.pdf").mimetype == "application/pdf"
    with board.app_context():
        assert kinds(case) == ["opened", "replied"] and find(case).steps[1].said["on_paper"] is False
        assert verify().faults == []


def test_a_long_reply_is_read_whole_in_its_paper(case, signed_in):
    sari = signed_in(cast.sari)
    assert answer(sari, case, "Panjang. " * 2000 + "HABIS").status_code == 303
    assert "HABIS" not in sari.get(f"/my-matters/{case}").text
    pages = PdfReader(BytesIO(sari.get(f"/my-matters/{case}/steps/2.pdf").data)).pages
    assert "HABIS" in pages[-1].extract_text()


def test_a_reply_sent_twice_is_kept_once(board, case, signed_in):
    sari = signed_in(cast.sari)
    assert answer(sari, case, seen="1").status_code == 303
    again = answer(sari, case, seen="1")
    assert again.status_code == 409 and REPLY in again.text and "langkah baru" in again.text
    with board.app_context():
        assert kinds(case) == ["opened", "replied"]


def test_an_inner_step_meanwhile_stands_in_nobodys_way(board, case, signed_in):
    with board.app_context():
        carry_on(case, "noted", {"text": "Catatan."}, inner=True)
    assert answer(signed_in(cast.sari), case, seen="1").status_code == 303


@pytest.mark.parametrize(("text", "said"), [(" ", "Tuliskan isinya"), ("a" * 20_001, "20.000 huruf")])
def test_an_empty_or_endless_reply_is_not_sent(board, case, signed_in, text, said):
    refused = answer(signed_in(cast.sari), case, text)
    assert refused.status_code == 422 and said in refused.text
    with board.app_context():
        assert kinds(case) == ["opened"]


def test_after_the_end_nothing_is_taken_and_what_was_typed_is_there(board, case, signed_in):
    with board.app_context():
        carry_on(case, "closed", {"why": "unfounded", "kept_until": "2031-12-31"})
    sari = signed_in(cast.sari)
    assert sari.get(f"/my-matters/{case}/reply").status_code == 303
    late = sari.post_form(f"/my-matters/{case}/reply", {"text": REPLY, "seen": "2"})
    assert late.status_code == 409 and REPLY in late.text
    assert "Perkara sudah ditutup" in sari.get(f"/my-matters/{case}").text
    with board.app_context():
        assert kinds(case) == ["opened", "closed"]


def test_an_objection_has_its_day_and_is_taken_once(board, discipline, signed_in):
    with board.app_context():
        decided(discipline)
    sari = signed_in(cast.sari)
    page = sari.get(f"/my-matters/{discipline}").text
    assert "Ajukan keberatan" in page and "hari kerja lagi" in page and "Teguran tertulis" in page
    assert "PP 79/2021" in page
    assert answer(sari, discipline, "Saya keberatan.", act="objection").status_code == 303
    assert "Keberatan Anda sudah diterima" in sari.get(f"/my-matters/{discipline}").text
    assert sari.get(f"/my-matters/{discipline}/objection").status_code == 303
    with board.app_context():
        assert find(discipline).steps[-1].said["way"] == "objection"


def test_against_dismissal_the_way_is_the_board(board, discipline, signed_in):
    with board.app_context():
        decided(discipline, penalty="dismissal")
    sari = signed_in(cast.sari)
    assert "BPASN" in sari.get(f"/my-matters/{discipline}/objection").text
    assert answer(sari, discipline, "Saya banding.", act="objection").status_code == 303
    with board.app_context():
        assert find(discipline).steps[-1].said["way"] == "appeal"


def test_before_a_decision_there_is_nothing_to_object_to(case, signed_in):
    sari = signed_in(cast.sari)
    assert sari.get(f"/my-matters/{case}/objection").status_code == 303
    sent = sari.post_form(f"/my-matters/{case}/objection", {"text": "Tidak.", "seen": "1"})
    assert sent.status_code == 409


@pytest.mark.parametrize("act", ["decided", "opened", "closed", "noted"])
def test_no_other_act_is_the_officers(case, signed_in, act):
    sari = signed_in(cast.sari)
    assert sari.get(f"/my-matters/{case}/{act}").status_code == 404
    assert sari.post_form(f"/my-matters/{case}/{act}", {"text": "x", "seen": "1"}).status_code == 404


def test_who_opened_it_and_to_whom_it_was_lent_is_told_but_no_look_at_the_reporter(board, case, signed_in):
    signed_in(cast.ratna).post_form(f"/cases/{case}/steps/1.pdf")
    with board.app_context():
        found, ratna, yanti = find(case), person_of(cast.ratna), person_of(cast.yanti)
        seat(found, yanti)
        moment = now()
        db.session.add(
            AccessGrant(
                agency_id=found.agency_id,
                matter=found,
                person=yanti,
                lent_by=ratna,
                reason="Menyiapkan pemeriksaan",
                since=moment,
                until=moment + timedelta(days=2),
            )
        )
        looked = Opening(agency_id=found.agency_id, matter=found, person=ratna, what="reporter", at=moment)
        looked.reason = "RAHASIA-PELAPOR"
        db.session.add(looked)
        db.session.commit()
    sari = signed_in(cast.sari)
    page = sari.get(f"/my-matters/{case}/access").text
    assert "Ratna Puspita" in page and "mengunduh dokumen perkara" in page and "Dokumen langkah 1" in page
    assert "Yanti Rosmala" in page and "Menyiapkan pemeriksaan" in page
    assert "RAHASIA-PELAPOR" not in page
    log = sari.get("/certificates").text
    assert "berkas perkara tentang Anda" in log and "RAHASIA-PELAPOR" not in log


def test_what_personnel_entered_is_there_with_a_way_to_correct_it(board, signed_in):
    page = signed_in(cast.sari).get("/my-matters/entries").text
    assert "Catatan kepegawaian" in page and "about=entry" in page
    form = signed_in(cast.sari).get("/corrections/new?about=matter").text
    assert re.search(r'value="matter"[^>]*checked', form)


def test_an_erased_case_is_gone(board, case, signed_in):
    with board.app_context():
        find(case).erased_at = now()
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count(Opening.id))) == 0
    assert signed_in(cast.sari).get(f"/my-matters/{case}").status_code == 404


def test_a_decision_that_was_not_delivered_is_not_told(board, discipline, signed_in):
    with board.app_context():
        verdict = acts.Verdict(**VERDICT).model_dump(mode="json")
        carry_on(discipline, "decided", {"number": "SK 900/1/2026", "verdict": verdict})
        number = find(discipline).rev
    browser, page = signed_in(cast.sari), f"/my-matters/{discipline}"
    before = browser.get(page).text
    assert "SK 900/1/2026" not in before and "Belum ada keputusan" in before
    assert browser.get(f"{page}/steps/{number}.pdf").status_code == 404
    assert browser.get(f"{page}/steps/{number}/receipt").status_code == 404
    assert "SK 900/1/2026" not in browser.post_form("/certificates/data", {}, page="/certificates").text
    with board.app_context():
        carry_on(discipline, "delivered", {"how": "handed", "received_on": TODAY().isoformat()})
    after = browser.get(page).text
    assert "SK 900/1/2026" in after and "Belum ada keputusan" not in after
    assert browser.get(f"{page}/steps/{number}.pdf").status_code == 200
