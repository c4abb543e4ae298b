"""What administrators do at their desks is on record, with whom it was about; what failed is not."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.auditing.models import Deed
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf

from ... import cast
from ..office import person_of


def deeds(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        kinds = dict(db.session.execute(sa.select(LedgerLeaf.record, LedgerLeaf.kind)).all())
        rows = db.session.scalars(sa.select(Deed).order_by(Deed.id)).all()
        assert verify().faults == []
        return [(kinds[f"deed:{row.ref}"], row.person.email, row.about) for row in rows]


@pytest.fixture
def administrator(board: Flask, signed_in):
    return signed_in(cast.agus)


def test_a_password_given_to_somebody_is_seen_by_the_auditor(board: Flask, administrator, signed_in) -> None:
    with board.app_context():
        ref = person_of(cast.joko).ref
    assert administrator.post_form(f"/administration/people/{ref}/password", {}).status_code == 200
    assert administrator.post_form(f"/administration/people/{ref}/access", {}).status_code == 303
    assert deeds(board) == [
        ("password.given", cast.agus.email, ref),
        ("person.access_set", cast.agus.email, ref),
    ]
    page = signed_in(cast.wahyu).get("/audit/entries?group=rights").text
    assert "membuat kata sandi sementara untuk pegawai" in page
    assert cast.agus.name in page
    whole = signed_in(cast.wahyu).get(re.search(r"/audit/entries/\d+", page)[0]).text
    assert ref in whole


def test_what_failed_or_was_refused_is_no_deed(board: Flask, administrator, signed_in) -> None:
    with board.app_context():
        ref, other = person_of(cast.joko).ref, person_of(cast.rangga).ref
    assert administrator.post_form(f"/administration/people/{other}/password", {}).status_code == 404
    assert administrator.post_form(f"/administration/people/{ref}", {"name": ""}).status_code == 422
    assert administrator.get(f"/administration/people/{ref}").status_code == 200
    assert signed_in(cast.hesti).post_form(f"/administration/people/{ref}/password", {}).status_code == 404
    assert deeds(board) == []


def test_nobody_is_told_in_the_leaf_itself(board: Flask, administrator) -> None:
    with board.app_context():
        ref = person_of(cast.joko).ref
    administrator.post_form(f"/administration/people/{ref}/password", {})
    with board.app_context():
        leaf = db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.kind == "password.given")).one()
        assert ref not in leaf.body.decode()
