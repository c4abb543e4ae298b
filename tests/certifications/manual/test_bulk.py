"""A decision about many people: what follows for each, who is left out and why, done once however often asked."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from training.certifications.manual.bulk import service
from training.certifications.manual.bulk.models import BulkDecision, BulkMember
from training.certifications.manual.bulk.working import decide_waiting
from training.certifications.manual.models import Excusal, Extension
from training.certifications.models import Assignment
from training.core.db import db
from training.core.worker import Worker
from training.people.models import Person

from ..office import complete, scheme_for
from .office import MORNING, listen, person_of

pytestmark = pytest.mark.usefixtures("that_morning")

LEAVE = {"kind": "leave", "since": "2026-11-23", "until": "2026-12-31", "reason": "Cuti bersama.", "rev": "0"}


@pytest.fixture
def hesti(signed_in, cast):
    return signed_in(cast.hesti)


@pytest.fixture
def refs(app, cast):
    with app.app_context():
        return {
            key: person_of(getattr(cast, key)).ref for key in ("sari", "joko", "ningsih", "hesti", "maya")
        }


def begin(browser, act, *chosen):
    answer = browser.post_form("/people-actions", {"action": act, "ref": list(chosen)})
    assert answer.status_code == 303, answer.text
    return answer.location


def confirm(browser, address, page):
    form = {name: re.search(rf'name="{name}" value="([^"]*)"', page.text)[1] for name in ("rev", "stamp")}
    return browser.post_form(f"{address}/confirmation", form)


def count(app, table):
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_leave_for_many_is_shown_for_each_and_saved_once(app, hesti, refs):
    with app.app_context():
        told = listen()
    address = begin(hesti, "excuse", refs["sari"], refs["joko"], refs["hesti"])
    assert "3 pegawai terpilih" in hesti.get(address).text
    assert hesti.post_form(address, LEAVE).status_code == 303
    page = hesti.get(address)
    assert "Simpan untuk 2 pegawai" in page.text and "dibuat oleh rekan lain" in page.text
    assert "30 Januari 2027" in page.text and not count(app, Excusal)
    for _ in range(3):
        assert confirm(hesti, address, page).status_code == 303
    assert count(app, Excusal) == 2
    done = hesti.get(address).text
    assert "Tersimpan untuk 2 pegawai" in done and "Hesti Ramadhani" in done
    with app.app_context():
        assert sorted(told) == sorted(
            db.session.scalars(sa.select(Person.id).where(Person.ref.in_([refs["sari"], refs["joko"]])))
        )


def test_a_due_day_is_extended_for_who_may_and_the_others_are_told_of(app, hesti, refs, cast):
    with app.app_context():
        complete(person_of(cast.joko), MORNING)
        scheme = scheme_for(person_of(cast.joko)).ref
    address = begin(hesti, "extend", refs["sari"], refs["joko"], refs["ningsih"])
    typed = {"scheme": scheme, "due_on": "2027-01-31", "reason": "Banjir.", "rev": "0"}
    assert hesti.post_form(address, typed).status_code == 303
    page = hesti.get(address)
    assert "Simpan untuk 2 pegawai" in page.text and "masih berlaku pada hari itu" in page.text
    confirm(hesti, address, page)
    assert count(app, Extension) == 2


def test_who_is_assigned_already_is_left_out_with_the_day(app, hesti, refs, cast):
    with app.app_context():
        person = person_of(cast.sari)
        scheme = scheme_for(person).ref
        db.session.execute(sa.delete(Assignment).where(Assignment.person_id == person.id))
        db.session.commit()
    address = begin(hesti, "assign", refs["sari"], refs["joko"])
    hesti.post_form(address, {"scheme": scheme, "due_on": "2027-01-31", "reason": "Loket baru.", "rev": "0"})
    page = hesti.get(address)
    assert "Sudah ditugaskan, tenggatnya 22 Desember 2026" in page.text
    confirm(hesti, address, page)
    with app.app_context():
        row = db.session.scalars(sa.select(Assignment).where(Assignment.due_on == date(2027, 1, 31))).one()
        assert (row.source, row.reason) == ("hand", "Loket baru.")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"since": "31-31-2026"}, "tidak terbaca"),
        ({"reason": ""}, "Tuliskan alasannya"),
        ({"kind": ""}, "jenisnya"),
    ],
)
def test_a_form_that_cannot_be_read_says_why_and_keeps_what_was_typed(hesti, refs, more, said):
    address = begin(hesti, "excuse", refs["sari"])
    answer = hesti.post_form(address, LEAVE | more)
    assert answer.status_code == 422 and said in answer.text and "2026-12-31" in answer.text
    assert "Lihat akibatnya" in hesti.get(address).text


def test_two_tabs_and_what_changed_meanwhile_save_nothing(app, hesti, refs, signed_in, cast):
    address = begin(hesti, "excuse", refs["sari"], refs["joko"])
    hesti.post_form(address, LEAVE)
    page = hesti.get(address)
    assert hesti.post_form(address, LEAVE).status_code == 409
    other = begin(hesti, "excuse", refs["sari"])
    hesti.post_form(other, LEAVE)
    assert confirm(hesti, other, hesti.get(other)).status_code == 303
    stale = confirm(hesti, address, page)
    assert stale.status_code == 409 and "Sudah dikecualikan" in stale.text and count(app, Excusal) == 1
    assert confirm(hesti, address, stale).status_code == 303 and count(app, Excusal) == 2
    assert hesti.post_form(address, LEAVE | {"rev": "1"}).status_code == 409


def test_nothing_is_saved_before_the_form_is_filled_in(app, hesti, refs):
    address = begin(hesti, "excuse", refs["sari"])
    assert hesti.post_form(f"{address}/confirmation", {"rev": "0", "stamp": ""}).status_code == 409
    assert not count(app, Excusal)


def test_strangers_other_agencies_and_nobody_are_refused(app, hesti, refs, signed_in, cast):
    chosen = {"action": "excuse", "ref": [refs["sari"], refs["maya"]]}
    assert hesti.post_form("/people-actions", chosen).status_code == 404
    assert hesti.post_form("/people-actions", {"action": "excuse"}).status_code == 422
    assert hesti.post_form("/people-actions", {"action": "pecat", "ref": refs["sari"]}).status_code == 422
    address = begin(hesti, "excuse", refs["sari"])
    assert signed_in(cast.maya).get(address).status_code == 404
    assert not count(app, Excusal)


def test_another_agencys_scheme_does_not_exist(app, hesti, refs, cast):
    with app.app_context():
        theirs = scheme_for(person_of(cast.maya)).ref
    address = begin(hesti, "extend", refs["sari"])
    typed = {"scheme": theirs, "due_on": "2027-01-31", "reason": "x", "rev": "0"}
    assert hesti.post_form(address, typed).status_code == 404


def test_very_many_are_decided_by_the_worker_once(app, hesti, refs, monkeypatch):
    monkeypatch.setattr(service, "MOST_AT_ONCE", 2)
    monkeypatch.setattr("training.certifications.manual.bulk.working.CHUNK", 2)
    address = begin(hesti, "excuse", *[refs[key] for key in ("sari", "joko", "ningsih", "hesti")])
    hesti.post_form(address, LEAVE)
    assert confirm(hesti, address, hesti.get(address)).status_code == 303
    assert "Disimpan bertahap" in hesti.get(address).text and not count(app, Excusal)
    worker = Worker(app)
    with app.app_context():
        assert decide_waiting(worker) and not decide_waiting(worker)
        assert db.session.scalars(sa.select(BulkDecision)).one().state == "done"
    assert count(app, Excusal) == 3
    assert "Tersimpan untuk 3 pegawai" in hesti.get(address).text


def test_a_draft_that_was_left_is_forgotten_after_a_day(app, hesti, refs, that_morning, signed_in, cast):
    begin(hesti, "excuse", refs["sari"])
    that_morning.shift(25 * 3600)
    begin(signed_in(cast.hesti), "excuse", refs["joko"])
    assert (count(app, BulkDecision), count(app, BulkMember)) == (1, 1)
