"""Training hours (JP) from certificates, per person and year of completion."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.models import Certificate, Period
from ...core.db import db
from ...core.i18n import show_date
from ...people.models import Person
from .norms import LEAST, Norm, norm_for, norms
from .office import Office
from .people import People, here_on, works_in
from .rules import Asked
from .siasn import HOURS
from .tables import NIP, NUMBER, Cell, Column, Line, Table

Sums = dict[tuple[int, int], tuple[int, int]]


def hours_table(office: Office, asked: Asked, today: date) -> Table:
    """A row for each person and year; who earned nothing is there with 0."""
    day = min(asked.until, today)
    earned = sa.select(Period.person_id).where(
        *(Period.agency_id == office.agency.id, Period.completed_on.between(asked.since, asked.until)),
        Period.revoked_at.is_(None),
    )
    who = [sa.or_(here_on(day), Person.id.in_(earned)), *works_in(office.units(asked.unit), day)]
    people = People(office.agency.id, who, day)
    years = asked.years

    def rows(first: int | None) -> Iterator[Line]:
        for part in people.parts(first):
            sums = _sums([row.id for row in part], asked)
            for row in part:
                yield from ((row.id, _cells(row, year, sums.get((row.id, year), (0, 0)))) for year in years)

    return Table(_("JP"), _columns(), rows, lambda: people.count() * len(years))


def norm_sentences(asked: Asked) -> list[str]:
    """What the rules say, from where, and when that was checked."""
    found = [norm for norm in norms() if norm.since.year <= asked.years[-1]]
    return [_sentence(norm) for norm in found]


def _columns() -> tuple[Column, ...]:
    return (
        *(Column(_("NIP"), 21, NIP), Column(_("Nama"), 30), Column(_("Unit"), 30)),
        *(Column(_("Kepegawaian"), 16), Column(_("Tahun"), 8, NUMBER)),
        *(Column(_("Sertifikat"), 11, NUMBER), Column(_("JP"), 8, NUMBER)),
        *(Column(_("Norma JP"), 20), Column(_("Selisih dari norma"), 18, NUMBER)),
    )


def _sums(people: Collection[int], asked: Asked) -> Sums:
    """By person and year: how many certificates, how many JP together."""
    rows = (
        sa.select(Period.person_id, Period.completed_on, HOURS.label("hours"))
        .join(Certificate, Certificate.period_id == Period.id)
        .where(Period.person_id.in_(people), Period.revoked_at.is_(None))
        .where(Period.completed_on.between(asked.since, asked.until))
    )
    found: defaultdict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for person, completed, hours in db.session.execute(rows):
        number, together = found[person, completed.year]
        found[person, completed.year] = number + 1, together + (hours or 0)
    return found


def _cells(row: Any, year: int, earned: tuple[int, int]) -> list[Cell]:
    norm, (number, hours) = norm_for(row.employment, year), earned
    bound = _bound(norm) if norm else ""
    short = hours - norm.jp if norm and norm.bound == LEAST else None
    who = (row.nip or "", row.name, row.unit or "", _employment().get(row.employment, ""))
    return [*who, year, number, hours, bound, short]


def _employment() -> dict[str, str]:
    return {
        "pns": _("PNS"),
        "pppk": _("PPPK"),
        "pppk_part": _("PPPK paruh waktu"),
        "non_asn": _("Bukan ASN"),
    }


def _bound(norm: Norm) -> str:
    if norm.bound == LEAST:
        return _("paling sedikit %(jp)s", jp=norm.jp)
    return _("paling banyak %(jp)s", jp=norm.jp)


def _sentence(norm: Norm) -> str:
    values = {"who": ", ".join(_employment()[each] for each in norm.employment), "bound": _bound(norm)}
    values |= {"per": norm.per, "source": norm.source, "how": norm.checked_how}
    day = show_date(norm.checked_on)
    return _(
        "Norma %(who)s: %(bound)s JP per %(per)s (%(source)s); diperiksa %(day)s, %(how)s.", day=day, **values
    )
