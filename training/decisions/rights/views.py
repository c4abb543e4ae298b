"""Pages of whom a matter is about."""

from flask import Blueprint, abort, current_app, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...attempts.appeals.service import appeals_by
from ...attempts.appeals.words import state_words as appeal_states
from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.i18n import current_language
from ...core.web import see_other
from ...people.session import current_person
from .. import gate
from ..awards.service import own_nominations, stages_of
from ..awards.wording.steps import stage_words as nomination_words
from ..cases.service import own_cases, standings_of
from ..entries.service import all_about
from ..entries.telling import tell_all
from ..models import Case
from ..words import knowledge_words, proof_words, track_words
from .acting import Unsaid, say
from .openings import loans_of, openings_about
from .reading import Own, own_case
from .rules import OWN_ACTS, own_stage
from .sources import rights_of
from .words import act_words, appeal_words, fault_words, send_words, stage_words, sure_words, what_words

blueprint = Blueprint("rights", __name__)

Page = str | BaseResponse | tuple[str, int]
OWN_DOSSIER = "dossiers.own"
TOLD_ANEW = {"seen", "not_now"}


@blueprint.get("/my-matters")
@guard("matters.answer")
def matters() -> Page:
    subject, moment = current_person(), now()
    cases, nominations = own_cases(subject), own_nominations(subject)
    standings = standings_of(cases, now=moment)
    return render_template(
        "decisions/rights/matters.html",
        cases=[(each, stage_words()[own_stage(standings[each.id].stage)]) for each in cases],
        nominations=nominations,
        stages=stages_of(nominations),
        nomination_words=nomination_words(),
        appeals=appeals_by(subject),
        appeal_states=appeal_states(),
        tracks=track_words(),
        words=proof_words(),
    )


@blueprint.get("/my-matters/entries")
@guard("matters.answer")
def entries() -> Page:
    """What HR entered about the reader by hand."""
    found = tell_all(all_about(current_person()))
    return render_template("decisions/rights/entries.html", entries=found, words=proof_words())


@blueprint.get("/my-matters/<ref>")
@guard("matters.answer")
def matter(ref: str) -> Page:
    own = _own(ref)
    return render_template(
        "decisions/rights/matter.html",
        own=own,
        own_dossier=OWN_DOSSIER if OWN_DOSSIER in current_app.view_functions else "",
        tracks=track_words(),
        rights=rights_of(own.case.track),
        sure=sure_words(),
        language=current_language(),
        words=f"{proof_words()} {knowledge_words()}",
    )


@blueprint.get("/my-matters/<ref>/access")
@guard("matters.answer")
def access(ref: str) -> Page:
    """Who opened the file, and to whom it was lent."""
    subject = current_person()
    case = gate.find_own(subject, Case, ref) or abort(404)
    return render_template(
        "decisions/rights/access.html",
        case=case,
        openings=openings_about(subject, case),
        loans=loans_of(case),
        what=what_words(),
        moment=now(),
        words=proof_words(),
    )


@blueprint.get("/my-matters/<ref>/<act>")
@guard("matters.answer")
def act(ref: str, act: str) -> Page:
    own = _own(ref)
    if act not in OWN_ACTS:
        abort(404)
    if own.doing(act) is None:
        flash(fault_words("closed_way"), "note")
        return see_other("rights.matter", ref=ref)
    return _form(own, act, "", "")


@blueprint.post("/my-matters/<ref>/<act>")
@guard("matters.answer")
def take(ref: str, act: str) -> Page:
    own, text = _own(ref), request.form.get("text", "")
    if act not in OWN_ACTS:
        abort(404)
    seen = request.form.get("seen", -1, type=int)
    try:
        say(own, act, text, seen=seen, by=current_person(), now=now())
    except Unsaid as fault:
        db.session.rollback()
        return _form(_own(ref), act, text, fault.code), 409 if fault.code in TOLD_ANEW else 422
    db.session.commit()
    flash(_("Tersimpan. Yang Anda tulis menjadi bagian perkara dan dapat diunduh sebagai dokumen."), "good")
    return see_other("rights.matter", ref=ref)


def _own(ref: str) -> Own:
    return own_case(current_person(), ref, now=now()) or abort(404)


def _form(own: Own, name: str, text: str, fault: str) -> str:
    doing = own.doing(name)
    _button, title, purpose = appeal_words() if name == "objection" and own.appeals else act_words()[name]
    return render_template(
        "decisions/rights/act.html",
        own=own,
        name=name,
        due=doing.due if doing else None,
        open=doing is not None,
        send=_("Catat banding") if name == "objection" and own.appeals else send_words()[name],
        title=title,
        purpose=purpose,
        typed=text,
        fault=fault_words(fault) if fault else "",
        words=proof_words(),
    )
