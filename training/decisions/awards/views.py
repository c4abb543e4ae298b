"""Pages of nominations: the desk, checking one person, one nomination and its steps."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ...reports.own.looks import looked
from ..acts import Refused
from ..retention.erasing import due_for_erasure
from ..stepping import Stale
from ..words import proof_words
from . import service
from .awarding import award_of
from .checks.checking import check
from .checks.gathering import Appointment
from .pages.act_fields import fields_of
from .pages.act_forms import REDRAWN, Draft, blank, draft, pressed, sent
from .pages.desk import Shown, show, show_own
from .pages.screens import counted
from .pages.seating import more_of
from .procedure.stages import first_of
from .retention import NOMINATIONS
from .schemes.service import schemes_of
from .wording.criteria import met_shapes, met_words
from .wording.refusing import fault_words
from .wording.steps import act_words, stage_words

blueprint = Blueprint("awards", __name__)

Page = str | BaseResponse | tuple[str, int]
CHECK, NOMINATION = "award_check", "nomination"


@blueprint.context_processor
def _words() -> dict[str, str]:
    return {"proof_words": proof_words()}


@blueprint.get("/awards")
@guard("awards.manage")
def desk() -> Page:
    person = current_person()
    found, today = service.nominations_of(person), day_in(person.agency.zone, now())
    return render_template(
        "decisions/awards/desk.html",
        schemes=[each for each in schemes_of(person.agency_id) if each.closed_at is None],
        nominations=found,
        stages=service.stages_of(found),
        words=stage_words(),
        year=today.year,
        over=len(due_for_erasure(NOMINATIONS, person, today)),
    )


@blueprint.get("/nominations/<ref>")
@guard("matters.sit")
def nomination(ref: str) -> Page:
    shown = _shown(ref)
    award = award_of(shown.nomination) if shown.standing.stage in {"awarded", "closed", "revoked"} else None
    page = render_template(
        "decisions/awards/nomination.html",
        shown=shown,
        rows=shown.rows(),
        first=first_of(shown.history),
        award=award,
        acts=act_words(),
        **check_words(),
    )
    looked(current_person(), shown.nomination.subject, NOMINATION, now())
    return page


@blueprint.get("/nominations/<ref>/check")
@guard("matters.sit")
def compared(ref: str) -> Page:
    """The check as it was frozen, beside that of today."""
    shown, moment = _shown(ref), now()
    first, subject = first_of(shown.history), shown.nomination.subject
    paper = Appointment(first.appointed_on, first.appointed_paper)
    today = day_in(subject.agency.zone, moment)
    again = check(subject, shown.version, as_of=today, known_by=moment, appointment=paper)
    page = render_template(
        "decisions/awards/compared.html",
        shown=shown,
        rows=shown.rows(again.said),
        first=first,
        today=today,
        **check_words(),
    )
    looked(current_person(), subject, CHECK, moment)
    return page


@blueprint.get("/nominations/<ref>/<act>")
@guard("matters.sit")
def act(ref: str, act: str) -> Page:
    shown = _shown(ref)
    if act not in shown.acts:
        abort(404)
    return act_page(shown, act, Draft(blank(act, shown.about(current_person(), now()))))


@blueprint.post("/nominations/<ref>/<act>")
@guard("matters.sit")
def take(ref: str, act: str) -> Page:
    return taken(_shown(ref), act)


def taken(shown: Shown, act: str) -> Page:
    """Take an act of a nomination as it was posted, by whoever has loaded it."""
    if act not in act_words():
        abort(404)
    do, rev = request.form.get("do", "save"), _number(request.form.get("rev", ""))
    if act in REDRAWN and act in shown.acts and do != "save":
        return act_page(shown, act, Draft(pressed(sent(act, request.form), do)))
    made = draft(act, request.form, shown.about(current_person(), now()))
    if act not in shown.acts:
        return act_page(shown, act, made, 409)
    if made.act is None:
        return act_page(shown, act, made, 422)
    ref = shown.nomination.ref
    try:
        service.take(shown.nomination, made.act, by=current_person(), rev=rev, now=now())
    except Stale:
        db.session.rollback()
        return act_page(_again(shown, ref), act, made, 409)
    except Refused as refused:
        db.session.rollback()
        made.wrong = fault_words(refused.faults, shown.names)
        return act_page(_again(shown, ref), act, made, 422)
    db.session.commit()
    flash(_("Tersimpan: %(what)s.", what=act_words()[act].lower()), "good")
    return see_other("awards.own_nomination" if shown.own else "awards.nomination", ref=ref)


def check_words() -> dict[str, Any]:
    """The words every check needs."""
    return {"met": met_words(), "shapes": met_shapes(), "counted": counted}


def _again(shown: Shown, ref: str) -> Shown:
    return (show_own if shown.own else show)(current_person(), ref) or abort(404)


def act_page(shown: Shown, act: str, made: Draft, status: int = 200) -> Page:
    """The form of an act, as it was typed or blank."""
    reader, moment = current_person(), now()
    about, q = shown.about(reader, moment), _looked_for()
    open_now = act in shown.acts
    page = render_template(
        "decisions/awards/act.html",
        shown=shown,
        act=act,
        fields=fields_of(act, about),
        typed=made.typed,
        wrong=made.wrong,
        more=more_of(act, shown, made.typed, q, reader=reader, now=moment) if open_now else {},
        rows={row.place: row for row in shown.rows()},
        places=about.places,
        stale=status == 409,
        acts=act_words(),
        **check_words(),
    )
    return page, status


def _looked_for() -> str:
    """Whom the form looks for; nobody any more once somebody was added."""
    return "" if request.form.get("do", "").startswith("add:") else request.form.get("q", "")[:80]


def _shown(ref: str) -> Shown:
    return show(current_person(), ref) or abort(404)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
