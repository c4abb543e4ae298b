"""What personnel decided about somebody, as that person reads it: one sentence each, with the reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.manual.models import ATTESTATION, Excusal, Extension, Provisional, Waiver
from ...certifications.manual.words import excusal_kinds
from ...certifications.models import Certification
from ...core.db import db
from ...core.i18n import show_date
from ...modules.models import Module
from ...people.models import Person


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about the reader: what, why, who and when; `withdrawn` once it was taken back."""

    text: str
    reason: str
    by: str
    at: datetime
    withdrawn: bool


def decided_about(person: Person) -> list[Decided]:
    """The latest first, in one statement."""
    rows = db.session.execute(_rows(person).order_by(sa.desc("at")))
    return [
        Decided(_sentence(row), row.reason, row.by_name, row.at, row.withdrawn_at is not None) for row in rows
    ]


def _rows(person: Person) -> sa.CompoundSelect[Any]:
    nothing, day = sa.literal(""), sa.cast(sa.null(), sa.Date)
    return sa.union_all(
        _select(Excusal, person, Excusal.since, Excusal.until, Excusal.kind, nothing),
        _select(Extension, person, Extension.due_on, day, nothing, Certification.title),
        _select(Provisional, person, Provisional.since, Provisional.until, nothing, Certification.title),
        _select(Waiver, person, day, day, Waiver.subject, Certification.title),
    )


def _select(
    kind: Any, person: Person, since: Any, until: Any, detail: Any, title: Any
) -> sa.Select[*tuple[Any, ...]]:
    by = sa.orm.aliased(Person)
    rows = sa.select(
        *(sa.literal(kind.__tablename__).label("kind"), since.label("since"), until.label("until")),
        *(detail.label("detail"), title.label("title"), _module_title(kind).label("module")),
        *(kind.reason.label("reason"), by.name.label("by_name")),
        *(kind.recorded_at.label("at"), kind.withdrawn_at.label("withdrawn_at")),
    )
    rows = rows.select_from(kind).join(by, by.id == kind.recorded_by_id)
    if kind is not Excusal:
        rows = rows.join(Certification, Certification.id == kind.certification_id)
    return rows.where(kind.person_id == person.id)


def _module_title(kind: Any) -> Any:
    """What a waived module is called, from the newest version that has it."""
    if kind is not Waiver:
        return sa.literal("")
    titles = sa.select(Module.title).where(Module.key == Waiver.subject, Module.agency_id == Waiver.agency_id)
    return sa.func.coalesce(titles.order_by(Module.id.desc()).limit(1).scalar_subquery(), Waiver.subject)


def _sentence(row: Any) -> str:
    if row.kind == Excusal.__tablename__:
        return _excused(excusal_kinds().get(row.detail, row.detail), row.since, row.until)
    if row.kind == Extension.__tablename__:
        return _("Tenggat %(title)s diperpanjang sampai %(day)s.", title=row.title, day=show_date(row.since))
    if row.kind == Provisional.__tablename__:
        values = {"title": row.title, "since": show_date(row.since), "until": show_date(row.until)}
        return _("Disertifikasi sementara untuk %(title)s, %(since)s sampai %(until)s.", **values)
    if row.detail == ATTESTATION:
        return _("Pernyataan untuk %(title)s dibebaskan satu kali.", title=row.title)
    return _("Modul “%(module)s” untuk %(title)s dibebaskan satu kali.", module=row.module, title=row.title)


def _excused(kind: str, since: date, until: date | None) -> str:
    if until is None:
        return _("Dikecualikan sejak %(since)s (%(kind)s).", kind=kind, since=show_date(since))
    values = {"kind": kind, "since": show_date(since), "until": show_date(until)}
    return _("Dikecualikan %(since)s sampai %(until)s (%(kind)s).", **values)
