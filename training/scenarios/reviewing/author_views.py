"""The author's page about the second look at a draft: whom to ask, what was said, and publication."""

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ..editor.formdata import command
from ..editor.pages import sent_form
from ..editor.writing import announce
from ..keeping import Stale, next_number
from ..models import DRAFT, Scenario, ScenarioVersion
from ..service import NotApproved, NotPublishable, Unchanged, judge, publish
from ..views import Page, blueprint, scenario_or_404
from . import finding, service
from .pages import Talk
from .people import Circle, circle_of
from .pointing import places


@blueprint.get("/scenarios/<ref>/draft/review")
@guard("scenarios.write")
def second_look(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    return _page(scenario, scenario.draft) if scenario.draft else see_other("scenarios.draft", ref=ref)


@blueprint.post("/scenarios/<ref>/draft/review")
@guard("scenarios.write")
def ask_second_look(ref: str) -> Page:
    scenario, sent = scenario_or_404(ref), sent_form()
    what, of = command(sent)
    try:
        version = _done(scenario, what, of)
    except Stale:
        db.session.rollback()
        return _again(ref, 409, changed=True)
    except (NotPublishable, Unchanged, NotApproved, service.NobodyElse) as refusal:
        db.session.rollback()
        return _again(ref, 422, refusal=refusal)
    db.session.commit()
    if what == "publish" and version:
        return announce(scenario, version)
    return see_other("scenarios.second_look", ref=ref)


def _done(scenario: Scenario, what: str, of: str) -> ScenarioVersion | None:
    person, at, sent = current_person(), now(), sent_form()
    stamp = sent.get("stamp", "")
    if what == "publish":
        return publish(scenario, stamp=stamp, actor=person, now=at)
    if what == "ask":
        service.ask(scenario, stamp=stamp, note=sent.get("note", ""), actor=person, now=at)
        flash(
            _("Tinjauan diminta. Anda tetap dapat menulis; yang disetujui nanti teks yang terakhir."), "good"
        )
    if what == "withdraw":
        service.withdraw(scenario, actor=person, now=at)
    if what == "resolve" and scenario.draft and (comment := finding.find_comment(scenario.draft, of)):
        service.resolve(comment, answer=sent.get(f"answer:{of}", ""), actor=person, now=at)
    return None


def _again(ref: str, status: int, **said: Any) -> Page:
    scenario = scenario_or_404(ref)
    if scenario.draft is None:
        return see_other("scenarios.draft", ref=ref)
    return _page(scenario, scenario.draft, **said), status


def _page(scenario: Scenario, draft: ScenarioVersion, **said: Any) -> str:
    reviews = finding.reviews_of(draft)
    circle = Circle([], []) if draft.approved else circle_of(draft)
    return render_template(
        "scenarios/second_look.html",
        scenario=scenario,
        draft=draft,
        judged=judge(scenario, draft.source),
        reviews=reviews,
        waiting=next((review for review in reviews if review.decision is None), None),
        talk=Talk(places(draft.source), finding.comments(draft)),
        people=circle.reviewers,
        administrators=circle.administrators,
        next_number=next_number(version for version in scenario.versions if version.state != DRAFT),
        **said,
    )
