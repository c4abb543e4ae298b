"""Invitations: a link that opens once, for a week, for one person."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from training.core.clock import now
from training.core.db import db
from training.core.outbox.models import Letter
from training.people.administration import PersonData, admit
from training.people.inviting.models import Invitation
from training.people.inviting.service import invite
from training.people.leaving import deactivate
from training.people.models import Person, Unit

PAGE = "/administration/invitations"
NEW = "teh manis di pagi"


@pytest.fixture
def putri(app, cast):
    return newcomer(app, cast, "Putri Anggraini", "199901012025032001", "putri@dinsos.contoh.id")


def newcomer(app, cast, name, nip, email):
    with app.app_context():
        agus = db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()
        unit = db.session.scalars(sa.select(Unit).filter_by(name="Sekretariat")).one()
        data = PersonData.tidy(name=name, nip=nip, email=email, unit=unit, position="")
        person = admit(agus.agency, data, by=agus, today=date(2026, 11, 1), now=now())
        db.session.commit()
        return person.ref


def links(text):
    return [
        found.partition("localhost")[2]
        for found in re.findall(r"http://localhost/invitations/[\w-]{43}", text)
    ]


def test_one_is_invited_sets_a_password_and_signs_in(signed_in, cast, app, putri):
    page = f"/administration/people/{putri}"
    [link] = links(signed_in(cast.agus).post_form(f"{page}/invitation", page=page).text)
    visitor = app.test_client()
    assert "Putri Anggraini" in visitor.get(link).text
    assert visitor.post_form(link, {"new": NEW, "again": NEW}, page=link).status_code == 303
    signed = visitor.post_form(
        "/sign-in", {"identifier": "199901012025032001", "password": NEW}, page="/sign-in"
    )
    assert signed.status_code == 303
    assert visitor.get("/account").status_code == 200
    assert app.test_client().get(link).status_code == 404


def test_only_the_hash_of_a_link_is_kept(signed_in, cast, app, putri):
    page = f"/administration/people/{putri}"
    [link] = links(signed_in(cast.agus).post_form(f"{page}/invitation", page=page).text)
    with app.app_context():
        kept = str(db.session.execute(sa.text("SELECT * FROM invitation")).all())
    assert link.rpartition("/")[2] not in kept


def test_who_has_an_address_gets_a_letter_in_the_same_transaction(app, cast, putri):
    with app.app_context():
        person = db.session.scalars(sa.select(Person).filter_by(ref=putri)).one()
        [invited] = invite([person], by=None, now=now())
        letter = db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id)).one()
        assert invited.token in letter.body.replace("\n", "")
        assert "Putri Anggraini" in letter.body
        db.session.rollback()
        assert db.session.scalar(sa.select(Letter.id)) is None


@pytest.mark.parametrize("weak", ["pendek", "putri-anggraini", "aaaaaaaaaaaaa", "199901012025032001"])
def test_a_weak_password_leaves_the_link_open(signed_in, cast, app, putri, weak):
    page = f"/administration/people/{putri}"
    [link] = links(signed_in(cast.agus).post_form(f"{page}/invitation", page=page).text)
    visitor = app.test_client()
    assert visitor.post_form(link, {"new": weak, "again": weak}, page=link).status_code == 422
    assert visitor.post_form(link, {"new": NEW, "again": "lain sama sekali"}, page=link).status_code == 422
    assert visitor.get(link).status_code == 200


def test_a_link_runs_out_after_a_week(signed_in, cast, app, putri):
    page = f"/administration/people/{putri}"
    [link] = links(signed_in(cast.agus).post_form(f"{page}/invitation", page=page).text)
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        assert app.test_client().get(link).status_code == 404


def test_a_link_is_taken_back_and_a_new_one_ends_the_old(signed_in, cast, app, putri):
    browser, page = signed_in(cast.agus), f"/administration/people/{putri}"
    [first] = links(browser.post_form(f"{page}/invitation", page=page).text)
    [second] = links(browser.post_form(f"{page}/invitation", page=page).text)
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    with app.app_context():
        ref = db.session.scalar(sa.select(Invitation.ref).where(Invitation.revoked_at.is_(None)))
    assert browser.post_form(f"{PAGE}/{ref}/revocation", page=PAGE).status_code == 303
    assert app.test_client().get(second).status_code == 404
    assert browser.post_form(f"{PAGE}/{ref}/revocation", page=PAGE).status_code == 404


def test_who_left_cannot_use_a_link_nor_get_one(signed_in, cast, app, putri):
    browser, page = signed_in(cast.agus), f"/administration/people/{putri}"
    [link] = links(browser.post_form(f"{page}/invitation", page=page).text)
    with app.app_context():
        deactivate(db.session.scalars(sa.select(Person).filter_by(ref=putri)).one(), by=None, now=now())
        db.session.commit()
    assert app.test_client().get(link).status_code == 404
    assert browser.post_form(f"{page}/invitation", page=page).status_code == 303


def test_guessing_links_is_slowed_down_as_guessing_passwords_is(app):
    visitor = app.test_client()
    codes = [visitor.get(f"/invitations/tebakan-{n}").status_code for n in range(32)]
    assert codes[0] == 404
    assert codes[-1] == 429


def test_many_are_invited_at_once_and_those_without_an_address_on_paper(signed_in, cast, app, putri):
    newcomer(app, cast, "Tono Tanpa Surel", "199901012025031002", "")
    browser = signed_in(cast.agus)
    page = browser.get(PAGE).text
    assert "Putri Anggraini" in page
    assert cast.sari.name not in page
    answer = browser.post_form(PAGE, {"all": "1"}, page=PAGE)
    assert len(links(answer.text)) == 2
    assert "1 orang juga mendapat tautannya lewat surel" in answer.text
    assert "Tidak ada yang menunggu undangan" in browser.get(PAGE).text


def test_the_list_comes_as_a_file_without_formulas(signed_in, cast, app, putri):
    newcomer(app, cast, "=HYPERLINK(1)", "199901012025031003", "")
    answer = signed_in(cast.agus).post_form(PAGE, {"all": "1", "as": "csv"}, page=PAGE)
    text = answer.get_data(as_text=True)
    assert "'=HYPERLINK(1)" in text
    assert "'199901012025031003" in text
    assert len(links(text)) == 2


def test_nobody_ticked_or_somebody_elsewhere_invites_nobody(signed_in, cast, app):
    with app.app_context():
        other = db.session.scalar(sa.select(Person.ref).filter_by(email=cast.rangga.email))
    browser = signed_in(cast.agus)
    for data in ({}, {"person": other}):
        assert browser.post_form(PAGE, data, page=PAGE).status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(Invitation.id)) is None


def test_nobody_is_locked_out_of_an_open_session_by_an_invitation(signed_in, cast, app):
    """An invitation alone changes nothing: the password and the sign-ins stay until the link is used."""
    phone, browser = signed_in(cast.sari), signed_in(cast.agus)
    with app.app_context():
        ref = db.session.scalar(sa.select(Person.ref).filter_by(email=cast.sari.email))
    page = f"/administration/people/{ref}"
    [link] = links(browser.post_form(f"{page}/invitation", page=page).text)
    assert phone.get("/account").status_code == 200
    app.test_client().post_form(link, {"new": NEW, "again": NEW}, page=link)
    assert phone.get("/account").status_code == 302
