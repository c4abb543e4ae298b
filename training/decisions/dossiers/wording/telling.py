"""Facts of a dossier about the person as sentences, in the reader's language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from ....core.i18n import ZONES, show_date, show_days, show_number
from ...entries.words import all_level_words
from ...models import DISCIPLINE, ETHICS
from ..shape.body import Entered
from ..shape.career import Asked, CatchUp, Certified, Gap, RoundHeld
from .words import state_words


def moment_words(at: datetime, zone: str) -> str:
    """`21 November 2026, 13.05 WIB`, wherever it is printed."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{show_date(local.date())}, {local:%H.%M} {ZONES.get(zone, zone)}"


def day_of(at: datetime, zone: str) -> date:
    """The day a moment was on, in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def standing_sentence(certified: Certified) -> str:
    """The standing that day, in one sentence."""
    state = state_words().get(certified.state, certified.state)
    said = _("%(title)s: %(state)s.", title=certified.title, state=state)
    if certified.excused:
        said += " " + _("Saat itu pegawai dikecualikan.")
    if certified.due_on and not certified.rounds:
        said += " " + _("Tenggatnya %(day)s.", day=show_date(certified.due_on))
    return said


def round_sentence(held: RoundHeld) -> str:
    """A round: from when until when, and what was taken away."""
    values = {
        "number": held.number,
        "certificate": held.certificate,
        "version": held.version,
        "first": show_date(held.valid_from),
        "last": show_date(held.valid_until),
    }
    said = _("Sertifikat %(certificate)s atas versi %(version)s: %(first)s sampai %(last)s.", **values)
    if held.revoked_on:
        said += " " + _("Dicabut %(day)s.", day=show_date(held.revoked_on))
    return said


def asked_sentence(asked: Asked) -> str:
    """What was asked of the officer, since when and by when."""
    return _(
        "“%(title)s” diminta sejak %(day)s, tenggat %(due)s.",
        title=asked.title,
        day=show_date(asked.assigned_on),
        due=show_date(asked.due_on),
    )


def gap_sentence(gap: Gap) -> str:
    """Days on which no certificate held."""
    return _(
        "Tanpa sertifikat yang berlaku: %(first)s sampai %(last)s (%(days)s hari).",
        first=show_date(gap.since),
        last=show_date(gap.until),
        days=gap.days,
    )


def catch_up_sentence(asked: CatchUp) -> str:
    """What a newer version asked of who was certified on an older one."""
    if asked.met_on:
        return _(
            "Pembaruan untuk versi %(version)s: selesai %(day)s.",
            version=asked.version,
            day=show_date(asked.met_on),
        )
    return _(
        "Pembaruan untuk versi %(version)s: belum selesai, tenggat %(day)s.",
        version=asked.version,
        day=show_date(asked.due_on),
    )


def entered_sentence(entered: Entered) -> str:
    """What HR entered: its name, level or figures, decree and days."""
    days = show_days(entered.since, entered.until)
    number = [_("nomor %(number)s", number=entered.number)] if entered.number else []
    said = ", ".join(
        each for each in (entered.title, *_level(entered), *_counted(entered), *number, days) if each
    )
    return f"{said[:1].upper()}{said[1:]}."


def _level(entered: Entered) -> list[str]:
    words = all_level_words()
    if entered.level in words[DISCIPLINE]:
        return [_("tingkat %(level)s", level=words[DISCIPLINE][entered.level].lower())]
    return [words[ETHICS][entered.level].lower()] if entered.level in words[ETHICS] else []


def _counted(entered: Entered) -> list[str]:
    counted = entered.counted
    if entered.kind == "attendance":
        share = counted.get("hundredths")
        percent = int(share) / 100 if share is not None else counted.get("percent")
        away = counted.get("absent_days")
        absent = [_("%(days)s hari tanpa keterangan", days=away)] if away is not None else []
        return (
            [_("hadir %(percent)s%%", percent=show_number(percent)), *absent]
            if percent is not None
            else absent
        )
    if entered.kind == "complaint":
        upheld = {True: _("terbukti"), False: _("tidak terbukti"), None: _("belum selesai")}
        return [upheld[bool(counted["upheld"]) if counted.get("upheld") is not None else None]]
    return []
