"""The public page of the record, for people and for programs."""

import re
from pathlib import Path

import pytest
from flask import Flask

from training.core.clock import now
from training.ledger.notes import VerifierKey, open_note
from training.ledger.signing import sign_latest

pytestmark = pytest.mark.database


def test_before_the_first_signature(client) -> None:
    page = client.get("/ledger")
    assert "Belum ada tanda tangan" in page.text and "Unduh pemeriksa Python" in page.text
    assert client.get("/ledger/checkpoint").status_code == 404
    assert client.get("/ledger/key").status_code == 404


def test_the_note_and_its_key_are_there_for_whoever_asks(app: Flask, client, tmp_path: Path) -> None:
    with app.app_context():
        note = sign_latest(tmp_path / "keys", "adab.contoh.id/ledger", now=now())
    shown = client.get("/ledger/checkpoint")
    assert shown.text == note and shown.mimetype == "text/plain"
    opened = open_note(shown.text, [VerifierKey.parse(client.get("/ledger/key").text)])
    page = client.get("/ledger").text
    assert note.split("\n")[2] in page and f"{opened.size}" in page
    assert "tidak membuktikan bahwa sebuah entri benar" in page


def test_the_verifier_can_be_taken_home(client) -> None:
    taken = client.get("/ledger/verifier.py")
    assert (
        taken.text.startswith("#!/usr/bin/env python3")
        and "attachment" in taken.headers["Content-Disposition"]
    )


def test_the_verifier_for_browsers_is_kept_and_not_shown_here(client) -> None:
    taken = client.get("/ledger/verifier.html")
    assert taken.headers["Content-Disposition"].startswith("attachment")
    text = taken.text
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=", text) and "://" not in text and "import(" not in text
