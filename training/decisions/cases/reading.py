"""Cases as they are read: what their pages need in few statements, and what the reader is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from ...codes.models import CodeVersion
from ...core.db import db
from ...people.models import Person
from ..gate import find, keeps
from ..models import Case, CaseClause, Seat, Step
from .procedure.stages import KEEPER, WHO

ACTS = {
    **{"appointment": "appointed", "summons": "summoned", "absence": "missed", "minutes": "heard"},
    **{"reply": "replied", "deliberation": "deliberated", "proposal": "proposed", "return": "returned"},
    **{"decision": "decided", "delivery": "delivered", "objection": "objected", "referral": "referred"},
    **{"review": "reviewed", "training": "remedied", "note": "noted", "closing": "closed"},
}
ADDRESSES = {kind: name for name, kind in ACTS.items()}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a case: `seats` they have in it now, the keeper's among them."""

    person: Person
    seats: frozenset[str]

    @property
    def keeper(self) -> bool:
        """Whether they keep cases."""
        return KEEPER in self.seats

    def may(self, kind: str) -> bool:
        """Whether an act of this kind is theirs to take at all."""
        return not WHO.get(kind, frozenset()).isdisjoint(self.seats)


def load(reader: Person, ref: str) -> tuple[Case, Reader] | None:
    """A case that this person keeps or sits in, with its steps, seats and people; else None."""
    case = find(reader, Case, ref)
    if case is None:
        return None
    bring_along([case])
    return case, reader_of(case, reader)


def reader_of(case: Case, person: Person) -> Reader:
    """What somebody is in a case now."""
    seats = {each.role for each in case.seats if each.person_id == person.id and each.until_step is None}
    return Reader(person, frozenset(seats | ({KEEPER} if keeps(person, case) else set())))


def bring_along(cases: Sequence[Case]) -> None:
    """Load steps and seats with who took and has them, in two statements however many cases there are."""
    numbers = [case.id for case in cases]
    steps = _grouped(Step, Step.by, Step.number, numbers)
    seats = _grouped(Seat, Seat.person, Seat.id, numbers)
    for case in cases:
        set_committed_value(case, "steps", steps[case.id])
        set_committed_value(case, "seats", seats[case.id])


def clauses_of(case: Case) -> tuple[list[CaseClause], list[CodeVersion]]:
    """The clauses at issue, and the versions they stand in, in one statement."""
    rows = sa.select(CaseClause, CodeVersion).join(CodeVersion, CodeVersion.id == CaseClause.version_id)
    found = db.session.execute(rows.where(CaseClause.case_id == case.id).order_by(CaseClause.id)).all()
    set_committed_value(case, "clauses", [clause for clause, _version in found])
    return case.clauses, list(dict.fromkeys(version for _clause, version in found))


def address_of(case: Case) -> str:
    """Where the page of a case is; what belongs to it lies beneath."""
    return url_for("cases.case", ref=case.ref)


def names_of(case: Case) -> dict[str, str]:
    """Names by reference of all who sit or sat, wrote a step, or are the officer."""
    people = [case.subject, *(seat.person for seat in case.seats), *(step.by for step in case.steps)]
    return {person.ref: person.name for person in people}


def _grouped(model: Any, who: Any, order: Any, numbers: Sequence[int]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    if not numbers:
        return found
    person = joinedload(who)
    rows = sa.select(model).where(model.matter_id.in_(numbers)).order_by(order)
    for row in db.session.scalars(rows.options(person, person.options(lazyload(Person.grants)))):
        found[row.matter_id].append(row)
    return found
