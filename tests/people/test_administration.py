import re
import threading

import pytest
import sqlalchemy as sa

from training.core.access import Role
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.leaving import deactivate
from training.people.models import Agency, Person, Posting, RoleChange, RoleGrant, Unit
from training.people.refusals import LastAdministrator

PEOPLE, NEW = "/administration/people", "/administration/people/new"


def unit_ref(app, name="Bidang Pelayanan Sosial"):
    with app.app_context():
        return db.session.scalar(sa.select(Unit.ref).where(Unit.name == name))


def person_ref(app, member):
    with app.app_context():
        return db.session.scalar(sa.select(Person.ref).where(Person.email == member.email))


def data(app, **changes):
    return {
        "name": "Putri Anggraini",
        "nip": "19990101 202503 2 001",
        "email": "putri@dinsos.contoh.id",
        "unit": unit_ref(app),
        "position": "Petugas loket",
        "rev": "0",
    } | changes


def test_a_new_officer_gets_a_temporary_password_and_must_change_it(signed_in, cast, app):
    answer = signed_in(cast.agus).post_form(NEW, data(app), page=NEW)
    assert answer.status_code == 200
    password = re.search(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){2}\b", answer.text)[0]
    newcomer = app.test_client()
    signed = newcomer.post_form(
        "/sign-in", {"identifier": "199901012025032001", "password": password}, page="/sign-in"
    )
    assert signed.status_code == 303
    assert newcomer.get("/").location == "/account/password"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nip": "199803122024032001"}, "NIP ini sudah terdaftar"),
        ({"email": "SARI@dinsos.contoh.id"}, "Surel ini sudah dipakai"),
        ({"nip": "", "email": ""}, "salah satunya dipakai untuk masuk"),
        ({"email": "bukan surel"}, "field-error"),
        ({"unit": "zzzzzzzzzzzz"}, "field-error"),
        ({"name": ""}, "field-error"),
        ({"roles": "operator"}, "field-error"),
    ],
)
def test_a_bad_form_is_explained_and_adds_nobody(signed_in, cast, app, change, said):
    answer = signed_in(cast.agus).post_form(NEW, data(app, **change), page=NEW)
    assert answer.status_code == 422
    assert said in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(Person).where(Person.name == "Putri Anggraini")) is None


def test_another_agencys_unit_is_not_a_choice(signed_in, cast, app):
    answer = signed_in(cast.agus).post_form(NEW, data(app, unit=unit_ref(app, "Loket Pelayanan")), page=NEW)
    assert answer.status_code == 422


def test_a_damaged_nip_is_kept_with_a_warning(signed_in, cast, app):
    answer = signed_in(cast.agus).post_form(NEW, data(app, nip="199901012025032000"), page=NEW)
    assert answer.status_code == 200
    assert "berakhir 000" in answer.text


def test_roles_and_post_change_and_the_old_post_stays_on_record(signed_in, cast, app):
    browser, ref = signed_in(cast.agus), person_ref(app, cast.sari)
    sent = {
        "name": cast.sari.name, "nip": cast.sari.nip, "email": cast.sari.email, "rev": "0",
        "unit": unit_ref(app, "Sekretariat"), "position": "Pelatih muda", "roles": ["trainer", "hr"],
    }  # fmt: skip
    assert browser.post_form(f"{PEOPLE}/{ref}", sent, page=f"{PEOPLE}/{ref}").status_code == 303
    with app.app_context():
        sari = db.session.scalar(sa.select(Person).where(Person.ref == ref))
        assert sari.roles == {Role.OFFICER, Role.TRAINER, Role.HR}
        posts = db.session.scalars(
            sa.select(Posting)
            .where(Posting.person_id == sari.id, Posting.withdrawn_at.is_(None))
            .order_by(Posting.since)
        ).all()
        assert [(post.unit.name, post.until is None) for post in posts] == [
            ("Bidang Pelayanan Sosial", False),
            ("Sekretariat", True),
        ]


