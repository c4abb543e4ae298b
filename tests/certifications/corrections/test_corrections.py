"""Asking for a correction, and answering it: once, in time, by somebody else, on record."""

import json
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.corrections import service
from training.certifications.corrections.models import Correction
from training.certifications.corrections.rules import (
    LONGEST,
    MOST_OPEN,
    SUBJECTS,
    Term,
    answer_faults,
    faults,
    term_on,
)
from training.certifications.corrections.terms import ACCESS, CORRECTION, FILE, term_for
from training.core.db import db
from training.ledger.models import LedgerLeaf

from ...checking import CheckingClient
from ..office import MORNING, person_of

pytestmark = pytest.mark.usefixtures("that_morning")
ASKED = {"about": "post", "wrong": "Unit saya tertulis Sekretariat.", "wanted": "Bidang Pelayanan Sosial."}


def asked_by(member, **changed: str) -> Correction:
    made = service.ask(person_of(member), **(ASKED | changed), now=MORNING)
    db.session.commit()
    return made


def leaves() -> list[str]:
    rows = sa.select(LedgerLeaf.kind).where(LedgerLeaf.record.startswith("correction:"))
    return list(db.session.scalars(rows.order_by(LedgerLeaf.idx)))


def term(hours: int, since: date) -> Term:
    return Term(hours, since, "UU", since, "naskah")


def test_the_term_is_the_last_that_began() -> None:
    terms = [term(72, date(2022, 10, 17)), term(48, date(2027, 1, 1))]
    assert term_on(terms, date(2026, 12, 31)).hours == 72 and term_on(terms, date(2027, 1, 1)).hours == 48
    with pytest.raises(LookupError):
        term_on(terms, date(2022, 10, 16))


def test_the_terms_are_dated_data_with_a_source() -> None:
    for kind in (ACCESS, CORRECTION):
        found = term_for(kind, date(2026, 11, 23))
        assert found.hours == 72 and "UU 27/2022" in found.source and found.checked_on == date(2026, 11, 22)
    assert term_for(CORRECTION, date(1990, 1, 1)).hours == 72
    assert json.loads(FILE.read_text())["correction"][0]["checked_how"]


def test_faults_name_each_field() -> None:
    assert faults("x", " ", "a" * (LONGEST + 1)) == {"about": "unknown", "wrong": "empty", "wanted": "long"}
    assert not faults(SUBJECTS[0], "a", "b")
    assert answer_faults("", "") == {"decision": "unknown", "reason": "empty"}
    assert not answer_faults("rejected", "Sudah benar.")


def test_a_request_is_due_in_three_days_and_on_record(app: Flask, cast) -> None:
    with app.app_context():
        made = asked_by(cast.sari)
        assert made.due_at == datetime(2026, 11, 26, 2, 0, tzinfo=UTC) and made.state == "open"
        assert leaves() == ["correction.requested"]
        assert not made.late(MORNING + timedelta(hours=72)) and made.late(MORNING + timedelta(hours=73))


def test_the_same_request_twice_is_one(app: Flask, cast) -> None:
    with app.app_context():
        assert asked_by(cast.sari).id == asked_by(cast.sari, wrong=f"  {ASKED['wrong']} ").id
        assert asked_by(cast.sari, about="name").id != asked_by(cast.sari).id
        assert len(leaves()) == 2


def test_nobody_floods_the_queue(app: Flask, cast) -> None:
    with app.app_context():
        for number in range(MOST_OPEN):
            asked_by(cast.sari, wrong=f"Nomor {number}")
        with pytest.raises(service.Refused) as refused:
            asked_by(cast.sari, wrong="Satu lagi")
        assert refused.value.why == {"person": "many"}


def test_an_answer_is_given_once_with_its_reason(app: Flask, cast) -> None:
    with app.app_context():
        made, hesti = asked_by(cast.sari), person_of(cast.hesti)
        service.answer(made, decision="accepted", reason="Sudah kami perbaiki.", actor=hesti, now=MORNING)
        db.session.commit()
        with pytest.raises(service.Refused) as refused:
            service.answer(made, decision="rejected", reason="Tidak.", actor=hesti, now=MORNING)
        assert refused.value.why == {"person": "answered"}
        db.session.rollback()
        assert (made.state, made.reason, made.answered_by.name) == (
            "accepted",
            "Sudah kami perbaiki.",
            "Hesti Ramadhani",
        )
        assert leaves() == ["correction.requested", "correction.answered"]


