"""The text of a scenario beside the story it tells, for who likes to write YAML. Typed text is never lost.

The forms over the same text are `storyboard` (the whole) and `stage` (one scene).
"""

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.i18n import show_time
from ...core.web import reads_only, see_other, wants_fragment
from ...people.session import current_person
from .. import drafting, plain, service
from ..fitting import NotEditable
from ..keeping import Stale, next_number
from ..models import Scenario, ScenarioVersion
from ..views import Page, blueprint, scenario_or_404
from ..yamltext import MAX_BYTES
from .sketch import sketch


@blueprint.get("/scenarios/<ref>/draft/text")
@guard("scenarios.write")
def text(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    return _editor(scenario, scenario.current.source, scenario.current.stamp)


@blueprint.post("/scenarios/<ref>/draft/text")
@guard("scenarios.write")
def save(ref: str) -> Page:
    scenario, text = scenario_or_404(ref), _typed()
    if too_large := _too_large(scenario, text):
        return too_large
    try:
        drafting.save_draft(scenario, text, stamp=_stamp(), author=current_person(), now=now())
    except Stale as stale:
        return _conflict(scenario, text, stale)
    db.session.commit()
    flash(_("Draf tersimpan %(at)s.", at=show_time(now())), "good")
    return see_other("scenarios.text", ref=ref)


@blueprint.post("/scenarios/<ref>/preview")
@guard("scenarios.write")
@reads_only
def preview(ref: str) -> Page:
    scenario, text = scenario_or_404(ref), _typed()
    if wants_fragment():
        return render_template("scenarios/_preview.html", **_read(scenario, text))
    return _editor(scenario, text, _stamp())


@blueprint.post("/scenarios/<ref>/publication")
@guard("scenarios.write")
def publish(ref: str) -> Page:
    scenario, person, text = scenario_or_404(ref), current_person(), _typed()
    if too_large := _too_large(scenario, text):
        return too_large
    try:
        saved = drafting.save_draft(scenario, text, stamp=_stamp(), author=person, now=now())
        version = service.publish(scenario, stamp=saved.stamp, actor=person, now=now())
    except Stale as stale:
        return _conflict(scenario, text, stale)
    except service.NotApproved:
        db.session.commit()
        return see_other("scenarios.second_look", ref=ref)
    except (service.NotPublishable, service.Unchanged) as refusal:
        db.session.commit()
        return _editor(scenario, saved.source, saved.stamp, refusal=refusal), 422
    db.session.commit()
    return announce(scenario, version)


def announce(scenario: Scenario, version: ScenarioVersion) -> Page:
    """Say that a version was published, on its page."""
    flash(
        _("Versi %(number)s terbit. Uji yang dimulai sejak sekarang memakainya.", number=version.number),
        "good",
    )
    return see_other("scenarios.version", ref=scenario.ref, number=version.number)


@blueprint.get("/scenarios/<ref>/preview")
@blueprint.get("/scenarios/<ref>/publication")
@guard("scenarios.write")
def back_to_draft(ref: str) -> Page:
    """Where a reload after an answer to one of these forms leads."""
    return see_other("scenarios.text", ref=scenario_or_404(ref).ref)


@blueprint.route("/scenarios/<ref>/draft/removal", methods=["GET", "POST"])
@guard("scenarios.write")
def discard(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    if scenario.draft is None:
        return see_other("scenarios.draft", ref=ref)
    if request.method == "GET":
        return render_template("scenarios/discard.html", scenario=scenario)
    try:
        drafting.discard(scenario, stamp=_stamp())
    except Stale:
        return render_template("scenarios/discard.html", scenario=scenario, changed=True), 409
    db.session.commit()
    flash(_("Draf dibuang."), "good")
    return see_other("scenarios.desk")


def _typed() -> str:
    return drafting.tidy(request.form.get("source", ""))


def _stamp() -> str:
    return request.form.get("stamp", "")


def _too_large(scenario: Scenario, text: str) -> Page | None:
    if len(text.encode()) <= MAX_BYTES:
        return None
    return _editor(scenario, text, _stamp(), too_large=MAX_BYTES // 1024), 422


def _editor(scenario: Scenario, text: str, stamp: str, **said: Any) -> str:
    return render_template(
        "scenarios/editor_text.html",
        text=text,
        stamp=stamp,
        author=service.author_name(scenario.current),
        saved=text == scenario.current.source,
        next_number=next_number(version for version in scenario.versions if version.published_at),
        **_read(scenario, text),
        **said,
    )


def _read(scenario: Scenario, text: str) -> dict[str, Any]:
    """What the preview needs. A text that cannot be read at all leaves the saved story on screen."""
    story = sketch(text)
    return {
        "scenario": scenario,
        "review": service.judge(scenario, text),
        "story": story or sketch(scenario.current.source),
        "unreadable": story is None,
        "lines": text.split("\n"),
        "hindrance": _hindrance(text),
    }


def _hindrance(text: str) -> NotEditable | None:
    """What keeps a text from being shown as a form."""
    try:
        plain.read(text)
    except NotEditable as hindrance:
        return hindrance
    return None


def _conflict(scenario: Scenario, text: str, stale: Stale) -> tuple[str, int]:
    author = service.author_name(stale.current)
    return (
        render_template(
            "scenarios/conflict.html", scenario=scenario, text=text, current=stale.current, author=author
        ),
        409,
    )
