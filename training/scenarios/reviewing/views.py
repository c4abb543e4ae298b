"""Pages of whoever looks at a draft that others wrote: what waits, and one draft to read and decide on."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ..editor.formdata import command
from ..editor.pages import sent_form
from ..editor.sketch import sketch
from ..hands import has_written
from ..keeping import Stale
from ..models import DRAFT
from ..panels.finding import unanswered
from ..views import Page
from . import finding, service
from .models import APPROVED, RETURNED, Review
from .pages import Talk, said
from .pointing import places

blueprint = Blueprint("reviews", __name__)


@blueprint.get("/reviews")
@guard("scenarios.review")
def desk() -> Page:
    person = current_person()
    return render_template(
        "scenarios/reviews.html", waiting=finding.waiting_for(person), panels=unanswered(person)
    )


@blueprint.get("/reviews/<ref>")
@guard("scenarios.review")
def review(ref: str) -> Page:
    return _page(_open(ref))


@blueprint.post("/reviews/<ref>")
@guard("scenarios.review")
def decide(ref: str) -> Page:
    found, sent = _open(ref), sent_form()
    what, of = command(sent)
    if kept := _keep_comments(found):
        db.session.commit()
        found = _open(ref)
    if what == "resolve":
        _resolve(found, of)
    elif what in (APPROVED, RETURNED):
        return _decided(found, what)
    elif kept:
        flash(ngettext("%(num)s catatan tersimpan.", "%(num)s catatan tersimpan.", kept), "good")
    db.session.commit()
    return see_other("reviews.review", ref=ref)


def _decided(found: Review, what: str) -> Page:
    title, sent = found.version.title, sent_form()
    person, at = current_person(), now()
    try:
        if what == APPROVED:
            stamp = sent.get("stamp", "")
            service.approve(found, stamp=stamp, answer=sent.get("answer", ""), actor=person, now=at)
        else:
            service.send_back(found, answer=sent.get("answer", ""), actor=person, now=at)
    except Stale:
        db.session.rollback()
        return _page(_open(found.ref), changed=True), 409
    except service.OwnWork:
        db.session.rollback()
        return _page(_open(found.ref)), 422
    except service.NothingSaid:
        db.session.rollback()
        return _page(_open(found.ref), silent=True), 422
    db.session.commit()
    flash(_said(what, title), "good")
    return see_other("reviews.desk")


def _said(what: str, title: str) -> str:
    if what == APPROVED:
        return _("“%(title)s” Anda setujui. Penulisnya kini dapat menerbitkannya.", title=title)
    return _("“%(title)s” dikirim kembali kepada penulisnya beserta catatan Anda.", title=title)


def _keep_comments(found: Review) -> int:
    """Comments are kept whatever becomes of the decision that was sent with them."""
    version, person, kept = found.version, current_person(), 0
    for node, letter, words in said(sent_form()):
        try:
            service.say(version, node=node, letter=letter, text=words, actor=person, now=now())
        except (service.NothingSaid, service.Full):
            continue
        kept += 1
    return kept


def _resolve(found: Review, ref: str) -> None:
    if comment := finding.find_comment(found.version, ref):
        service.resolve(comment, answer="", actor=current_person(), now=now())


def _open(ref: str) -> Review:
    return finding.find(current_person(), ref) or abort(404)


def _page(found: Review, **said_too: Any) -> Any:
    person, version = current_person(), found.version
    if version.state != DRAFT:
        return see_other("reviews.desk")
    waits = next((panel for panel in unanswered(person) if panel.version_id == version.id), None)
    if waits:
        return see_other("reviews.panel", ref=waits.ref)
    return render_template(
        "scenarios/review.html",
        review=found,
        version=version,
        story=sketch(version.source),
        talk_of=Talk(places(version.source), finding.comments(version)),
        own=has_written(version, person),
        typed=request.form,
        **said_too,
    )
