"""The auditor's desk: everything can be followed, nothing changed, and nobody is looked into unseen."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.certifications.office import complete
from training.attempts.models import Attempt
from training.codes.models import Clause
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.decisions.auditing.checking import check_waiting
from training.decisions.auditing.models import AuditCheck, AuditLook
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf

from ... import cast
from ..office import MORNING, a_case, person_of

REASON = "Pemeriksaan rutin triwulan keempat."


def certificate(app: Flask) -> str:
    with app.app_context():
        number = complete(person_of(cast.joko), now()).certificate.number
        db.session.commit()
        return number


def look(browser, number: str, reason: str = REASON):
    return browser.post_form("/audit/looks", {"number": number, "reason": reason}, page="/audit")


def test_a_certificate_is_followed_back_to_the_runs_and_the_text(board: Flask, signed_in) -> None:
    number = certificate(board)
    browser = signed_in(cast.wahyu)
    page = browser.get(look(browser, number.lower()).location)
    assert number in page.text
    assert "sama dengan sidik pada sertifikat" in page.text
    assert "tidak cocok" not in page.text
    assert "tidak tercatat" not in page.text
    runs = re.findall(r'href="(/audit/looks/\w+/runs/\w+)"', page.text)
    assert len(runs) == 5
    assert browser.get(runs[0]).status_code == 200


def test_a_clause_or_an_answer_that_was_changed_shows(board: Flask, signed_in) -> None:
    number = certificate(board)
    with board.app_context():
        clause = db.session.scalars(sa.select(Clause).where(Clause.address == "D.4")).first()
        clause.text += " (kecuali hari raya)"
        attempt = db.session.scalars(sa.select(Attempt).where(Attempt.purpose == "certification")).first()
        attempt.mastery_percent = 10
        db.session.commit()
    browser = signed_in(cast.wahyu)
    page = browser.get(look(browser, number).location)
    assert "tidak sama dengan sidik pada sertifikat" in page.text
    runs = [browser.get(run).text for run in re.findall(r'href="(/audit/looks/\w+/runs/\w+)"', page.text)]
    assert sum("tidak cocok dengan entri" in run for run in runs) == 1


def test_looking_into_somebody_needs_a_reason_and_is_on_record(board: Flask, signed_in) -> None:
    number = certificate(board)
    browser = signed_in(cast.wahyu)
    assert look(browser, number, "iseng").status_code == 422
    with board.app_context():
        assert db.session.scalar(sa.select(AuditLook)) is None
    look(browser, number)
    with board.app_context():
        kept = db.session.scalars(sa.select(AuditLook)).one()
        assert (kept.subject.email, kept.reason) == (cast.joko.email, REASON)
        leaf = db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.kind == "audit.looked")).one()
        assert leaf.record == f"audit_look:{kept.ref}"
        assert verify().faults == []
    own = signed_in(cast.joko).get("/certificates").text
    assert "Wahyu Nugroho" in own
    assert REASON in own


@pytest.mark.parametrize("number", ["", "ADAB/TIDAK/ADA", "' OR 1=1 --", "\x00", "x" * 500])
def test_a_number_that_is_not_there_opens_nothing(board: Flask, signed_in, number: str) -> None:
    assert look(signed_in(cast.wahyu), number).status_code == 422


def test_another_agencys_certificate_is_unknown(board: Flask, signed_in) -> None:
    with board.app_context():
        number = complete(person_of(cast.rangga), now()).certificate.number
        db.session.commit()
    assert look(signed_in(cast.wahyu), number).status_code == 422


def test_a_look_is_for_who_asked_and_for_some_hours(board: Flask, signed_in) -> None:
    number = certificate(board)
    address = look(signed_in(cast.wahyu), number).location
    assert signed_in(cast.hesti).get(address).status_code == 404
    with board.app_context():
        kept = db.session.scalars(sa.select(AuditLook)).one()
        db.session.execute(sa.update(AuditLook).values(at=kept.at - timedelta(days=365)))
        db.session.commit()
    assert signed_in(cast.wahyu).get(address).status_code == 404


def test_a_case_is_followed_step_by_step(board: Flask, signed_in) -> None:
    with board.app_context():
        number = a_case(person_of(cast.ratna), person_of(cast.sari), now=MORNING).number
        db.session.commit()
    browser = signed_in(cast.wahyu)
    page = browser.get(look(browser, number).location)
    assert "cocok dengan entri" in page.text
    assert "D.4" in page.text


def test_nobody_looks_into_what_is_about_themselves(board: Flask, signed_in) -> None:
    with board.app_context():
        number = a_case(person_of(cast.ratna), person_of(cast.wahyu), now=MORNING).number
        db.session.commit()
    answer = look(signed_in(cast.wahyu), number)
    assert answer.status_code == 422
    assert "tentang Anda sendiri" in answer.text


def test_entries_tell_who_did_what_and_one_shows_all(board: Flask, signed_in) -> None:
    with board.app_context():
        a_case(person_of(cast.ratna), person_of(cast.sari))
        db.session.commit()
    browser = signed_in(cast.wahyu)
    page = browser.get("/audit/entries?group=matters")
    assert "Ratna Puspita" in page.text
    assert "mencatat perkara" in page.text
    whole = browser.get(re.search(r"/audit/entries/\d+", page.text)[0])
    assert "Data hari ini masih sama" in whole.text
    assert browser.get("/audit/entries/999999").status_code == 404


def test_what_somebody_answered_is_shown_only_to_who_gave_a_reason(board: Flask, signed_in) -> None:
    number = certificate(board)
    browser = signed_in(cast.wahyu)
    page = browser.get("/audit/entries?group=learning")
    address = re.search(r'(/audit/entries/\d+)">', page.text)[1]
    assert "dengan alasan yang dapat dibacanya" in browser.get(address).text
    look(browser, number)
    assert "dengan alasan yang dapat dibacanya" not in browser.get(address).text


def test_entries_of_another_agency_are_not_there(board: Flask, signed_in) -> None:
    with board.app_context():
        complete(person_of(cast.rangga), now())
        db.session.commit()
        idx = db.session.scalar(
            sa.select(sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.record.startswith("period:"))
        )
    assert signed_in(cast.wahyu).get(f"/audit/entries/{idx}").status_code == 404


def test_a_check_is_done_by_the_worker_and_names_what_was_changed(board: Flask, signed_in) -> None:
    with board.app_context():
        step = a_case(person_of(cast.ratna), person_of(cast.sari)).steps[0]
        db.session.commit()
        step.said = step.said | {"channel": "letter"}
        record = f"step:{step.ref}"
        db.session.commit()
    browser = signed_in(cast.wahyu)
    address = browser.post_form("/audit/checks", {}, page="/audit").location
    assert browser.post_form("/audit/checks", {}, page="/audit").location == address
    assert "memperbarui diri" in browser.get(address).text
    with board.app_context():
        assert check_waiting(Worker(board))
        assert not check_waiting(Worker(board))
        assert db.session.scalars(sa.select(AuditCheck)).one().faults[0][0] == record
    assert record in browser.get(address).text


def test_who_knocks_at_closed_doors_is_seen(board: Flask, signed_in) -> None:
    intruder = signed_in(cast.joko)
    for _ in range(3):
        assert intruder.get("/audit").status_code == 404
    page = signed_in(cast.wahyu).get("/audit/refusals")
    assert "Joko Supriyadi" in page.text
    assert "audit.read" in page.text


def test_the_year_is_shown_and_taken_away_on_record(board: Flask, signed_in) -> None:
    certificate(board)
    browser = signed_in(cast.wahyu)
    year = now().year
    page = browser.get(f"/audit/years/{year}")
    assert "sertifikat terbit" in page.text
    answer = browser.post_form(f"/audit/years/{year}/pdf", {}, page=f"/audit/years/{year}")
    assert answer.data.startswith(b"%PDF-")
    assert browser.get(f"/audit/years/{year + 1}").status_code == 404
    assert browser.get("/audit/years/1").status_code == 404
    assert "laporan" in browser.get("/audit/entries?group=taken").text


@pytest.mark.parametrize("member", ["joko", "hesti", "agus", "ratna", "dewi", "gita"])
def test_only_auditors_come_in(board: Flask, signed_in, member: str) -> None:
    browser = signed_in(cast.MEMBERS[member])
    for address in ("/audit", "/audit/entries", "/audit/refusals", "/audit/years/2026"):
        assert browser.get(address).status_code == 404
