"""The sample person of a scheme, drawn as a strip and told in sentences."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from markupsafe import Markup

from ...core.charts import Mark, Span, strip
from ...core.i18n import show_date
from ..expiry import DAY, NextPeriod
from .samples import Sample
from .terms import Terms

EDGE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The strip, the sentence that says the same, and a sentence for each way it may go: (way, sentence)."""

    svg: Markup
    caption: str
    ways: tuple[tuple[str, str], ...]


def drawn(terms: Terms, sample: Sample, today: date) -> Drawn:
    """The sample person of these terms."""
    caption = _(
        "Diminta %(asked)s, tenggat %(due)s; putaran pertama sampai %(first)s, kedua sampai %(second)s.",
        asked=show_date(sample.asked_on),
        due=show_date(sample.due_on),
        first=show_date(sample.in_time.valid_until),
        second=show_date(sample.renewed.valid_until),
    )
    return Drawn(_strip(sample, today, caption), caption, tuple(_ways(sample)))


def _ways(sample: Sample) -> list[tuple[str, str]]:
    found = [
        (_("Pertama kali, tepat waktu"), _first(sample.in_time)),
        (_("Pertama kali, terlambat"), _first(sample.late)),
        (_("Diperpanjang dalam masanya"), _held(sample.renewed)),
    ]
    if sample.early:
        found.append((_("Sebelum masa perpanjangan"), _too_early(sample, sample.early)))
    found.append((_("Sesudah kedaluwarsa"), _held(sample.lapsed)))
    if sample.grace_until:
        until = show_date(sample.grace_until)
        found.append(
            (
                _("Masa tenggang"),
                _("Masih dihitung tersertifikasi sampai %(day)s.", day=until),
            )
        )
    if sample.closes_on:
        closes = show_date(sample.closes_on)
        found.append((_("Tidak selesai"), _("Sesudah %(day)s putaran pertama dinyatakan gagal.", day=closes)))
    return found


def _first(held: NextPeriod) -> str:
    return _(
        "Selesai %(done)s: berlaku sampai %(last)s, dapat diperpanjang mulai %(opens)s.",
        done=show_date(held.completed_on),
        last=show_date(held.valid_until),
        opens=show_date(held.window_opens),
    )


def _held(held: NextPeriod) -> str:
    return _(
        "Selesai %(done)s: berlaku sampai %(last)s.",
        done=show_date(held.completed_on),
        last=show_date(held.valid_until),
    )


def _too_early(sample: Sample, day: date) -> str:
    return _(
        "Uji pada %(done)s belum dihitung: perpanjangan dibuka %(opens)s. Tetap berlaku sampai %(last)s.",
        done=show_date(day),
        opens=show_date(sample.in_time.window_opens),
        last=show_date(sample.in_time.valid_until),
    )


def _strip(sample: Sample, today: date, caption: str) -> Markup:
    first, second = sample.in_time, sample.renewed
    return strip(
        [
            *_spans(first, first.valid_from, _("Putaran pertama")),
            *_spans(second, max(second.valid_from, first.valid_until + DAY), _("Putaran kedua")),
        ],
        start=today - EDGE,
        end=second.valid_until + EDGE,
        today=today,
        marks=[Mark(sample.due_on, _("Tenggat %(day)s", day=show_date(sample.due_on)))],
        title=_("Masa berlaku orang contoh"),
        desc=caption,
        today_label=_("Hari ini"),
    )


def _spans(held: NextPeriod, start: date, label: str) -> list[Span]:
    spans = [Span("period", start, held.valid_until, label)] if start <= held.valid_until else []
    opens = max(held.window_opens, start)
    if opens <= held.valid_until:
        spans.append(Span("window", opens, held.valid_until, _("Masa perpanjangan")))
    return spans
