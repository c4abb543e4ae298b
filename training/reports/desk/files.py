"""The desk as a file: what its filters show, on record like every other export."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.spans.models import StandingSpan
from ...core.clock import day_in
from ...core.db import db
from ...core.i18n import show_date
from ...people.models import Person
from ..exporting.matrix import list_columns
from ..exporting.rules import LIST
from ..exporting.rules import Asked as AskedOfFile
from ..exporting.service import Made, take
from ..exporting.tables import Line, Report, Table
from ..exporting.words import disclaimer, kind_words
from ..rules import Row
from ..words import state_word
from .asked import Asked
from .rows import AT_ONCE, rows_in_order
from .service import everybody


def make_file(reader: Person, asked: Asked, form: str, *, now: datetime) -> Made:
    """Everybody the filters let through, in the order of the desk."""
    on = asked.on or day_in(reader.agency.zone, now)
    name = f"sertifikasi-{reader.agency.slug}-{on.isoformat()}"
    filters = asked.links | {"since": on.isoformat(), "until": on.isoformat()}
    return take(reader, lambda: _report(reader, asked, now), LIST, form, filters, name=name, now=now)


def _report(reader: Person, asked: Asked, now: datetime) -> Report:
    question, ids, course = everybody(reader, asked, now=now)
    people, modules = _people(ids), len(course.modules)

    def rows(first: int | None) -> Iterator[Line]:
        found = rows_in_order(question.asking, ids[:first]) if question else iter(())
        for person, row in zip(people, found, strict=False):
            yield person, _cells(row, modules)

    on = question.asking.day.on if question else day_in(reader.agency.zone, now)
    title = question.asking.scheme.certification.title if question else _("Sertifikasi kode etik")
    known = _("Seperti diketahui pada akhir %(day)s.", day=show_date(asked.known)) if asked.known else ""
    return Report(
        asked=AskedOfFile(LIST, on, on),
        title=kind_words()[LIST],
        subject=f"{title} · {reader.agency.name}",
        agency=reader.agency.name,
        time=" ".join((_("Keadaan per %(day)s.", day=show_date(on)), known)).strip(),
        tables=(Table(_("Pegawai"), list_columns(), rows, lambda: len(ids)),),
        notes=(disclaimer(),),
    )


def _people(ids: list[int]) -> list[int]:
    """Whom the stretches are about, in their order."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = sa.select(StandingSpan.id, StandingSpan.person_id)
        some = some.where(StandingSpan.id.in_(ids[start : start + AT_ONCE]))
        found |= dict(db.session.execute(some).all())
    return [found[number] for number in ids]


def _cells(row: Row, modules: int) -> list[Any]:
    """The values of a person's row, in the order of `list_columns`."""
    return [
        *(row.nip, row.name, row.unit, row.position, state_word(row.state)),
        *(row.due_on, row.valid_from, row.valid_until, row.passed, modules),
        *(row.number, row.version, row.delta_version, row.delta_due),
    ]
