"""The draft of a file, for its keeper alone, and handing it over: frozen, numbered, on record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from ....certifications.days import day_after
from ....core.clock import day_in, now
from ....core.db import db
from ....core.web import reads_only
from ....people.session import current_person
from ...models import Case, Matter
from ...stepping import Stale
from ..freezing import draft as draft_of
from ..freezing import hand_over
from ..lending import Refused
from ..views import Page, about, cover, kept, memorandum
from .doors import address, kept_at, visit_of

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The days a file speaks of, as they were typed and as they are meant."""

    as_of: date
    known_on: date
    known_by: datetime

    @property
    def typed(self) -> dict[str, str]:
        """As the form has them."""
        return {"as_of": self.as_of.isoformat(), "known_by": self.known_on.isoformat()}


@kept("/dossier/draft", method="POST")
@reads_only
def draft(shelf: str, ref: str) -> Page:
    matter = kept_at(shelf, ref)
    if visit_of(matter, current_person(), now()) is None:
        return redirect(address("dossier", matter), 303)
    try:
        return _draft_page(matter, read_days(matter, now()))
    except Refused as refused:
        return cover(matter, dict(request.form), refused.why), 422


@kept("/dossier/versions", method="POST")
def freeze(shelf: str, ref: str) -> Page:
    matter, moment = kept_at(shelf, ref), now()
    if visit_of(matter, current_person(), moment) is None:
        return redirect(address("dossier", matter), 303)
    rev = request.form.get("rev", -1, type=int)
    try:
        days = read_days(matter, moment)
        frozen = hand_over(
            matter, by=current_person(), as_of=days.as_of, known_by=days.known_by, rev=rev, now=moment
        )
    except Refused as refused:
        db.session.rollback()
        return cover(matter, dict(request.form), refused.why), 422
    except Stale:
        db.session.rollback()
        return _draft_page(matter, days, stale=True), 409
    db.session.commit()
    flash(
        _(
            "Berkas edisi %(number)s dibekukan dan diserahkan. Yang sudah diserahkan tidak berubah lagi.",
            number=frozen.number,
        ),
        "good",
    )
    return redirect(address("version", matter, number=frozen.number), 303)


def read_days(matter: Matter, moment: datetime) -> Days:
    """What was typed; the day of the act and now where nothing was. Raises Refused for what is no day."""
    zone = current_person().agency.zone
    today = day_in(zone, moment)
    happened = matter.happened_until if isinstance(matter, Case) else None
    read, why = {}, {}
    for name, usual in (("as_of", happened or matter.happened_on), ("known_by", today)):
        typed = request.form.get(name, "").strip()
        try:
            read[name] = date.fromisoformat(typed) if typed else usual
        except ValueError:
            why[name] = "unreadable"
    if why:
        raise Refused(why)
    known = read["known_by"]
    known_by = moment if known == today else _end_of(known, zone)
    return Days(read["as_of"], known, known_by)


def _end_of(day: date, zone: str) -> datetime:
    try:
        return day_after(day, zone) - MOMENT
    except OverflowError:
        raise Refused({"known_by": "unreadable"}) from None


def _draft_page(matter: Matter, days: Days, *, stale: bool = False) -> str:
    body = draft_of(matter, as_of=days.as_of, known_by=days.known_by, now=now())
    return render_template(
        "decisions/dossiers/draft.html",
        typed=days.typed,
        stale=stale,
        **about(matter),
        **memorandum(body, None),
    )
