"""Pages of terms: all of them, and one with what the office set for it."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ..models import TRACKS
from ..words import proof_words, track_words
from . import terms
from .forms import SettingForm
from .refusals import Refused
from .words import direction_words, length_words, sure_words, term_words

blueprint = Blueprint("calendar_terms", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/cases/calendar/terms")
@guard("cases.manage")
def index() -> Page:
    person = current_person()
    today = day_in(person.agency.zone, now())
    return render_template(
        "decisions/calendar/terms.html",
        found={track: terms.terms_on(person.agency_id, track, today) for track in TRACKS},
        tracks=track_words(),
        names=term_words(),
        length=length_words,
        sure=sure_words(),
        today=today,
        proof=proof_words(),
    )


@blueprint.get("/cases/calendar/term")
@guard("cases.manage")
def term() -> Page:
    track, key = _asked()
    return _term(track, key) if key else see_other("calendar_terms.index")


@blueprint.post("/cases/calendar/term")
@guard("cases.manage")
def set_term() -> Page:
    track, key = _asked()
    if not key:
        return see_other("calendar_terms.index")
    form = SettingForm()
    if not form.validate():
        return _term(track, key, form), 422
    wanted = terms.Wanted(form.days.data, form.direction.data or "", form.since.data, form.reason.data or "")
    try:
        terms.set_term(current_person(), track, key, wanted, now=now())
    except Refused as refused:
        db.session.rollback()
        form.tell(refused.why)
        return _term(track, key, form), 422
    db.session.commit()
    flash(
        _("Jangka waktu kantor tersimpan. Langkah sebelum tanggal mulainya tetap memakai ketentuan semula."),
        "good",
    )
    return see_other("calendar_terms.term", track=track, key=key)


def _asked() -> tuple[str, str]:
    """Which term the address names; nothing when there is no such term."""
    track, key = request.args.get("track", ""), request.args.get("key", "")
    return (track, key) if key in terms.shipped().get(track, {}) else ("", "")


def _term(track: str, key: str, form: SettingForm | None = None) -> str:
    person = current_person()
    today = day_in(person.agency.zone, now())
    found = terms.term(person.agency_id, track, key, today)
    return render_template(
        "decisions/calendar/term.html",
        term=found,
        law=terms.shipped()[track][key][-1],
        rows=terms.settings_of(person.agency_id, track, key),
        form=form or SettingForm(data={"days": found.days, "direction": found.direction, "since": today}),
        track=track_words()[track],
        name=term_words()[key],
        directions=direction_words(),
        length=length_words,
        sure=sure_words(),
        today=today,
        proof=proof_words(),
    )
