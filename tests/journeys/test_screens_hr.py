"""The screens of personnel, schemes, imports and reminders under the same look as all others."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.certifications.office import person_of, scheme_for
from tests.people.sheets import NEWCOMER, UNIT
from tests.people.sheets import hold as hold_sheet
from training.certifications.batches.service import Choice
from training.certifications.batches.service import ask as ask_for_sheets
from training.certifications.reminders.service import write_test
from training.core.clock import now
from training.core.db import db
from training.core.outbox.models import FAILED, Letter
from training.people.importing import queueing
from training.people.models import Unit
from training.reports.desk.saving import save_view

from .test_hr import office
from .test_screens import faults_of, look

__all__ = ["office"]


def test_the_desk_its_days_and_its_views(visit, cast, app, office):
    with app.app_context():
        save_view(person_of(cast.hesti), "Yang terlambat", "status=late", now=now())
        unit = db.session.scalar(sa.select(Unit.ref).where(Unit.name == UNIT))
        db.session.commit()
    page, desk = visit(cast.hesti), "/reports/people"
    past = (office["today"] - timedelta(1)).isoformat()
    look(page, f"{desk}?status=late", f"{desk}?unit={unit}&on={past}&known={past}", "/reports/views")
    look(page, f"{desk}/{office['joko']}", f"{desk}/{office['joko']}?on={past}", f"/verify/{office['code']}")


def test_the_reminders(visit, cast, app, office):
    with app.app_context():
        hesti = person_of(cast.hesti)
        write_test(hesti, now=now())
        letter = db.session.scalars(sa.select(Letter).filter_by(person_id=hesti.id)).one()
        letter.state = FAILED
        db.session.commit()
        paper, sari = letter.ref, person_of(cast.sari).ref
    page = visit(cast.hesti)
    look(page, "/reminders", "/reminders/sent", "/reminders/superiors", f"/reminders/letters/{paper}")
    look(page, f"/reminders?person={sari}", f"/reminders/people/{sari}/{office['today'].isoformat()}")
    page.goto("/reminders")
    page.get_by_label("Alasan").fill("Libur bersama.")
    page.get_by_role("button", name="Hentikan pengingat").click()
    page.get_by_text("Pengingat sedang dihentikan").wait_for()
    assert not faults_of(page)


def test_the_schemes(visit, cast, app):
    with app.app_context():
        ref = scheme_for(person_of(cast.hesti)).ref
    page, own = visit(cast.hesti), f"/schemes/{ref}"
    look(page, "/schemes", own, f"{own}/terms", f"{own}/closing")
    page.goto(f"{own}/terms")
    page.get_by_label("Masa berlaku paling singkat").fill("13")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("alert").wait_for()
    faults = faults_of(page)
    page.get_by_label("Masa berlaku paling singkat").fill("4")
    page.get_by_label("Bidang Rehabilitasi Sosial").check()
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_text("tidak lagi termasuk sasaran").wait_for()
    faults += faults_of(page)
    assert not faults, "\n".join(faults)


def test_an_import_at_every_stage(visit, cast, app, monkeypatch):
    monkeypatch.setattr("training.people.importing.queueing.AT_ONCE", 0)
    strange = ["Wati Susanti", "1,98609E+17", "", "Loket Baru", "x" * 150]
    with app.app_context():
        agus = person_of(cast.agus)
        trial = hold_sheet(agus, [NEWCOMER, strange, NEWCOMER, ["Sari Wulan", cast.sari.nip, "", UNIT, ""]])
        waits = hold_sheet(agus, [NEWCOMER])
        queueing.confirm(waits, waits.stamp, by=None, now=now())
        db.session.commit()
        pages = [f"/administration/imports/{row.ref}" for row in (trial, waits)]
    page = visit(cast.agus)
    look(page, "/administration/imports", f"{pages[0]}/columns", pages[0], f"{pages[0]}?show=missing")
    look(page, f"{pages[0]}?show=changed", pages[1])
    page.goto(pages[1])
    page.get_by_role("button", name="Hentikan").click()
    page.get_by_role("heading", name="Impor dihentikan").wait_for()
    faults = faults_of(page)
    page.get_by_role("button", name="Batalkan impor ini").click()
    page.get_by_role("heading", level=1).wait_for()
    assert not (faults + faults_of(page)), "\n".join(faults + faults_of(page))


def test_people_their_posts_units_and_invitations(visit, cast, app):
    with app.app_context():
        sari = person_of(cast.sari).ref
        unit = db.session.scalar(sa.select(Unit.ref).where(Unit.name == UNIT))
        person_of(cast.farid).password_hash = ""
        db.session.commit()
    page, desk = visit(cast.agus), "/administration"
    look(page, f"{desk}/people/{sari}/posts", f"{desk}/people/{sari}/posts/1", f"{desk}/units")
    look(page, f"{desk}/units/{unit}", f"{desk}/invitations")
    page.get_by_label(re.compile("Undang Farid")).check()
    page.get_by_role("button", name="Undang yang dicentang").click()
    page.get_by_role("heading", name="1 undangan dibuat").wait_for()
    link = page.locator("main code").inner_text().strip()
    faults = faults_of(page)
    visitor = visit()
    look(visitor, link, "/invitations/tidak-ada", "/ledger")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("state", ["waiting", "running", "done", "failed", "cancelled"])
def test_many_certificates_in_one_file(visit, cast, app, office, state):
    with app.app_context():
        batch = ask_for_sheets(
            Choice(), actor=person_of(cast.hesti), origin="https://adab.contoh.id", now=now()
        )
        batch.state = state
        db.session.commit()
        path = f"/certificates/batches/{batch.ref}"
    page = visit(cast.hesti)
    look(page, *(["/certificates/batches", path] if state == "waiting" else [path]))


def test_days_in_ones_own_calendar(visit, cast):
    page = visit(cast.sari)
    look(page, "/calendar")
    page.get_by_role("button", name="Buat alamat kalender").click()
    page.get_by_label("Alamat kalender Anda").wait_for()
    assert not faults_of(page)


def test_on_a_phone_the_header_shows_where_one_is(visit, cast):
    page = visit(cast.hesti)
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("/reports/people", "/reminders"):
        page.goto(address)
        place = page.locator(".site-nav [aria-current]").bounding_box()
        # A row scrolls by whole pixels, and the last place ends on a part of one.
        assert place["x"] >= 0 and place["x"] + place["width"] < 361
