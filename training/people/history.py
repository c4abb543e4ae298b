"""What became of somebody at an agency, as sentences: posts, transfers, corrections, departures, returns."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _

from ..core.db import db
from ..core.i18n import show_date
from .models import Departure, Person, Posting


@dataclass(frozen=True, slots=True)
class Sentence:
    """In the shape the timeline macro reads."""

    when: str
    text: str
    iso: str = ""
    actor: str = ""


def history_of(person: Person) -> list[Sentence]:
    """Everything on record about where somebody worked, the latest first; what was corrected is told last."""
    rows = sa.select(Posting).where(Posting.person_id == person.id).order_by(Posting.since, Posting.id)
    posts = list(db.session.scalars(rows))
    told = [_post(row) for row in posts if row.withdrawn_at is None]
    told += [sentence for row in _departures(person) for sentence in _departure(row)]
    if person.joined_on:
        told.append((person.joined_on, 0, _("mulai bekerja di instansi ini")))
    dated = [
        Sentence(show_date(day), text, day.isoformat()) for day, _rank, text in sorted(told, reverse=True)
    ]
    return dated + [_corrected(row) for row in posts if _was_mistaken(row, posts)]


def _post(row: Posting) -> tuple[date, int, str]:
    where = {"position": row.position or _("pegawai"), "unit": row.unit.name}
    if row.until:
        text = _("%(position)s di %(unit)s, sampai %(until)s", until=show_date(row.until), **where)
    else:
        text = _("%(position)s di %(unit)s", **where)
    return row.since, 1, text


def _departure(row: Departure) -> list[tuple[date, int, str]]:
    reason = row.reason or _("tanpa keterangan")
    told = [(row.left_on, 2, _("hari terakhir: %(reason)s", reason=reason))]
    if row.back_on:
        told.append((row.back_on, 0, _("kembali bekerja di instansi ini")))
    return told


def _departures(person: Person) -> list[Departure]:
    rows = sa.select(Departure).where(Departure.person_id == person.id, Departure.withdrawn_at.is_(None))
    return list(db.session.scalars(rows))


def _was_mistaken(row: Posting, posts: list[Posting]) -> bool:
    """Withdrawn without being written again with another last day: it was corrected or taken back."""
    return row.withdrawn_at is not None and not any(
        other.recorded_at == row.withdrawn_at
        and (other.unit_id, other.position, other.kind, other.since)
        == (row.unit_id, row.position, row.kind, row.since)
        for other in posts
    )


def _corrected(row: Posting) -> Sentence:
    text = _(
        "dikoreksi: %(position)s di %(unit)s sejak %(since)s ternyata keliru",
        position=row.position or _("pegawai"),
        unit=row.unit.name,
        since=show_date(row.since),
    )
    at = row.withdrawn_at
    return Sentence(show_date(at) if at else "", text, at.date().isoformat() if at else "")
