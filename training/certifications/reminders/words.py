"""Letters and their fates in the words of the screens."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from ...core import jobs
from ...core.clock import now
from ...core.i18n import show_datetime
from ...core.outbox.models import RESTING, UNCERTAIN, Letter
from ...core.outbox.sending import DIED
from .letters import SUPERIOR, TEST
from .log import UNATTENDED_AFTER
from .rules import KEY, Kind


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a letter: a shape of the status marks, a word, and a sentence where there is more."""

    shape: str
    word: str
    text: str = ""


def kind_word(kind: str) -> str:
    """What a letter is, by its kind with or without the common beginning."""
    words: dict[str, Any] = {
        Kind.OPENS: _("Undangan"),
        Kind.MONTH: _("30 hari sebelumnya"),
        Kind.WEEK: _("7 hari sebelumnya"),
        Kind.DAY: _("Sehari sebelumnya"),
        Kind.DUE: _("Tenggat"),
        Kind.OVERDUE: _("Lewat tenggat"),
        SUPERIOR.removeprefix(f"{KEY}."): _("Daftar untuk atasan"),
        TEST.removeprefix(f"{KEY}."): _("Surat percobaan"),
    }
    return str(words.get(kind.removeprefix(f"{KEY}."), kind))


def short_day(day: date) -> str:
    """`Sen 23 Nov`, for days that are near."""
    return format_date(day, "EEE d MMM", rebase=False)


def about_word(about: str) -> str:
    """What is to be done."""
    return {"first": _("Sertifikasi"), "renewal": _("Perpanjangan"), "delta": _("Pembaruan")}[about]


def fate_of(letter: Letter) -> Fate:
    """What became of a letter."""
    if letter.state == jobs.DONE:
        return Fate("certified", _("Terkirim"), show_datetime(letter.sent_at) if letter.sent_at else "")
    if letter.state == UNCERTAIN:
        said = _("Hubungan ke peladen surel putus sesudah surat diserahkan. Mungkin sampai, mungkin tidak.")
        return Fate("overdue", _("Tidak pasti"), said)
    if letter.state == jobs.FAILED:
        return Fate("failed", _("Gagal"), _said(letter))
    if letter.state == RESTING:
        again = _("Dicoba lagi %(at)s.", at=show_datetime(letter.wake_at)) if letter.wake_at else ""
        return Fate("pending", _("Tertunda"), f"{_said(letter)} {again}".strip())
    if letter.state == jobs.CANCELLED:
        return Fate("excused", _("Ditarik"), _("Pengingat sedang dihentikan waktu itu."))
    stuck = letter.state == jobs.WAITING and now() - letter.queued_at > UNATTENDED_AFTER
    said = _("Sudah lebih dari satu jam. Proses pengirim tampaknya tidak berjalan; hubungi pengelola sistem.")
    return Fate("pending", _("Menunggu dikirim"), said if stuck else "")


def _said(letter: Letter) -> str:
    if letter.failure == DIED:
        return _("Pengiriman terhenti berulang kali.")
    return _("Jawaban peladen surel: %(said)s", said=letter.failure) if letter.failure else ""
