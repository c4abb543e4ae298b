"""Days that are counted, in words: what for, until when, how many working days are left, by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ....core.i18n import show_date
from ...calendar.rules import Skipped, WorkingDays
from ...calendar.rules_terms import AT_LEAST, ON, Term
from ...calendar.words import length_words, sure_words
from ..procedure.past import Due
from .days import due_word


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted day in words. `source` says by which rule, and how sure that is."""

    key: str
    day: date
    name: str
    when: str
    left: str
    unknown: str
    source: str
    late: bool


def counted(due: Due, days: WorkingDays, today: date) -> Counted:
    """A due day as the screens tell it."""
    return Counted(
        due.key,
        due.day,
        due_word(due.key),
        _when(due),
        left_words(days.between(today, due.day)) if due.met_on is None else "",
        unknown_words(due.unknown_years),
        source_words(due.term) if due.term else "",
        due.late,
    )


def left_words(number: int) -> str:
    """How far away a day is: `3 hari kerja lagi`, `hari ini`, `lewat 2 hari kerja`."""
    if number == 0:
        return _("hari ini")
    if number > 0:
        return ngettext("%(num)s hari kerja lagi", "%(num)s hari kerja lagi", number)
    return ngettext("lewat %(num)s hari kerja", "lewat %(num)s hari kerja", -number)


def unknown_words(years: tuple[int, ...]) -> str:
    """That a count rests on holidays nobody entered yet; nothing when all are known."""
    if not years:
        return ""
    named = ", ".join(map(str, years))
    return _("Hari libur tahun %(years)s belum lengkap, jadi hari ini masih dapat bergeser.", years=named)


def source_words(term: Term) -> str:
    """The rule of a count, with how sure it is; the office's own says so."""
    said = {"days": length_words(term), "source": term.source, "day": show_date(term.checked_on)}
    if term.own:
        return _("Ketentuan kantor, %(days)s: %(source)s.", **said)
    return _("%(source)s: %(days)s (%(sure)s; diperiksa %(day)s).", sure=sure_words()[term.sure], **said)


def skipped_words(skipped: tuple[Skipped, ...]) -> str:
    """The days a count left out: holidays by name, weekends together."""
    named = [
        _("%(day)s (%(name)s)", day=show_date(each.day), name=each.name) for each in skipped if each.name
    ]
    idle = sum(not each.name for each in skipped)
    if idle:
        named.append(ngettext("%(num)s hari akhir pekan", "%(num)s hari akhir pekan", idle))
    return ", ".join(named)


def _when(due: Due) -> str:
    day = show_date(due.day)
    direction = due.term.direction if due.term else ""
    if direction == AT_LEAST:
        return _("paling cepat %(day)s", day=day)
    if direction == ON or due.key == "effect":
        return day
    return _("paling lambat %(day)s", day=day)
