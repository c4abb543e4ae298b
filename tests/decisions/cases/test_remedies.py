"""Training after a decision: what is asked, when it is done, and that nothing earlier counts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.attempts.models import PRACTICE
from training.codes.models import Clause, CodeVersion
from training.core.db import db
from training.decisions.cases.models import Remedy
from training.decisions.cases.procedure import acts
from training.decisions.cases.procedure.owed import Owed, trained_on
from training.decisions.cases.procedure.past import Due
from training.decisions.cases.remedies import remedies_of
from training.decisions.cases.service import Refused, standing_of
from training.decisions.models import Case
from training.ledger.checking import verify
from training.modules.models import Module, Objective
from training.people.models import Person

from ... import cast
from ...certifications.office import hand_in
from ..office import person_of
from .walking import Walk, delivered

DUE = date(2027, 1, 15)


def asked(clauses: tuple[str, ...] = ("D.4",)) -> Walk:
    """Training about D.4 that was asked on 3 December 2026."""
    walk = delivered()
    walk.take(acts.Remedied(clauses=clauses, due_on=DUE), cast.ratna)
    return walk


def teaching(address: str = "D.4") -> Module:
    """The module of sari's office that teaches a clause."""
    rows = sa.select(Module).join(Objective).join(Clause, Clause.id == Objective.clause_id)
    rows = rows.where(Module.agency_id == person_of(cast.sari).agency_id, Clause.address == address)
    return db.session.scalars(rows.order_by(Module.version_id.desc())).first()  # type: ignore[return-value]


def remedial(walk: Walk) -> Due:
    standing = standing_of(walk.case, now=walk.now)
    return next(due for due in (*standing.due, *standing.met) if due.key == "remedial")


def remedies_for(person: Person) -> list[Owed]:
    """What was asked after all cases about somebody."""
    return remedies_of(db.session.scalars(sa.select(Case.id).where(Case.subject_id == person.id)))


def at(day: date, hour: int = 5) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_the_modules_that_teach_the_clauses_are_asked_by_a_day(board: Flask) -> None:
    with board.app_context():
        walk = asked()
        (owed,) = remedies_for(person_of(cast.sari))
        assert (owed.module_ref, owed.title) == (teaching().ref, teaching().title)
        assert (owed.clauses, owed.due_on, owed.met_on) == (("D.4",), DUE, None)
        assert (owed.case_ref, owed.asked_on) == (walk.case.ref, date(2026, 12, 3))
        assert remedies_of([walk.case.id]) == [owed]
        assert remedies_for(person_of(cast.joko)) == []
        assert (remedial(walk).day, remedial(walk).met_on) == (DUE, None)
        assert not owed.late(DUE)
        assert owed.late(DUE + timedelta(days=1))
        assert verify().faults == []


def test_a_certification_run_passed_afterwards_is_the_training_done(board: Flask) -> None:
    with board.app_context():
        walk, sari = asked(), person_of(cast.sari)
        hand_in(sari, teaching(), at(date(2026, 12, 10)), passed=False)
        db.session.commit()
        assert remedies_for(sari)[0].met_on is None
        hand_in(sari, teaching(), at(date(2026, 12, 11)))
        hand_in(sari, teaching(), at(date(2026, 12, 20)))
        db.session.commit()
        assert remedies_for(sari)[0].met_on == date(2026, 12, 11)
        found = remedial(walk.on(date(2027, 2, 1)))
        assert (found.met_on, found.late) == (date(2026, 12, 11), False)


def test_training_done_late_is_shown_late(board: Flask) -> None:
    with board.app_context():
        walk = asked()
        assert remedial(walk.on(DUE + timedelta(days=1))).late
        hand_in(person_of(cast.sari), teaching(), at(DUE + timedelta(days=3)))
        db.session.commit()
        found = remedial(walk.on(date(2027, 3, 1)))
        assert (found.met_on, found.late) == (DUE + timedelta(days=3), True)


