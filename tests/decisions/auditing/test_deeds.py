"""What administrators do at their desks is on record, with whom it was about; what failed is not."""

import json
import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.access import PERMISSIONS, Role
from training.core.db import db
from training.decisions.auditing.kinds import PRIVILEGED, group_of
from training.decisions.auditing.models import Deed
from training.decisions.auditing.words import told
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.ledger.service import SYSTEM
from training.people.importing.models import PeopleImport
from training.people.inviting.models import Invitation
from training.people.models import Person, Unit

from ... import cast
from ...people.sheets import HEAD, NEWCOMER, UNIT, csv_of
from ..office import person_of


def deeds(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        kinds = dict(db.session.execute(sa.select(LedgerLeaf.record, LedgerLeaf.kind)).all())
        rows = db.session.scalars(sa.select(Deed).order_by(Deed.id)).all()
        assert verify().faults == []
        return [(kinds[f"deed:{row.ref}"], row.person.email if row.person else "", row.about) for row in rows]


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
        ("account.closed", cast.agus.email, ref),
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


PEOPLE, UNITS = "/administration/people", "/administration/units"
AT_THE_DESK = {
    "administration.agencies": {"agency.opened"},
    "administration.new_person": {"person.added"},
    "administration.person": {"person.changed"},
    "administration.access": {"account.closed", "account.opened"},
    "administration.password": {"password.given"},
    "administration.transfer": {"post.given", "person.returned"},
    "administration.post": {"post.changed"},
    "administration.withdraw_post": {"post.withdrawn"},
    "administration.departure": {"person.departed"},
    "administration.units": {"unit.added"},
    "administration.unit": {"unit.changed"},
    "administration.unit_head": {"unit.head_set"},
    "administration.close_unit": {"unit.closed"},
    "administration.invite_one": {"person.invited"},
    "administration.invite_many": {"people.invited"},
    "administration.revoke_invitation": {"invitation.revoked"},
    "administration.import_confirmation": {"people.imported"},
    "administration.import_undo": {"people.taken_back"},
    "administration.import_departures": {"person.departed"},
}
# A sheet on trial changes nobody, and what was written before it was stopped is on record as confirmed.
ON_TRIAL = {
    f"administration.{door}"
    for door in ("imports", "import_columns", "import_options", "import_cancellation")
}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OPERATOR])
def test_every_door_of_an_administrator_is_known_here(board: Flask, role: Role) -> None:
    keeping = {name for name, each in PERMISSIONS.items() if each.roles == {role} and name != "codes.publish"}
    doors = {
        rule.endpoint
        for rule in board.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and getattr(board.view_functions[rule.endpoint], "guard", "") in keeping
    }
    assert doors and doors - AT_THE_DESK.keys() - ON_TRIAL == set()
    assert (AT_THE_DESK.keys() | ON_TRIAL) - board.view_functions.keys() == set()


def test_whatever_is_done_at_the_desk_is_on_record(board: Flask, administrator, signed_in) -> None:
    _people_come_and_go(board, administrator)
    _units_change(board, administrator)
    _invitations_go_out(board, administrator)
    _a_sheet_is_taken_in(board, administrator)
    agency = {"name": "Dinas Percobaan", "zone": "Asia/Jakarta", "administrator": "Sri", "email": "s@coba.id"}
    page = "/administration/agencies"
    assert signed_in(cast.dewi).post_form(page, agency, page=page).status_code == 200
    kept = deeds(board)
    found = {kind for kind, _by, _about in kept}
    assert found == set().union(*AT_THE_DESK.values())
    assert [by for _kind, by, _about in kept] == [cast.agus.email] * (len(kept) - 1) + [cast.dewi.email]
    with board.app_context():
        left = {person_of(each).ref for each in (cast.joko, cast.ningsih)}
    assert {about for kind, _by, about in kept if kind == "person.departed"} == left
    with board.test_request_context():
        assert {kind for kind in found if told(kind) == kind} == set()
        assert {group_of(kind) for kind in found} <= set(PRIVILEGED)


def test_what_a_command_did_has_nobodys_name(board: Flask, tmp_path) -> None:
    sheet = tmp_path / "rekap.csv"
    sheet.write_bytes(csv_of([HEAD, NEWCOMER]))
    answer = board.test_cli_runner().invoke(
        args=["people", "import", str(sheet), "--agency", "dinsos-banten"]
    )
    assert answer.exit_code == 0, answer.output
    [(kind, by, about)] = deeds(board)
    with board.app_context():
        assert (kind, by, about) == ("people.imported", "", db.session.scalar(sa.select(PeopleImport.ref)))
        leaf = db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.kind == kind)).one()
        assert json.loads(leaf.body)["actor"] == SYSTEM


