"""Who holds the file of a matter: lending it, ending that; whoever holds it may give it back."""

from datetime import date, datetime

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from ....certifications.days import day_after
from ....core.access import guard
from ....core.clock import day_in, now
from ....core.db import db
from ....people.models import Person
from ....people.session import current_person
from ...gate import keeps
from ...models import Matter
from ..lending import Refused, end_access, find_loan, lend_access, loans_of, who_sits
from ..looks import looks_at
from ..rules import LONGEST_REASON, MOST_DAYS
from ..views import Page, about, blueprint, kept
from ..wording.words import opened_words, refusal_words
from .doors import address, closed_door, kept_address, kept_at, matter_at

LENT = ("person", "until", "reason")


@kept("/access", method="GET")
def access(shelf: str, ref: str) -> Page:
    return _page(kept_at(shelf, ref), {}, {})


@kept("/access", method="POST")
def lend(shelf: str, ref: str) -> Page:
    matter, moment = kept_at(shelf, ref), now()
    typed = {name: request.form.get(name, "") for name in LENT}
    person = who_sits(matter).get(typed["person"])
    try:
        if person is None:
            raise Refused({"person": "seat"})
        until = _until(typed["until"], current_person())
        lend_access(matter, person, reason=typed["reason"], until=until, by=current_person(), now=moment)
    except Refused as refused:
        db.session.rollback()
        return _page(matter, typed, refused.why), 422
    db.session.commit()
    flash(_("Berkas dipinjamkan kepada %(name)s. Peminjaman ini tercatat.", name=person.name), "good")
    return redirect(kept_address("access", matter), 303)


@blueprint.post("/nominations/<ref>/access/<loan>/end", defaults={"shelf": "nominations"})
@blueprint.post("/cases/<ref>/access/<loan>/end", defaults={"shelf": "cases"})
@guard("matters.sit")
def end(shelf: str, ref: str, loan: str) -> Page:
    matter, reader = matter_at(shelf, ref), current_person()
    grant = find_loan(matter, loan) or closed_door()
    try:
        end_access(grant, by=reader, now=now())
    except Refused:
        closed_door()
    db.session.commit()
    flash(_("Pinjaman berakhir. Berkas tidak dapat dibuka lagi dengan pinjaman itu."), "good")
    there = kept_address("access", matter) if keeps(reader, matter) else address("dossier", matter)
    return redirect(there, 303)


def _until(typed: str, reader: Person) -> datetime | None:
    """The end of the day that was typed, in the office's zone."""
    if not typed.strip():
        return None
    try:
        return day_after(date.fromisoformat(typed.strip()), reader.agency.zone)
    except (ValueError, OverflowError):
        raise Refused({"until": "unreadable"}) from None


def _page(matter: Matter, typed: dict[str, str], why: dict[str, str]) -> str:
    moment = now()
    loans = loans_of(matter)
    return render_template(
        "decisions/dossiers/access.html",
        loans=[(loan, address("end", matter, loan=loan.ref)) for loan in loans],
        sitting=list(who_sits(matter).values()),
        looks=looks_at(matter),
        opened=opened_words(),
        moment=moment,
        today=day_in(current_person().agency.zone, moment),
        most_days=MOST_DAYS,
        longest=LONGEST_REASON,
        typed=typed,
        wrong=refusal_words(why),
        **about(matter),
    )
