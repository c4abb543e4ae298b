"""Receipts where people are: at the certificate, the outcome, the declaration; kindly when not signed yet."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from training.attempts.models import Attempt
from training.certifications import visitors
from training.core.clock import now
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.ledger.notes import Proof, VerifierKey, open_note
from training.ledger.signing import public_key, sign_latest
from training.ledger.tree import inclusion_holds, leaf_hash

from ..certifications.office import complete, person_of

pytestmark = pytest.mark.database
ORIGIN = "localhost/ledger"


@pytest.fixture
def sari(office: Flask, cast) -> dict[str, str]:
    """The pages of somebody who is certified, by what stands on them."""
    with office.app_context(), time_machine.travel(now(), tick=False):
        person = person_of(cast.sari)
        held = complete(person, now())
        runs = sa.select(Attempt.ref).filter_by(person_id=person.id, purpose="certification")
        version = held.certificate.frozen["version"]
        slug = db.session.scalar(sa.text("SELECT slug FROM code ORDER BY id LIMIT 1"))
        return {
            "certificate": f"/certificates/{held.certificate.ref}",
            "public": f"/verify/{held.certificate.verification_code}",
            "outcome": f"/attempts/{db.session.scalar(runs.limit(1))}",
            "declaration": f"/codes/{slug}/versions/{version}/attestation",
            "number": held.certificate.number,
        }


def sign(office: Flask, keys: Path) -> VerifierKey:
    with office.app_context():
        sign_latest(keys, ORIGIN, now=now())
        return public_key(keys, ORIGIN)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("certificate", "certificate.issued"),
        ("public", "certificate.issued"),
        ("outcome", "attempt.submitted"),
        ("declaration", "code.attested"),
    ],
)
def test_a_receipt_is_kindly_late_and_then_proves_its_leaf(
    office: Flask, keys: Path, client, cast, sari, place: str, kind: str
) -> None:
    if place != "public":
        client.sign_in(cast.sari)
    early = client.get(f"{sari[place]}/receipt")
    assert early.status_code == 409 and "Tanda terima tersedia setelah tanda tangan berikutnya" in early.text
    assert "menit lagi" in early.text
    key = sign(office, keys)
    taken = client.get(f"{sari[place]}/receipt")
    assert taken.status_code == 200 and ".tlog-proof" in taken.headers["Content-Disposition"]
    proof = Proof.parse(taken.text)
    checkpoint = open_note(proof.note, [key])
    with office.app_context():
        leaf = db.session.get(LedgerLeaf, proof.index)
        assert leaf.kind == kind and proof.extra == leaf.body
    found = leaf_hash(proof.extra)
    assert inclusion_holds(found, proof.index, checkpoint.size, proof.hashes, checkpoint.root)


def test_the_pages_offer_it(client, cast, sari) -> None:
    assert f"{sari['public']}/receipt" in client.get(sari["public"]).text
    client.sign_in(cast.sari)
    for page in ("certificate", "declaration"):
        assert f"{sari[page]}/receipt" in client.get(sari[page]).text
    assert f"{sari['outcome']}/receipt" in client.get(f"{sari['outcome']}/debrief").text
    assert "/certificates/receipts" in client.get("/certificates").text


def test_the_file_is_named_after_the_certificate(office: Flask, keys: Path, client, sari) -> None:
    sign(office, keys)
    name = client.get(f"{sari['public']}/receipt").headers["Content-Disposition"]
    assert name.startswith('attachment; filename="') and name.endswith('.tlog-proof"')
    assert "/" not in name and sari["number"].split("/")[-1] in name


def test_nobody_takes_anothers_receipt_and_guesses_are_counted(client, cast, sari, monkeypatch) -> None:
    monkeypatch.setattr(visitors, "FREE_UNKNOWN", 3)
    client.sign_in(cast.joko)
    for page in ("certificate", "outcome", "declaration"):
        assert client.get(f"{sari[page]}/receipt").status_code == 404
    guesses = [client.get(f"/verify/AAAA-AAAA-{number:04}/receipt").status_code for number in range(4)]
    assert guesses == [404, 404, 404, 429]


def test_all_of_ones_own_in_one_file(office: Flask, keys: Path, client, cast, sari) -> None:
    client.sign_in(cast.sari)
    assert client.post_form("/certificates/receipts").status_code == 409
    key = sign(office, keys)
    archive = ZipFile(BytesIO(client.post_form("/certificates/receipts").data))
    kinds = set()
    for name in archive.namelist():
        proof = Proof.parse(archive.read(name).decode())
        checkpoint = open_note(proof.note, [key])
        found = leaf_hash(proof.extra)
        assert inclusion_holds(found, proof.index, checkpoint.size, proof.hashes, checkpoint.root)
        with office.app_context():
            kinds.add(db.session.get(LedgerLeaf, proof.index).kind)
    assert {"certificate.issued", "attempt.submitted", "code.attested"} <= kinds


def test_no_promise_in_minutes_where_nobody_signs_by_the_clock(office: Flask, client, sari) -> None:
    office.config["CHECKPOINT_MINUTES"] = 0
    page = client.get(f"{sari['public']}/receipt")
    assert page.status_code == 409 and "menit lagi" not in page.text
