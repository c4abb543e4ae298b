"""Pages of reminders for HR: what will go out and why, what went out, what needs a decision."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, current_app, render_template, request
from werkzeug.wrappers import Response

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.paging import page_of
from ...people.models import Person
from ...people.session import current_person
from . import log, service
from .facts import Who
from .outlook import DAYS_AHEAD, lists_for_superiors, outlook_of, superior_text_of, text_of
from .planning import BEGINS_AT
from .words import about_word, fate_of, kind_word, short_day

blueprint = Blueprint("reminders", __name__)

Page = str | Response | tuple[str, int]
NAMES_SHOWN = 10
WORDS = {"about_word": about_word, "fate_of": fate_of, "kind_word": kind_word, "short_day": short_day}


@blueprint.get("/reminders")
@guard("reminders.manage")
def desk() -> Page:
    ref = request.args.get("person", "")
    return _of_person(ref) if ref else desk_page()


@blueprint.get("/reminders/sent")
@guard("reminders.manage")
def sent() -> Page:
    name = request.args.get("q", "")
    page = log.sent_page(current_person(), name=name, number=request.args.get("page", 1, type=int))
    return render_template("certifications/reminders_sent.html", page=page, name=name, **WORDS)


@blueprint.get("/reminders/superiors")
@guard("reminders.manage")
def superiors() -> Page:
    lists, without = lists_for_superiors(current_person().agency, _today())
    shown = {"lists": lists, "without": without, "most": NAMES_SHOWN}
    return render_template("certifications/reminders_superiors.html", **shown)


@blueprint.get("/reminders/superiors/<ref>")
@guard("reminders.manage")
def superior(ref: str) -> Page:
    found = superior_text_of(current_person().agency, ref, _today()) or abort(404)
    listed, text = found
    return render_template("certifications/reminders_superior.html", listed=listed, text=text)


@blueprint.get("/reminders/people/<ref>/<day>")
@guard("reminders.manage")
def coming(ref: str, day: str) -> Page:
    person, on = _person(ref), _day(day)
    found = text_of(current_person().agency, person.id, on, first=_today()) or abort(404)
    line, text = found
    return render_template("certifications/reminders_coming.html", line=line, text=text, **WORDS)


def desk_page(**said: Any) -> str:
    reader, today = current_person(), _today()
    outlook = outlook_of(reader.agency, today)
    day = _within(request.args.get("day", ""), today)
    return render_template(
        "certifications/reminders.html",
        outlook=outlook,
        day=day,
        page=page_of(outlook.on(day), request.args.get("page", 1, type=int)),
        pause=service.pause_of(reader.agency_id),
        troubled=log.troubled(reader, now=now()),
        unset=current_app.config["MAIL"] is None,
        begins_at=BEGINS_AT,
        **WORDS,
        **said,
    )


def _of_person(ref: str) -> str:
    person, today = _person(ref), _today()
    outlook = outlook_of(current_person().agency, today, person_id=person.id)
    letters = log.letters_to(person.id)
    shown = {"person": person, "outlook": outlook, "letters": letters}
    return render_template("certifications/reminders_person.html", **shown, **WORDS)


def _person(ref: str) -> Who:
    rows = sa.select(Person.id, Person.ref, Person.name, Person.email, Person.locale).where(
        Person.ref == ref, Person.agency_id == current_person().agency_id
    )
    row = db.session.execute(rows).first() or abort(404)
    return Who(*row)


def _today() -> date:
    return day_in(current_person().agency.zone, now())


def _within(typed: str, today: date) -> date:
    """The day of the week ahead that was asked for; today for any other."""
    ahead = {
        (today + timedelta(days=each)).isoformat(): today + timedelta(days=each)
        for each in range(DAYS_AHEAD + 1)
    }
    return ahead.get(typed, today)


def _day(typed: str) -> date:
    today = _today()
    found = _within(typed, today)
    return found if found.isoformat() == typed else abort(404)
