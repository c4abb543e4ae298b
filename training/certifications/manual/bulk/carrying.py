"""Carrying a decision out for many people: granted, or noted why not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ....codes.models import Code
from ....core.db import db
from ....people.models import Person
from ...changes import changed
from ...models import Certification
from .. import assigning
from ..acts import Assign, Excuse, Extend
from ..asking import ACTS, Wish, wish_of
from ..cases import Cases, Standing, cases_of, open_schemes
from ..deciding import By, faults_of, keep, today_of
from ..models import Excusal, Extension
from ..rules import Fault
from .models import GRANTED, BulkDecision, BulkMember


def wish_in(row: BulkDecision) -> Wish:
    """What its form asks for."""
    wish = wish_of(row.act, row.typed)
    if ACTS[row.act].of_scheme and row.certification_id is None:
        wish.faults.append(Fault("scheme", "scheme"))
    return wish


def carry_out(row: BulkDecision, ids: Sequence[int], actor: Person, now: datetime) -> None:
    """Decide about these of its people, or note why not, in the caller's transaction."""
    wish, schemes = wish_in(row), schemes_in(row)
    held = sa.select(Person).where(Person.id.in_(ids)).order_by(Person.id)
    people = list(db.session.scalars(held.with_for_update(key_share=True, of=Person)))
    code = sa.select(Code.id).where(Code.agency_id == row.agency_id).order_by(Code.id)
    db.session.execute(code.with_for_update(read=True))
    cases = cases_of(row.agency_id, schemes, list(ids), zone=actor.agency.zone)
    by, granted = By(actor, now, wish.words), []
    for person in people:
        fault = _decide(wish, person, standings_of(cases, person.id, row), by)
        if fault is None:
            granted.append(person.id)
        _note(row, person.id, fault)
    changed(granted, now)


def standings_in(row: BulkDecision, reader: Person) -> Cases:
    """The cases of its people, in four statements."""
    whom = sa.select(BulkMember.person_id).where(BulkMember.decision_id == row.id)
    return cases_of(row.agency_id, schemes_in(row), whom, zone=reader.agency.zone)


def standings_of(cases: Cases, person_id: int, row: BulkDecision) -> list[Standing]:
    """What the decision is about of one person: its scheme, or all that are asked of or held by them."""
    found = [
        Standing(scheme, cases.asked.get((person_id, number)), cases.of(person_id, number))
        for number, scheme in cases.terms.items()
    ]
    if row.certification_id is not None:
        return found
    return [each for each in found if each.assignment or each.case.rounds] or found[:1]


def schemes_in(row: BulkDecision) -> list[Certification]:
    """The schemes it is about."""
    schemes = open_schemes(row.agency_id)
    if row.certification_id is None:
        return schemes
    return [each for each in schemes if each.id == row.certification_id]


def _decide(wish: Wish, person: Person, standings: Sequence[Standing], by: By) -> Fault | None:
    """Grant it, or say why not."""
    if wish.act is None or wish.faults:
        return next(iter(wish.faults))
    faults = faults_of(person, wish.act, standings, actor=by.actor, on=today_of(person, by.now))
    if faults:
        return faults[0]
    scheme = standings[0].certification
    if isinstance(wish.act, Excuse):
        row = Excusal(person=person, kind=wish.kind, since=wish.act.since, until=wish.act.until)
        keep(row, by, "excusal.granted", tell=False)
    elif isinstance(wish.act, Extend):
        given = Extension(person=person, certification=scheme, due_on=wish.act.due_on)
        keep(given, by, "extension.granted", tell=False)
    elif isinstance(wish.act, Assign):
        assigning.begin(person, scheme, wish.act, by)
    return None


def _note(row: BulkDecision, person_id: int, fault: Fault | None) -> None:
    values: dict[str, Any] = {"outcome": GRANTED}
    if fault:
        kept = {
            name: each.isoformat() if hasattr(each, "isoformat") else each
            for name, each in fault.values.items()
        }
        values = {"outcome": fault.why, "values": kept}
    mine = (BulkMember.decision_id == row.id, BulkMember.person_id == person_id)
    db.session.execute(sa.update(BulkMember).where(*mine).values(values))


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
