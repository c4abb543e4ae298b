"""The public check as JSON, and what happens to whoever guesses."""

from datetime import timedelta

import pytest
from flask import Flask

from training.certifications import visitors
from training.core.db import db
from training.people.models import Throttle

from ..checking import CheckingClient
from .office import MORNING, complete, person_of, rounds_of

pytestmark = pytest.mark.usefixtures("that_morning")

UNKNOWN = "AAAAA-AAAAA-AAAAA-AAAA{}"


@pytest.fixture
def code(app: Flask, cast) -> str:
    """Sari's verification code."""
    with app.app_context():
        return complete(person_of(cast.sari), MORNING).certificate.verification_code


@pytest.fixture
def few(monkeypatch) -> None:
    monkeypatch.setattr(visitors, "FREE_UNKNOWN", 3)


def guess(client: CheckingClient, times: int, **kwargs):
    return [client.get(f"/verify/{UNKNOWN.format(n % 8)}", **kwargs).status_code for n in range(times)]


def test_machines_get_the_same_words(client: CheckingClient, code) -> None:
    found = client.get(f"/verify/{code}.json")
    assert found.json == {
        "verdict": "valid",
        "number": "ADAB/DINSOS-BANTEN/2026/000001",
        "name": "S*** W********",
        "agency": "Dinas Sosial Provinsi Banten",
        "title": found.json["title"],
        "code": found.json["code"],
        "code_version": 1,
        "valid_from": "2026-11-23",
        "valid_until": "2027-12-21",
        "revoked_on": None,
        "checked_at": "2026-11-23T02:00:00+00:00",
    }
    assert found.headers["X-Robots-Tag"] == "noindex" and "Accept" in found.headers["Vary"]
    asked = client.get(f"/verify/{code.lower()}", headers={"Accept": "application/json"})
    assert asked.json == found.json


@pytest.mark.parametrize(
    "accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "", "text/html, application/json"]
)
def test_browsers_get_the_page(client: CheckingClient, code, accept) -> None:
    assert client.get(f"/verify/{code}", headers={"Accept": accept}).mimetype == "text/html"


def test_expired_revoked_and_unknown(app: Flask, client: CheckingClient, cast, code, that_morning) -> None:
    that_morning.move_to("2027-12-21T17:00:00+00:00")
    assert client.get(f"/verify/{code}.json").json["verdict"] == "expired"
    with app.app_context():
        held = rounds_of(person_of(cast.sari))[0]
        held.revoked_at, held.revoked_reason = MORNING + timedelta(days=1), "Rahasia sekali"
        db.session.commit()
    for address in (f"/verify/{code}.json", f"/verify/{code}"):
        assert "Rahasia" not in client.get(address).text
    revoked = client.get(f"/verify/{code}.json").json
    assert (revoked["verdict"], revoked["revoked_on"]) == ("revoked", "2026-11-24")
    unknown = client.get(f"/verify/{UNKNOWN.format(1)}.json")
    assert unknown.status_code == 404
    assert unknown.json == {"verdict": "unknown", "checked_at": "2027-12-21T17:00:00+00:00"}


def test_whoever_guesses_must_wait(client: CheckingClient, code, few, that_morning) -> None:
    assert guess(client, 5) == [404, 404, 404, 429, 429]
    refused = client.get("/verify/BBBBB-BBBBB-BBBBB-BBBBB")
    assert refused.headers["Retry-After"] == "600" and "10 menit lagi" in refused.text
    told = client.get("/verify/BBBBB.json")
    assert told.status_code == 429 and told.json["retry_after"] == 600
    that_morning.shift(timedelta(minutes=4, seconds=30))
    assert client.get("/verify/BBBBB").headers["Retry-After"] == "330"
    that_morning.shift(timedelta(minutes=6))
    assert guess(client, 4) == [404, 404, 404, 429]


def test_an_office_behind_one_address_checks_as_many_as_it_likes(client: CheckingClient, code, few) -> None:
    guess(client, 4)
    assert [client.get(f"/verify/{code}").status_code for _ in range(10)] == [200] * 10
    assert client.get(f"/verify/{code}.json").json["verdict"] == "valid"


def test_neighbours_do_not_wait(client: CheckingClient, few) -> None:
    guess(client, 4)
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}
    assert guess(client, 1, **elsewhere) == [404]
    one, other = ({"environ_base": {"REMOTE_ADDR": f"2001:db8:1:2::{n}"}} for n in (1, 2))
    assert guess(client, 3, **one) == [404] * 3 and guess(client, 1, **other) == [429]


def test_who_guessed_is_kept_only_as_a_hash_and_forgotten(app: Flask, client: CheckingClient, few) -> None:
    guess(client, 2, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    with app.app_context():
        kept = db.session.query(Throttle).one()
        assert kept.failures == 2 and "203.0" not in kept.key and kept.key.startswith("verify:")


def test_all_unknown_codes_cost_the_same_statements(client: CheckingClient) -> None:
    counts = set()
    for code in (UNKNOWN.format(1), "x", "%27%20OR%201=1", "a" * 300, "漢字"):
        assert client.get(f"/verify/{code}").status_code == 404
        counts.add(len(client.watch.statements))
    assert len(counts) == 1
