"""A person's manual decisions as sentences, the latest first, each with what may still be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from ...core.db import UtcDateTime, db
from ...core.i18n import show_date, show_datetime
from ...people.models import Person
from ..models import HAND, Assignment, Certificate, Certification, Period
from .models import ATTESTATION, Excusal, Extension, Provisional, Waiver
from .words import excusal_kinds

BY, UNDONE = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One decision or its undoing, in the shape the timeline piece reads. `reason` is what was written then;
    the addresses lead to taking it back, where that may still be."""

    when: str
    iso: str
    at: datetime
    text: str
    actor: str
    reason: str = ""
    undo_url: str | None = None
    end_url: str | None = None


def history_of(person: Person, *, undo: bool = False) -> list[Sentence]:
    """What was ever decided by hand about the person, in one statement. `undo`: with the addresses."""
    found = [each for row in db.session.execute(_decided(person.id)) for each in _sentences(row, undo)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _sentences(row: Any, undo: bool) -> Iterator[Sentence]:
    if row.at is not None:
        open_to_undo = undo and row.undone_at is None and not row.final
        yield _sentence(
            row.at,
            *(_DONE[row.kind](row), row.by_name),
            reason=" · ".join(part for part in (row.reason, row.document) if part),
            undo_url=url_for("rulings.withdrawal", kind=row.kind, ref=row.ref) if open_to_undo else None,
            end_url=url_for("rulings.ending", ref=row.ref)
            if open_to_undo and row.kind == "excusal"
            else None,
        )
    if row.undone_at is not None:
        yield _sentence(row.undone_at, _UNDONE[row.kind](row), row.undone_name, reason=row.undone_reason)


def _sentence(at: datetime, text: str, actor: str | None, **more: Any) -> Sentence:
    return Sentence(show_datetime(at), at.isoformat(timespec="seconds"), at, text, actor or "", **more)


def _days(row: Any) -> dict[str, str]:
    since = show_date(row.since) if row.since else ""
    return {"since": since, "until": show_date(row.until) if row.until else "", "title": row.title or ""}


def _excused(row: Any) -> str:
    kind = excusal_kinds().get(row.subject, row.subject)
    if row.until is None:
        return _(
            "mengecualikan sejak %(since)s tanpa batas (%(kind)s).", kind=kind, since=show_date(row.since)
        )
    return _("mengecualikan %(since)s sampai %(until)s (%(kind)s).", kind=kind, **_bare(row))


def _bare(row: Any) -> dict[str, str]:
    return {name: value for name, value in _days(row).items() if name != "title"}


def _waived(row: Any) -> str:
    if row.subject == ATTESTATION:
        return _("membebaskan dari pernyataan kode etik pada “%(title)s”.", title=row.title)
    return _("membebaskan dari modul %(module)s pada “%(title)s”.", module=row.subject, title=row.title)


_DONE = {
    "excusal": _excused,
    "extension": lambda row: _(
        "memperpanjang tenggat “%(title)s” sampai %(day)s.", title=row.title, day=show_date(row.since)
    ),
    "waiver": _waived,
    "provisional": lambda row: _(
        "memberi sertifikasi sementara “%(title)s” %(since)s sampai %(until)s.", **_days(row)
    ),
    "assignment": lambda row: _(
        "menugaskan pada “%(title)s”, tenggat %(day)s.", title=row.title, day=show_date(row.since)
    ),
}
_UNDONE = {
    "excusal": lambda row: _(
        "mengakhiri atau membatalkan pengecualian sejak %(since)s.", since=show_date(row.since)
    ),
    "extension": lambda row: _(
        "membatalkan perpanjangan “%(title)s” sampai %(day)s.", title=row.title, day=show_date(row.since)
    ),
    "waiver": lambda row: _("membatalkan satu pembebasan pada “%(title)s”.", title=row.title),
    "provisional": lambda row: _("membatalkan sertifikasi sementara “%(title)s”.", title=row.title),
    "assignment": lambda row: _("mengakhiri penugasan pada “%(title)s”.", title=row.title),
    "certificate": lambda row: _("mencabut sertifikat %(number)s.", number=row.title),
}


def _decided(person_id: int) -> sa.CompoundSelect[Any]:
    nothing = sa.null()
    no_day, no_text = sa.cast(nothing, sa.Date), sa.cast(nothing, sa.String)
    each = (
        (Excusal, None, Excusal.since, Excusal.until, Excusal.kind, sa.false()),
        (Extension, Extension.certification_id, Extension.due_on, no_day, no_text, sa.false()),
        (
            Provisional,
            Provisional.certification_id,
            Provisional.since,
            Provisional.until,
            no_text,
            sa.false(),
        ),
        (Waiver, Waiver.certification_id, no_day, no_day, Waiver.subject, Waiver.used_by_id.is_not(None)),
    )
    return sa.union_all(
        *(_ruling(person_id, *columns) for columns in each),
        _assigned(person_id),
        _revoked(person_id),
    )


def _ruling(person_id: int, kind: Any, scheme: Any, since: Any, until: Any, subject: Any, final: Any) -> Any:
    rows = sa.select(
        *(sa.literal(kind.record_kind).label("kind"), kind.ref.label("ref")),
        (Certification.title if scheme is not None else sa.cast(sa.null(), sa.String)).label("title"),
        *(since.label("since"), until.label("until"), subject.label("subject"), final.label("final")),
        *(kind.recorded_at.label("at"), BY.name.label("by_name")),
        *(kind.reason.label("reason"), kind.document.label("document")),
        *(kind.withdrawn_at.label("undone_at"), UNDONE.name.label("undone_name")),
        kind.withdrawn_reason.label("undone_reason"),
    ).select_from(kind)
    if scheme is not None:
        rows = rows.join(Certification, Certification.id == scheme)
    rows = rows.join(BY, BY.id == kind.recorded_by_id).outerjoin(UNDONE, UNDONE.id == kind.withdrawn_by_id)
    return rows.where(kind.person_id == person_id)


def _assigned(person_id: int) -> Any:
    """Assigned by hand, or ended by one: the row tells of the last of both."""
    ended, nothing = Assignment.ended_at.is_not(None), sa.null()
    by_hand = sa.and_(Assignment.source == HAND, Assignment.ended_at.is_(None))
    return (
        sa.select(
            *(sa.literal("assignment"), Assignment.ref, Certification.title),
            *(Assignment.due_on, sa.cast(nothing, sa.Date), sa.cast(nothing, sa.String), sa.true()),
            sa.case((by_hand, Assignment.assigned_at), else_=sa.cast(nothing, UtcDateTime)),
            *(BY.name, Assignment.reason, sa.literal("")),
            *(Assignment.ended_at, BY.name, sa.case((ended, Assignment.reason), else_="")),
        )
        .select_from(Assignment)
        .join(Certification, Certification.id == Assignment.certification_id)
        .join(BY, BY.id == Assignment.by_id)
        .where(Assignment.person_id == person_id)
    )


def _revoked(person_id: int) -> Any:
    nothing = sa.null()
    return (
        sa.select(
            *(sa.literal("certificate"), Certificate.ref, Certificate.number),
            *(sa.cast(nothing, sa.Date), sa.cast(nothing, sa.Date), sa.cast(nothing, sa.String), sa.true()),
            *(sa.cast(nothing, UtcDateTime), BY.name, sa.literal(""), sa.literal("")),
            *(Period.revoked_at, BY.name, Period.revoked_reason),
        )
        .select_from(Period)
        .join(Certificate, Certificate.period_id == Period.id)
        .outerjoin(BY, BY.id == Period.revoked_by_id)
        .where(Period.person_id == person_id, Period.revoked_at.is_not(None))
    )
