from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.checking import csrf_token
from training.core.clock import now
from training.core.db import db
from training.people.models import Person, SignIn, Throttle


def test_by_email_or_by_nip_as_printed(client, cast):
    for identifier in (cast.sari.email.upper(), "19980312 202403 2 001"):
        answer = client.post_form(
            "/sign-in", {"identifier": identifier, "password": cast.sari.password}, page="/sign-in"
        )
        assert answer.status_code == 303
        assert client.get("/account").status_code == 200
        client.post_form("/sign-out", page="/account")


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(client, cast):
    def refusal(identifier):
        answer = client.post_form(
            "/sign-in", {"identifier": identifier, "password": "bukan ini"}, page="/sign-in"
        )
        assert answer.status_code == 422
        return answer.text.replace(identifier, "").replace(csrf_token(answer.text), "")

    assert refusal(cast.sari.email) == refusal("tidak-ada@dinsos.contoh.id")


def test_a_page_asked_for_is_reached_after_sign_in_but_never_another_site(client, cast):
    answer = client.get("/account/password")
    assert answer.status_code == 302
    assert "next=/account/password" in answer.location
    data = {"identifier": cast.sari.email, "password": cast.sari.password}
    assert (
        client.post_form("/sign-in", data | {"next": "/account/password"}, page="/sign-in").location
        == "/account/password"
    )
    client.post_form("/sign-out", page="/account")
    assert client.post_form("/sign-in", data | {"next": "//evil.example/"}, page="/sign-in").location == "/"


def test_the_session_cookie_changes_at_sign_in(client, cast):
    client.get("/sign-in")
    before = client.get_cookie("adab").value
    client.sign_in(cast.sari)
    assert client.get_cookie("adab").value != before
    assert client.get_cookie("adab").http_only


def test_many_failures_make_further_tries_wait_even_with_the_right_password(client, cast, app):
    wrong = {"identifier": cast.sari.email, "password": "bukan ini"}
    for _ in range(5):
        assert client.post_form("/sign-in", wrong, page="/sign-in").status_code == 422
    right = wrong | {"password": cast.sari.password}
    answer = client.post_form("/sign-in", right, page="/sign-in")
    assert answer.status_code == 429
    assert "Coba lagi pukul" in answer.text
    with app.app_context():
        assert db.session.get(Throttle, f"account:{cast.sari.email}").failures == 5
    with time_machine.travel(now() + timedelta(seconds=31)):
        assert client.post_form("/sign-in", right, page="/sign-in").status_code == 303


def test_a_network_address_that_guesses_many_accounts_waits_too(client, cast):
    for number in range(30):
        client.post_form(
            "/sign-in", {"identifier": f"orang{number}@x.id", "password": "coba"}, page="/sign-in"
        )
    data = {"identifier": cast.sari.email, "password": cast.sari.password}
    assert client.post_form("/sign-in", data, page="/sign-in").status_code == 429


def test_a_form_without_its_token_changes_nothing(client, cast, app):
    answer = client.post("/sign-in", data={"identifier": cast.sari.email, "password": cast.sari.password})
    assert answer.status_code == 400
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 0


def test_an_idle_sign_in_runs_out(signed_in, cast):
    browser = signed_in(cast.sari)
    with time_machine.travel(now() + timedelta(minutes=119)):
        assert browser.get("/account").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=119 + 121)):
        assert browser.get("/account").status_code == 302


def test_a_busy_sign_in_runs_out_after_twelve_hours(signed_in, cast):
    browser, start = signed_in(cast.sari), now()
    for hour in range(1, 12):
        with time_machine.travel(start + timedelta(hours=hour)):
            assert browser.get("/account").status_code == 200
    with time_machine.travel(start + timedelta(hours=12, seconds=1)):
        assert browser.get("/account").status_code == 302


def test_somebody_ends_another_device_and_only_their_own(signed_in, cast, app):
    phone, desk, other = signed_in(cast.sari), signed_in(cast.sari), signed_in(cast.joko)
    with app.app_context():
        refs = list(
            db.session.scalars(
                sa.select(SignIn.ref).join(Person).where(Person.email == cast.sari.email).order_by(SignIn.id)
            )
        )
    assert other.post_form(f"/account/sign-ins/{refs[0]}/end", page="/account").status_code == 404
    assert desk.post_form(f"/account/sign-ins/{refs[0]}/end", page="/account").status_code == 303
    assert phone.get("/account").status_code == 302
    assert desk.get("/account").status_code == 200


def test_signing_out_ends_the_row_so_that_a_kept_cookie_is_worthless(signed_in, cast):
    browser = signed_in(cast.sari)
    kept = browser.get_cookie("adab").value
    browser.post_form("/sign-out", page="/account")
    browser.set_cookie("adab", kept)
    assert browser.get("/account").status_code == 302


def test_an_imported_person_must_change_the_password_first(signed_in, cast, app):
    with app.app_context():
        db.session.execute(
            sa.update(Person).where(Person.email == cast.sari.email).values(must_change_password=True)
        )
        db.session.commit()
    browser = signed_in(cast.sari)
    assert browser.get("/").location == "/account/password"
    new = "kopi pagi hangat"
    data = {"current": cast.sari.password, "new": new, "again": new}
    assert browser.post_form("/account/password", data, page="/account/password").status_code == 303
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"current": "bukan ini"}, "Kata sandi sekarang tidak cocok."),
        ({"again": "kopi sore hangat"}, "Kedua kata sandi baru belum sama."),
        ({"new": "sariwulandari1", "again": "sariwulandari1"}, "tanpa nama, NIP, atau surel"),
        ({"new": "pendek", "again": "pendek"}, "10 karakter"),
    ],
)
def test_a_bad_new_password_is_explained_and_the_old_one_stays(signed_in, cast, app, change, said):
    browser = signed_in(cast.sari)
    good = {"current": cast.sari.password, "new": "kopi pagi hangat", "again": "kopi pagi hangat"}
    answer = browser.post_form("/account/password", good | change, page="/account/password")
    assert answer.status_code == 422
    assert said in answer.text
    app.test_client().sign_in(cast.sari)


def test_changing_the_password_ends_the_other_devices(signed_in, cast):
    phone, desk = signed_in(cast.sari), signed_in(cast.sari)
    data = {"current": cast.sari.password, "new": "kopi pagi hangat", "again": "kopi pagi hangat"}
    assert desk.post_form("/account/password", data, page="/account/password").status_code == 303
    assert phone.get("/account").status_code == 302


def test_somebody_who_left_cannot_come_back(signed_in, cast, app):
    browser = signed_in(cast.sari)
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.email == cast.sari.email).values(active=False))
        db.session.commit()
    assert browser.get("/account").status_code == 302


def test_the_language_is_kept_with_the_person(signed_in, cast):
    browser = signed_in(cast.sari)
    assert 'lang="id"' in browser.get("/account").text
    assert (
        browser.post_form("/language", {"language": "en", "next": "/account"}, page="/account").location
        == "/account"
    )
    assert 'lang="en"' in browser.get("/account").text
    assert browser.post_form("/language", {"language": "xx"}, page="/account").status_code == 400
