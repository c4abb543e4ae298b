"""What every answer carries, whatever it answers, and what is said when nothing works."""

import logging

import pytest

from app import create_app
from training.core.config import settings

ANSWERS = {
    "page": ("GET", "/sign-in", {}, 200),
    "redirect": ("GET", "/", {}, 302),
    "without token": ("POST", "/sign-in", {}, 400),
    "missing": ("GET", "/tidak-ada", {}, 404),
    "missing file": ("GET", "/static/tidak-ada.css", {}, 404),
    "file": ("GET", "/static/css/base.css", {}, 200),
    "out of the folder": ("GET", "/static/..%2f..%2fapp.py", {}, 404),
    "wrong way": ("POST", "/account", {}, 405),
    "unknown way": ("TRACE", "/sign-in", {}, 405),
    "too large": ("POST", "/sign-in", {"data": {"identifier": "a" * 2_200_000}}, 413),
    "health": ("GET", "/healthz", {}, 200),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_kind_of_answer_is_protected(app, client, name):
    method, address, sent, status = ANSWERS[name]
    answer = app.test_client().open(address, method=method, **sent)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    if name != "file":
        assert answer.headers["Cache-Control"] in {"no-cache", "no-store"}
        assert "Cookie" in answer.headers["Vary"]
    if status == 405:
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "address",
    ["/", "/account", "/tidak-ada", "/reports/people"],
)
def test_nothing_personal_is_kept_by_the_browser(signed_in, cast, address):
    assert signed_in(cast.hesti).get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/reports/people.csv", "/reports/people.xlsx"])
def test_no_file_about_people_is_kept_by_the_browser(signed_in, cast, address):
    assert signed_in(cast.hesti).post_form(address).headers["Cache-Control"] == "no-store"


def test_in_production_cookies_need_tls_and_the_browser_is_told_to_stay(app, tmp_path):
    environment = {
        "ADAB_ENV": "production",
        "SECRET_KEY": "0123456789abcdef" * 3,
        "ADAB_ORIGIN": "https://adab.contoh.go.id",
        "DATABASE_URL": "sqlite://",
    }
    production = create_app(settings(tmp_path, environment))
    for address in ("/sign-in", "/static/css/base.css"):
        answer = production.test_client().get(address, base_url="https://adab.contoh.go.id")
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookie = production.test_client().get("/sign-in", base_url="https://x").headers["Set-Cookie"]
    assert cookie.startswith("__Host-adab=") and "Secure" in cookie and "HttpOnly" in cookie
    assert "Domain" not in cookie and "Path=/" in cookie and "SameSite=Lax" in cookie


def test_without_its_database_the_house_still_answers_in_its_own_words(tmp_path, caplog):
    broken = create_app(
        {
            "SECRET_KEY": "hanya-untuk-uji",
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/tidak/ada.sqlite3",
        }
    )
    caplog.set_level(logging.CRITICAL)
    browser = broken.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = "x"
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").status_code == 503
    for address in ("/", "/sign-in", "/tidak-ada"):
        answer = browser.get(address)
        assert answer.status_code == 503
        assert "Layanan sedang dirawat" in answer.text
        assert "Content-Security-Policy" in answer.headers
    assert browser.post("/sign-in").status_code in {500, 503}


@pytest.mark.parametrize(
    "part", ["nol%00byte", "%ff%fe", "%0d%0aSet-Cookie:x", "9" * 400, "%ED%A0%80", "-1", "1e9"]
)
def test_an_address_nobody_could_mean_names_nothing(signed_in, cast, part):
    browser = signed_in(cast.sari)
    for address in (
        f"/modules/{part}",
        f"/modules/{part}/steps/1",
        f"/codes/dinsos-banten-2024/versions/{part}",
    ):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert "Set-Cookie:x" not in str(answer.headers)
