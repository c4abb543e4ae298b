"""The author's pages of a panel: who is asked, how far they are, what came of it and what to do with it."""

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from .. import formats
from ..editor.formdata import command
from ..editor.pages import sent_form
from ..fitting import NotEditable
from ..keeping import Stale
from ..models import Scenario, ScenarioVersion
from ..reviewing.people import reviewers_of
from ..views import Page, blueprint, scenario_or_404
from . import service
from .asking import key_of_scene, still_asked
from .finding import newest
from .key import agreeing, given_votes
from .models import Panel
from .tally import FEWEST, MOST


@blueprint.get("/scenarios/<ref>/draft/panel")
@guard("scenarios.write")
def panel(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    return _page(scenario, scenario.draft) if scenario.draft else see_other("scenarios.draft", ref=ref)


@blueprint.post("/scenarios/<ref>/draft/panel")
@guard("scenarios.write")
def save_panel(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    what, _of = command(sent_form())
    if scenario.draft is None:
        return see_other("scenarios.draft", ref=ref)
    try:
        _done(scenario, scenario.draft, what)
    except (Stale, service.Over):
        db.session.rollback()
        return _again(ref, 409, refused="changed")
    except (service.WrongNumber, service.TooFew):
        db.session.rollback()
        return _again(ref, 422, refused="number")
    except (NotEditable, formats.InvalidScenario):
        db.session.rollback()
        return _again(ref, 422, refused="faults")
    except ValueError:
        db.session.rollback()
        return _again(ref, 422, refused="reason")
    db.session.commit()
    return see_other("scenarios.panel", ref=ref)


def _done(scenario: Scenario, draft: ScenarioVersion, what: str) -> None:
    sent, at, person = sent_form(), now(), current_person()
    stamp = sent.get("stamp", "")
    if what == "invite":
        service.invite(scenario, sent.getlist("expert"), stamp=stamp, actor=person, now=at)
        return
    found = newest(draft)
    if found is None or found.ref != sent.get("panel", ""):
        raise Stale(draft)
    if what == "close":
        service.close(found, now=at)
    elif what == "cancel":
        service.cancel(found)
    elif what == "accept":
        service.accept(found, stamp=stamp, actor=person, now=at)
        flash(
            _("Nilai panel dipakai dalam draf. Periksa alasan dan umpan baliknya, lalu minta tinjauan."),
            "good",
        )
    elif what == "keep":
        service.keep(found, stamp=stamp, reason=sent.get("reason", ""), now=at)


def _again(ref: str, status: int, **said: Any) -> Page:
    scenario = scenario_or_404(ref)
    if scenario.draft is None:
        return see_other("scenarios.draft", ref=ref)
    return _page(scenario, scenario.draft, **said), status


def _page(scenario: Scenario, draft: ScenarioVersion, **said: Any) -> str:
    found = newest(draft)
    doc = _doc(draft)
    return render_template(
        "scenarios/panel.html",
        scenario=scenario,
        draft=draft,
        panel=found,
        given=len(given_votes(found)) if found else 0,
        people=reviewers_of(draft) if found is None or found.decision else [],
        bounds=(FEWEST, MOST),
        valid=doc is not None,
        typed=sent_form(),
        **(_result(found, doc) if found and found.closed_at else {}),
        **said,
    )


def _result(panel: Panel, doc: formats.ScenarioDoc | None) -> dict[str, Any]:
    """What the answers come to beside the draft's own key; scenes told otherwise now are named."""
    found = service.result(panel)
    same = still_asked(panel.scenes, doc) if doc else []
    return {
        "result": found,
        "keys": {scene["key"]: key_of_scene(doc, scene) for scene in same} if doc else {},
        "agreed": len(agreeing(given_votes(panel), doc, same)) if doc and same else 0,
    }


def _doc(draft: ScenarioVersion) -> formats.ScenarioDoc | None:
    try:
        return formats.parse(draft.source, name=draft.scenario.slug)
    except formats.InvalidScenario:
        return None