def test_nobody_answers_their_own(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        made = asked_by(cast.hesti)
        with pytest.raises(service.Refused):
            service.answer(made, decision="accepted", reason="Ya.", actor=person_of(cast.hesti), now=MORNING)
        db.session.rollback()
        ref = made.ref
    page = client.sign_in(cast.hesti).get(f"/corrections/{ref}")
    assert "dijawab oleh rekan lain" in page.text and "Simpan jawaban" not in page.text
    answer = client.post_form(f"/corrections/{ref}/answer", {"decision": "accepted", "reason": "Ya."})
    assert answer.status_code == 422


def test_two_who_answer_at_once_give_one_answer(app: Flask, cast) -> None:
    with app.app_context():
        number = asked_by(cast.sari).id
        db.session.remove()
    outcomes, start = [], threading.Barrier(4)

    def give(decision: str) -> None:
        with app.app_context():
            start.wait()
            actor = person_of(cast.hesti)
            try:
                made = db.session.get(Correction, number)
                service.answer(made, decision=decision, reason=decision, actor=actor, now=MORNING)
                db.session.commit()
                outcomes.append(decision)
            except service.Refused:
                db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=give, args=(d,)) for d in ("accepted", "rejected") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(outcomes) == 1 and db.session.get(Correction, number).reason == outcomes[0]
        assert leaves() == ["correction.requested", "correction.answered"]


def test_from_the_form_to_the_answer(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    client.sign_in(cast.sari)
    answer = client.post_form("/corrections", ASKED, page="/corrections/new?about=post")
    assert answer.status_code == 303 and answer.location.endswith("/certificates#koreksi")
    page = client.get("/certificates").text
    assert "Menunggu jawaban" in page and "26 November 2026, 09.00 WIB" in page
    hesti = signed_in(cast.hesti)
    queue = hesti.get("/corrections").text
    assert "Sari Wulandari" in queue and "lewat batas" not in queue
    with app.app_context():
        ref = db.session.scalars(sa.select(Correction.ref)).one()
    shown = hesti.get(f"/corrections/{ref}").text
    assert ASKED["wrong"] in shown and ASKED["wanted"] in shown
    given = {"decision": "rejected", "reason": "Unit Anda memang Sekretariat sejak 2024."}
    assert hesti.post_form(f"/corrections/{ref}/answer", given).status_code == 303
    page = client.get("/certificates").text
    assert "Tidak diterima" in page and given["reason"] in page and "Hesti Ramadhani" in page
    assert "Sudah dijawab" in hesti.get("/corrections").text


def test_an_old_tab_is_told_that_it_was_answered(app: Flask, signed_in, cast) -> None:
    with app.app_context():
        ref = asked_by(cast.sari).ref
    hesti, given = signed_in(cast.hesti), {"decision": "accepted", "reason": "Sudah."}
    assert hesti.post_form(f"/corrections/{ref}/answer", given).status_code == 303
    late = hesti.post_form(f"/corrections/{ref}/answer", given | {"reason": "Lain."})
    assert late.status_code == 409 and "sudah dijawab" in late.text and "Sudah." in late.text


def test_what_is_late_says_so(app: Flask, signed_in, cast, that_morning) -> None:
    with app.app_context():
        asked_by(cast.sari)
    that_morning.move_to(MORNING + timedelta(hours=73))
    assert "lewat batas" in signed_in(cast.hesti).get("/corrections").text
    assert "Lewat batas" in signed_in(cast.sari).get("/certificates").text


@pytest.mark.parametrize(
    "changed", [{"about": "gaji"}, {"wrong": ""}, {"wanted": "   "}, {"wrong": "a" * (LONGEST + 1)}]
)
def test_a_faulty_form_keeps_what_was_typed(
    app: Flask, client: CheckingClient, cast, changed: dict[str, str]
) -> None:
    client.sign_in(cast.sari)
    answer = client.post_form("/corrections", ASKED | changed, page="/corrections/new")
    assert answer.status_code == 422 and "field-error" in answer.text
    if "wanted" not in changed:
        assert ASKED["wanted"] in answer.text
    with app.app_context():
        assert not db.session.scalars(sa.select(Correction)).all()


def test_an_answer_without_a_reason_is_not_taken(app: Flask, signed_in, cast) -> None:
    with app.app_context():
        ref = asked_by(cast.sari).ref
    answer = signed_in(cast.hesti).post_form(f"/corrections/{ref}/answer", {"decision": "accepted"})
    assert answer.status_code == 422 and "Tuliskan alasannya" in answer.text and " checked" in answer.text


def test_others_do_not_see_it(app: Flask, signed_in, cast) -> None:
    with app.app_context():
        ref = asked_by(cast.sari).ref
    for member in (cast.maya, cast.joko, cast.agus):
        browser = signed_in(member)
        assert browser.get(f"/corrections/{ref}").status_code == 404
        assert browser.post_form(f"/corrections/{ref}/answer", {}).status_code == 404
    assert "Sari" not in signed_in(cast.maya).get("/corrections").text
