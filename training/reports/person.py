"""One person's page for HR: post, modules passed, the strip, and a timeline of sentences as of a day.

Only certification facts are told; practice stays with the officer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import lazyload

from ..attempts.extra.granting import history
from ..attempts.extra.models import ExtraTime
from ..certifications.deltas import Delta
from ..certifications.requirements import Requirement, requirements_of
from ..certifications.standing import Holding, Own, Round, own
from ..certifications.strips import Picture, picture_of
from ..core.clock import day_in
from ..core.db import db
from ..core.i18n import current_language, show_date, show_datetime
from ..people.models import Person, Posting


@dataclass(frozen=True, slots=True)
class Sentence:
    """One event of the timeline, in the shape the timeline piece reads."""

    when: str
    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What HR sees of a person as of a day; `holding` and `picture` are None while nothing is asked."""

    person: Person
    posting: Posting | None
    modules: tuple[Requirement, ...]
    holding: Holding | None
    picture: Picture | None
    timeline: list[Sentence]


def find(reader: Person, ref: str) -> Person | None:
    """A person of the reader's agency, also one who has left."""
    rows = sa.select(Person).where(Person.ref == ref, Person.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(lazyload(Person.grants)))


def person_page(person: Person, *, on: date, today: date) -> PersonPage:
    """The page as of a day, in seven statements."""
    postings = _postings(person, on)
    mine = own(person, on=on)
    modules = requirements_of(person, mine, on=on).modules if mine else ()
    happened = (event for event in _events(person, postings, mine, modules) if event[0][0] <= on)
    told = sorted(happened, key=lambda event: event[0])
    return PersonPage(
        person=person,
        posting=next((p for p in reversed(postings) if p.until is None or p.until >= on), None),
        modules=modules,
        holding=mine.holding if mine else None,
        picture=picture_of(mine.holding, today=today, on=on) if mine else None,
        timeline=[sentence for _key, sentence in reversed(told)],
    )


def _postings(person: Person, on: date) -> list[Posting]:
    rows = sa.select(Posting).where(Posting.person_id == person.id, Posting.since <= on)
    return list(db.session.scalars(rows.order_by(Posting.since, Posting.id)))


def _events(
    person: Person, postings: list[Posting], mine: Own | None, modules: tuple[Requirement, ...]
) -> Iterator[tuple[tuple[date, str], Sentence]]:
    zone = person.agency.zone
    for posting in postings:
        where = {"position": posting.position or _("pegawai"), "unit": posting.unit.name}
        yield _on(posting.since, _("Mulai bertugas sebagai %(position)s di %(unit)s.", **where))
    for module in modules:
        if module.passed_at:
            yield _at(
                module.passed_at,
                zone,
                _("Lulus uji sertifikasi modul %(title)s.", title=module.title_in(current_language())),
            )
    if mine and mine.attested_at:
        number = mine.scheme.version.number
        yield _at(
            mine.attested_at,
            zone,
            _("Menyatakan sanggup mematuhi kode etik versi %(number)s.", number=number),
        )
    for held in mine.holding.rounds if mine else ():
        yield from _round_events(held, zone)
    for delta in mine.holding.deltas if mine else ():
        yield from _delta_events(delta, zone)
    for given in history(person.id):
        yield from _extra_time_events(given, zone)


def _round_events(held: Round, zone: str) -> Iterator[tuple[tuple[date, str], Sentence]]:
    values = {"number": held.certificate_number, "day": show_date(held.valid_until)}
    yield _at(held.certified_at, zone, _("Sertifikat %(number)s terbit, berlaku sampai %(day)s.", **values))
    if held.revoked_at:
        yield _at(held.revoked_at, zone, _("Sertifikat %(number)s dicabut.", number=held.certificate_number))


def _delta_events(delta: Delta, zone: str) -> Iterator[tuple[tuple[date, str], Sentence]]:
    values = {"version": delta.version, "day": show_date(delta.due_on)}
    asked = _("Diminta menyelesaikan pembaruan versi %(version)s, paling lambat %(day)s.", **values)
    yield _at(delta.asked_at, zone, asked)
    if delta.met_at:
        yield _at(delta.met_at, zone, _("Menyelesaikan pembaruan versi %(version)s.", version=delta.version))


def _extra_time_events(given: ExtraTime, zone: str) -> Iterator[tuple[tuple[date, str], Sentence]]:
    values = {"percent": given.percent, "name": given.granted_by.name}
    yield _at(
        given.granted_at, zone, _("Mendapat waktu uji %(percent)s%% lebih lama dari %(name)s.", **values)
    )
    if given.ended_at and given.ended_by:
        yield _at(
            given.ended_at, zone, _("Tambahan waktu uji diakhiri oleh %(name)s.", name=given.ended_by.name)
        )


def _at(moment: datetime, zone: str, text: str) -> tuple[tuple[date, str], Sentence]:
    key = day_in(zone, moment), moment.isoformat()
    return key, Sentence(show_datetime(moment), moment.isoformat(timespec="seconds"), text)


def _on(day: date, text: str) -> tuple[tuple[date, str], Sentence]:
    return (day, ""), Sentence(show_date(day), day.isoformat(), text)