def test_a_stale_tab_changes_nothing_and_shows_both(signed_in, cast, app):
    browser, ref = signed_in(cast.agus), person_ref(app, cast.sari)
    page = f"{PEOPLE}/{ref}"
    sent = {"nip": cast.sari.nip, "email": cast.sari.email, "rev": "0", "unit": unit_ref(app), "position": ""}
    assert browser.post_form(page, sent | {"name": "Sari Pertama"}, page=page).status_code == 303
    answer = browser.post_form(page, sent | {"name": "Sari Kedua"}, page=page)
    assert answer.status_code == 409
    assert "Sari Pertama" in answer.text
    assert "Sari Kedua" in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(Person.name).where(Person.ref == ref)) == "Sari Pertama"


def test_closing_access_ends_every_device_at_once(signed_in, cast, app):
    phone, admin, ref = signed_in(cast.sari), signed_in(cast.agus), person_ref(app, cast.sari)
    assert admin.post_form(f"{PEOPLE}/{ref}/access", page=PEOPLE + f"/{ref}").status_code == 303
    assert phone.get("/account").status_code == 302
    refused = app.test_client().post_form(
        "/sign-in", {"identifier": cast.sari.nip, "password": cast.sari.password}, page="/sign-in"
    )
    assert refused.status_code == 422
    admin.post_form(f"{PEOPLE}/{ref}/access", {"open": "1"}, page=PEOPLE + f"/{ref}")
    app.test_client().sign_in(cast.sari)


def test_an_agency_never_loses_its_last_administrator(signed_in, cast, app):
    browser, ref = signed_in(cast.agus), person_ref(app, cast.agus)
    page = f"{PEOPLE}/{ref}"
    browser.post_form(f"{page}/access", page=page)
    sent = {
        "name": cast.agus.name,
        "nip": cast.agus.nip,
        "email": cast.agus.email,
        "rev": "0",
        "unit": unit_ref(app),
        "position": "",
    }
    answer = browser.post_form(page, sent, page=page)
    assert answer.status_code == 422
    assert "paling sedikit satu administrator" in answer.text
    with app.app_context():
        agus = db.session.scalar(sa.select(Person).where(Person.ref == ref))
        assert agus.active
        assert Role.ADMINISTRATOR in agus.roles


def test_another_agencys_person_does_not_exist_here(signed_in, cast, app):
    browser, ref = signed_in(cast.agus), person_ref(app, cast.rangga)
    for answer in (
        browser.get(f"{PEOPLE}/{ref}"),
        browser.get(f"{PEOPLE}/nonexistent0"),
        browser.post_form(f"{PEOPLE}/{ref}/password", page=NEW),
        browser.post_form(f"{PEOPLE}/{ref}/access", page=NEW),
    ):
        assert answer.status_code == 404
    assert cast.rangga.name not in browser.get(f"{PEOPLE}?q=Rangga").text


@pytest.mark.parametrize("q", ["wulan", "19980312", "SARI@dinsos", "1998 0312"])
def test_somebody_is_found_by_name_number_or_address(signed_in, cast, q):
    page = signed_in(cast.agus).get(PEOPLE, query_string={"q": q}).text
    assert cast.sari.name in page
    assert cast.joko.name not in page


@pytest.mark.parametrize("q", ["%", "_", "\\", "' OR 1=1 --"])
def test_signs_of_the_query_language_are_only_signs(signed_in, cast, q):
    assert "Tidak ada yang cocok" in signed_in(cast.agus).get(PEOPLE, query_string={"q": q}).text


def test_units_are_added_once_and_closed_when_empty(signed_in, cast, app):
    browser, page = signed_in(cast.agus), "/administration/units"
    assert (
        browser.post_form(page, {"name": "Loket Baru", "parent": unit_ref(app)}, page=page).status_code == 303
    )
    assert browser.post_form(page, {"name": "loket  BARU", "parent": ""}, page=page).status_code == 422
    browser.post_form(f"{page}/{unit_ref(app, 'Sekretariat')}/closure", page=page)
    assert "masih ada pegawai" in browser.get(page).text
    browser.post_form(f"{page}/{unit_ref(app, 'Loket Baru')}/closure", page=page)
    with app.app_context():
        assert db.session.scalar(sa.select(Unit.closed).where(Unit.name == "Loket Baru"))
    assert (
        browser.post_form(f"{page}/{unit_ref(app, 'Loket Pelayanan')}/closure", page=page).status_code == 404
    )


