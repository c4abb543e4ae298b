"""Awards of a year as SIASN takes them: rows that personnel key in or upload. Nothing is sent anywhere."""

from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from ...core.db import db
from ...people.models import Agency, Person
from ...reports.exporting.rules import AWARDS, Asked
from ...reports.exporting.service import Made, take
from ...reports.exporting.tables import NIP, NUMBER, Column, Line, Report, Table
from ...reports.exporting.words import kind_words
from .models import Award

# The names of the fields are SIASN's own; which kind of award it is there, personnel choose themselves.
FIELDS = ("hargaId", "skNomor", "skDate", "tahun")


def make_file(reader: Person, year: int, form: str, *, now: datetime) -> Made:
    """The awards given in a year, as a file that is kept on record with who took it."""
    asked, agency = Asked(AWARDS, date(year, 1, 1), date(year, 12, 31)), reader.agency
    name = f"penghargaan-{agency.slug}-{year}"
    return take(reader, lambda: _report(agency, asked), AWARDS, form, asked.filters(), name=name, now=now)


def _report(agency: Agency, asked: Asked) -> Report:
    where = (
        Award.agency_id == agency.id,
        Award.given_on.between(asked.since, asked.until),
        Award.withdrawn_at.is_(None),
        sa.func.coalesce(Person.nip, "") != "",
        Person.employment != "non_asn",
    )
    rows = sa.select(Award.person_id, Award.frozen, Award.given_on, Person.name, Person.nip)
    rows = rows.join(Person, Person.id == Award.person_id).where(*where).order_by(Award.given_on, Award.id)

    def lines(first: int | None) -> Iterator[Line]:
        for row in db.session.execute(rows.limit(first)):
            decided = date.fromisoformat(row.frozen["decided_on"])
            cells = (row.nip, row.name, "", row.frozen["decision"], f"{decided:%d-%m-%Y}", row.given_on.year)
            yield row.person_id, cells

    def count() -> int:
        found = sa.select(sa.func.count(Award.id)).join(Person, Person.id == Award.person_id)
        return db.session.scalar(found.where(*where)) or 0

    return Report(
        asked=asked,
        title=kind_words()[AWARDS],
        subject=agency.name,
        agency=agency.name,
        time=_("Tahun %(year)s.", year=asked.since.year),
        tables=(Table("Penghargaan", _columns(), lines, count, bare=True),),
        notes=(_("Periksa kembali di SIASN sesudah memasukkan; Adab tidak mengirim apa pun ke SIASN."),),
    )


def _columns() -> tuple[Column, ...]:
    kind, number, day, year = FIELDS
    return (
        *(Column("NIP", 21, NIP), Column(_("Nama"), 30), Column(kind, 12), Column(number, 36)),
        *(Column(day, 15), Column(year, 8, NUMBER)),
    )
