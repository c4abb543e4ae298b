"""Pages of nominations: the desk, checking one person, one nomination and its steps."""

from datetime import date
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
from ..stepping import Stale
from ..words import proof_words
from . import service
from .act_forms import Draft, blank, draft, fields_of
from .act_words import act_words, fault_words, stage_words, unfit_words
from .awarding import award_of
from .checking import Check, check, has_open_case
from .desk import Shown, show, show_own
from .gathering import Appointment
from .models import AwardScheme
from .people import candidates, find_colleague, named
from .refusals import Refused, Unfit
from .schemes import find_scheme, schemes_of, version_on
from .screens import counted, rows_of
from .stages import first_of
from .words import met_shapes, met_words

blueprint = Blueprint("awards", __name__)

Page = str | BaseResponse | tuple[str, int]
CHECK, NOMINATION = "award_check", "nomination"
ASKED = {"as_of": "on", "appointed_on": "appointed", "appointed_paper": "paper"}
WISHED = ("merit", "as_of", "seconder", "appointed_on", "appointed_paper")


@blueprint.context_processor
def _words() -> dict[str, str]:
    return {"proof_words": proof_words()}


@blueprint.get("/awards")
@guard("awards.manage")
def desk() -> Page:
    person = current_person()
    found = service.nominations_of(person)
    return render_template(
        "decisions/awards/desk.html",
        schemes=[each for each in schemes_of(person.agency_id) if each.closed_at is None],
        nominations=found,
        stages=service.stages_of(found),
        words=stage_words(),
        year=day_in(person.agency.zone, now()).year,
    )


@blueprint.get("/awards/schemes/<ref>/check")
@guard("awards.manage")
def candidate(ref: str) -> Page:
    """Choosing one colleague, and what the record says about them: one at a time, and told to them."""
    return _candidate(_scheme(ref), request.args.get("person", ""), looked_for(), {})


@blueprint.post("/awards/schemes/<ref>/nominations")
@guard("awards.manage")
def nominate(ref: str) -> Page:
    scheme, typed = _scheme(ref), {name: request.form.get(name, "") for name in WISHED}
    subject = find_colleague(current_person(), request.form.get("person", ""))
    if subject is None:
        return _candidate(scheme, "", typed, unfit_words({"person": "unknown"}), 422)
    try:
        made = service.nominate(current_person(), scheme, subject, _wish(typed), now=now())
    except Unfit as refused:
        db.session.rollback()
        return _candidate(_scheme(ref), subject.ref, typed, unfit_words(refused.why), 422)
    db.session.commit()
    flash(_("Pengusulan %(number)s tercatat. Yang diusulkan dapat membacanya.", number=made.number), "good")
    return see_other(".nomination", ref=made.ref)


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
    about = shown.about(current_person(), now())
    made, rev = draft(act, request.form, about), _number(request.form.get("rev", ""))
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


def looked_for() -> dict[str, str]:
    """The day and the paper a check is asked with, in the address."""
    asked = {name: request.args.get(short, "")[:300] for name, short in ASKED.items()}
    return dict.fromkeys(WISHED, "") | asked


def day_of(typed: str) -> date | None:
    """The day that was typed, or nothing."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def check_words() -> dict[str, Any]:
    """The words every check needs."""
    return {"met": met_words(), "shapes": met_shapes(), "counted": counted}


def _again(shown: Shown, ref: str) -> Shown:
    return (show_own if shown.own else show)(current_person(), ref) or abort(404)


def act_page(shown: Shown, act: str, made: Draft, status: int = 200) -> Page:
    """The form of an act, as it was typed or blank."""
    about = shown.about(current_person(), now())
    page = render_template(
        "decisions/awards/act.html",
        shown=shown,
        act=act,
        fields=fields_of(act, about),
        typed=made.typed,
        wrong=made.wrong,
        rows={row.place: row for row in shown.rows()},
        places=about.places,
        stale=status == 409,
        acts=act_words(),
        **check_words(),
    )
    return page, status


def _candidate(
    scheme: AwardScheme, ref: str, typed: dict[str, str], wrong: dict[str, str], status: int = 200
) -> Page:
    reader, moment = current_person(), now()
    today = day_in(reader.agency.zone, moment)
    subject = find_colleague(reader, ref) if ref else None
    as_of = day_of(typed["as_of"]) or today
    version = version_on(scheme, as_of)
    found: Check | None = None
    if subject is not None and version is not None:
        paper = Appointment(day_of(typed["appointed_on"]), typed["appointed_paper"])
        found = check(subject, version, as_of=as_of, known_by=moment, appointment=paper)
    shown: dict[str, Any] = {
        "scheme": scheme,
        "version": version,
        "subject": subject,
        "found": found,
        "rows": rows_of(found.criteria, found.said) if found else [],
        "running": has_open_case(subject) if found and subject and reader.may("cases.manage") else None,
        "people": candidates(reader, request.args.get("q", "")[:100], today) if subject is None else [],
        "q": request.args.get("q", "")[:100],
        "typed": typed | {"as_of": as_of.isoformat()},
        "wrong": {ASKED.get(name, name): text for name, text in wrong.items()},
        "today": today,
    }
    page = render_template("decisions/awards/candidate.html", **shown, **check_words())
    if subject is not None and found is not None:
        looked(reader, subject, CHECK, moment)
    return page, status


def _wish(typed: dict[str, str]) -> service.Wish:
    """What was typed as values. Raises Unfit for what is no day or names nobody."""
    why = {name: "empty" for name in ("as_of",) if day_of(typed[name]) is None}
    if typed["appointed_on"].strip() and day_of(typed["appointed_on"]) is None:
        why["appointed_on"] = "range"
    seconder = named(current_person(), typed["seconder"]) if typed["seconder"].strip() else None
    if typed["seconder"].strip() and seconder is None:
        why["seconder"] = "unknown"
    as_of = day_of(typed["as_of"])
    if why or as_of is None:
        raise Unfit(why)
    paper = Appointment(day_of(typed["appointed_on"]), typed["appointed_paper"].strip())
    return service.Wish(as_of, typed["merit"], seconder, paper)


def _scheme(ref: str) -> AwardScheme:
    return find_scheme(current_person(), ref) or abort(404)


def _shown(ref: str) -> Shown:
    return show(current_person(), ref) or abort(404)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
