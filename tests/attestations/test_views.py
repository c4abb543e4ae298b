"""Attesting, through the checking client and on the record."""

import re
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.codes.office import NOW, PASSWORD, SLUG, TEXT, Office, draft, open_office, person
from training.attestations import service
from training.attestations.models import Attestation
from training.codes.models import CodeVersion
from training.codes.service import publish
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.modules import service as modules
from training.people.models import Agency

PAGE = f"/codes/{SLUG}/versions/1/attestation"


@pytest.fixture
def office(app: Flask) -> Office:
    return open_office(app)


@pytest.fixture
def reader(office: Office, signed_in: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An officer who has passed every module."""
    monkeypatch.setattr(modules, "passed_by", lambda _person, ids: set(ids))
    return signed_in(office.officer)


def shown(page: str) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def declare(browser: Any, **fields: str) -> Any:
    page = browser.get(PAGE).text
    return browser.post_form(PAGE, {"shown": shown(page), "password": PASSWORD, **fields}, page=PAGE)


def kept(app: Flask) -> list[Attestation]:
    with app.app_context():
        return list(
            db.session.scalars(
                sa.select(Attestation).join(CodeVersion).where(CodeVersion.source_text == TEXT)
            )
        )


def test_it_opens_only_after_every_module_is_passed(
    app: Flask, office: Office, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modules, "passed_by", lambda _person, ids: {min(ids)})
    browser = signed_in(office.officer)
    page = browser.get(PAGE).text
    assert "Selesaikan dahulu modul berikut" in page and 'name="password"' not in page
    assert f"/modules/{office.modules[1]}" in page and f"/modules/{office.modules[0]}" not in page
    answer = browser.post_form(PAGE, {"shown": "0" * 64, "password": PASSWORD}, page="/codes")
    assert answer.status_code == 409 and not kept(app)


def test_the_whole_text_stands_above_the_statement(reader: Any) -> None:
    page = reader.get(PAGE).text
    for words in (
        "Jujur, yaitu dapat dipercaya",
        "Menyimpan rahasia jabatan",
        "Mendahulukan kenalan dalam antrean;",
        "Saya telah membaca seluruh isi",
    ):
        assert words in page
    assert page.index("Mendahulukan kenalan") < page.index("Saya telah membaca seluruh isi")


def test_with_the_password_it_is_kept_for_good_and_on_record(app: Flask, office: Office, reader: Any) -> None:
    answer = declare(reader)
    assert answer.status_code == 303 and answer.location == PAGE
    page = reader.get(PAGE).text
    assert (
        "Pernyataan Anda tersimpan" in page and "Sudah dinyatakan" in page and 'name="password"' not in page
    )
    with app.app_context():
        row = db.session.scalars(
            sa.select(Attestation).where(Attestation.version_id == office.version_id)
        ).one()
        assert row.person_id == person(office.officer).id and row.language == "id"
        text = service.shown(db.session.get_one(CodeVersion, office.version_id), row.statement)
        assert row.shown_hash == sha256(text.plain().encode()).hexdigest()
        assert service.attested(row.person_id, row.version_id)
        leaves = db.session.scalars(
            sa.select(LedgerLeaf).where(LedgerLeaf.record == f"attestation:{row.ref}")
        )
        assert [leaf.kind for leaf in leaves] == ["code.attested"]


def test_a_second_time_is_the_first(app: Flask, reader: Any) -> None:
    fields = {"shown": shown(reader.get(PAGE).text), "password": PASSWORD}
    token = {"csrf_token": reader.token()}
    answers = [reader.post(PAGE, data=token | fields) for _ in range(3)]
    answers.append(reader.post(PAGE, data=token | {"password": "lain"}))
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, PAGE)] * 4
    assert len(kept(app)) == 1


@pytest.mark.parametrize("password", ["salah-sama-sekali", ""])
def test_without_the_right_password_nothing_is_kept(app: Flask, reader: Any, password: str) -> None:
    answer = declare(reader, password=password)
    assert answer.status_code == 422 and "Kata sandi" in answer.text
    assert not kept(app)
    assert declare(reader).status_code == 303


def test_guessing_is_slowed_down(app: Flask, reader: Any) -> None:
    codes = [declare(reader, password=f"tebakan-{n}").status_code for n in range(6)]
    assert codes[0] == 422 and codes[-1] == 429
    assert declare(reader).status_code == 429 and not kept(app)


@pytest.mark.parametrize("seen", ["", "0" * 64, "bukan sidik"])
def test_a_text_that_was_not_on_the_screen_is_not_attested(app: Flask, reader: Any, seen: str) -> None:
    answer = declare(reader, shown=seen)
    assert answer.status_code == 409 and "Periksa sekali lagi" in answer.text
    assert shown(answer.text) == shown(reader.get(PAGE).text)
    assert not kept(app)


def test_a_superseded_version_is_not_attested(app: Flask, office: Office, reader: Any) -> None:
    before = shown(reader.get(PAGE).text)
    with app.app_context():
        agency = db.session.get_one(Agency, office.agency_id)
        publish(draft(agency, text=TEXT.replace("kenalan", "kerabat")), actor="system", now=NOW)
        db.session.commit()
    answer = reader.post_form(PAGE, {"shown": before, "password": PASSWORD}, page="/codes")
    assert answer.status_code == 409 and "sudah digantikan" in answer.text
    assert not kept(app)


def test_another_agencys_code_and_drafts_do_not_exist(
    app: Flask, office: Office, reader: Any, signed_in: Any
) -> None:
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), text=TEXT + "\n3. Tambahan;\n")
        db.session.commit()
    stranger = signed_in(open_office(app, slug="dinas-lain-2025", key="lain").trainer)
    assert stranger.get(PAGE).status_code == 404
    assert stranger.post_form(PAGE, {"password": PASSWORD}, page="/codes").status_code == 404
    for browser in (reader, signed_in(office.trainer)):
        assert browser.get(f"/codes/{SLUG}/versions/2/attestation").status_code == 404
