"""Cases whose time is over: the list, and their erasure by two people at one screen."""

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from training.core.access import guard
from training.core.clock import day_in, now
from training.core.db import db
from training.core.i18n import show_time
from training.core.web import see_other
from training.people.service import Refused as WrongPassword
from training.people.service import TooManyTries, authenticate
from training.people.session import current_person

from ...acts import Refused
from ...gate import find, keeps
from ...models import Case
from ...words import proof_words, track_words
from ..procedure.keeping import is_over
from ..retention import due_for_erasure, erase_case
from ..views import Page, blueprint
from ..wording.faults import wrong_of


@blueprint.get("/cases/retention")
@guard("cases.manage")
def retention() -> Page:
    keeper = current_person()
    found = due_for_erasure(keeper.agency_id, day_in(keeper.agency.zone, now()))
    return render_template(
        "decisions/cases/retention.html",
        cases=[case for case in found if keeps(keeper, case)],
        tracks=track_words(),
        words=proof_words(),
    )


@blueprint.get("/cases/<ref>/erasure")
@guard("cases.manage")
def erasure(ref: str) -> Page:
    return _page(_due_or_404(ref), {})


@blueprint.post("/cases/<ref>/erasure")
@guard("cases.manage")
def erase(ref: str) -> Page:
    """The second person signs with their own password, which is counted like any other try."""
    case, keeper, moment = _due_or_404(ref), current_person(), now()
    name, password = request.form.get("second", ""), request.form.get("password", "")
    try:
        second = authenticate(name, password, address=request.remote_addr or "", now=moment)
    except WrongPassword:
        db.session.commit()
        return _page(case, {"password": _("Kata sandi atau pengenalnya tidak cocok.")}), 422
    except TooManyTries as wait:
        db.session.commit()
        said = _("Terlalu banyak percobaan. Coba lagi pukul %(at)s.", at=show_time(wait.until))
        return _page(case, {"password": said}), 429
    number = case.number
    try:
        erase_case(case, by=keeper, second=second, now=moment)
    except Refused as refused:
        db.session.rollback()
        return _page(_due_or_404(ref), wrong_of(refused.faults)), 422
    db.session.commit()
    flash(_("Isi perkara %(number)s sudah dihapus. Nomornya tetap ada.", number=number), "good")
    return see_other("cases.retention")


def _page(case: Case, wrong: dict[str, str]) -> str:
    return render_template(
        "decisions/cases/erasure.html",
        case=case,
        typed=request.form,
        wrong=wrong,
        words=proof_words(),
    )


def _due_or_404(ref: str) -> Case:
    """A case that the reader keeps and whose time is over."""
    keeper = current_person()
    case = find(keeper, Case, ref)
    due = case is not None and case.closed_on is not None
    if case is None or not due or not keeps(keeper, case):
        abort(404)
    return case if is_over(case.kept_until, day_in(keeper.agency.zone, now())) else abort(404)
