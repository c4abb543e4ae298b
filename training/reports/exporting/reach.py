"""How far a code has reached in each unit: counted by the database, for the service evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person, Posting, Unit
from .deeds import declared, learned
from .office import Office, Scheme
from .people import here_on, works_in
from .rules import Asked
from .tables import DAY, NUMBER, Column, Table


@dataclass(frozen=True, slots=True)
class Reached:
    """Of `people`, how many `declared` the code, `learned` all of it, did either; the first and last day."""

    unit: str
    people: int = 0
    declared: int = 0
    learned: int = 0
    either: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def percent(self) -> int:
        """The coverage, rounded down: 100 only when it is everybody."""
        return self.either * 100 // self.people if self.people else 0

    def plus(self, other: "Reached") -> "Reached":
        """Both together, under the name of this one."""
        firsts, lasts = [self.first, other.first], [self.last, other.last]
        return Reached(
            self.unit,
            *(self.people + other.people, self.declared + other.declared, self.learned + other.learned),
            either=self.either + other.either,
            first=min((day for day in firsts if day), default=None),
            last=max((day for day in lasts if day), default=None),
        )


def reached(office: Office, asked: Asked, scheme: Scheme) -> list[Reached]:
    """Unit by unit, by name, counted by the database in one statement."""
    zone = office.agency.zone
    said, taught = declared(scheme, asked, zone).subquery(), learned(scheme, asked, zone).subquery()
    here = _placed(office, asked).subquery()
    done, told = taught.c.done_at.is_not(None), said.c.at.is_not(None)
    counted = (
        *(sa.func.count(here.c.id), sa.func.count(said.c.at), sa.func.count(taught.c.done_at)),
        sa.func.sum(sa.case((sa.or_(done, told), 1), else_=0)),
        *(sa.func.min(said.c.at), sa.func.min(taught.c.done_at)),
        *(sa.func.max(said.c.at), sa.func.max(taught.c.done_at)),
    )
    rows = (
        sa.select(here.c.unit, *counted)
        .select_from(here)
        .outerjoin(said, said.c.person_id == here.c.id)
        .outerjoin(taught, taught.c.person_id == here.c.id)
        .group_by(here.c.unit)
        .order_by(here.c.unit)
    )
    return [_reached(row, zone) for row in db.session.execute(rows)]


def units_table(found: Sequence[Reached]) -> Table:
    """A row for each unit."""
    columns = (
        *(Column(_("Unit"), 34), Column(_("Pegawai"), 10, NUMBER), Column(_("Terjangkau"), 12, NUMBER)),
        *(Column(_("Cakupan, persen"), 13, NUMBER), Column(_("Menyatakan"), 12, NUMBER)),
        *(Column(_("Lulus semua modul"), 18, NUMBER), Column(_("Pertama"), 13, DAY)),
        Column(_("Terakhir"), 13, DAY),
    )
    lines = [
        (
            0,
            (
                each.unit,
                each.people,
                each.either,
                each.percent,
                each.declared,
                each.learned,
                each.first,
                each.last,
            ),
        )
        for each in found
    ]
    return Table(_("Per unit"), columns, lambda first: iter(lines[:first]), lambda: len(lines))


def _placed(office: Office, asked: Asked) -> sa.Select[*tuple[Any, ...]]:
    """Who belonged to the unit on the last day, with the name of theirs: of several posts the latest."""
    day = asked.until
    later = sa.orm.aliased(Posting)
    latest = (
        sa.select(later.unit_id)
        .where(later.person_id == Person.id, later.withdrawn_at.is_(None), later.since <= day)
        .where(sa.or_(later.until.is_(None), later.until >= day))
        .order_by(later.since.desc(), later.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    unit = sa.func.coalesce(Unit.name, "").label("unit")
    rows = sa.select(Person.id, unit).select_from(Person).outerjoin(Unit, Unit.id == latest)
    return rows.where(
        Person.agency_id == office.agency.id, here_on(day), *works_in(office.units(asked.unit), day)
    )


def _reached(row: Any, zone: str) -> Reached:
    unit, people, declared, learned, either, *moments = row
    first, last = [m for m in moments[:2] if m], [m for m in moments[2:] if m]
    return Reached(
        unit or _("Tanpa unit"),
        *(people, declared, learned, either or 0),
        first=day_in(zone, min(first)) if first else None,
        last=day_in(zone, max(last)) if last else None,
    )
