"""Taking the paper of a step away: printed for somebody at a moment, and on record unless it is one's own."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from flask_babel import force_locale

from ...core.clock import day_in
from ...core.db import db
from ...core.i18n import show_datetime
from ...ledger.models import LedgerCheckpoint, LedgerLeaf
from ...ledger.service import record
from ...people.models import Person
from ..models import Matter, Opening, Step
from ..sealing import digest
from ..words import proof_words
from .blocks import Paper, Parts
from .facts import day
from .printing import Frame, print_paper

DOCUMENT = "document"


def took(matter: Matter, step: Step, reader: Person, *, now: datetime) -> Opening:
    """Put on record that the reader took the paper of a step away; whom it is about is told."""
    opening = Opening(agency_id=matter.agency_id, matter=matter, person=reader, what=DOCUMENT, at=now)
    # Only the number: what an inner step is called is not for whom it is about.
    opening.reason = f"Dokumen langkah {step.number}"
    db.session.add(opening)
    db.session.flush()
    record("document.taken", opening, actor=reader.ref, at=now)
    return opening


def printed_for(reader: Person, matter: Matter, step: Step, paper: Paper, *, now: datetime) -> bytes:
    """The PDF for whoever takes it, which says so on every page. Indonesian, as papers of an office are."""
    with force_locale("id"):
        frame = frame_of(reader, matter, step, now=now)
    return print_paper(paper if step.on >= day_in(reader.agency.zone, now) else dated(paper, step), frame)


def dated(paper: Paper, step: Step) -> Paper:
    """A paper printed after the day of its step says what in it is of then, and what is of now."""
    parts = Parts([*paper.parts])
    parts.quiet(
        f"Jabatan dan unit kerja seperti tercatat pada {day(step.on)}; nama, NIP, dan pangkat yang tidak "
        "disebut dalam langkah ini seperti tercatat saat dokumen ini dicetak."
    )
    return replace(paper, parts=tuple(parts.found))


def frame_of(reader: Person, matter: Matter, step: Step, *, now: datetime) -> Frame:
    """What stands on every page of a step's paper."""
    when = show_datetime(now)
    return Frame(
        agency=reader.agency.name,
        matter=matter.number,
        mark=f"RAHASIA · dicetak untuk {reader.name}, {when}",
        watermark=f"RAHASIA · {reader.name} · {when}",
        seal=_seal(step),
        disclaimer=proof_words(),
        stamp=int(step.at.timestamp()),
    )


def _seal(step: Step) -> str:
    """The digest of what the step says, and its place in the record under the first signature over it."""
    said = f"Sidik langkah (SHA-256, bergaram) {digest(step.salt or '', step.said)}"
    leaf = sa.select(sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.record == f"{step.record_kind}:{step.ref}")
    place = leaf.scalar_subquery()
    over = sa.select(sa.func.min(LedgerCheckpoint.size)).where(LedgerCheckpoint.size > place)
    index, size = db.session.execute(sa.select(place, over.scalar_subquery())).one()
    if index is None:
        return said
    under = (
        f"tercakup titik periksa atas {size} entri"
        if size
        else "titik periksa berikutnya belum ditandatangani"
    )
    return f"{said} · entri {index} buku catatan, {under}"
