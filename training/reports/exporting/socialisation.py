"""The people of a unit with when they learned and declared the code: the record of socialisation."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.models import Certificate, Period
from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person
from .deeds import declared, learned
from .office import Office, Scheme
from .people import People, here_on, works_in
from .rules import Asked
from .tables import DAY, NIP, Cell, Column, Line, Table


def people_table(office: Office, asked: Asked, scheme: Scheme) -> Table:
    """Everybody of the unit, with what they did in the time asked for."""
    zone, day = office.agency.zone, asked.until
    people = People(office.agency.id, [here_on(day), *works_in(office.units(asked.unit), day)], day)
    columns = (
        *(Column(_("Nama"), 30), Column(_("NIP"), 21, NIP), Column(_("Jabatan"), 28)),
        *(Column(_("Unit"), 28), Column(_("Lulus semua modul"), 17, DAY)),
        *(Column(_("Menyatakan"), 13, DAY), Column(_("Nomor sertifikat"), 34)),
    )

    def rows(first: int | None) -> Iterator[Line]:
        for part in people.parts(first):
            yield from _people_lines(part, asked, scheme, zone)

    return Table(_("Pegawai"), columns, rows, people.count)


def _people_lines(part: Sequence[Any], asked: Asked, scheme: Scheme, zone: str) -> Iterator[Line]:
    """One part in two statements: what people did, and the certificates they earned."""
    ids = [row.id for row in part]
    did = {row.person_id: row for row in db.session.execute(_did(scheme, asked, zone, ids))}
    for row in part:
        acts = did.get(row.id)
        cells: list[Cell] = [row.name, row.nip or "", row.position or "", row.unit or ""]
        cells += [_day(zone, acts.done_at if acts else None), _day(zone, acts.said_at if acts else None)]
        yield row.id, [*cells, acts.number or "" if acts else ""]


def _did(scheme: Scheme, asked: Asked, zone: str, people: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    said = declared(scheme, asked, zone, people).subquery()
    taught = learned(scheme, asked, zone, people).subquery()
    paper = (
        sa.select(Certificate.number)
        .join(Period, Period.id == Certificate.period_id)
        .where(Period.person_id == Person.id, Period.revoked_at.is_(None))
        .where(Period.certification_id == scheme.in_force.certification.id)
        .where(Period.completed_on <= asked.until, Period.valid_until >= asked.since)
        .order_by(Period.round.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(Person.id.label("person_id"), taught.c.done_at, said.c.at.label("said_at"))
        .add_columns(paper.label("number"))
        .select_from(Person)
        .outerjoin(said, said.c.person_id == Person.id)
        .outerjoin(taught, taught.c.person_id == Person.id)
        .where(Person.id.in_(people))
    )


def _day(zone: str, moment: datetime | None) -> date | None:
    return day_in(zone, moment) if moment else None
