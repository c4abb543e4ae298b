"""Pages that show a story from above: its map, and all ways through it. Of a draft or a published version."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import abort, render_template, request, url_for

from ...core.access import guard
from ...core.web import see_other
from .. import formats, plain, service, yamltext
from ..editor.workbench import lay_out
from ..fitting import NotEditable
from ..lint import MASTERY
from ..models import Scenario, ScenarioVersion
from ..views import Page, blueprint, scenario_or_404
from . import passmark
from .drawing import Drawing, draw
from .graph import findings_at, stops
from .plays import A_PAGE, ALL, HIGHEST, SHOWN, SORTS, plays


@blueprint.get("/scenarios/<ref>/draft/graph")
@guard("scenarios.write")
def draft_graph(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    return _graph(scenario, scenario.current, is_draft=True)


@blueprint.get("/scenarios/<ref>/versions/<int:number>/graph")
@guard("scenarios.write")
def version_graph(ref: str, number: int) -> Page:
    scenario = scenario_or_404(ref)
    return _graph(scenario, _published(scenario, number), is_draft=False)


@blueprint.get("/scenarios/<ref>/draft/paths")
@guard("scenarios.write")
def draft_paths(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    return _paths(scenario, scenario.current, is_draft=True)


@blueprint.get("/scenarios/<ref>/versions/<int:number>/paths")
@guard("scenarios.write")
def version_paths(ref: str, number: int) -> Page:
    scenario = scenario_or_404(ref)
    return _paths(scenario, _published(scenario, number), is_draft=False)


def addresses(scenario: Scenario, data: Any, number: int | None = None) -> dict[str, str]:
    """Where each scene can be seen: in the editor or, with the number of a version, on its page."""
    known = stops(data)
    if number is None:
        return {s.key: url_for("scenarios.scene", ref=scenario.ref, key=s.key) for s in known}
    page = url_for("scenarios.version", ref=scenario.ref, number=number)
    return {stop.key: f"{page}#adegan-{place}" for place, stop in enumerate(known, start=1)}


def _published(scenario: Scenario, number: int) -> ScenarioVersion:
    found = (version for version in scenario.versions if version.number == number and version.published_at)
    return next(found, None) or abort(404)


def _graph(scenario: Scenario, version: ScenarioVersion, *, is_draft: bool) -> Page:
    data = _values(version.source, is_draft)
    drawing = draw(data)
    return render_template(
        "scenarios/graph.html",
        scenario=scenario,
        version=version,
        is_draft=is_draft,
        drawing=drawing,
        links=addresses(scenario, data, None if is_draft else version.number),
        marks=_marks(scenario, version, drawing, is_draft),
    )


def _values(source: str, is_draft: bool) -> Any:
    """A text as plain values: a draft's as its form has them, unless none can show it."""
    with suppress(NotEditable):
        return plain.read(source) if is_draft else yamltext.read(source).data
    return yamltext.read(source).data


def _marks(
    scenario: Scenario, version: ScenarioVersion, drawing: Drawing, is_draft: bool
) -> Mapping[str, int]:
    """How much there is to say about each scene: of a draft what its editor says."""
    with suppress(NotEditable):
        if is_draft:
            return lay_out(scenario).marks
    return findings_at(service.judge(scenario, version.source).findings, drawing.stops)


def _paths(scenario: Scenario, version: ScenarioVersion, *, is_draft: bool) -> Page:
    sort, shown = request.args.get("sort", HIGHEST), request.args.get("shown", ALL)
    if sort not in SORTS or shown not in SHOWN:
        return see_other(request.endpoint or "", **(request.view_args or {}))
    said = {"scenario": scenario, "version": version, "is_draft": is_draft, "sort": sort, "shown": shown}
    try:
        doc = formats.parse(version.source, name=scenario.slug)
    except formats.InvalidScenario as invalid:
        return render_template("scenarios/paths.html", faults=len(invalid.problems), **said)
    mark, page = passmark.of_clause(scenario.code_id, doc.clause), max(request.args.get("page", 1, int), 1)
    found = plays(doc, mark or MASTERY, sort=sort, shown=shown)
    data = _values(version.source, is_draft)
    return render_template(
        "scenarios/paths.html",
        plays=found,
        has_mark=mark is not None,
        rows=found.found if found.extremes else found.found[(page - 1) * A_PAGE : page * A_PAGE],
        page=page,
        pages=-(-len(found.found) // A_PAGE),
        stops={stop.key: stop for stop in stops(data)},
        links=addresses(scenario, data, None if is_draft else version.number),
        **said,
    )
