"""Matters about somebody in the file of their own data: what is for them, and nothing about who reported,
what the panel holds among itself, or others."""

import json
from collections.abc import Callable
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from ...core.db import db
from ...modules.models import Module
from ...people.models import Person
from ..awards.models import Award
from ..cases.models import Remedy
from ..entries.models import Entry
from ..models import AccessGrant, Case, CaseClause, Dossier, Matter, Nomination, Opening, Step
from ..own_steps import open_steps
from .openings import LOOK, openings_about
from .rules import told

Told = list[dict[str, Any]]


def cases(person: Person) -> Told:
    """The cases about somebody, each with its clauses and the steps that are for them."""
    clauses = sa.select(CaseClause.case_id, CaseClause.address, CaseClause.text)
    rows = db.session.execute(clauses.join(Case, Case.id == CaseClause.case_id).where(*_about(person, Case)))
    quoted: dict[int, Told] = {}
    for case_id, address, text in rows:
        quoted.setdefault(case_id, []).append({"address": address, "text": text})
    steps = _steps(person)
    return [
        {
            "track": each.track,
            **_matter(each),
            "clauses": quoted.get(each.id, []),
            "steps": steps.get(each.id, []),
        }
        for each in _of(person, Case)
    ]


def nominations(person: Person) -> Told:
    """The nominations of somebody, with the steps that are for them."""
    steps = _steps(person)
    return [
        {**_matter(each), "merit": each.merit, "steps": steps.get(each.id, [])}
        for each in _of(person, Nomination)
    ]


def dossiers(person: Person) -> Told:
    """The files of facts that were handed to boards, with all that they say."""
    columns = (Matter.number.label("matter"), Dossier.number, Dossier.as_of, Dossier.sha256)
    rows = sa.select(*columns, Dossier.frozen_at, Dossier.body.label("says"))
    rows = rows.join(Matter, Matter.id == Dossier.matter_id)
    found = _plain(rows.where(*_about(person, Matter), Dossier.erased_at.is_(None)).order_by(Dossier.id))
    return [each | {"says": json.loads(each["says"])} for each in found]


def remedies(person: Person) -> Told:
    """The training that was asked of somebody after a case."""
    columns = (Case.number.label("matter"), Module.title, Remedy.clauses, Remedy.asked_at, Remedy.due_on)
    rows = (
        sa.select(*columns).join(Case, Case.id == Remedy.case_id).join(Module, Module.id == Remedy.module_id)
    )
    rows = rows.where(Remedy.person_id == person.id, Case.erased_at.is_(None))
    return _plain(rows.order_by(Remedy.id))


def loans(person: Person) -> Told:
    """To whom the files of these matters were lent, why and how long."""
    who, columns = Person.name.label("to"), (AccessGrant.reason, AccessGrant.since, AccessGrant.until)
    rows = sa.select(Matter.number.label("matter"), who, *columns, AccessGrant.ended_at)
    rows = rows.join(Matter, Matter.id == AccessGrant.matter_id)
    rows = rows.join(Person, Person.id == AccessGrant.person_id)
    return _plain(rows.where(*_about(person, Matter)).order_by(AccessGrant.id))


def openings(person: Person) -> Told:
    """Who opened or took away something of these matters, and why."""
    return [
        {"matter": each.number, "by": each.name, "what": each.what, "reason": each.reason, "at": each.at}
        for each in openings_about(person)
    ]


def entries(person: Person) -> Told:
    """What personnel entered about somebody by hand, withdrawn or not."""
    columns = (Entry.kind, Entry.track, Entry.level, Entry.title, Entry.number, Entry.note, Entry.since)
    rest = (Entry.until, Entry.counted, Entry.recorded_at, Entry.withdrawn_at, Entry.withdrawn_reason)
    return _plain(sa.select(*columns, *rest).where(Entry.person_id == person.id).order_by(Entry.id))


def awards(person: Person) -> Told:
    """The awards that were given to somebody."""
    columns = (Award.number, Award.verification_code, Award.given_on, Award.issued_at, Award.withdrawn_at)
    rows = sa.select(*columns, Award.withdrawn_reason, Award.frozen.label("says"))
    return _plain(rows.where(Award.person_id == person.id).order_by(Award.id))


EXPORTS: dict[str, Callable[[Person], Told]] = {
    "cases": cases,
    "nominations": nominations,
    "dossiers": dossiers,
    "remedial_training": remedies,
    "file_loans": loans,
    "file_openings": openings,
    "entries": entries,
    "awards": awards,
}


def records_about(person: Person) -> list[str]:
    """The records of the ledger about matters, entries and awards of somebody: those whose contents are for
    them."""
    of_matter: dict[Any, tuple[Any, ...]] = {
        Dossier: (Dossier.erased_at.is_(None),),
        AccessGrant: (),
        Opening: (Opening.what != LOOK,),
    }
    found = [f"{step.record_kind}:{step.ref}" for step in _steps_about(person)]
    for kind, conditions in of_matter.items():
        rows = sa.select(kind.ref).join(Matter, Matter.id == kind.matter_id)
        refs = db.session.scalars(rows.where(*_about(person, Matter), *conditions))
        found += [f"{kind.record_kind}:{ref}" for ref in refs]
    for own in (Entry, Award, Remedy):
        refs = db.session.scalars(sa.select(own.ref).where(own.person_id == person.id))
        found += [f"{own.record_kind}:{ref}" for ref in refs]
    return found


def _steps(person: Person) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for step in _steps_about(person):
        said = {"number": step.number, "kind": step.kind, "on": step.on}
        found.setdefault(step.matter_id, []).append(said | {"said": told(step.kind, step.said)})
    return found


def _steps_about(person: Person) -> list[Step]:
    """The steps that are for somebody, of all matters about them, as far as they were not erased."""
    rows = sa.select(Step).join(Step.matter).options(contains_eager(Step.matter))
    rows = rows.where(*_about(person, Matter)).order_by(Step.matter_id, Step.number)
    return [
        step
        for _matter_id, steps in groupby(db.session.scalars(rows), key=lambda step: step.matter_id)
        for step in _open(list(steps))
        if step.salt is not None
    ]


def _open(steps: list[Step]) -> list[Step]:
    return open_steps(steps, steps[0].matter.kind)


def _matter(matter: Matter) -> dict[str, Any]:
    names = ("number", "happened_on", "opened_at", "closed_on", "kept_until")
    return {name: getattr(matter, name) for name in names}


def _of(person: Person, kind: Any) -> Any:
    return db.session.scalars(sa.select(kind).where(*_about(person, kind)).order_by(kind.id))


def _about(person: Person, kind: Any) -> tuple[Any, ...]:
    return kind.subject_id == person.id, kind.erased_at.is_(None)


def _plain(rows: Any) -> Told:
    return [dict(row._mapping) for row in db.session.execute(rows)]
