"""The outline of a draft as a form: the head of the story, its scenes, what it lacks; and its publication."""

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other, wants_fragment
from ...people.session import current_person
from .. import drafting, plain, service
from ..fitting import NotEditable
from ..keeping import Stale, next_number
from ..map.overview import addresses
from ..models import RETIRED, Scenario, ScenarioVersion
from ..views import Page, blueprint, scenario_or_404
from . import buttons, formdata, pages, saving
from .workbench import lay_out
from .writing import announce

PUBLISH = "publish"


@blueprint.get("/scenarios/<ref>/draft")
@guard("scenarios.write")
def draft(ref: str) -> Page:
    return _page(scenario_or_404(ref))


@blueprint.post("/scenarios/<ref>/draft")
@guard("scenarios.write")
def save_outline(ref: str) -> Page:
    scenario, sent = scenario_or_404(ref), pages.sent_form()
    what, of = formdata.command(sent)
    basis = saving.Basis(sent.get("stamp", ""), sent.get("seen", ""), formdata.head_part)
    try:
        version, outcome = saving.save(
            *(scenario, lambda data: formdata.with_head(data, sent), buttons.on_outline(what, of)),
            basis=basis,
            author=current_person(),
            now=now(),
        )
    except NotEditable:
        return see_other("scenarios.text", ref=ref)
    except saving.Overtaken as overtaken:
        return pages.conflict(scenario, overtaken, formdata.head_part, sent)
    except saving.TooLarge as large:
        return _refused(scenario, too_large=large.kilobytes, typed=sent)
    if what == PUBLISH:
        return _publish(scenario, version)
    db.session.commit()
    if wants_fragment():
        return render_template("scenarios/_editor_outline_saved.html", bench=lay_out(scenario_or_404(ref)))
    return pages.lead_to(ref, outcome)


def _publish(scenario: Scenario, version: ScenarioVersion) -> Page:
    person, at = current_person(), now()
    try:
        if version.state == RETIRED:
            version = drafting.save_draft(
                scenario, version.source, stamp=version.stamp, author=person, now=at
            )
        version = service.publish(scenario, stamp=version.stamp, actor=person, now=at)
    except Stale:
        db.session.commit()
        return see_other("scenarios.draft", ref=scenario.ref)
    except service.NotApproved:
        db.session.commit()
        return see_other("scenarios.second_look", ref=scenario.ref)
    except (service.NotPublishable, service.Unchanged) as refusal:
        db.session.commit()
        return _refused(scenario_or_404(scenario.ref), refusal=refusal)
    db.session.commit()
    return announce(scenario, version)


def _refused(scenario: Scenario, **said: Any) -> Page:
    page = _page(scenario, **said)
    return (page, 422) if isinstance(page, str) else page


def _page(scenario: Scenario, typed: Any = None, **said: Any) -> str | Response:
    try:
        bench = lay_out(scenario)
    except NotEditable:
        return see_other("scenarios.text", ref=scenario.ref)
    head = formdata.with_head(bench.data, typed) if typed else bench.data
    return render_template(
        "scenarios/editor_outline.html",
        bench=bench,
        drawing=bench.drawing if bench.data["nodes"] else None,
        links=addresses(scenario, bench.data),
        marks=bench.marks,
        scenario=scenario,
        head=head,
        author=service.author_name(bench.current),
        next_number=next_number(version for version in scenario.versions if version.published_at),
        at=request.args.get("at", ""),
        seen=plain.digest(formdata.head_part(bench.data)),
        **said,
    )
