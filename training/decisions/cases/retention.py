"""How long cases are kept, and their erasure by two people once that is over: only the number is left."""

import json
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...ledger.erasing import erase
from ...people.models import Person
from ..acts import Fault, Refused
from ..gate import keeps
from ..models import Case, Dossier, Reporter, Seat, Step
from .models import Remedy
from .procedure.keeping import RetentionRule, is_over, outcome_of, rule_on

FILE = Path(__file__).with_name("retention.json")
SECOND = ("cases.manage", "entries.manage")
Record = tuple[str, str, int | None]


def rule_for(track: str, why: str, closed_on: date) -> RetentionRule:
    """How long a case of a track is kept that is closed on a day for this reason; an office may set another
    day when it closes it."""
    return rule_on(shipped(), track, outcome_of(why), closed_on)


def due_for_erasure(agency_id: int, today: date) -> list[Case]:
    """The closed cases of an agency whose time is over and which still say something, the oldest first."""
    rows = sa.select(Case).where(
        Case.agency_id == agency_id, Case.erased_at.is_(None), Case.kept_until < today
    )
    return list(db.session.scalars(rows.order_by(Case.kept_until, Case.id)))


def erase_case(case: Case, *, by: Person, second: Person, now: datetime) -> None:
    """Erase what a case says: steps, reporter, frozen files, seats and training. What is left is its number,
    that it was erased, who looked at it, and on the record hashes that nobody can open.

    `by` keeps cases, `second` is somebody else of the agency who keeps them or is of personnel; neither is
    whom it is about. Erasing twice changes nothing. Raises Refused: `by` with `not_yours`, `second` with
    `second_person`, or `not_due`.
    """
    db.session.execute(sa.select(Case.id).where(Case.id == case.id).with_for_update())
    db.session.refresh(case)
    if case.erased_at is not None:
        return
    if faults := _faults(case, by, second, day_in(by.agency.zone, now)):
        raise Refused(faults)
    _overwrite()
    records = [*_steps(case), *_reporter(case), *_dossiers(case, now), *_training(case)]
    reason = f"masa simpan {case.number} berakhir {case.kept_until}; orang kedua {second.ref}"
    erase(records, reason=reason, actor=by.ref, at=now)
    db.session.execute(sa.delete(Seat).where(Seat.matter_id == case.id))
    case.clauses, case.summary, case.complaint_number = [], "", ""
    case.subject_id, case.happened_until, case.erased_at = None, None, now
    db.session.flush()
    db.session.expire(case)


@lru_cache
def shipped() -> tuple[RetentionRule, ...]:
    """Every rule of the file."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    checked = date.fromisoformat(said["checked_on"])
    return tuple(
        RetentionRule(
            *(track, outcome, each["years"], date.fromisoformat(each["since"])),
            *(said["source"], said["sure"], checked, said["checked_how"]),
        )
        for track, outcomes in said.items()
        if isinstance(outcomes, dict)
        for outcome, rules in outcomes.items()
        for each in rules
    )


def _faults(case: Case, by: Person, second: Person, today: date) -> list[Fault]:
    if not keeps(by, case):
        return [Fault("by", "not_yours")]
    other = second.id not in (by.id, case.subject_id) and second.agency_id == case.agency_id
    if not other or not any(second.may(each) for each in SECOND):
        return [Fault("second", "second_person")]
    over = case.closed_on is not None and is_over(case.kept_until, today)
    return [] if over else [Fault("", "not_due", {"kept_until": case.kept_until})]


def _overwrite() -> None:
    """What is written over on SQLite is not left readable in the free parts of its file."""
    if db.session.connection().dialect.name == "sqlite":
        db.session.execute(sa.text("PRAGMA secure_delete = ON"))


def _steps(case: Case) -> list[Record]:
    rows = db.session.scalars(sa.select(Step).where(Step.matter_id == case.id)).all()
    for step in rows:
        step.said, step.salt = {}, None
    return [(step.record_kind, step.ref, step.agency_id) for step in rows]


def _reporter(case: Case) -> list[Record]:
    row = db.session.scalar(sa.select(Reporter).where(Reporter.case_id == case.id))
    if row is None:
        return []
    row.said, row.salt, row.person_id = {}, None, None
    return [(row.record_kind, row.ref, row.agency_id)]


def _dossiers(case: Case, now: datetime) -> list[Record]:
    rows = db.session.scalars(sa.select(Dossier).where(Dossier.matter_id == case.id)).all()
    for row in rows:
        row.body, row.erased_at = None, now
    return [(row.record_kind, row.ref, row.agency_id) for row in rows]


def _training(case: Case) -> list[Record]:
    rows = db.session.scalars(sa.select(Remedy).where(Remedy.case_id == case.id)).all()
    found: list[Record] = [(row.record_kind, row.ref, row.agency_id) for row in rows]
    for row in rows:
        db.session.delete(row)
    return found
