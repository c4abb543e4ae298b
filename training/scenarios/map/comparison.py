"""The page on which two texts of a scenario stand beside each other."""

from flask import abort, render_template, request

from ...core.access import guard
from .. import yamltext
from ..models import Scenario, ScenarioVersion
from ..views import Page, blueprint, scenario_or_404
from . import comparing

DRAFT_NAME = "draft"
SCENES_A_PAGE = 6


@blueprint.get("/scenarios/<ref>/comparison")
@guard("scenarios.write")
def comparison(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    texts = _texts(scenario)
    old, new = _asked(texts)
    if old is None or new is None:
        return render_template("scenarios/comparison.html", scenario=scenario, texts=texts)
    before, after = (yamltext.read(texts[name].source).data for name in (old, new))
    found = comparing.compare(before, after)
    page = min(max(request.args.get("page", 1, int), 1), max(-(-len(found.scenes) // SCENES_A_PAGE), 1))
    return render_template(
        "scenarios/comparison.html",
        scenario=scenario,
        texts=texts,
        old=old,
        new=new,
        found=found,
        unreadable=[n for n, data in ((old, before), (new, after)) if not isinstance(data, dict)],
        scenes=found.scenes[(page - 1) * SCENES_A_PAGE : page * SCENES_A_PAGE],
        page=page,
        pages=-(-len(found.scenes) // SCENES_A_PAGE),
    )


def _texts(scenario: Scenario) -> dict[str, ScenarioVersion]:
    """What can be compared, by the name an address gives it: published versions in order, then the draft."""
    texts = {str(version.number): version for version in scenario.versions if version.published_at}
    return texts | ({DRAFT_NAME: scenario.draft} if scenario.draft else {})


def _asked(texts: dict[str, ScenarioVersion]) -> tuple[str | None, str | None]:
    """The two that were asked for, else the last two: what is live and what is to follow it."""
    names = list(texts)
    usual = (names[-2], names[-1]) if len(names) > 1 else (None, None)
    old, new = request.args.get("old", usual[0]), request.args.get("new", usual[1])
    if any(name is not None and name not in texts for name in (old, new)):
        abort(404)
    return old, new
