"""An entry as a reader sees it: in words, with who made it, and with its withdrawal when there was one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from ...core.clock import day_in
from ...core.i18n import show_date, show_datetime, show_number
from ..words import track_words
from .models import Entry
from .rules import ATTENDANCE, COMPLAINT, SANCTION, UPHELD, doubts
from .words import all_level_words, doubt_words, kind_words, upheld_words


@dataclass(frozen=True, slots=True)
class Told:
    """One entry in words: `title` in a line, `details` as pairs of name and value, `made` and `withdrawn`
    (empty while it stands) as sentences, `doubts` as sentences."""

    ref: str
    kind: str
    kind_name: str
    since: date
    title: str
    details: tuple[tuple[str, str], ...]
    made: str
    withdrawn: str
    doubts: tuple[str, ...]


def tell_all(entries: Iterable[Entry]) -> list[Told]:
    """Several entries in words, in their order."""
    return [tell(each) for each in entries]


def tell(entry: Entry) -> Told:
    """An entry in words."""
    return Told(
        ref=entry.ref,
        kind=entry.kind,
        kind_name=kind_words()[entry.kind],
        since=entry.since,
        title=_title(entry),
        details=tuple(pair for pair in _details(entry) if pair[1]),
        made=_("Dicatat %(name)s, %(at)s.", name=entry.recorded_by.name, at=show_datetime(entry.recorded_at)),
        withdrawn=_withdrawn(entry),
        doubts=tuple(doubt_words()[each] for each in _doubts(entry)),
    )


def _title(entry: Entry) -> str:
    return _("Kehadiran %(year)s", year=entry.title) if entry.kind == ATTENDANCE else entry.title


def _details(entry: Entry) -> list[tuple[str, str]]:
    pairs = []
    if entry.kind == SANCTION:
        pairs += [
            (_("Jalur"), track_words()[entry.track]),
            (_("Tingkat"), all_level_words()[entry.track][entry.level]),
        ]
    if entry.kind == ATTENDANCE:
        counted = entry.counted
        pairs += [
            (_("Kehadiran"), _("%(percent)s persen", percent=show_number(_exactly(counted)))),
            (_("Tidak masuk tanpa alasan sah"), _("%(days)s hari", days=counted["absent_days"])),
        ]
    else:
        pairs += [(_("Nomor"), entry.number), (_("Tanggal"), _span(entry))]
    if entry.kind == COMPLAINT:
        outcome = next(key for key, value in UPHELD.items() if value is entry.counted["upheld"])
        pairs.append((_("Hasil"), upheld_words()[outcome]))
    return [*pairs, (_("Keterangan"), entry.note)]


def _exactly(counted: Mapping[str, int]) -> float:
    """The percentage; who entered it elsewhere may know whole numbers only."""
    return counted.get("hundredths", counted["percent"] * 100) / 100


def _span(entry: Entry) -> str:
    if entry.until is None or entry.until == entry.since:
        return show_date(entry.since)
    return _("%(first)s sampai dengan %(last)s", first=show_date(entry.since), last=show_date(entry.until))


def _withdrawn(entry: Entry) -> str:
    if entry.withdrawn_at is None or entry.withdrawn_by is None:
        return ""
    return _(
        "Ditarik %(name)s, %(at)s: %(reason)s",
        name=entry.withdrawn_by.name,
        at=show_datetime(entry.withdrawn_at),
        reason=entry.withdrawn_reason,
    )


def _doubts(entry: Entry) -> tuple[str, ...]:
    if entry.person is None:
        return ()
    recorded_on = day_in(entry.person.agency.zone, entry.recorded_at)
    return doubts(
        entry.kind, entry.since, entry.until, joined_on=entry.person.joined_on, recorded_on=recorded_on
    )
