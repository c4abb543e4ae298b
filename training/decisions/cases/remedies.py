"""Training after a decision: the modules that teach the clauses at issue, passed again by a day.

It begins with the decision and ends with a certification run begun after it; none of it is a punishment, and
nothing follows by itself from a day that passed.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa

from ...attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ...codes.models import IN_FORCE, Clause, CodeVersion
from ...codes.tracing import trace
from ...core.clock import day_in
from ...core.db import db
from ...ledger.service import record
from ...modules.models import COURSE, Module, Objective
from ...people.models import Agency, Person
from ..acts import Fault
from ..models import Case, Step
from .models import Remedy
from .procedure.acts import Remedied
from .procedure.owed import Owed


def training_faults(case: Case, act: Remedied) -> list[Fault]:
    """`clauses-N` with `not_taught`: no module that is published today teaches the clause."""
    taught = modules_for(case, act.clauses)
    return [
        Fault(f"clauses-{place}", "not_taught", {"clause": each})
        for place, each in enumerate(act.clauses)
        if each not in taught
    ]


def modules_for(case: Case, clauses: Collection[str]) -> dict[str, Module]:
    """The module that teaches each of these clauses at issue in the version in force today, wherever the
    clause stands there; what is not taught today is left out."""
    ends = [(row.version_id, row.address) for row in case.clauses if row.address in clauses]
    today = _in_force(version for version, _address in ends)
    places = {
        trail.here.address: place
        for trail in trace(ends).values()
        for place in trail.places
        if place.issue.id in today
    }
    rows = (
        sa.select(Clause.version_id, Clause.address, Module)
        .join(Objective, Objective.clause_id == Clause.id)
        .join(Module, Module.id == Objective.module_id)
        .where(Clause.version_id.in_(today), Module.kind == COURSE, Module.published_at.is_not(None))
        .order_by(Module.position.desc())
    )
    taught = {(version, address): module for version, address, module in db.session.execute(rows)}
    return {
        address: taught[place.issue.id, place.address]
        for address, place in places.items()
        if (place.issue.id, place.address) in taught
    }


def assign(case: Case, step: Step, act: Remedied, *, by: Person, now: datetime) -> list[Remedy]:
    """Ask the officer for every module that teaches one of the clauses, on record, each module once."""
    modules = modules_for(case, act.clauses)
    asked = []
    for module in dict.fromkeys(modules[each] for each in act.clauses if each in modules):
        row = Remedy(agency_id=case.agency_id, case=case, step_number=step.number, module=module)
        row.person, row.asked_at, row.due_on = case.subject, now, act.due_on
        row.clauses = [each for each in act.clauses if modules.get(each) is module]
        db.session.add(row)
        asked.append(row)
    db.session.flush()
    for row in asked:
        record("remedy.asked", row, actor=by.ref, at=now)
    return asked


def remedies_of(cases: Iterable[int]) -> list[Owed]:
    """What was asked after these cases (ids), in the order it was asked, with what became of it. One
    statement."""
    rows = (
        sa.select(Remedy, Case.ref, Agency.zone, _first_pass())
        .join(Case, Case.id == Remedy.case_id)
        .join(Agency, Agency.id == Remedy.agency_id)
        .where(Remedy.case_id.in_(list(cases)))
        .order_by(Remedy.id)
    )
    return [_told(row, ref, zone, met_at) for row, ref, zone, met_at in db.session.execute(rows)]


def _first_pass() -> sa.ScalarSelect[datetime]:
    """When the module was first passed in a run begun after it was asked: of this version of the code or of a
    later one, where it goes by the same key."""
    asked, taken = sa.orm.aliased(CodeVersion), sa.orm.aliased(CodeVersion)
    module, wanted = sa.orm.aliased(Module), sa.orm.aliased(Module)
    return (
        sa.select(sa.func.min(Outcome.at, type_=Outcome.at.type))
        .join(Attempt, Attempt.id == Outcome.attempt_id)
        .join(Assessment, Assessment.id == Attempt.assessment_id)
        .join(module, module.id == Assessment.module_id)
        .join(taken, taken.id == module.version_id)
        .join(wanted, wanted.key == module.key)
        .join(asked, sa.and_(asked.id == wanted.version_id, asked.code_id == taken.code_id))
        .where(wanted.id == Remedy.module_id, Attempt.person_id == Remedy.person_id)
        .where(Attempt.purpose == CERTIFICATION, Attempt.started_at >= Remedy.asked_at)
        .where(Outcome.passed, Outcome.superseded_at.is_(None))
        .correlate(Remedy)
        .scalar_subquery()
    )


def _told(row: Remedy, case_ref: str, zone: str, met_at: datetime | None) -> Owed:
    return Owed(
        row.case_id,
        case_ref,
        row.step_number,
        row.module.ref,
        row.module.title,
        tuple(row.clauses),
        day_in(zone, row.asked_at),
        row.due_on,
        day_in(zone, met_at) if met_at else None,
    )


def _in_force(versions: Iterable[int]) -> list[int]:
    codes = sa.select(CodeVersion.code_id).where(CodeVersion.id.in_(list(versions)))
    rows = sa.select(CodeVersion.id).where(CodeVersion.code_id.in_(codes), CodeVersion.state == IN_FORCE)
    return list(db.session.scalars(rows))
