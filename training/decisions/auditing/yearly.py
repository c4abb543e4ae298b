"""An office's year in figures: what was earned, decided by hand, taken away, opened and refused.

Counts only, and of few only that there were few: nobody is found in them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from ...certifications.days import day_after, day_begins
from ...core.db import db
from ...core.i18n import show_date
from ...ledger.models import LedgerAlarm, LedgerCheckpoint, LedgerLeaf
from ...people.models import Agency
from ...people.refused import Refusal
from ...reports.exporting.rules import AUDIT, Asked
from ...reports.exporting.tables import NUMBER, Column, Line, Report, Table
from ..models import Case, Step
from ..words import bounds_words, proof_words, track_words
from .entries import open_to
from .kinds import GROUPS, group_of
from .words import group_words, told

FEW = 5


def yearly(agency: Agency, year: int) -> Report:
    """The report about a calendar year of an agency, to be shown, printed or taken away as a sheet."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    since, until = day_begins(first, agency.zone), day_after(last, agency.zone)
    return Report(
        asked=Asked(AUDIT, first, last),
        title=_("Laporan tahunan auditor"),
        subject=agency.name,
        agency=agency.name,
        time=_("Tahun %(year)s", year=year),
        tables=(
            _by_group(agency, since, until),
            _by_kind(agency, since, until),
            _by_track(agency, since, until),
        ),
        facts=tuple(_facts(agency, first, last, since, until)),
        notes=(
            proof_words(),
            bounds_words(),
            _("Hasil perkara yang jumlahnya kurang dari lima tidak dirinci."),
        ),
    )


def _facts(
    agency: Agency, first: date, last: date, since: datetime, until: datetime
) -> Iterator[tuple[str, str]]:
    signed = sa.select(sa.func.count()).select_from(LedgerCheckpoint)
    signed = signed.where(LedgerCheckpoint.signed_at >= since, LedgerCheckpoint.signed_at < until)
    alarms = sa.select(sa.func.count()).select_from(LedgerAlarm)
    alarms = alarms.where(LedgerAlarm.first_at >= since, LedgerAlarm.first_at < until)
    refused = sa.select(sa.func.coalesce(sa.func.sum(Refusal.count), 0)).where(
        Refusal.agency_id == agency.id, Refusal.day >= first, Refusal.day <= last
    )
    yield _("Masa"), _("%(since)s sampai %(until)s", since=show_date(first), until=show_date(last))
    yield _("Tanda tangan atas buku catatan"), str(db.session.scalar(signed))
    yield _("Penanda tangan menolak menandatangani"), str(db.session.scalar(alarms))
    yield _("Permintaan yang ditolak karena tidak berhak"), str(db.session.scalar(refused))


def _by_group(agency: Agency, since: datetime, until: datetime) -> Table:
    counted = dict.fromkeys(GROUPS, 0)
    for kind, count in _counts(agency, since, until).items():
        counted[group_of(kind)] += count
    words = group_words()
    return _table(_("Ringkasan"), [(words[group], count) for group, count in counted.items()], _("Kelompok"))


def _by_kind(agency: Agency, since: datetime, until: datetime) -> Table:
    rows = sorted((told(kind), count) for kind, count in _counts(agency, since, until).items())
    return _table(_("Menurut jenis"), rows, _("Yang tercatat"))


def _by_track(agency: Agency, since: datetime, until: datetime) -> Table:
    """Cases that were decided, by track and outcome; of fewer than FEW only that there were few."""
    outcome = Step.said["verdict"]["outcome"].as_string()
    rows = (
        sa.select(Case.track, outcome, sa.func.count())
        .join(Step, Step.matter_id == Case.id)
        .where(Case.agency_id == agency.id, Step.kind == "decided", Step.at >= since, Step.at < until)
        .group_by(Case.track, outcome)
    )
    tracks, outcomes = track_words(), {"proven": _("terbukti"), "unproven": _("tidak terbukti")}
    found = [
        (f"{tracks[track]}: {outcomes.get(said, said)}", count if count >= FEW else _("kurang dari lima"))
        for track, said, count in db.session.execute(rows)
    ]
    return _table(_("Perkara yang diputus"), sorted(found), _("Jalur dan hasil"))


def _counts(agency: Agency, since: datetime, until: datetime) -> Mapping[str, int]:
    rows = (
        sa.select(LedgerLeaf.kind, sa.func.count())
        .where(open_to(agency), LedgerLeaf.at >= since, LedgerLeaf.at < until)
        .group_by(LedgerLeaf.kind)
    )
    return dict(db.session.execute(rows).all())


def _table(name: str, rows: Sequence[tuple[str, int | str]], label: str) -> Table:
    def lines(first: int | None) -> Iterator[Line]:
        for row in rows[:first]:
            yield 0, row

    columns = (Column(label, 60), Column(_("Jumlah"), 18, NUMBER))
    return Table(name, columns, lines, lambda: len(rows))
