"""The strip of time: rounds, windows, gaps and the due day of one person, and the same in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from flask_babel import gettext as _
from markupsafe import Markup

from ..core.charts import Mark, Span, strip
from ..core.i18n import show_date
from .rounds import Round
from .rules import Stretch
from .standing import Holding

BEFORE, AFTER, EDGE = timedelta(days=90), timedelta(days=330), timedelta(days=30)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn strip and the sentence that says the same."""

    svg: Markup
    caption: str


def picture_of(holding: Holding, *, today: date, on: date, excused: Sequence[Stretch] = ()) -> Picture:
    """The strip of somebody as of `on`; `today` is marked, and `on` too when it is another day. `excused` are
    the days on which the clock stood still."""
    return _picture(holding.rounds, holding.due_on, today, on, excused)


def picture_of_round(held: Round, *, today: date) -> Picture:
    """The strip of one certificate."""
    return _picture((held,), None, today, today)


def _picture(
    rounds: Sequence[Round], due_on: date | None, today: date, on: date, excused: Sequence[Stretch] = ()
) -> Picture:
    shown = [each for each in excused if each.since <= on]
    caption = " ".join([_caption(rounds, due_on), *(_said_excused(each) for each in shown)])
    return Picture(_strip(rounds, due_on, today, on, caption, shown), caption)


def _caption(rounds: Sequence[Round], due_on: date | None) -> str:
    if rounds:
        return "; ".join(_said(held) for held in rounds) + "."
    if due_on:
        return _("Belum ada masa berlaku. Tenggat pertama %(day)s.", day=show_date(due_on))
    return _("Belum ada masa berlaku dan belum ada tenggat.")


def _strip(
    rounds: Sequence[Round],
    due_on: date | None,
    today: date,
    on: date,
    caption: str,
    excused: Sequence[Stretch],
) -> Markup:
    days = [today, on, *([due_on] if due_on else [])]
    days += [day for held in rounds for day in (held.valid_from, held.valid_until)]
    days += [day for each in excused for day in (each.since, each.until) if day]
    start, end = min(min(days) - EDGE, today - BEFORE), max(max(days) + EDGE, today + AFTER)
    still = [Span("excused", each.since, each.until or end, _("Dikecualikan")) for each in excused]
    return strip(
        [*_spans(rounds, on), *still],
        start=start,
        end=end,
        today=today,
        as_of=on,
        marks=[Mark(due_on, _("Tenggat %(day)s", day=show_date(due_on)))] if due_on else [],
        title=_("Masa berlaku sertifikasi"),
        desc=caption,
        today_label=_("Hari ini"),
        as_of_label=_("Per tanggal"),
    )


def _said_excused(each: Stretch) -> str:
    if each.until is None:
        return _("Dikecualikan sejak %(first)s.", first=show_date(each.since))
    first, last = show_date(each.since), show_date(each.until)
    return _("Dikecualikan %(first)s sampai %(last)s.", first=first, last=last)


def _said(held: Round) -> str:
    values = {"round": held.number, "first": show_date(held.valid_from), "last": show_date(held.valid_until)}
    if held.revoked_on:
        taken = show_date(held.revoked_on)
        return _("Putaran %(round)s: %(first)s sampai %(last)s, dicabut %(taken)s", taken=taken, **values)
    return _("Putaran %(round)s: %(first)s sampai %(last)s", **values)


def _spans(rounds: Sequence[Round], on: date) -> list[Span]:
    spans = [span for held in rounds for span in _round_spans(held)]
    gaps = [(_ends(before) + DAY, after.valid_from - DAY) for before, after in pairwise(rounds)]
    gaps += [(_ends(rounds[-1]) + DAY, on)] if rounds else []
    return spans + [Span("gap", first, last, _("Tidak berlaku")) for first, last in gaps if first <= last]


def _ends(held: Round) -> date:
    """The last day on which the round counted."""
    return held.revoked_on - DAY if held.revoked_on else held.valid_until


def _round_spans(held: Round) -> list[Span]:
    label = _("Putaran %(round)s", round=held.number)
    if held.revoked_on and held.revoked_on <= held.valid_from:
        return [Span("revoked", held.valid_from, held.valid_until, _("Dicabut"))]
    if held.revoked_on:
        return [
            Span("period", held.valid_from, held.revoked_on - DAY, label),
            Span("revoked", held.revoked_on, max(held.valid_until, held.revoked_on), _("Dicabut")),
        ]
    window = max(held.window_opens, held.valid_from)
    return [
        Span("period", held.valid_from, held.valid_until, label),
        Span("window", min(window, held.valid_until), held.valid_until, _("Masa perpanjangan")),
    ]
