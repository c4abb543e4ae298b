"""Taking up a case, and looking at who reported it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from ....core.access import guard
from ....core.clock import day_in, now
from ....core.db import db
from ....core.web import see_other
from ....people.session import current_person
from ...acts import Refused
from ...finding import people_by_ref
from ...gate import find, keeps
from ...models import Case
from ...words import proof_words, track_words
from ..looking import look_at_reporter
from ..opening import open_case
from ..reporter import ReporterSaid
from ..views import Page, blueprint
from ..wording.faults import wrong_of
from ..wording.fields import field_words
from ..wording.labels import channel_words, track_leads
from .forms import Wrong
from .intake import Typed, act_of, blank, pressed, reporter_of, sent, shown


@blueprint.get("/cases/new")
@guard("cases.manage")
def new() -> Page:
    source = _source()
    return _form(blank(_today(), source), source)


@blueprint.post("/cases/new")
@guard("cases.manage")
def open_new() -> Page:
    keeper, source, typed = current_person(), _source(), sent(request.form)
    if (do := request.form.get("do", "save")) != "save":
        return _form(pressed(typed, do), source)
    act, wrong = act_of(typed)
    subject = people_by_ref(keeper.agency_id, [typed["subject"]]).get(typed["subject"])
    if typed["subject"] and subject is None:
        wrong = [Wrong("subject", "unknown_person"), *wrong]
    if act is None or subject is None or wrong:
        return _form(typed, source, wrong), 422
    try:
        found = open_case(
            keeper, act, subject=subject, reporter=reporter_of(typed), now=now(), came_from=source
        )
    except Refused as refused:
        db.session.rollback()
        return _form(typed, source, refused.faults), 422
    db.session.commit()
    flash(_("Perkara %(number)s dicatat.", number=found.number), "good")
    return see_other("cases.case", ref=found.ref)


@blueprint.get("/cases/<ref>/reporter")
@guard("cases.manage")
def reporter(ref: str) -> Page:
    return _reporter_page(_kept_or_404(ref))


@blueprint.post("/cases/<ref>/reporter")
@guard("cases.manage")
def look(ref: str) -> Page:
    case, reason = _kept_or_404(ref), request.form.get("reason", "")
    try:
        said = look_at_reporter(case, by=current_person(), reason=reason, now=now())
    except Refused as refused:
        db.session.rollback()
        return _reporter_page(_kept_or_404(ref), reason=reason, wrong=wrong_of(refused.faults)), 422
    db.session.commit()
    # Shown once, as the answer to the reason: there is no address under which it lies.
    return _reporter_page(case, said=said, nobody=not said)


def _form(typed: Typed, source: Case | None, wrong: Any = ()) -> str:
    keeper = current_person()
    found = shown(keeper, typed, _today())
    sentences = {_field(name): text for name, text in wrong_of(wrong).items()}
    return render_template(
        "decisions/cases/new.html",
        typed=typed,
        wrong=sentences,
        source=source,
        here=url_for("cases.open_new", _external=False, **{"from": source.ref if source else None}),
        tracks=[(key, word, track_leads()[key]) for key, word in track_words().items()],
        channels=channel_words(),
        subject=found.subject,
        subjects=found.subjects,
        reporter=found.reporter,
        reporters=found.reporters,
        picker=found.picker,
        nothing_to_pick=found.nothing_to_pick,
        words=proof_words(),
        fields_called=field_words(),
    )


def _reporter_page(
    case: Case,
    *,
    said: Sequence[ReporterSaid] = (),
    nobody: bool = False,
    reason: str = "",
    wrong: dict[str, str] | None = None,
) -> str:
    labels = {"name": _("Nama"), "contact": _("Kontak"), "relation": _("Hubungan dengan kejadian")}
    return render_template(
        "decisions/cases/reporter.html",
        case=case,
        shown=[(label, each.said()[name] or "–") for each in said for name, label in labels.items()],
        nobody=nobody,
        typed={"reason": reason},
        wrong=wrong or {},
        words=proof_words(),
    )


def _field(name: str) -> str:
    """The field of the form a fault is shown at: whoever was chosen as reporter has one."""
    return "reporter" if name == "reporter-person" else name


def _kept_or_404(ref: str) -> Case:
    case = find(current_person(), Case, ref)
    return case if case is not None and keeps(current_person(), case) else abort(404)


def _source() -> Case | None:
    """The case of the other track that this one goes on from, when the address names one."""
    ref = request.args.get("from", "")
    return _kept_or_404(ref) if ref else None


def _today() -> date:
    return day_in(current_person().agency.zone, now())
