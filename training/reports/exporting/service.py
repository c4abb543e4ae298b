"""What happens to exports: a file is made and kept on record with who took it, or neither happens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import db, snapshot, writing_apart
from ...core.ids import new_ref
from ...core.paging import PAGE_ROWS, Page
from ...ledger.service import record
from ...people.models import Person
from .composing import compose
from .members import pack
from .models import ExportLog
from .office import office_of
from .printing import write_pdf
from .rules import CSV, PDF, XLSX, Asked
from .tables import Report, Tally
from .writing import Mark, write_csv, write_xlsx

KEPT_IN_MEMORY = 4 * 1024 * 1024
WRITERS: Mapping[str, Callable[[Report, Mark, IO[bytes]], Tally]] = {
    XLSX: write_xlsx,
    CSV: write_csv,
    PDF: write_pdf,
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file at its start, its name, and the reference under which it is on record."""

    file: IO[bytes]
    name: str
    ref: str


def make(reader: Person, asked: Asked, form: str, *, now: datetime) -> Made:
    """Write the file and put it on record. Raises what `compose` and `write_pdf` raise."""

    def report() -> Report:
        return compose(office_of(reader.agency), asked, today=day_in(reader.agency.zone, now))

    times = dict.fromkeys((asked.since.isoformat(), asked.until.isoformat()))
    name = "-".join((asked.kind, reader.agency.slug, *times))
    return take(reader, report, asked.kind, form, asked.filters(), name=name, now=now)


def take(
    reader: Person,
    report: Callable[[], Report],
    kind: str,
    form: str,
    filters: Mapping[str, Any],
    *,
    name: str,
    now: datetime,
) -> Made:
    """Write a report and put it on record, each in a short transaction of its own, so that reading never
    holds up writing: whatever the caller had read is read again.

    The reference is in the name too: a file without a watermark inside can be traced all the same.
    """
    ref, file = new_ref(), SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - sent, then closed
    with snapshot():
        tally = WRITERS[form](report(), Mark(reader.name, now, ref), file)
    file.seek(0)
    digest = file_digest(file, "sha256").hexdigest()
    file.seek(0)
    with writing_apart():
        keep(reader, kind, form, filters, tally, ref=ref, sha256=digest, now=now)
    return Made(file, f"{name}-rahasia-{ref}.{form}", ref)


def keep(
    reader: Person,
    kind: str,
    form: str,
    filters: Mapping[str, Any],
    tally: Tally,
    *,
    sha256: str,
    now: datetime,
    ref: str = "",
) -> ExportLog:
    """Put a file that `reader` takes away on record, within the caller's transaction."""
    kept = ExportLog(
        ref=ref or new_ref(),
        agency_id=reader.agency_id,
        person=reader,
        kind=kind,
        form=form,
        filters=dict(filters),
        rows=tally.rows,
        content_hash=sha256,
        members=pack(tally.people),
        at=now,
    )
    db.session.add(kept)
    db.session.flush()
    record("report.exported", kept, actor=reader.ref, at=now)
    return kept


def log_page(reader: Person, number: int) -> Page[ExportLog]:
    """Who took what away in the reader's agency, the latest first."""
    own = ExportLog.agency_id == reader.agency_id
    total = db.session.scalar(sa.select(sa.func.count(ExportLog.id)).where(own)) or 0
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(max(number, 1), pages)
    rows = sa.select(ExportLog).where(own).order_by(ExportLog.at.desc(), ExportLog.id.desc())
    rows = rows.options(
        sa.orm.defer(ExportLog.members), joinedload(ExportLog.person).options(lazyload(Person.grants))
    )
    found = db.session.scalars(rows.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS))
    return Page(list(found), page, pages, total)