def test_the_operator_opens_an_agency_whose_administrator_starts_at_once(signed_in, cast, app):
    browser, page = signed_in(cast.dewi), "/administration/agencies"
    sent = {
        "name": "Dinas Perizinan Contoh",
        "zone": "Asia/Makassar",
        "administrator": "Wati Utami",
        "email": "wati@izin.contoh.id",
    }
    answer = browser.post_form(page, sent, page=page)
    assert answer.status_code == 200
    password = re.search(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){2}\b", answer.text)[0]
    wati = app.test_client()
    assert (
        wati.post_form(
            "/sign-in", {"identifier": "wati@izin.contoh.id", "password": password}, page="/sign-in"
        ).status_code
        == 303
    )
    new = "teh manis di pagi"
    wati.post_form(
        "/account/password", {"current": password, "new": new, "again": new}, page="/account/password"
    )
    listed = wati.get(PEOPLE).text
    assert "Wati Utami" in listed
    assert cast.sari.name not in listed
    again = browser.post_form(page, sent | {"email": "lain@izin.contoh.id"}, page=page)
    assert again.status_code == 422


def test_two_administrators_cannot_leave_at_the_same_moment(app, cast):
    """Both closures see the other still active unless one of them waits."""
    with app.app_context():
        agency = db.session.scalar(sa.select(Agency).where(Agency.slug == "dinsos-banten"))
        hesti = db.session.scalar(sa.select(Person).where(Person.email == cast.hesti.email))
        hesti.grants.append(RoleGrant(role=Role.ADMINISTRATOR))
        db.session.commit()
        agency_id = agency.id
    start = threading.Barrier(2)

    def leave(email):
        with app.app_context():
            start.wait()
            person = db.session.scalar(sa.select(Person).where(Person.email == email))
            try:
                deactivate(person, by=None, now=person.created_at)
                db.session.commit()
            except LastAdministrator:
                db.session.rollback()

    threads = [threading.Thread(target=leave, args=(email,)) for email in (cast.agus.email, cast.hesti.email)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        left = (
            sa.select(sa.func.count()).select_from(Person).join(RoleGrant, RoleGrant.person_id == Person.id)
        )
        assert (
            db.session.scalar(
                left.where(Person.agency_id == agency_id, Person.active, RoleGrant.role == "administrator")
            )
            == 1
        )


def test_roles_given_and_taken_are_on_record_by_name(signed_in, cast, app):
    browser, ref = signed_in(cast.agus), person_ref(app, cast.sari)
    sent = {
        "name": cast.sari.name, "nip": cast.sari.nip, "email": cast.sari.email, "unit": unit_ref(app),
        "position": "Petugas loket bantuan sosial",
    }  # fmt: skip
    for rev, roles in enumerate((["hr", "auditor"], ["hr"])):
        browser.post_form(f"{PEOPLE}/{ref}", sent | {"rev": str(rev), "roles": roles}, page=f"{PEOPLE}/{ref}")
    with app.app_context():
        rows = db.session.scalars(sa.select(RoleChange).order_by(RoleChange.id)).all()
        assert [(row.role, row.given, row.by.email) for row in rows] == [
            ("hr", True, cast.agus.email),
            ("auditor", True, cast.agus.email),
            ("auditor", False, cast.agus.email),
        ]
        kept = sa.select(LedgerLeaf.kind).where(LedgerLeaf.record.startswith("role_change:"))
        assert list(db.session.scalars(kept.order_by(LedgerLeaf.idx))) == [
            "role.given",
            "role.given",
            "role.taken",
        ]
        assert verify().faults == []
