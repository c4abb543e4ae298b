"""Steps of a matter: one at a time, on record, and nobody's story in the record."""

import json

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions import gate
from training.decisions.models import Case, Step
from training.decisions.stepping import Stale, add_step
from training.ledger.checking import verify
from training.ledger.models import LedgerPayload

from .. import cast
from .office import MORNING, a_case, person_of, seat


def test_a_step_is_on_record_without_what_was_said(board: Flask) -> None:
    with board.app_context():
        a_case(person_of(cast.ratna), person_of(cast.sari))
        db.session.commit()
        payloads = [json.loads(body) for body in db.session.scalars(sa.select(LedgerPayload.body))]
        assert any(said.get("kind") == "opened" and said["number"] == 1 for said in payloads)
        assert "pemberian di loket" not in json.dumps(payloads)
        assert verify().faults == []


def test_a_step_that_was_changed_is_found(board: Flask) -> None:
    with board.app_context():
        case = a_case(person_of(cast.ratna), person_of(cast.sari))
        db.session.commit()
        step = case.steps[0]
        step.said = step.said | {"summary": "Tidak terjadi apa-apa."}
        db.session.commit()
        assert [fault.place for fault in verify().faults] == [f"step:{step.ref}"]


def test_of_two_at_once_the_second_is_told(board: Flask) -> None:
    with board.app_context():
        keeper = person_of(cast.ratna)
        case = a_case(keeper, person_of(cast.sari))
        add_step(case, "noted", {"text": "satu"}, on=MORNING.date(), by=keeper, rev=1, now=MORNING)
        with pytest.raises(Stale):
            add_step(case, "noted", {"text": "dua"}, on=MORNING.date(), by=keeper, rev=1, now=MORNING)
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Step)) == 2


def test_numbers_are_counted_by_series(board: Flask) -> None:
    with board.app_context():
        keeper, sari = person_of(cast.ratna), person_of(cast.sari)
        numbers = [a_case(keeper, sari, track=track).number for track in ("ethics", "discipline", "ethics")]
        assert numbers == ["ETIK/2026/0001", "DISIPLIN/2026/0001", "ETIK/2026/0002"]


def test_only_who_keeps_or_sits_finds_a_case(board: Flask) -> None:
    with board.app_context():
        case = a_case(person_of(cast.ratna), person_of(cast.sari))
        seat(case, person_of(cast.yanti))
        db.session.commit()
        may = {
            key
            for key, member in cast.MEMBERS.items()
            if gate.find(person_of(member), Case, case.ref) is not None
        }
        assert may == {"ratna", "yanti"}
        assert gate.find_own(person_of(cast.sari), Case, case.ref) is not None


def test_who_keeps_cases_does_not_find_the_own_one(board: Flask) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        case = a_case(person_of(cast.kartika), ratna)
        seat(case, ratna)
        db.session.commit()
        assert gate.find(ratna, Case, case.ref) is None
