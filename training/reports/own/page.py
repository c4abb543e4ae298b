"""What the officer's own page shows: each certification with its next step, papers, decisions, who looked."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.corrections.models import Correction
from ...certifications.corrections.service import corrections_of
from ...certifications.models import Certificate, Period
from ...certifications.paper import Paper, read_paper, verdict_of
from ...certifications.rules import Status
from ...certifications.standing import Own, every_own
from ...certifications.strips import Picture, picture_of
from ...core.clock import day_in
from ...core.db import db
from ...core.i18n import show_date
from ...people.models import Person
from .rulings import Decided, decided_about
from .sightings import Sighting, sightings_of


@dataclass(frozen=True, slots=True)
class Shown:
    """One certification as the officer meets it. `next` says what to do and by when."""

    mine: Own
    state: str
    next: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A certificate with its state today."""

    ref: str
    number: str
    paper: Paper
    state: str
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything on the page, the most pressing certification first."""

    on: date
    schemes: tuple[Shown, ...]
    papers: tuple[HeldPaper, ...]
    decided: tuple[Decided, ...]
    sightings: tuple[Sighting, ...]
    corrections: tuple[Correction, ...]


def own_page(person: Person, *, now: datetime) -> OwnPage:
    """The page of a person at a moment, in eight statements and those of `more`."""
    on = day_in(person.agency.zone, now)
    mine = sorted(every_own(person, on=on), key=lambda each: each.urgency)
    return OwnPage(
        on=on,
        schemes=tuple(_shown(each, on) for each in mine if each.asked),
        papers=tuple(_papers(person, on)),
        decided=tuple(decided_about(person)),
        sightings=tuple(sightings_of(person)),
        corrections=tuple(corrections_of(person)),
    )


def _shown(mine: Own, on: date) -> Shown:
    holding = mine.holding
    state = "excused" if holding.excused and not holding.holds else holding.state.value
    picture = picture_of(holding, today=on, on=on) if holding.rounds else None
    return Shown(mine, state, _next(mine, on), picture)


def _next(mine: Own, on: date) -> str:
    """What to do and by when, in a sentence."""
    holding, latest = mine.holding, mine.holding.latest
    if holding.excused and not holding.holds:
        return _("Waktu Anda berhenti selama dikecualikan. Tenggatnya dihitung lagi sesudah itu.")
    if holding.delta and holding.state is not Status.EXPIRING:
        day, version = show_date(holding.delta.due_on), holding.delta.version
        return _("Pelajari perubahan versi %(version)s paling lambat %(day)s.", version=version, day=day)
    if latest is None or holding.state in (Status.REVOKED, Status.FAILED):
        return _unheld(mine)
    last, opens = show_date(latest.valid_until), show_date(latest.window_opens)
    return {
        Status.CERTIFIED: _("Tidak ada yang perlu dikerjakan. Perpanjangan dibuka %(day)s.", day=opens),
        Status.EXPIRING: _("Perpanjang paling lambat %(day)s.", day=last),
        Status.GRACE: _("Masih dihitung berlaku untuk sementara. Perpanjang sekarang."),
        Status.EXPIRED: _("Berakhir %(day)s. Perpanjang sekarang.", day=last),
    }.get(holding.state, "")


def _unheld(mine: Own) -> str:
    holding, latest = mine.holding, mine.holding.latest
    if holding.state is Status.REVOKED and latest and latest.revoked_on:
        day = show_date(latest.revoked_on)
        return _("Dicabut %(day)s. Raih sertifikat baru untuk menggantikannya.", day=day)
    if holding.due_on is None:
        return _("Selesaikan langkah-langkahnya di beranda.")
    day = show_date(holding.due_on)
    if holding.state in (Status.OVERDUE, Status.FAILED):
        return _("Tenggat %(day)s sudah lewat. Selesaikan sekarang.", day=day)
    if holding.state is Status.GRACE:
        return _("Disertifikasi sementara. Selesaikan sendiri paling lambat %(day)s.", day=day)
    return _("Selesaikan paling lambat %(day)s.", day=day)


def _papers(person: Person, on: date) -> list[HeldPaper]:
    rows = (
        sa.select(Certificate.ref, Certificate.number, Certificate.frozen, Period.revoked_at)
        .join(Period, Period.id == Certificate.period_id)
        .where(Period.person_id == person.id)
        .order_by(Period.valid_until.desc(), Period.id.desc())
    )
    found = []
    for ref, number, frozen, revoked_at in db.session.execute(rows):
        paper = read_paper(frozen)
        state = verdict_of(paper, revoked=revoked_at is not None, on=on)
        revoked_on = day_in(person.agency.zone, revoked_at) if revoked_at else None
        found.append(HeldPaper(ref, number, paper, state, revoked_on))
    return found
