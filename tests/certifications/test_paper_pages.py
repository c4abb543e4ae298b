"""The printed certificate from the screen: who gets it, under which name, and that nothing changes it."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications import paper
from training.certifications.models import Certificate
from training.core.db import db
from training.people.models import Unit

from ..checking import CheckingClient
from .office import MORNING, complete, person_of, rounds_of
from .printed import read, text_of

pytestmark = pytest.mark.usefixtures("that_morning")


@pytest.fixture
def ref(app: Flask, cast) -> str:
    """The reference of Sari's certificate."""
    with app.app_context():
        return complete(person_of(cast.sari), MORNING).certificate.ref


def pdf_of(client: CheckingClient, ref: str) -> bytes:
    answer = client.get(f"/certificates/{ref}.pdf")
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    return answer.data


def test_the_owner_and_hr_download_it_under_its_number(app: Flask, client, cast, ref) -> None:
    answer = client.sign_in(cast.sari).get(f"/certificates/{ref}.pdf")
    assert 'filename="ADAB-DINSOS-BANTEN-2026-000001.pdf"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    said = text_of(answer.data)
    assert "Sari Wulandari" in said and "localhost/verify" in said and cast.sari.nip not in said
    assert re.search(r"saat terbit: \d+ entri, akar [0-9a-f]{64}", said)
    assert pdf_of(app.test_client().sign_in(cast.hesti), ref) == answer.data


@pytest.mark.parametrize("who", ["joko", "maya", "rangga"])
def test_others_do_not(client, cast, ref, who) -> None:
    assert client.sign_in(getattr(cast, who)).get(f"/certificates/{ref}.pdf").status_code == 404


def test_neither_names_nor_editions_nor_time_touch_an_issued_certificate(
    app: Flask, client, cast, ref, that_morning, monkeypatch
) -> None:
    sari = client.sign_in(cast.sari)
    before = pdf_of(sari, ref)
    monkeypatch.setattr(paper, "TEMPLATE_VERSION", 3)
    with app.app_context():
        person = person_of(cast.sari)
        held = rounds_of(person)[0]
        person.name, person.agency.name, person.nip = "Nama Baru", "Instansi Baru", "199803122021042009"
        held.certification.title, held.certification.code.title = "Judul baru", "Kode baru"
        held.certification.hours = 40
        db.session.execute(sa.update(Unit).values(name=Unit.name + " lama"))
        complete(person_of(cast.joko), MORNING)
        held.revoked_at = MORNING
        db.session.commit()
    that_morning.move_to("2026-11-23T03:30:00+00:00")
    assert pdf_of(sari, ref) == before


def test_a_certificate_of_the_first_edition_still_prints_as_such(app: Flask, client, cast, ref) -> None:
    with app.app_context():
        certificate = db.session.scalars(sa.select(Certificate)).one()
        old = {
            name: value for name, value in certificate.frozen.items() if name not in {"issued_on", "hours"}
        }
        certificate.frozen = old | {"template": 1}
        db.session.commit()
    said = text_of(pdf_of(client.sign_in(cast.sari), ref))
    assert "menerangkan bahwa" in said and "Valid until" not in said


def test_the_address_on_it_is_the_configured_one(app: Flask, client, cast, ref, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "ORIGIN", "https://adab.contoh.id")
    assert "adab.contoh.id/verify" in text_of(pdf_of(client.sign_in(cast.sari), ref))


def test_the_page_offers_each_what_is_theirs(app: Flask, client, cast, ref) -> None:
    own = client.sign_in(cast.sari).get(f"/certificates/{ref}").text
    assert f"/certificates/{ref}.pdf" in own and f"/certificates/{ref}/credential.jwt" in own
    assert "/certificates/batches" not in own
    hr = app.test_client().sign_in(cast.hesti).get(f"/certificates/{ref}").text
    assert f"/certificates/{ref}.pdf" in hr and "credential.jwt" not in hr and "/certificates/batches" in hr


def test_hours_and_declaration_are_shown_where_they_are(app: Flask, client, cast, ref) -> None:
    sari = client.sign_in(cast.sari)
    assert not re.search(r"\d JP", sari.get(f"/certificates/{ref}").text)
    with app.app_context():
        certificate = db.session.scalars(sa.select(Certificate)).one()
        certificate.frozen = certificate.frozen | {"hours": 4, "attested_on": ""}
        db.session.commit()
    page = sari.get(f"/certificates/{ref}").text
    assert "4 JP" in page and "menyatakan sanggup" not in page
    assert len(read(pdf_of(sari, ref)).pages) == 1
