"""One's own dates in a calendar: the page, a file at once, and the address that calendar programs read."""

from datetime import timedelta

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

from ...core.access import guard, public
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import error_page, see_other
from ...people.models import Person
from ...people.session import current_person
from ..visitors import count_unknown
from . import feeds
from .calendar import calendar_of
from .office import origin
from .views import Page, blueprint

KEPT_FOR = timedelta(hours=1)


@blueprint.get("/calendar")
@guard("learning.follow")
def calendar() -> Page:
    feed = feeds.feed_of(current_person())
    address = f"{origin()}{url_for('.feed', token=feed.token)}" if feed else ""
    return render_template("certifications/reminders_calendar.html", feed=feed, address=address)


@blueprint.post("/calendar")
@guard("learning.follow")
def open_feed() -> Page:
    feeds.open_feed(current_person(), now=now())
    db.session.commit()
    flash(_("Alamat kalender Anda sudah dibuat. Alamat sebelumnya tidak berlaku lagi."), "good")
    return see_other(".calendar")


@blueprint.post("/calendar/end")
@guard("learning.follow")
def end_feed() -> Page:
    feeds.end_feed(current_person(), now=now())
    db.session.commit()
    flash(_("Alamat kalender dimatikan."), "good")
    return see_other(".calendar")


@blueprint.get("/calendar/mine.ics")
@guard("learning.follow")
def calendar_file() -> Page:
    response = _ics(current_person())
    response.headers["Content-Disposition"] = 'attachment; filename="adab.ics"'
    return response


@blueprint.get("/calendar/<token>.ics")
@public
def feed(token: str) -> Page:
    """Without sign-in: who knows the address was given it. Guesses are counted, and slowed down."""
    found = feeds.find_feed(token)
    if found is None:
        wait = count_unknown(request.remote_addr or "", now())
        if not wait:
            return error_page(404)
        refused = make_response(error_page(429))
        refused.headers["Retry-After"] = str(wait)
        return refused
    response = _ics(found.person)
    response.headers["Cache-Control"] = f"private, max-age={int(KEPT_FOR.total_seconds())}"
    response.headers["X-Robots-Tag"] = "noindex"
    response.add_etag()
    return response.make_conditional(request)


def _ics(person: Person) -> Response:
    body = calendar_of(person, on=day_in(person.agency.zone, now()))
    return Response(body, mimetype="text/calendar")
