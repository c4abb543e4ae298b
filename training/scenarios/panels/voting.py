"""Pages of an expert: the scenes one by one, graded alone, and afterwards the key to agree to."""

from typing import Any

from flask import abort, flash, render_template
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from .. import formats
from ..editor.formdata import command
from ..editor.pages import sent_form
from ..keeping import Stale
from ..models import DRAFT
from ..reviewing.views import blueprint
from ..views import Page
from . import service
from .asking import SHARES, fields_of, key_of_scene, read_answer, still_asked
from .finding import find_vote
from .key import digest_of, graded_so
from .models import PanelVote


@blueprint.get("/panels/<ref>")
@guard("scenarios.review")
def panel(ref: str) -> Page:
    return _page(_mine(ref))


@blueprint.post("/panels/<ref>")
@guard("scenarios.review")
def save_panel(ref: str) -> Page:
    vote, sent = _mine(ref), sent_form()
    what, _of = command(sent)
    try:
        if what == "give":
            service.give(vote, now=now())
        elif what == "decline":
            service.decline(vote, now=now())
        elif what == "agree":
            service.agree(vote, digest=sent.get("digest", ""), now=now())
    except service.Unfinished as unfinished:
        db.session.rollback()
        return see_other("reviews.panel_scene", ref=ref, number=unfinished.number)
    except (service.Over, Stale):
        db.session.rollback()
        return _page(_mine(ref), changed=True), 409
    db.session.commit()
    return see_other("reviews.panel", ref=ref)


@blueprint.get("/panels/<ref>/scenes/<int:number>")
@guard("scenarios.review")
def panel_scene(ref: str, number: int) -> Page:
    vote = _mine(ref)
    if not _is_open(vote):
        return see_other("reviews.panel", ref=ref)
    scene = _scene(vote, number)
    return _ask(vote, number, fields_of(scene, vote.answers.get(scene["key"], {})), [])


@blueprint.post("/panels/<ref>/scenes/<int:number>")
@guard("scenarios.review")
def grade_scene(ref: str, number: int) -> Page:
    vote, sent = _mine(ref), {name: sent_form().get(name) for name in sent_form()}
    scene = _scene(vote, number)
    answer, faults = read_answer(scene, sent)
    if faults:
        return _ask(vote, number, sent, faults), 422
    try:
        service.grade(vote, scene["key"], answer)
    except service.Over:
        db.session.rollback()
        return _page(_mine(ref), changed=True), 409
    last = number == len(vote.panel.scenes)
    db.session.commit()
    if last:
        flash(_("Semua adegan selesai dibaca. Periksa sekali lagi, lalu serahkan."), "note")
        return see_other("reviews.panel", ref=ref)
    return see_other("reviews.panel_scene", ref=ref, number=number + 1)


def _mine(ref: str) -> PanelVote:
    """One's own part in a panel; for everybody else there is no such page."""
    return find_vote(current_person(), ref) or abort(404)


def _is_open(vote: PanelVote) -> bool:
    ended = vote.given_at or vote.declined_at or vote.panel.closed_at
    return not ended and vote.panel.version.state == DRAFT


def _scene(vote: PanelVote, number: int) -> dict[str, Any]:
    scenes = vote.panel.scenes
    return scenes[number - 1] if 1 <= number <= len(scenes) else abort(404)


def _ask(vote: PanelVote, number: int, fields: dict[str, str], faults: list[str]) -> str:
    return render_template(
        "scenarios/panel_scene.html",
        **{"vote": vote, "panel": vote.panel, "scene": _scene(vote, number), "number": number},
        **{"fields": fields, "faults": faults, "shares": SHARES, "total": len(vote.panel.scenes)},
    )


def _page(vote: PanelVote, **said: Any) -> str:
    panel, key = vote.panel, {}
    if vote.given_at and panel.decision and panel.version.state == DRAFT:
        key = _key(vote)
    return render_template(
        "scenarios/panel_vote.html", vote=vote, panel=panel, is_open=_is_open(vote), **key, **said
    )


def _key(vote: PanelVote) -> dict[str, Any]:
    """The key that was decided on beside the expert's own; nothing where the text is no scenario now."""
    version = vote.panel.version
    try:
        doc = formats.parse(version.source, name=version.scenario.slug)
    except formats.InvalidScenario:
        return {}
    scenes = still_asked(vote.panel.scenes, doc)
    digest = digest_of(doc, scenes)
    return {
        "rows": [(scene, key_of_scene(doc, scene), vote.answers[scene["key"]]) for scene in scenes],
        "digest": digest,
        "agrees": vote.agreed == digest or graded_so(vote, doc, scenes),
    }
