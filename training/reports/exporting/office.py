"""The office an export is about: its units and its certifications with their modules, in two statements."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ...certifications.models import Certification
from ...certifications.standing import SchemeInForce
from ...codes.models import IN_FORCE, CodeVersion
from ...core.db import db
from ...modules.models import COURSE, Module
from ...people.models import Agency, Unit
from ...people.tree import beneath, branches


@dataclass(frozen=True, slots=True)
class Scheme:
    """An open certification with what it teaches, in order. `ref` is the certification's."""

    ref: str
    title: str
    in_force: SchemeInForce
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A unit; `depth` 0 stands directly beneath the agency."""

    id: int
    ref: str
    name: str
    depth: int
    head_id: int | None


@dataclass(frozen=True, slots=True)
class Office:
    """`places` in the order of the tree."""

    agency: Agency
    places: tuple[Place, ...]
    parents: dict[int, int | None]
    schemes: tuple[Scheme, ...]

    def place(self, ref: str) -> Place | None:
        """The unit with this reference."""
        return next((place for place in self.places if place.ref == ref), None)

    def units(self, ref: str) -> Collection[int] | None:
        """The ids of a unit and all beneath it; None for the whole agency. Raises LookupError for an unknown
        reference."""
        if not ref:
            return None
        place = self.place(ref)
        if place is None:
            raise LookupError(ref)
        return beneath(self.parents, [place.id])

    def scheme(self, ref: str) -> Scheme | None:
        """The certification with this reference, the first without one. Raises LookupError for an unknown
        reference."""
        if not ref:
            return next(iter(self.schemes), None)
        found = next((scheme for scheme in self.schemes if scheme.ref == ref), None)
        if found is None:
            raise LookupError(ref)
        return found


def office_of(agency: Agency) -> Office:
    """Units that are closed belong to it too: people worked there."""
    rows = db.session.execute(
        sa.select(Unit.id, Unit.ref, Unit.name, Unit.parent_id, Unit.head_id)
        .where(Unit.agency_id == agency.id)
        .order_by(Unit.id)
    )
    units = {row.id: row for row in rows}
    parents = {number: row.parent_id for number, row in units.items()}
    grown = branches(parents, order=lambda number: units[number].name.casefold())
    places = tuple(_place(units[branch.id], branch.depth) for branch in grown)
    return Office(agency, places, parents, _schemes(agency.id))


def _place(row: Any, depth: int) -> Place:
    return Place(row.id, row.ref, row.name, depth, row.head_id)


def _schemes(agency_id: int) -> tuple[Scheme, ...]:
    rows = (
        sa.select(Certification, CodeVersion, Module)
        .join(CodeVersion, CodeVersion.code_id == Certification.code_id)
        .outerjoin(Module, sa.and_(Module.version_id == CodeVersion.id, Module.kind == COURSE))
        .where(Certification.agency_id == agency_id, CodeVersion.state == IN_FORCE)
        .where(Certification.closed_at.is_(None))
        .order_by(CodeVersion.published_at.desc(), CodeVersion.id.desc(), Certification.id, Module.position)
    )
    taught: dict[int, tuple[SchemeInForce, list[Module]]] = {}
    for certification, version, module in db.session.execute(rows):
        _scheme, modules = taught.setdefault(certification.id, (SchemeInForce(certification, version), []))
        asked = certification.modules
        if module is not None and (not asked or module.key in asked):
            modules.append(module)
    return tuple(
        Scheme(scheme.certification.ref, scheme.certification.title, scheme, tuple(modules))
        for scheme, modules in taught.values()
    )