def test_another_key_for_credentials_is_on_record(board: Flask, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(board.config, "ISSUER_KEYS_FOLDER", str(tmp_path))
    answer = board.test_cli_runner().invoke(args=["credentials", "rotate-key", "dinsos-banten"])
    assert answer.exit_code == 0
    assert deeds(board) == [("credentials.key_changed", "", answer.output.strip())]
    nobody = board.test_cli_runner().invoke(args=["credentials", "rotate-key", "tidak-ada"])
    assert nobody.exit_code == 1 and len(deeds(board)) == 1


def _people_come_and_go(board: Flask, browser) -> None:
    with board.app_context():
        unit, joko = (
            db.session.scalar(sa.select(Unit.ref).filter_by(name="Sekretariat")),
            person_of(cast.joko).ref,
        )
    home = f"{PEOPLE}/{joko}"
    person = {"name": "Putri Anggraini", "nip": NEWCOMER[1], "email": "", "unit": unit, "rev": "0"}
    assert browser.post_form(f"{PEOPLE}/new", person, page=f"{PEOPLE}/new").status_code == 200
    with board.app_context():
        putri = db.session.scalar(sa.select(Person.ref).filter_by(nip=NEWCOMER[1]))
    steps = [
        (f"{PEOPLE}/{putri}", person | {"position": "Petugas"}),
        (f"{home}/password", {}),
        (f"{home}/access", {}),
        (f"{home}/access", {"open": "1"}),
        (f"{home}/posts", _post(unit, "2026-11-01")),
        (f"{home}/posts/2", {"unit": unit, "position": "Wakil", "kind": "", "since": "2026-11-02"}),
        (f"{home}/posts/2/withdrawal", {}),
        (f"{home}/departure", {"leave-last": "2026-11-10", "leave-reason": "Pindah"}),
        (f"{home}/posts", _post(unit, "2026-11-15")),
    ]
    for address, sent in steps:
        with board.app_context():
            rev = str(person_of(cast.joko).rev)
        seen = {f"{prefix}rev": rev for prefix in ("post-", "leave-", "")} | sent
        answer = browser.post_form(address, seen, page=f"{home}/posts")
        assert answer.status_code in (200, 303), (address, answer.status_code)


def _post(unit: str, since: str) -> dict[str, str]:
    sent = {"unit": unit, "position": "Kepala loket", "kind": "managerial", "since": since}
    return {f"post-{name}": value for name, value in sent.items()}


def _units_change(board: Flask, browser) -> None:
    assert browser.post_form(UNITS, {"name": "Loket 9", "parent": ""}, page=UNITS).status_code == 303
    with board.app_context():
        unit = db.session.scalar(sa.select(Unit.ref).filter_by(name="Loket 9"))
        head = person_of(cast.joko).ref
    for address, sent in (
        (f"{UNITS}/{unit}", {"name": "Loket 10", "parent": ""}),
        (f"{UNITS}/{unit}/head", {"head": head}),
        (f"{UNITS}/{unit}/closure", {}),
    ):
        assert browser.post_form(address, sent, page=UNITS).status_code == 303


def _invitations_go_out(board: Flask, browser) -> None:
    page = "/administration/invitations"
    with board.app_context():
        refs = [person_of(each).ref for each in (cast.joko, cast.ningsih)]
        for row in db.session.scalars(sa.select(Person).where(Person.ref.in_(refs))):
            row.password_hash = ""
        db.session.commit()
    assert browser.post_form(page, {"person": refs}, page=page).status_code == 200
    home = f"{PEOPLE}/{refs[0]}"
    assert browser.post_form(f"{home}/invitation", page=home).status_code == 200
    with board.app_context():
        last = db.session.scalar(sa.select(Invitation.ref).order_by(Invitation.id.desc()))
    assert browser.post_form(f"{page}/{last}/revocation", page=page).status_code == 303


def _a_sheet_is_taken_in(board: Flask, browser) -> None:
    page = "/administration/imports"
    newcomer = ["Bagas Pratama", "199902022025031002", "bagas@dinsos.contoh.id", UNIT, "Petugas"]
    sent = {"csrf_token": browser.token(), "file": (BytesIO(csv_of([HEAD, newcomer])), "rekap.csv")}
    matching = browser.post(page, data=sent).location
    with board.app_context():
        row = db.session.scalars(sa.select(PeopleImport)).one()
        trial, places = f"{page}/{row.ref}", {f"column-{place}": each for place, each in row.meanings.items()}
        ningsih = person_of(cast.ningsih).ref
    assert browser.post_form(matching, places, page=matching).status_code == 303
    stamp = re.search(r'name="stamp" value="([^"]+)"', browser.get(trial).text)[1]
    leaving = {"person": ningsih, "last": "2026-11-20", "reason": "Pindah"}
    for door, sent in (("confirmation", {"stamp": stamp}), ("departures", leaving), ("undo", {})):
        assert browser.post_form(f"{trial}/{door}", sent, page=trial).status_code == 303
