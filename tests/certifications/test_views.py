"""One's own certificates, the paper, and what the public may learn of it."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask

from training.core.db import db

from ..checking import CheckingClient
from .office import MORNING, complete, person_of, rounds_of

pytestmark = pytest.mark.usefixtures("that_morning")


@pytest.fixture
def certified(app: Flask, cast) -> tuple[str, str]:
    """Sari is certified: (reference, verification code) of her certificate."""
    with app.app_context():
        certificate = complete(person_of(cast.sari), MORNING).certificate
        return certificate.ref, certificate.verification_code


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def verdict(html: str) -> str:
    found = re.search(r'verdict-word">([^<]+)<', html)
    assert found
    return found[1].upper()


def test_without_a_certificate_the_page_says_how_to_get_one(client: CheckingClient, cast) -> None:
    page = client.sign_in(cast.sari).get("/certificates").text
    assert "Lanjutkan di beranda" in page and 'href="/"' in page and "Sertifikat Anda" not in page


def test_my_certificates_with_the_strip(client: CheckingClient, cast, certified) -> None:
    page = client.sign_in(cast.sari).get("/certificates").text
    assert "ADAB/DINSOS-BANTEN/2026/000001" in page and f"/certificates/{certified[0]}" in page
    assert (
        'class="chart strip-chart"' in page
        and "Putaran 1: 23 November 2026 sampai 21 Desember 2027" in words(page)
    )


def test_the_paper_says_all_it_must(client: CheckingClient, cast, certified) -> None:
    page = client.sign_in(cast.sari).get(f"/certificates/{certified[0]}").text
    text = words(page)
    for said in (
        "Sari Wulandari",
        "••••••••••••••2001",
        "Bidang Pelayanan Sosial",
        "23 November 2026",
        certified[1],
    ):
        assert said in text
    assert "21 Desember 2027" in text and "paling sedikit 75% nilai" in text
    assert '<svg role="img"' in page and "style=" not in page


def test_the_address_on_paper_is_the_configured_one(
    app: Flask, client: CheckingClient, cast, certified, monkeypatch
) -> None:
    monkeypatch.setitem(app.config, "ORIGIN", "https://adab.contoh.id")
    assert (
        f"https://adab.contoh.id/verify/{certified[1]}"
        in client.sign_in(cast.sari).get(f"/certificates/{certified[0]}").text
    )


@pytest.mark.parametrize(
    ("who", "status"), [("sari", 200), ("hesti", 200), ("joko", 404), ("maya", 404), ("rangga", 404)]
)
def test_who_may_open_the_paper(client: CheckingClient, cast, certified, who: str, status: int) -> None:
    page = client.sign_in(getattr(cast, who)).get(f"/certificates/{certified[0]}")
    assert page.status_code == status
    assert ("Sari Wulandari" in page.text) == (status == 200)


def test_the_public_check_works_signed_out_and_masks(client: CheckingClient, certified) -> None:
    page = client.get(f"/verify/{certified[1]}")
    assert page.status_code == 200 and verdict(page.text) == "BERLAKU"
    assert "S*** W********" in page.text and "Sari" not in page.text and "Wulandari" not in page.text
    assert "19980312" not in page.text and "••••••••••••••2001" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: f" {code}\n",
        lambda code: f"https://adab.contoh.id/verify/{code}",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_a_typed_code_is_forgiven(client: CheckingClient, certified, spoil) -> None:
    answer = client.get("/verify", query_string={"code": spoil(certified[1])})
    assert answer.status_code == 303 and answer.location.endswith(f"/verify/{certified[1]}")
    assert verdict(client.get(f"/verify/{certified[1].lower()}").text) == "BERLAKU"


@pytest.mark.parametrize("code", ["AAAAA-AAAAA-AAAAA-AAAAA", "x", "%27%20OR%201=1", "a" * 300])
def test_an_unknown_code_gets_the_same_friendly_page(client: CheckingClient, code: str) -> None:
    page = client.get(f"/verify/{code}")
    assert page.status_code == 404 and verdict(page.text) == "TIDAK DITEMUKAN" and 'name="code"' in page.text


@pytest.mark.parametrize("typed", ["", "   ", "///", "‽"])
def test_nothing_to_look_for_is_said_beside_the_field(client: CheckingClient, typed: str) -> None:
    page = client.get("/verify", query_string={"code": typed})
    assert page.status_code == 422 and "Tulis kode verifikasi" in page.text


def test_the_last_valid_day_is_the_agencys(client: CheckingClient, certified, that_morning) -> None:
    that_morning.move_to("2027-12-21T16:59:00+00:00")
    assert verdict(client.get(f"/verify/{certified[1]}").text) == "BERLAKU"
    that_morning.move_to("2027-12-21T17:00:00+00:00")
    page = client.get(f"/verify/{certified[1]}").text
    assert verdict(page) == "KEDALUWARSA" and "21 Desember 2027" in page


def test_a_revoked_certificate_still_verifies_as_revoked(
    app: Flask, client: CheckingClient, cast, certified, that_morning
) -> None:
    with app.app_context():
        rounds_of(person_of(cast.sari))[0].revoked_at = MORNING + timedelta(days=1)
        db.session.commit()
    that_morning.shift(timedelta(days=2))
    page = client.get(f"/verify/{certified[1]}").text
    assert verdict(page) == "DICABUT" and "24 November 2026" in page
    paper = client.sign_in(cast.sari).get(f"/certificates/{certified[0]}").text
    assert "Sertifikat ini dicabut" in paper


def test_departure_and_a_new_name_change_no_paper(
    app: Flask, client: CheckingClient, cast, certified
) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        sari.name, sari.active = "Nama Baru", False
        db.session.commit()
    page = client.get(f"/verify/{certified[1]}").text
    assert verdict(page) == "BERLAKU" and "S*** W********" in page


def test_the_paper_in_english(client: CheckingClient, cast, certified) -> None:
    sari = client.sign_in(cast.sari)
    sari.post_form("/language", {"language": "en", "next": "/"}, page="/")
    assert sari.get(f"/certificates/{certified[0]}").status_code == 200
    assert date(2026, 11, 23).isoformat() not in sari.get("/certificates").text