@pytest.mark.parametrize(
    "way", ["earlier", "begun_earlier", "practice", "other_module", "other_person", "void"]
)
def test_what_is_no_run_of_that_module_begun_since_does_not_count(board: Flask, way: str) -> None:
    with board.app_context():
        asked()
        sari, module, later = person_of(cast.sari), teaching(), at(date(2026, 12, 10))
        if way == "other_module":
            rows = sa.select(Module).where(Module.version_id == module.version_id, Module.id != module.id)
            module = db.session.scalars(rows).first() or module
        who = person_of(cast.joko) if way == "other_person" else sari
        run = hand_in(who, module, at(date(2026, 12, 2)) if way == "earlier" else later)
        if way == "begun_earlier":
            run.started_at = at(date(2026, 12, 3), 2)
        if way == "practice":
            run.purpose = PRACTICE
        if way == "void" and run.outcome:
            run.outcome.superseded_at = later
        db.session.commit()
        assert remedies_for(sari)[0].met_on is None


def test_a_module_that_a_later_version_of_the_code_goes_on_with_counts(board: Flask) -> None:
    with board.app_context():
        asked()
        sari, new = person_of(cast.sari), teaching()
        asked_for = db.session.scalars(sa.select(Remedy)).one()
        older = CodeVersion(agency_id=new.agency_id, code_id=new.version.code_id, number=90, title="Lama")
        older.source_name, older.source_text, older.source_hash = "lama.txt", "lama", "0" * 64
        asked_for.module = Module(
            agency_id=new.agency_id, version=older, key=new.key, position=1, title="Lama"
        )
        hand_in(sari, new, at(date(2026, 12, 10)))
        db.session.commit()
        assert remedies_for(sari)[0].met_on == date(2026, 12, 10)
        asked_for.module.key = "another"
        db.session.commit()
        assert remedies_for(sari)[0].met_on is None


def test_several_clauses_of_one_module_ask_for_it_once(board: Flask) -> None:
    with board.app_context():
        rows = sa.select(Clause.address).join(Objective, Objective.clause_id == Clause.id)
        same = list(db.session.scalars(rows.where(Objective.module_id == teaching().id)))[:3]
        assert len(same) > 1
        walk = delivered_about(tuple(same))
        walk.take(acts.Remedied(clauses=tuple(same), due_on=DUE), cast.ratna)
        (owed,) = remedies_for(person_of(cast.sari))
        assert set(owed.clauses) == set(same)


def test_all_modules_of_a_step_make_it_done(board: Flask) -> None:
    with board.app_context():
        other = next(
            address
            for address in db.session.scalars(sa.select(Clause.address).join(Objective))
            if teaching(address) is not None and teaching(address).id != teaching().id
        )
        walk = delivered_about(("D.4", other))
        walk.take(acts.Remedied(clauses=("D.4", other), due_on=DUE), cast.ratna)
        sari = person_of(cast.sari)
        assert len(remedies_for(sari)) == 2
        hand_in(sari, teaching(), at(date(2026, 12, 10)))
        db.session.commit()
        assert trained_on(remedies_for(sari)) == {}
        assert remedial(walk.on(date(2026, 12, 30))).met_on is None
        hand_in(sari, teaching(other), at(date(2026, 12, 14)))
        db.session.commit()
        assert trained_on(remedies_for(sari)) == {walk.case.rev: date(2026, 12, 14)}
        assert remedial(walk).met_on == date(2026, 12, 14)


def test_what_no_module_teaches_today_is_not_asked(board: Flask) -> None:
    with board.app_context():
        walk, module = delivered(), teaching()
        module.published_at = None
        db.session.commit()
        with pytest.raises(Refused) as refused:
            walk.take(acts.Remedied(clauses=("D.4",), due_on=DUE), cast.ratna)
        assert [(each.path, each.code) for each in refused.value.faults] == [("clauses-0", "not_taught")]
        db.session.rollback()
        assert db.session.scalars(sa.select(Remedy)).all() == []


def delivered_about(clauses: tuple[str, ...]) -> Walk:
    """A decision about several clauses, delivered on 3 December 2026."""
    return delivered(clauses=clauses)


def test_the_officer_finds_the_module_and_its_day_on_the_page_of_the_case(
    board: Flask, signed_in: Any
) -> None:
    with board.app_context():
        walk, module = asked(), teaching()
        ref, title, address = walk.case.ref, module.title, f"/modules/{module.ref}"
    page = signed_in(cast.sari).get(f"/my-matters/{ref}").text
    assert "Pembinaan yang diminta" in page
    assert title in page
    assert address in page
    assert "15 Januari 2027" in page
    with board.app_context():
        hand_in(person_of(cast.sari), teaching(), at(date(2026, 12, 11)))
        db.session.commit()
    assert "selesai 11 Desember 2026" in signed_in(cast.sari).get(f"/my-matters/{ref}").text
