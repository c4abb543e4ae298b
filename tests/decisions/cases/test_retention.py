"""What is left of a case that two people erased once its time was over."""

from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from pysqlite3 import dbapi2

from training.core.db import Model, db
from training.decisions.cases.pages.desk import cases_kept_by
from training.decisions.cases.procedure import acts
from training.decisions.cases.reporter import ReporterSaid
from training.decisions.cases.retention import CASES
from training.decisions.cases.service import (
    Refused,
    history_of,
    look_at_reporter,
    open_case,
    own_cases,
)
from training.decisions.gate import find, find_own
from training.decisions.models import Case, Dossier, Reporter, Seat, Step
from training.decisions.retention.erasing import due_for_erasure, erase_matter
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.ledger.service import record

from ... import cast
from ..office import person_of
from .walking import MONDAY, Walk, a_case, delivered, opened

CLOSED, KEPT_UNTIL = date(2027, 1, 29), date(2032, 1, 29)
SECRETS = ("Amplop cokelat", "Zulaikha", "rekaman saling menguatkan", "Saya menolak pemberian itu")


def closed() -> Walk:
    """A case that says much, closed at the end of January 2027, with a dossier and a reporter."""
    case = open_case(
        person_of(cast.ratna),
        opened(summary="Amplop cokelat di loket.", complaint_number="LAPOR/77"),
        subject=person_of(cast.sari),
        reporter=ReporterSaid("Zulaikha Tanpanama"),
        now=MONDAY,
    )
    db.session.commit()
    walk = delivered(case=case)
    file = Dossier(agency_id=case.agency_id, matter=case, number=1, as_of=case.happened_on)
    file.known_by = file.frozen_at = walk.now
    file.body, file.sha256 = b"Amplop cokelat", sha256(b"Amplop cokelat").hexdigest()
    file.frozen_by = person_of(cast.ratna)
    db.session.add(file)
    db.session.flush()
    record("dossier.frozen", file, actor=file.frozen_by.ref, at=walk.now)
    db.session.commit()
    walk.take(acts.Remedied(clauses=("D.4",), due_on=date(2027, 2, 1)), cast.ratna)
    look_at_reporter(case, by=person_of(cast.ratna), reason="Menanyakan saksi lagi.", now=walk.now)
    db.session.commit()
    walk.on(CLOSED).take(acts.Closed(why="decided", kept_until=KEPT_UNTIL), cast.ratna)
    return walk


def erased(walk: Walk) -> Walk:
    walk.on(date(2032, 1, 30))
    erase_matter(walk.case, CASES, by=person_of(cast.ratna), second=person_of(cast.hesti), now=walk.now)
    db.session.commit()
    return walk


def test_what_two_people_erased_is_gone_and_the_record_still_holds(board: Flask) -> None:
    with board.app_context():
        walk = closed()
        assert verify().faults == []
        ref = walk.case.ref
        erased(walk)
        assert verify().faults == []
        kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind)))
        steps = db.session.scalars(sa.select(Step)).all()
        assert kinds.count("record.erased") == len(steps) + 3
        assert {(step.salt, str(step.said)) for step in steps} == {(None, "{}")}
        row = db.session.scalars(sa.select(Reporter)).one()
        assert (row.said, row.salt, row.person_id) == ({}, None, None)
        assert db.session.scalars(sa.select(Dossier)).one().body is None
        assert db.session.scalars(sa.select(Seat)).all() == []
        case = db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()
        assert (case.number, case.summary, case.complaint_number) == ("ETIK/2026/0001", "", "")
        assert (case.subject_id, case.clauses, history_of(case)) == (None, [], [])


def test_nothing_of_it_is_left_in_any_table_or_file(board: Flask) -> None:
    with board.app_context():
        walk = closed()
        before = tables_with(SECRETS)
        assert {"step", "reporter", "dossier", "case_file"} <= before
        erased(walk)
        assert tables_with(SECRETS) == set()
        if db.engine.dialect.name != "sqlite":
            return
        file = Path(db.engine.url.database or "")
        db.session.remove()
        db.engine.dispose()
        with closing(dbapi2.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = file.read_bytes()
        assert b"ETIK/2026/0001" in whole
        assert [word for word in SECRETS if word.encode() in whole] == []


def tables_with(words: tuple[str, ...]) -> set[str]:
    found = set()
    for table in Model.metadata.sorted_tables:
        text = "\n".join(str(tuple(row)) for row in db.session.execute(sa.select(table)))
        if any(word in text for word in words):
            found.add(table.name)
    return found


def test_nobody_finds_it_any_more(board: Flask) -> None:
    with board.app_context():
        walk = erased(closed())
        ref = walk.case.ref
        for member in (cast.ratna, cast.tomi, cast.sari):
            assert find(person_of(member), Case, ref) is None
        assert find_own(person_of(cast.sari), Case, ref) is None
        assert cases_kept_by(person_of(cast.ratna)) == own_cases(person_of(cast.sari)) == []
        assert due_for_erasure(CASES, person_of(cast.ratna), date(2032, 1, 30)) == []


def test_erasing_twice_changes_nothing(board: Flask) -> None:
    with board.app_context():
        walk = erased(closed())
        size = db.session.scalar(sa.select(sa.func.count()).select_from(LedgerLeaf))
        erased(walk)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(LedgerLeaf)) == size


def test_what_is_due_is_what_is_closed_and_over(board: Flask) -> None:
    with board.app_context():
        walk, running = closed(), a_case()
        ratna = person_of(cast.ratna)
        assert running.kept_until is None
        assert due_for_erasure(CASES, ratna, KEPT_UNTIL) == []
        assert due_for_erasure(CASES, ratna, date(2032, 1, 30)) == [walk.case]
        assert due_for_erasure(CASES, person_of(cast.gita), date(2040, 1, 1)) == []


@pytest.mark.parametrize(
    ("by", "second", "day", "code"),
    [
        (cast.ratna, cast.ratna, date(2032, 1, 30), "second_person"),
        (cast.ratna, cast.joko, date(2032, 1, 30), "second_person"),
        (cast.ratna, cast.wahyu, date(2032, 1, 30), "second_person"),
        (cast.ratna, cast.gita, date(2032, 1, 30), "second_person"),
        (cast.ratna, cast.sari, date(2032, 1, 30), "second_person"),
        (cast.hesti, cast.ratna, date(2032, 1, 30), "not_yours"),
        (cast.gita, cast.hesti, date(2032, 1, 30), "not_yours"),
        (cast.sari, cast.ratna, date(2032, 1, 30), "not_yours"),
        (cast.ratna, cast.hesti, KEPT_UNTIL, "not_due"),
    ],
)
def test_nobody_erases_alone_or_too_early(
    board: Flask, by: cast.Member, second: cast.Member, day: date, code: str
) -> None:
    with board.app_context():
        walk = closed().on(day)
        with pytest.raises(Refused) as refused:
            erase_matter(walk.case, CASES, by=person_of(by), second=person_of(second), now=walk.now)
        assert [fault.code for fault in refused.value.faults] == [code]
        db.session.rollback()
        assert history_of(walk.case)


def test_a_running_case_is_not_erased(board: Flask) -> None:
    with board.app_context():
        walk = Walk(a_case()).on(date(2040, 1, 1))
        with pytest.raises(Refused) as refused:
            erase_matter(
                walk.case, CASES, by=person_of(cast.ratna), second=person_of(cast.hesti), now=walk.now
            )
        assert [fault.code for fault in refused.value.faults] == ["not_due"]
