"""Pages of the schemes: what is in force, the form with its live sample, what saving would do, closing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import reads_only, see_other, wants_fragment
from ...people.session import current_person
from . import service
from .consequences import foresee_terms, running
from .finding import asked_people, codes_to_certify, find_scheme
from .screens import Desk, calculation, desk_for, listed

blueprint = Blueprint("schemes", __name__)

Page = str | BaseResponse | tuple[str, int]
NEW = "new"


@blueprint.get("/schemes")
@guard("schemes.read")
def desk() -> Page:
    person = current_person()
    codes = codes_to_certify(person.agency_id)
    return render_template("certifications/schemes.html", schemes=listed(person.agency_id), codes=codes)


@blueprint.get("/schemes/<ref>")
@guard("schemes.read")
def scheme(ref: str) -> Page:
    shown = _desk(ref)
    return render_template("certifications/scheme.html", desk=shown, found=calculation(shown, now()))


@blueprint.get("/schemes/new")
@blueprint.get("/schemes/<ref>/terms", endpoint="terms")
@guard("schemes.manage")
def new(ref: str = NEW) -> Page:
    if ref == NEW and "code" not in request.args:
        codes = codes_to_certify(current_person().agency_id)
        if len(codes) != 1:
            return render_template("certifications/scheme_code.html", codes=codes)
    return _form_page(_desk(ref))


@blueprint.post("/schemes/<ref>/terms/calculation")
@guard("schemes.manage")
@reads_only
def calculate(ref: str) -> Page:
    shown = _desk(ref)
    if not wants_fragment():
        return _form_page(shown, 200 if shown.form.validate() else 422)
    found = calculation(shown, now())
    return render_template("certifications/_scheme_calculation.html", desk=shown, found=found)


@blueprint.post("/schemes/<ref>/terms/review")
@guard("schemes.manage")
@reads_only
def review(ref: str) -> Page:
    shown = _desk(ref)
    return _review_page(shown) if shown.form.validate() else _form_page(shown, 422)


@blueprint.post("/schemes/<ref>/terms/again")
@guard("schemes.manage")
@reads_only
def again(ref: str) -> Page:
    return _form_page(_desk(ref))


@blueprint.post("/schemes/<ref>/terms")
@guard("schemes.manage")
def set_terms(ref: str) -> Page:
    shown = _desk(ref)
    if not shown.form.validate():
        return _form_page(shown, 422)
    try:
        saved = _save(shown)
    except service.Stale:
        db.session.rollback()
        return _late(ref)
    db.session.commit()
    flash(_("Skema “%(title)s” tersimpan.", title=saved.title), "good")
    return see_other(".scheme", ref=saved.ref)


@blueprint.get("/schemes/<ref>/closing")
@guard("schemes.manage")
def closing(ref: str) -> Page:
    return _closing_page(ref)


@blueprint.post("/schemes/<ref>/closing")
@guard("schemes.manage")
def close(ref: str) -> Page:
    return _turn(ref, service.close, _("Skema ditutup. Sertifikatnya berlaku sampai hari terakhirnya."))


@blueprint.post("/schemes/<ref>/reopening")
@guard("schemes.manage")
def reopen(ref: str) -> Page:
    return _turn(ref, service.reopen, _("Skema dibuka lagi."))


def _desk(ref: str) -> Desk:
    """The scheme, or a new one, with the form over it as it was posted or as it stands."""
    person, posted = current_person(), request.method == "POST"
    found = None if ref == NEW else find_scheme(person.agency_id, ref) or abort(404)
    codes = {} if found else {code.slug: code for code in codes_to_certify(person.agency_id)}
    asked = request.values.get("code", next(iter(codes), ""))
    code = found.code if found else codes.get(asked) or abort(404)
    return desk_for(code, found, posted=posted)


def _save(shown: Desk) -> Any:
    form, moment, actor = shown.form, now(), current_person()
    stamp = request.form.get("stamp", "")
    if shown.certification is None:
        return service.open_with(shown.code, form.terms(), stamp=stamp, actor=actor, now=moment)
    ended = request.form.getlist("ended")
    service.set_terms(
        shown.certification,
        form.terms(),
        rev=int(form.rev.data),
        stamp=stamp,
        ended=None if "everybody" in ended else ended,
        actor=actor,
        now=moment,
    )
    return shown.certification


def _form_page(shown: Desk, status: int = 200, **said: Any) -> Page:
    found = calculation(shown, now())
    return render_template("certifications/scheme_form.html", desk=shown, found=found, **said), status


def _review_page(shown: Desk, status: int = 200, **said: Any) -> Page:
    found = foresee_terms(shown.code.agency_id, shown.certification, shown.form.terms(), now())
    return render_template("certifications/scheme_review.html", desk=shown, found=found, **said), status


def _late(ref: str) -> Page:
    """Somebody was quicker: what they set stands beside what was typed; or others are met than were shown."""
    shown = _desk(ref)
    if shown.certification is None or shown.certification.terms_rev == int(shown.form.rev.data):
        return _review_page(shown, 409, moved=True)
    typed = shown.form.terms()
    shown.form.rev.data = str(shown.certification.terms_rev)
    return _form_page(shown, 409, differences=shown.differences(typed))


def _closing_page(ref: str, status: int = 200, *, stale: bool = False) -> Page:
    person = current_person()
    found = find_scheme(person.agency_id, ref) or abort(404)
    holding = running(found, day_in(person.agency.zone, now()))
    asked = len(asked_people(found))
    shown = {"certification": found, "holding": holding, "asked": asked, "stale": stale}
    return render_template("certifications/scheme_closing.html", **shown), status


def _turn(ref: str, verb: Callable[..., None], said: str) -> Page:
    found = find_scheme(current_person().agency_id, ref) or abort(404)
    try:
        verb(found, rev=_number(request.form.get("rev", "")), actor=current_person(), now=now())
    except service.Stale:
        db.session.rollback()
        return _closing_page(ref, 409, stale=True)
    db.session.commit()
    flash(said, "good")
    return see_other(".scheme", ref=ref)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
