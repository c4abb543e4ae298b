"""A person's life as sentences: posts, what was asked, rounds, extra time, and what HR decided.

Told as of a day, as it was on record at a moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import lazyload

from ..certifications.deltas import Delta
from ..certifications.expiry import DAY
from ..certifications.manual.telling import history_of
from ..certifications.rounds import Round
from ..certifications.rules import Stretch
from ..certifications.standing import Own
from ..core.clock import day_in
from ..core.db import db
from ..core.i18n import show_date, show_datetime
from ..people.models import Person
from .bearing import ASKED, AWAY, EXCUSED, EXTRA, POST, everything

LATEST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One event of the timeline, in the shape the timeline piece reads; `day` and `at` are for the order.
    `reason` is what was written down for a decision."""

    when: str
    iso: str
    text: str
    day: date
    at: datetime
    actor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What bears on a person beside rounds: rows by kind, those that stood on record at the moment."""

    rows: Sequence[Any]
    zone: str

    def of(self, kind: str) -> list[Any]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def excusals(self) -> list[Stretch]:
        return [Stretch(row.since, row.until) for row in self.of(EXCUSED)]

    def post_on(self, on: date) -> Any:
        """Where they worked that day, the post begun last of several; None: nowhere."""
        held = [row for row in self.of(POST) if row.since <= on and (row.until is None or on <= row.until)]
        return max(held, key=lambda row: (row.since, row.number), default=None)


def found_with_beside(reader: Person, ref: str, *, known: datetime | None) -> tuple[Person, Beside] | None:
    """A person of the reader's agency, also one who has left, with posts, excusals, departures, assignments
    by rule and extra time, in one statement."""
    mine = sa.select(Person.id).where(Person.ref == ref, Person.agency_id == reader.agency_id)
    rows = everything(mine.scalar_subquery()).subquery()
    both = sa.select(Person, *rows.c).outerjoin(rows, sa.true()).where(Person.id.in_(mine))
    told = db.session.execute(both.options(lazyload(Person.grants))).all()
    if not told:
        return None
    moment, person = known or LATEST, told[0][0]
    return person, Beside([row for row in told if row.kind and _stood(row, moment)], person.agency.zone)


def told(
    person: Person, beside: Beside, stands: Sequence[Own], *, on: date, known: datetime | None
) -> list[Sentence]:
    """The timeline, the latest first. One statement more."""
    moment, zone = known or LATEST, person.agency.zone
    by_hand = [
        Sentence(each.when, each.iso, each.text, day_in(zone, each.at), each.at, each.actor, each.reason)
        for each in history_of(person)
        if each.actor
    ]
    taken = {each.at for each in by_hand}
    found = [*by_hand, *_beside(beside), *_rounds(stands, zone, taken)]
    return sorted(
        (each for each in found if each.day <= on and each.at <= moment),
        key=lambda each: (each.day, each.at),
        reverse=True,
    )


def _beside(beside: Beside) -> Iterator[Sentence]:
    posts = beside.of(POST)
    follows = {row.since for row in posts}
    for row in posts:
        where = {"position": row.text or _("pegawai"), "unit": row.more}
        yield _on(row.since, _("Mulai bertugas sebagai %(position)s di %(unit)s.", **where))
        if row.until and row.until + DAY not in follows:
            yield _on(row.until, _("Hari terakhir bertugas di %(unit)s.", unit=row.more))
    for row in beside.of(AWAY):
        yield _on(row.since, _("Hari terakhir di instansi ini."))
        if row.until:
            yield _on(row.until, _("Kembali bertugas di instansi ini."))
    for row in beside.of(ASKED):
        values = {"title": row.text, "day": show_date(row.since)}
        yield _at(row.at, beside.zone, _("Diminta memegang “%(title)s”, tenggat %(day)s.", **values))
        if row.ended_at:
            yield _at(
                row.ended_at, beside.zone, _("Tidak lagi diminta memegang “%(title)s”.", title=row.text)
            )
    for row in beside.of(EXTRA):
        yield from _extra(row, beside.zone)


def _extra(row: Any, zone: str) -> Iterator[Sentence]:
    values = {"percent": row.number, "name": row.text}
    yield _at(row.at, zone, _("Mendapat waktu uji %(percent)s%% lebih lama dari %(name)s.", **values))
    if row.ended_at and row.more:
        yield _at(row.ended_at, zone, _("Tambahan waktu uji diakhiri oleh %(name)s.", name=row.more))


def _rounds(stands: Sequence[Own], zone: str, taken: set[datetime]) -> Iterator[Sentence]:
    for mine in stands:
        if mine.attested_at:
            number = mine.scheme.version.number
            text = _("Menyatakan sanggup mematuhi kode etik versi %(number)s.", number=number)
            yield _at(mine.attested_at, zone, text)
        for held in mine.holding.rounds:
            yield from _round(held, zone, taken)
        for delta in mine.holding.deltas:
            yield from _delta(delta, zone)


def _round(held: Round, zone: str, taken: set[datetime]) -> Iterator[Sentence]:
    values = {"number": held.certificate_number, "day": show_date(held.valid_until)}
    yield _at(held.certified_at, zone, _("Sertifikat %(number)s terbit, berlaku sampai %(day)s.", **values))
    if held.revoked_at and held.revoked_at not in taken:
        yield _at(held.revoked_at, zone, _("Sertifikat %(number)s dicabut.", number=held.certificate_number))


def _delta(delta: Delta, zone: str) -> Iterator[Sentence]:
    values = {"version": delta.version, "day": show_date(delta.due_on)}
    asked = _("Diminta menyelesaikan pembaruan versi %(version)s, paling lambat %(day)s.", **values)
    yield _at(delta.asked_at, zone, asked)
    if delta.met_at:
        yield _at(delta.met_at, zone, _("Menyelesaikan pembaruan versi %(version)s.", version=delta.version))


def passed(at: datetime, zone: str, title: str) -> Sentence:
    """A certification run of a module was passed."""
    return _at(at, zone, _("Lulus uji sertifikasi modul %(title)s.", title=title))


def _at(moment: datetime, zone: str, text: str) -> Sentence:
    iso = moment.isoformat(timespec="seconds")
    return Sentence(show_datetime(moment), iso, text, day_in(zone, moment), moment)


def _on(day: date, text: str) -> Sentence:
    return Sentence(show_date(day), day.isoformat(), text, day, datetime.min.replace(tzinfo=UTC))


def _stood(row: Any, moment: datetime) -> bool:
    """Whether a row was on record; what can be withdrawn stands no more afterwards."""
    if row.at > moment:
        return False
    return row.kind in (ASKED, EXTRA) or row.ended_at is None or row.ended_at > moment
