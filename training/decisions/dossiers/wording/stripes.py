"""The strip of a certification in a dossier: for the page as a picture, for the paper as figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from markupsafe import Markup

from ....core.charts import Mark, Span, strip
from ....core.i18n import show_date
from ..shape.body import Body
from ..shape.career import Certified, RoundHeld
from .telling import day_of, round_sentence

BEFORE, AFTER, DAY = timedelta(days=120), timedelta(days=120), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stripe:
    """A strip of time from `start` to `end` (inclusive), with `as_of` and the day it was made on it."""

    title: str
    caption: str
    start: date
    end: date
    as_of: date
    made_on: date
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]

    @property
    def svg(self) -> Markup:
        """As a picture for the page."""
        return strip(
            self.spans,
            start=self.start,
            end=self.end,
            today=self.made_on,
            as_of=self.as_of,
            marks=self.marks,
            title=self.title,
            desc=self.caption,
            today_label=_("Disusun"),
            as_of_label=_("Hari yang ditanyakan"),
        )

    def place(self, day: date) -> float:
        """Where a day begins, between 0 and 100."""
        return round(100 * (day - self.start).days / ((self.end - self.start).days + 1), 3)


def stripes_of(body: Body) -> Iterator[Stripe]:
    """One strip for each certification that was held or from which somebody was excused."""
    made_on = day_of(body.header.made_at, body.header.zone)
    drawn = (_stripe(body, certified, made_on) for certified in body.certified)
    return (each for each in drawn if each.spans)


def _stripe(body: Body, certified: Certified, made_on: date) -> Stripe:
    as_of = body.header.as_of
    excused = [
        Span("excused", each.since, each.until or as_of, _("Dikecualikan"))
        for each in body.ruled
        if each.kind == "excusal" and each.since and (each.until or as_of) >= each.since
    ]
    spans = [span for held in certified.rounds for span in _round(held)]
    gaps = [Span("gap", gap.since, gap.until, _("Tidak berlaku")) for gap in certified.gaps]
    marks = [Mark(certified.due_on, _("Tenggat"))] if certified.due_on else []
    days = [as_of, made_on, *(day for span in spans for day in (span.start, span.end))]
    days += [mark.on for mark in marks]
    return Stripe(
        title=certified.title,
        caption=" ".join(round_sentence(held) for held in certified.rounds) or _("Belum ada masa berlaku."),
        start=min(min(days) - timedelta(days=30), as_of - BEFORE),
        end=max(max(days) + timedelta(days=30), as_of + AFTER),
        as_of=as_of,
        made_on=made_on,
        spans=(*spans, *gaps, *excused),
        marks=tuple(marks),
    )


def _round(held: RoundHeld) -> list[Span]:
    label = _("sampai %(day)s", day=show_date(held.valid_until))
    if held.revoked_on is None or held.revoked_on > held.valid_until:
        return [Span("period", held.valid_from, held.valid_until, label)]
    taken = Span("revoked", max(held.revoked_on, held.valid_from), held.valid_until, _("Dicabut"))
    if held.revoked_on <= held.valid_from:
        return [taken]
    return [Span("period", held.valid_from, held.revoked_on - DAY, label), taken]
