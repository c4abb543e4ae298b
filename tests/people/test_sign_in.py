import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.checking import csrf_token
from training.core.clock import now
from training.core.db import db
from training.people.models import Person, SignIn, Throttle
from training.people.service import Refused, authenticate


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
        assert db.session.scalars(sa.select(Throttle.failures)).all() == [5, 5]
    with time_machine.travel(now() + timedelta(seconds=31)):
        assert client.post_form("/sign-in", right, page="/sign-in").status_code == 303


def test_a_network_address_that_guesses_many_accounts_waits_too(client, cast):
    for number in range(30):
        client.post_form(
            "/sign-in", {"identifier": f"orang{number}@x.id", "password": "coba"}, page="/sign-in"
        )
    data = {"identifier": cast.sari.email, "password": cast.sari.password}
    assert client.post_form("/sign-in", data, page="/sign-in").status_code == 429


def test_others_cannot_lock_somebody_out_of_their_own_device(signed_in, client, app, cast):
    """The phone Sari signed in with before keeps a count of its own; it opens nothing by itself."""
    phone = signed_in(cast.sari)
    phone.post_form("/sign-out", page="/account")
    wrong = {"identifier": cast.sari.email, "password": "bukan ini"}
    for _ in range(5):
        client.post_form("/sign-in", wrong, page="/sign-in")
    right = wrong | {"password": cast.sari.password}
    assert client.post_form("/sign-in", right, page="/sign-in").status_code == 429
    assert phone.post_form("/sign-in", wrong, page="/sign-in").status_code == 422
    assert phone.post_form("/sign-in", right, page="/sign-in").status_code == 303


def test_a_known_device_runs_out_of_tries_too(signed_in, cast):
    phone = signed_in(cast.sari)
    phone.post_form("/sign-out", page="/account")
    wrong = {"identifier": cast.sari.email, "password": "bukan ini"}
    for _ in range(5):
        assert phone.post_form("/sign-in", wrong, page="/sign-in").status_code == 422
    assert phone.post_form("/sign-in", wrong, page="/sign-in").status_code == 429


def test_one_persons_device_is_no_help_with_anothers_account(signed_in, client, cast):
    phone = signed_in(cast.joko)
    phone.post_form("/sign-out", page="/account")
    wrong = {"identifier": cast.sari.email, "password": "bukan ini"}
    for _ in range(5):
        phone.post_form("/sign-in", wrong, page="/sign-in")
    assert phone.post_form("/sign-in", wrong, page="/sign-in").status_code == 429
    client.set_cookie("adab-device", "buatan.sendiri.x")
    assert client.post_form("/sign-in", wrong, page="/sign-in").status_code == 429


def test_account_name_and_nip_share_one_count(client, cast):
    for identifier in (cast.sari.email, cast.sari.nip, " ".join(cast.sari.nip), cast.sari.email.upper()) * 2:
        last = client.post_form("/sign-in", {"identifier": identifier, "password": "x"}, page="/sign-in")
    assert last.status_code == 429


def test_the_count_keeps_no_typed_words_and_forgets(client, app):
    client.post_form("/sign-in", {"identifier": "kata sandi saya!", "password": "x"}, page="/sign-in")
    with app.app_context():
        assert not any("sandi" in key for key in db.session.scalars(sa.select(Throttle.key)))
    with time_machine.travel(now() + timedelta(minutes=16)):
        client.post_form("/sign-in", {"identifier": "lain", "password": "x"}, page="/sign-in")
        client.post_form("/sign-in", {"identifier": "lagi", "password": "x"}, page="/sign-in")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Throttle)) == 3


def test_tries_at_the_same_moment_all_count(app, cast):
    def fail():
        with app.app_context():
            with pytest.raises(Refused):
                authenticate(cast.sari.email, "bukan ini", address="192.0.2.7", now=now())
            db.session.commit()
            db.session.remove()

    tries = [threading.Thread(target=fail) for _ in range(4)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    with app.app_context():
        assert db.session.scalars(sa.select(Throttle.failures)).all() == [4, 4]


def test_guessing_the_present_password_in_a_stolen_session_slows_down_too(signed_in, cast):
    browser = signed_in(cast.sari)
    data = {"current": "bukan ini", "new": "kopi pagi hangat", "again": "kopi pagi hangat"}
    for _ in range(5):
        browser.post_form("/account/password", data, page="/account/password")
    answer = browser.post_form(
        "/account/password", data | {"current": cast.sari.password}, page="/account/password"
    )
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.text


def test_signing_in_over_a_sign_in_ends_the_first(signed_in, cast, app):
    browser = signed_in(cast.sari)
    kept = browser.get_cookie("adab").value
    token = browser.token()
    data = {"identifier": cast.joko.email, "password": cast.joko.password, "csrf_token": token}
    assert browser.post("/sign-in", data=data).status_code == 303
    browser.set_cookie("adab", kept)
    assert browser.get("/account").status_code == 302


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
        ({"new": "loket-pagi-2026", "again": "loket-pagi-2026"}, "berbeda dari yang sekarang"),
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
