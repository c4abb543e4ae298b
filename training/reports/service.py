"""What the desk and the home page know: read for one day, in a fixed number of statements, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ..certifications.requirements import passed_this_round, passes
from ..certifications.rules import Status
from ..certifications.standing import Holding, SchemeInForce, scheme_of, standings
from ..core.db import db
from ..modules.models import COURSE, Module
from ..people.models import Agency, Person, Posting, Unit
from .rules import Row, by_urgency

UNASSIGNED = Holding(None, (), Status.PENDING)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody of an agency as of a day, who needs action first; `scheme` is None while nothing is asked.

    `preparing` are modules that are not published: until they are, nobody completes what they belong to.
    """

    on: date
    scheme: SchemeInForce | None
    rows: list[Row]
    modules: int
    preparing: tuple[Module, ...] = ()

    @property
    def units(self) -> list[tuple[str, str]]:
        """References and names of the units people work in, by name."""
        units = {row.unit_ref: row.unit for row in self.rows if row.unit_ref}
        return sorted(units.items(), key=lambda unit: unit[1])


def desk(agency: Agency, *, on: date) -> Desk:
    """The whole desk: six statements, however many people."""
    scheme = scheme_of(agency.id)
    people = _people(agency, on)
    if scheme is None:
        return Desk(on, None, by_urgency(_row(person, UNASSIGNED, 0, on) for person in people), 0)
    course, preparing = _modules(scheme)
    modules = len(course)
    known = standings(scheme, on=on, zone=agency.zone)
    made = passes(scheme, on=on, zone=agency.zone)
    rows = []
    for person in people:
        holding = known[person.id]
        counted = passed_this_round(made.get(person.id, {}), holding.rounds, agency.zone)
        rows.append(_row(person, holding, len(counted), on, modules))
    return Desk(on, scheme, by_urgency(rows), modules, preparing)


def _people(agency: Agency, on: date) -> list[Any]:
    """Columns of everybody active, with where they worked that day: the latest posting of several."""
    rows = db.session.execute(
        sa.select(
            *(Person.id, Person.ref, Person.name, Person.nip, Posting.position),
            *(Unit.ref.label("unit_ref"), Unit.name.label("unit")),
        )
        .outerjoin(
            Posting,
            sa.and_(
                Posting.person_id == Person.id,
                Posting.since <= on,
                sa.or_(Posting.until.is_(None), Posting.until >= on),
            ),
        )
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .where(Person.agency_id == agency.id, Person.active)
        .order_by(Person.id, Posting.since, Posting.id)
    )
    return list({row.id: row for row in rows}.values())


def _row(person: Any, holding: Holding, passed: int, on: date, modules: int = 0) -> Row:
    latest, delta = holding.latest, holding.delta
    started = holding.state is Status.PENDING and passed > 0
    return Row(
        ref=person.ref,
        name=person.name,
        nip=person.nip or "",
        unit_ref=person.unit_ref or "",
        unit=person.unit or "",
        position=person.position or "",
        state="in_progress" if started else holding.state.value,
        due_on=holding.due_on,
        valid_from=latest.valid_from if latest else None,
        valid_until=latest.valid_until if latest else None,
        passed=modules if holding.state is Status.CERTIFIED else passed,
        number=latest.certificate_number if latest else "",
        version=latest.version if latest else None,
        delta_version=delta.version if delta else None,
        delta_due=delta.due_on if delta else None,
        delta_late=bool(delta and delta.overdue(on)),
    )


def _modules(scheme: SchemeInForce) -> tuple[list[Module], tuple[Module, ...]]:
    """The course of the version in force, and what of it or of its delta is not published."""
    rows = sa.select(Module).where(Module.version_id == scheme.version.id).order_by(Module.position)
    found = list(db.session.scalars(rows))
    course = [module for module in found if module.kind == COURSE]
    return course, tuple(module for module in found if not module.published)
