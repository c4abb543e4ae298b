"""One scene of a draft as a form, saved while it is written, and the clauses to choose from."""

from typing import Any

from flask import abort, render_template, request

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other, wants_fragment
from ...people.session import current_person
from .. import plain
from ..fitting import Data, NotEditable
from ..models import DRAFT, Scenario
from ..reviewing.finding import comments
from ..reviewing.models import Comment
from ..spelling import one_line
from ..views import Page, blueprint, scenario_or_404
from ..wording import words
from . import authoring, buttons, citing, formdata, pages, playing, saving
from .outline import LETTERS, clauses_near
from .places import at_fields
from .shelf import shelf
from .workbench import Workbench, lay_out

COPY = "copy"


@blueprint.get("/scenarios/<ref>/draft/nodes/<key>")
@guard("scenarios.write")
def scene(ref: str, key: str) -> Page:
    scenario = scenario_or_404(ref)
    try:
        bench = lay_out(scenario)
    except NotEditable:
        return see_other("scenarios.text", ref=ref)
    return _page(bench, key)


@blueprint.post("/scenarios/<ref>/draft/nodes/<key>")
@guard("scenarios.write")
def save_scene(ref: str, key: str) -> Page:
    scenario, sent = scenario_or_404(ref), pages.sent_form()
    what, of = formdata.command(sent)
    basis = saving.Basis(sent.get("stamp", ""), sent.get("seen", ""), _part(key))
    if what == COPY:
        return _copy(scenario, key)
    try:
        _version, outcome = saving.save(
            *(scenario, lambda data: formdata.with_scene(data, sent, key), _button(key, what, of)),
            basis=basis,
            author=current_person(),
            now=now(),
        )
    except NotEditable:
        return see_other("scenarios.text", ref=ref)
    except saving.Overtaken as overtaken:
        return pages.conflict(scenario, overtaken, _part(key), sent, key)
    except saving.TooLarge as large:
        return _too_large(scenario, key, large.kilobytes)
    if key not in outcome.data["nodes"] and outcome.page == buttons.SCENE and outcome.key == key:
        db.session.rollback()
        abort(404)
    db.session.commit()
    if wants_fragment():
        return _fragment(lay_out(scenario_or_404(ref)), key)
    return pages.lead_to(ref, outcome)


@blueprint.get("/scenarios/<ref>/draft/nodes/<key>/clauses")
@guard("scenarios.write")
def clauses(ref: str, key: str) -> Page:
    scenario = scenario_or_404(ref)
    try:
        bench = lay_out(scenario)
    except NotEditable:
        return see_other("scenarios.text", ref=ref)
    cited = citing.cited(bench.data, key, request.args.get("of", "")) or abort(404)
    q = one_line(request.args.get("q", ""))[:100]
    ticked = frozenset(request.args.getlist("upholds") + request.args.getlist("violates"))
    template = "_editor_clause_list.html" if wants_fragment() else "editor_clauses.html"
    return render_template(
        f"scenarios/{template}",
        **{"bench": bench, "key": key, "spot": bench.spot(key), "cited": cited, "q": q},
        letter=LETTERS[cited.place] if cited.place is not None else "",
        boards=shelf(bench.scope, q=q, keep=cited.addresses | ticked),
        seen=plain.digest(citing.part(bench.data, key, cited.of)),
        upholds=request.args.getlist("upholds") or cited.upholds,
        violates=request.args.getlist("violates") or cited.violates,
    )


@blueprint.post("/scenarios/<ref>/draft/nodes/<key>/clauses")
@guard("scenarios.write")
def cite(ref: str, key: str) -> Page:
    scenario, sent = scenario_or_404(ref), pages.sent_form()
    of = sent.get("of", "")
    basis = saving.Basis(sent.get("stamp", ""), sent.get("seen", ""), lambda data: citing.part(data, key, of))
    at = f"options-{of}-upholds" if of else "clause"
    try:
        saving.save(
            *(scenario, lambda data: citing.with_cited(data, sent, key, of)),
            lambda data, removed: buttons.Outcome(data, list(removed)),
            basis=basis,
            author=current_person(),
            now=now(),
        )
    except (NotEditable, saving.TooLarge):
        return see_other("scenarios.text", ref=ref)
    except saving.Overtaken as overtaken:
        part = basis.part
        return pages.conflict(scenario, overtaken, part, sent, key)
    db.session.commit()
    return see_other("scenarios.scene", ref=ref, key=key, at=at)


def _part(key: str) -> saving.Part:
    return lambda data: formdata.scene_part(data, key)


def _button(key: str, what: str, of: str) -> buttons.Button:
    name = request.form.get("name", "")
    if what != "rename" or not name.strip():
        return buttons.on_scene(key, what, of)

    def rename(data: Data, removed: Any) -> buttons.Outcome:
        data, new = authoring.rename_node(data, key, name)
        return buttons.Outcome(data, list(removed), buttons.SCENE, new, "name")

    return rename


def _copy(scenario: Scenario, key: str) -> Page:
    """Keep what was typed as a scene of its own, beside the one somebody else has changed."""
    sent, made = pages.sent_form(), list[str]()

    def typed(data: Data) -> Data:
        empty = {**data, "nodes": {}}
        mine = formdata.with_scene(empty, sent, key)["nodes"].get(key)
        if mine is None:
            return data
        data, new = authoring.add_copy(data, key, mine)
        made.append(new)
        return data

    try:
        saving.save(
            *(scenario, typed, lambda data, removed: buttons.Outcome(data, list(removed))),
            basis=saving.Basis(scenario.current.stamp, "", lambda _data: ""),
            author=current_person(),
            now=now(),
        )
    except (NotEditable, saving.TooLarge):
        return see_other("scenarios.text", ref=scenario.ref)
    db.session.commit()
    return see_other("scenarios.scene", ref=scenario.ref, key=made[0] if made else key)


def _too_large(scenario: Scenario, key: str, kilobytes: int) -> Page:
    if wants_fragment():
        return render_template("scenarios/_editor_too_large.html", kilobytes=kilobytes), 422
    bench = lay_out(scenario)
    typed = formdata.with_scene(bench.data, pages.sent_form(), key)
    return _page(bench, key, data=typed, too_large=kilobytes), 422


def _page(bench: Workbench, key: str, data: Data | None = None, **said: Any) -> str:
    return render_template("scenarios/editor_scene.html", **_shown(bench, key, data), **said)


def _fragment(bench: Workbench, key: str) -> str:
    return render_template("scenarios/_editor_scene_saved.html", **_shown(bench, key, None))


def _remarks(bench: Workbench, key: str) -> list[Comment]:
    """What a second person said about this scene and nobody has answered."""
    if bench.current.state != DRAFT:
        return []
    return [each for each in comments(bench.current) if each.node == key and each.resolved_at is None]


def _shown(bench: Workbench, key: str, data: Data | None) -> dict[str, Any]:
    """What the page of a scene and its fragment show; `data` where the page holds what could not be saved."""
    spot = bench.spot(key) or abort(404)
    node = (data or bench.data)["nodes"][key]
    found = bench.notes_of(key)
    before, after = bench.beside(key)
    return {
        **{"bench": bench, "scenario": bench.scenario, "key": key, "spot": spot, "node": node},
        **{"before": before, "after": after, "letters": LETTERS, "notes": found},
        "faults": at_fields(found),
        "near": clauses_near(data or bench.data, key),
        "seen": bench.scene_seen(key),
        "count": len(words(node.get("situation", ""))),
        "moment": playing.ask(bench.data, key),
        "remarks": _remarks(bench, key),
        "at": request.args.get("at", ""),
    }
