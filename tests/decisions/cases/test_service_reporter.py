"""Who reported is found in one table only, and by who keeps the case only, for a reason, on record."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.access import Role
from training.core.db import Model, db
from training.decisions.cases.procedure import acts
from training.decisions.cases.reporter import ReporterSaid, keep_reporter
from training.decisions.cases.service import Refused, look_at_reporter, open_case
from training.decisions.models import Case, Opening, Reporter
from training.decisions.rights.openings import openings_about
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf, LedgerPayload
from training.people.models import RoleGrant
from training.people.posts import posts_on

from ... import cast
from ..office import person_of
from .walking import MONDAY, Walk, counsel, minutes, opened, panel, ref_of, summons, verdict

NAME, CONTACT = "Zulaikha Tanpanama", "0899-000-777"
REASON = "Menanyakan saksi tambahan."


def reported(**said: Any) -> Case:
    """A case that somebody from outside reported."""
    usual = {"name": NAME, "contact": CONTACT, "relation": "Pengguna layanan"}
    case = open_case(
        person_of(cast.ratna),
        opened(),
        subject=person_of(cast.sari),
        reporter=ReporterSaid(**(usual | said)),
        now=MONDAY,
    )
    db.session.commit()
    return case


def walked(case: Case) -> Walk:
    """The case decided and closed, with everything written down that a case writes."""
    walk = Walk(case)
    walk.take(panel(), cast.ratna)
    walk.take(summons(1, walk.today, walk.later(9).today), cast.ratna)
    walk.take(minutes(walk.today), cast.ratna)
    walk.take(acts.Replied(text="Saya tidak melakukannya."), cast.sari)
    walk.take(counsel(), cast.yanti)
    walk.take(acts.Proposed(verdict=verdict()), cast.hendra)
    walk.take(acts.Decided(number="SK 7", verdict=verdict()), cast.kartika)
    walk.take(acts.Delivered(how="handed", received_on=walk.today), cast.ratna)
    return walk


def places_of(*words: str) -> set[str]:
    """Every table that holds one of these words anywhere."""
    found = set()
    for table in Model.metadata.sorted_tables:
        for row in db.session.execute(sa.select(table)):
            text = " ".join(
                value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value) for value in row
            )
            if any(word in text for word in words):
                found.add(table.name)
    return found


def test_the_reporter_is_in_one_table_and_nowhere_else(
    board: Flask, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(board.config, "KEYS_FOLDER", str(tmp_path / "keys"))
    with board.app_context():
        case = reported()
        walked(case)
        look_at_reporter(case, by=person_of(cast.ratna), reason=REASON, now=MONDAY)
        db.session.commit()
        assert places_of(NAME, "Zulaikha", CONTACT) == {"reporter"}
        assert verify().faults == []
    told = board.test_cli_runner().invoke(args=["ledger", "export", str(tmp_path / "out")])
    assert told.exit_code == 0, told.output
    exported = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(exported) > 4
    for path in exported:
        whole = path.read_bytes().decode("utf-8", "replace") + path.name
        assert "Zulaikha" not in whole
        assert CONTACT not in whole
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy")]
    assert not any("Zulaikha" in line or CONTACT in line for line in logged)


def test_a_statement_that_fails_tells_nobody_s_name(board: Flask) -> None:
    """The log of a fault holds the statement with its error, so neither may hold what was typed."""
    with board.app_context():
        case = reported()
        with pytest.raises(sa.exc.IntegrityError) as told:
            keep_reporter(case, ReporterSaid(NAME, CONTACT), by=person_of(cast.ratna), now=MONDAY)
        assert "reporter" in str(told.value)
        assert NAME not in str(told.value) and CONTACT not in str(told.value)


def test_a_colleague_who_reported_is_named_by_no_other_row(board: Flask) -> None:
    with board.app_context():
        joko = person_of(cast.joko)
        ref, number = joko.ref, joko.id
        case = reported(name=joko.name, person_ref=ref)
        rows = db.session.scalars(sa.select(LedgerPayload.body)).all()
        kept = [json.loads(body) for body in rows]
        case_facts = [each for each in kept if each.get("matter") == case.ref]
        assert case_facts
        assert ref not in json.dumps(case_facts)
        assert joko.name not in json.dumps(case_facts)
        bodies = db.session.scalars(sa.select(LedgerLeaf.body).where(LedgerLeaf.kind.like("reporter.%")))
        assert all(ref.encode() not in body for body in bodies)
        assert all(number != step.by_id for step in case.steps)
        assert ref not in json.dumps([step.said for step in case.steps])
        assert db.session.scalars(sa.select(Reporter)).one().person_id == number


def test_looking_is_for_the_keeper_with_a_reason_and_on_record(board: Flask) -> None:
    with board.app_context():
        case = reported()
        told = look_at_reporter(case, by=person_of(cast.ratna), reason=REASON, now=MONDAY)
        db.session.commit()
        assert told == [ReporterSaid(NAME, CONTACT, "Pengguna layanan", None)]
        (look,) = db.session.scalars(sa.select(Opening))
        assert (look.what, look.reason, look.person.email) == ("reporter", REASON, cast.ratna.email)
        assert openings_about(case.subject) == []
        kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind)))
        assert kinds.count("reporter.looked") == 1
        assert verify().faults == []


@pytest.mark.parametrize(
    ("member", "reason", "code"),
    [
        (cast.hendra, REASON, "not_yours"),
        (cast.tomi, REASON, "not_yours"),
        (cast.kartika, REASON, "not_yours"),
        (cast.sari, REASON, "not_yours"),
        (cast.wahyu, REASON, "not_yours"),
        (cast.gita, REASON, "not_yours"),
        (cast.ratna, "", "empty"),
        (cast.ratna, "   \n ", "empty"),
        (cast.ratna, "ingin", "short"),
        (cast.ratna, "x" * 501, "long"),
    ],
)
def test_nobody_else_looks_and_nobody_without_a_reason(
    board: Flask, member: cast.Member, reason: str, code: str
) -> None:
    with board.app_context():
        case = reported()
        Walk(case).take(panel(), cast.ratna)
        with pytest.raises(Refused) as refused:
            look_at_reporter(case, by=person_of(member), reason=reason, now=MONDAY)
        assert [fault.code for fault in refused.value.faults] == [code]
        assert db.session.scalars(sa.select(Opening)).all() == []


def test_a_reason_that_names_who_reported_is_kept_without_the_name(board: Flask) -> None:
    """Refusing it would tell who guessed that they guessed right, and nobody would know of it."""
    with board.app_context():
        case = reported()
        reason = f"Apakah  zulaikha TANPANAMA atau Zulaikha saja, {CONTACT}, yang melapor?"
        told = look_at_reporter(case, by=person_of(cast.ratna), reason=reason, now=MONDAY)
        assert [each.name for each in told] == [NAME]
        (look,) = db.session.scalars(sa.select(Opening))
        assert look.reason == "Apakah … … atau … saja, …, yang melapor?"


def test_a_keeper_whom_the_officer_leads_is_not_shown_who_reported(board: Flask) -> None:
    with board.app_context():
        agus = person_of(cast.agus)
        db.session.add(RoleGrant(person_id=agus.id, role=Role.REGISTRAR))
        db.session.commit()
        said = ReporterSaid(NAME, CONTACT)
        case = open_case(agus, opened(), subject=person_of(cast.sari), reporter=said, now=MONDAY)
        assert look_at_reporter(case, by=agus, reason=REASON, now=MONDAY)
        posts_on([agus.id], MONDAY.date())[agus.id].unit.head = case.subject
        db.session.commit()
        with pytest.raises(Refused) as refused:
            look_at_reporter(case, by=agus, reason=REASON, now=MONDAY)
        assert [fault.code for fault in refused.value.faults] == ["not_yours"]


def test_a_case_without_a_reporter_shows_none(board: Flask) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        case = open_case(ratna, opened(), subject=person_of(cast.sari), reporter=None, now=MONDAY)
        assert look_at_reporter(case, by=ratna, reason=REASON, now=MONDAY) == []
        assert db.session.scalars(sa.select(Opening)).all() == []


@pytest.mark.parametrize(
    ("said", "fields", "expected"),
    [
        ({"name": " "}, {}, [("reporter-name", "empty")]),
        ({"contact": "x" * 201}, {}, [("reporter-contact", "long")]),
        ({"person_ref": "nobody123456"}, {}, [("reporter-person", "unknown_person")]),
        (
            {},
            {"summary": "Menurut zulaikha  tanpanama, ia menerima amplop."},
            [("summary", "names_reporter")],
        ),
        (
            {},
            {"complaint_number": "7/Zulaikha Tanpanama"},
            [("complaint_number", "names_reporter")],
        ),
    ],
)
def test_a_reporter_is_kept_out_of_what_others_read(
    board: Flask, said: dict[str, Any], fields: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    with board.app_context():
        with pytest.raises(Refused) as refused:
            open_case(
                person_of(cast.ratna),
                opened(**fields),
                subject=person_of(cast.sari),
                reporter=ReporterSaid(**({"name": NAME} | said)),
                now=MONDAY,
            )
        assert [(fault.path, fault.code) for fault in refused.value.faults] == expected


@pytest.mark.parametrize("member", [cast.ratna, cast.sari])
def test_neither_the_registrar_nor_the_officer_is_the_reporter(board: Flask, member: cast.Member) -> None:
    with board.app_context():
        with pytest.raises(Refused) as refused:
            reported(person_ref=ref_of(member))
        assert [fault.code for fault in refused.value.faults] == ["interest"]


def test_being_refused_a_seat_does_not_tell_why(board: Flask) -> None:
    """Whoever reported and whoever the officer leads are refused in the same words."""
    with board.app_context():
        ratna = person_of(cast.ratna)
        sulastri = person_of(cast.sulastri)
        said = ReporterSaid("Joko", person_ref=ref_of(cast.joko))
        case = open_case(ratna, opened(), subject=sulastri, reporter=said, now=MONDAY)
        db.session.commit()
        told = []
        for member in (cast.joko, cast.ningsih, cast.sulastri):
            with pytest.raises(Refused) as refused:
                Walk(case).take(panel(one=member), cast.ratna)
            db.session.rollback()
            told += [(each.path, each.values) for each in refused.value.faults if each.code == "interest"]
        assert told == [("members-3-person", {})] * 3


def test_a_keeper_who_reported_keeps_nothing_of_it(board: Flask) -> None:
    with board.app_context():
        case = reported()
        row = db.session.scalars(sa.select(Reporter)).one()
        row.person_id = person_of(cast.ratna).id
        db.session.commit()
        with pytest.raises(Refused) as refused:
            Walk(case).take(panel(), cast.ratna)
        assert [fault.code for fault in refused.value.faults] == ["interest"]
        with pytest.raises(Refused) as refused:
            look_at_reporter(case, by=person_of(cast.ratna), reason=REASON, now=MONDAY)
        assert [fault.code for fault in refused.value.faults] == ["not_yours"]
