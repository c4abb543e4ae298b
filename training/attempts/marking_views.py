"""What a question's page sends by the way: what is marked, whether the clock is shown, that it was left."""

from flask import abort, flash, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import see_other, wants_fragment
from . import service
from .models import Attempt
from .views import Page, blueprint, mine, time_up

CLOCK = "clock"


@blueprint.post("/attempts/<ref>/mark")
@guard("learning.follow")
def mark(ref: str) -> Page:
    """Keep what is marked. The same form shows or hides the clock, or leaves: nothing on it is lost."""
    attempt, form, moment = mine(ref), request.form, now()
    module_ref = attempt.assessment.module.ref
    if form.get(CLOCK) in {"hidden", "shown"}:
        session[CLOCK] = form[CLOCK]
    try:
        service.mark(attempt, rev=form.get("rev", -1, type=int), posted=form.to_dict(flat=False), now=moment)
    except service.TimeUp:
        db.session.commit()
        return time_up(ref)
    except service.NotOffered:
        abort(400)
    except service.Stale:
        return _behind(attempt)
    db.session.commit()
    if wants_fragment():
        return render_template("attempts/_marked.html", ref=ref, marked_at=moment)
    if "leave" in form:
        return see_other("attempts.module_quiz", module_ref=module_ref)
    return see_other("attempts.player", ref=ref)


@blueprint.get("/attempts/<ref>/mark")
@guard("learning.follow")
def marked(ref: str) -> Page:
    """Where a refused mark leaves the address bar."""
    return see_other("attempts.player", ref=mine(ref).ref)


@blueprint.post("/attempts/<ref>/absences")
@guard("learning.follow")
def absence(ref: str) -> Page:
    """The page was left for another tab or program, and come back to. Told to nobody but the person."""
    service.note_absence(mine(ref))
    db.session.commit()
    return Response(status=204)


def _behind(attempt: Attempt) -> Page:
    if wants_fragment():
        return render_template("attempts/_marked.html", ref=attempt.ref, behind=True), 409
    flash(_("Pertanyaan itu sudah dijawab di tab lain, jadi pilihan di tab ini tidak disimpan."), "wait")
    return see_other("attempts.player", ref=attempt.ref)
