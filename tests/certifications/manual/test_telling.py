"""What was decided by hand, told as sentences with who, why and what may still be undone."""

from datetime import date, timedelta

import pytest

from training.certifications.manual.acts import Assign, Excuse, Extend
from training.certifications.manual.assigning import assign_by_hand, end_assignment
from training.certifications.manual.cases import assignments_of
from training.certifications.manual.granting import excuse, extend, waive
from training.certifications.manual.models import ATTESTATION
from training.certifications.manual.revoking import find_period, revoke
from training.certifications.manual.telling import history_of
from training.certifications.manual.withdrawing import withdraw
from training.core.db import db

from ..office import complete, scheme_for
from .office import MORNING, TODAY, by, person_of


@pytest.fixture
def people(app, cast):
    with app.test_request_context():
        yield person_of(cast.sari), person_of(cast.hesti)


def told(person, *, undo=False):
    db.session.commit()
    return history_of(person, undo=undo)


def at(hours):
    return MORNING + timedelta(hours=hours)


def test_nothing_decided_is_nothing_told(people):
    assert told(people[0]) == []


def test_each_decision_is_a_sentence_with_its_author_and_reason_the_latest_first(people):
    sari, hesti = people
    scheme = scheme_for(sari)
    excuse(sari, Excuse(TODAY, date(2027, 2, 5)), "leave", by(hesti, "Cuti besar.", "SK 1", now=at(1)))
    extend(sari, scheme, Extend(date(2027, 3, 1)), by(hesti, "Banjir.", now=at(2)))
    waive(sari, scheme, ATTESTATION, by(hesti, "Sudah.", "Pakta 3", now=at(3)))
    asked = assignments_of([scheme], {sari.id})[sari.id, scheme.id]
    end_assignment(asked, by(hesti, "Pindah.", now=at(4)))
    assign_by_hand(sari, scheme, Assign(date(2027, 4, 1)), by(hesti, "Kembali.", now=at(5)))
    found = told(sari)
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)
    texts = [f"{each.actor} {each.text} {each.reason}".strip() for each in found]
    title = scheme.title
    assert texts == [
        f"Hesti Ramadhani menugaskan pada “{title}”, tenggat 1 April 2027. Kembali.",
        f"Hesti Ramadhani membatalkan perpanjangan “{title}” sampai 1 Maret 2027.",
        f"Hesti Ramadhani membebaskan dari pernyataan kode etik pada “{title}”. Sudah. · Pakta 3",
        f"Hesti Ramadhani memperpanjang tenggat “{title}” sampai 1 Maret 2027. Banjir.",
        "Hesti Ramadhani mengecualikan 23 November 2026 sampai 5 Februari 2027 (Cuti). Cuti besar. · SK 1",
    ]


def test_only_what_still_holds_may_be_undone(people):
    sari, hesti = people
    first = excuse(sari, Excuse(TODAY, TODAY), "sick", by(hesti, now=at(1)))
    second = excuse(sari, Excuse(TODAY + timedelta(1)), "other", by(hesti, now=at(2)))
    withdraw(first, by(hesti, "Keliru.", now=at(3)))
    undone, later, earlier = told(sari, undo=True)
    assert later.undo_url == f"/decisions/excusal/{second.ref}/withdrawal"
    assert later.end_url == f"/decisions/excusal/{second.ref}/ending"
    assert (undone.reason, undone.undo_url, earlier.undo_url) == ("Keliru.", None, None)
    assert all(each.undo_url is None for each in told(sari))


def test_a_revocation_is_told_with_the_certificates_number(people):
    sari, hesti = people
    held = complete(sari, MORNING)
    revoke(find_period(hesti, held.certificate.ref), by(hesti, "Dikerjakan orang lain.", now=at(2)))
    (only,) = told(sari)
    assert only.text == f"mencabut sertifikat {held.certificate.number}."
    assert (only.actor, only.reason) == ("Hesti Ramadhani", "Dikerjakan orang lain.")
