"""Courses as SIASN takes them, one row a certificate; what cannot be entered there stands apart with why."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.models import Certificate, Period
from ...certifications.paper import Paper, read_paper
from ...core.db import db
from ...people.models import Person, Posting
from ...people.posts import held_on
from .office import Office
from .rules import Asked
from .tables import NIP, NUMBER, Cell, Column, Line, Table

AT_A_TIME = 500
# The names of the fields are SIASN's own, in its order.
FIELDS = (
    *("namaKursus", "institusiPenyelenggara", "jumlahJam"),
    *("nomorSertipikat", "tanggalKursus", "tanggalSelesaiKursus"),
)
HOURS = Certificate.frozen["hours"].as_integer()


def course_table(office: Office, asked: Asked) -> Table:
    """Certificates with hours of civil servants with a NIP, completed in the time asked for."""
    columns = (
        *(Column("NIP", 21, NIP), Column(_("Nama"), 30), Column(FIELDS[0], 40), Column(FIELDS[1], 36)),
        *(Column(FIELDS[2], 11, NUMBER), Column(FIELDS[3], 36), Column(FIELDS[4], 15)),
        Column(FIELDS[5], 21),
    )
    where = (*_completed(office, asked), *_taken())
    return Table("Kursus", columns, lambda first: _rows(where, first, _course), _counter(where), bare=True)


def apart_table(office: Office, asked: Asked) -> Table:
    """Certificates of that time that are no course for SIASN, with the reason."""
    columns = (
        *(Column("NIP", 21, NIP), Column(_("Nama"), 30), Column(_("Nomor sertifikat"), 36)),
        *(Column(_("Selesai"), 15), Column(_("Mengapa tidak masuk"), 44)),
    )
    where = (*_completed(office, asked), sa.not_(sa.and_(*_taken())))
    return Table(_("Tidak masuk"), columns, lambda first: _rows(where, first, _apart), _counter(where))


def _completed(office: Office, asked: Asked) -> list[sa.ColumnElement[bool]]:
    where = [
        Period.agency_id == office.agency.id,
        Period.completed_on >= asked.since,
        Period.completed_on <= asked.until,
    ]
    units = office.units(asked.unit)
    if units is not None:
        then = sa.select(Posting.id).where(
            *(Posting.person_id == Period.person_id, Posting.unit_id.in_(units)),
            held_on(Period.completed_on),
        )
        where.append(then.exists())
    return where


def _taken() -> tuple[sa.ColumnElement[bool], ...]:
    """That a certificate is a course for SIASN. Each is true or false, never unknown."""
    hours = sa.func.coalesce(HOURS, 0) > 0
    nip = sa.func.coalesce(Person.nip, "") != ""
    return hours, nip, Person.employment != "non_asn", Period.revoked_at.is_(None)


def _select(*columns: Any, where: Any) -> sa.Select[*tuple[Any, ...]]:
    rows = sa.select(*columns).select_from(Period).join(Certificate, Certificate.period_id == Period.id)
    return rows.join(Person, Person.id == Period.person_id).where(*where)


def _counter(where: Any) -> Any:
    return lambda: db.session.scalar(_select(sa.func.count(Period.id), where=where)) or 0


def _rows(where: Any, first: int | None, cells: Any) -> Iterator[Line]:
    columns = (Period.person_id, Period.completed_on, Period.revoked_at, Person.name, Person.nip)
    rows = _select(*columns, Person.employment, Certificate.number, Certificate.frozen, where=where)
    rows = rows.order_by(Period.completed_on, Period.id).limit(first)
    for row in db.session.execute(rows.execution_options(yield_per=AT_A_TIME)):
        yield row.person_id, cells(row, read_paper(row.frozen))


def _course(row: Any, paper: Paper) -> list[Cell]:
    """The name is the one on the certificate, which goes with it as proof."""
    begun = min((module.passed_on for module in paper.modules), default=row.completed_on.isoformat())
    begun_on = min(date.fromisoformat(begun), row.completed_on)
    who = (row.nip, paper.name, paper.title, paper.agency)
    return [*who, paper.hours, row.number, _siasn_day(begun_on), _siasn_day(row.completed_on)]


def _apart(row: Any, paper: Paper) -> list[Cell]:
    return [row.nip or "", row.name, row.number, _siasn_day(row.completed_on), _why(row, paper)]


def _why(row: Any, paper: Paper) -> str:
    reasons = [
        (row.revoked_at is not None, _("sertifikat dicabut")),
        (not paper.hours, _("tidak memberi JP")),
        (row.employment == "non_asn", _("bukan ASN")),
        (not row.nip, _("tanpa NIP")),
    ]
    return "; ".join(reason for applies, reason in reasons if applies)


def _siasn_day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
