"""Personnel decide by hand in a browser: consequences first, saved, taken back; every page at ease for all."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.certifications.office import complete, person_of, scheme_for
from training.certifications.models import Assignment
from training.core.clock import now
from training.core.db import db
from training.people.models import Person

from .test_screens import faults_of, look
from .walking import follow


@pytest.fixture
def office(app, cast):
    """Addresses: of the decisions about Sari, of Joko's certificate to revoke; and some people to choose."""
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        paper = complete(joko, now()).certificate.ref
        mine = sa.select(Assignment).filter_by(person_id=person_of(cast.ningsih).id)
        late = db.session.scalars(mine).one()
        late.due_on = late.assigned_at.date() - timedelta(9)
        db.session.commit()
        refs = [sari.ref, joko.ref, db.session.get_one(Person, late.person_id).ref]
        return {
            "home": f"/reports/people/{sari.ref}/decisions",
            "revoke": f"/certificates/{paper}/revocation",
            "scheme": scheme_for(sari).ref,
            "refs": refs,
        }


def test_leave_is_shown_saved_and_taken_back(visit, cast, office):
    page = visit(cast.hesti)
    look(page, office["home"], f"{office['home']}/excuse")
    page.get_by_label("Cuti", exact=True).check()
    page.get_by_label("Hari terakhir").fill((now() + timedelta(60)).date().isoformat())
    page.get_by_role("textbox", name="Alasan").fill("Cuti besar.")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_text("Pengingat berhenti.").wait_for()
    faults = faults_of(page)
    page.get_by_role("button", name="Ubah isian").click()
    assert page.get_by_role("textbox", name="Alasan").input_value() == "Cuti besar."
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("button", name="Simpan pengecualian").click()
    page.get_by_text("Keputusan tersimpan.").wait_for()
    faults += faults_of(page)
    follow(page, page.get_by_role("link", name="Akhiri lebih awal"))
    faults += faults_of(page)
    page.go_back()
    page.get_by_role("link", name="Batalkan").click()
    page.get_by_role("textbox", name="Mengapa dibatalkan").fill("Salah orang.")
    faults += faults_of(page)
    page.get_by_role("button", name="Batalkan keputusan").click()
    page.get_by_text("Salah orang.").wait_for()
    assert not faults, "\n".join(faults)


def test_every_form_and_what_it_refuses(visit, cast, office):
    page = visit(cast.hesti)
    acts = ("extend", "waive", "certify-temporarily", "assign", "end")
    look(page, *(f"{office['home']}/{act}" for act in acts), office["revoke"], "/exceptions")
    page.goto(f"{office['home']}/extend")
    page.get_by_label("Tenggat baru").fill("2020-01-01")
    page.get_by_role("textbox", name="Alasan").fill("x")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("alert").wait_for()
    assert not faults_of(page)


def test_many_are_chosen_shown_and_saved(visit, cast, office):
    page = visit(cast.hesti)
    page.goto("/reports/people")
    for ref in office["refs"]:
        page.locator(f"input[name=ref][value='{ref}']").check()
    page.get_by_label("Tindakan untuk yang dipilih").select_option("extend")
    page.get_by_role("button", name="Lihat akibatnya dahulu").click()
    page.get_by_text("3 pegawai terpilih").wait_for()
    faults = faults_of(page)
    page.get_by_label("Tenggat baru").fill((now() + timedelta(90)).date().isoformat())
    page.get_by_role("textbox", name="Alasan").fill("Kantor kebanjiran.")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("button", name="Simpan untuk 2 pegawai").wait_for()
    faults += faults_of(page)
    page.get_by_role("button", name="Simpan untuk 2 pegawai").click()
    page.get_by_text("Tersimpan untuk 2 pegawai.").wait_for()
    faults += faults_of(page)
    assert not faults, "\n".join(faults)
