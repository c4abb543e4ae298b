"""A draft played on its own page, as an officer meets it on a phone. Nothing of it is kept."""

from flask import render_template, request

from ...core.access import guard
from ...core.web import see_other, wants_fragment
from ...people.session import current_person
from ..fitting import NotEditable
from ..spelling import one_line
from ..views import Page, blueprint, scenario_or_404
from . import playing
from .workbench import lay_out


@blueprint.get("/scenarios/<ref>/draft/preview")
@guard("scenarios.review")
def rehearsal(ref: str) -> Page:
    """`from` is the scene to begin with, each `way` an answer given; a form adds the one chosen now."""
    scenario = scenario_or_404(ref)
    try:
        bench = lay_out(scenario)
    except NotEditable:
        may_write = current_person().may("scenarios.write")
        return see_other("scenarios.text", ref=ref) if may_write else see_other("reviews.desk")
    begin = one_line(request.args.get("from", ""))[:80] or bench.data.get("start", "")
    way = [answer[:60] for answer in request.args.getlist("way")][: playing.MOST_STEPS]
    moment, answered, missing = playing.ask(bench.data, begin, way), False, False
    if moment and "play" in request.args:
        answer = playing.read_answer(bench.data, moment.key, request.args.to_dict(flat=False))
        answered, missing = bool(answer), not answer
        way += [answer] if answer else []
    if answered or moment is None:
        moment = playing.look(bench.data, begin, way) or moment
    template = "_editor_phone.html" if wants_fragment() else "editor_preview.html"
    return render_template(
        f"scenarios/{template}",
        **{"bench": bench, "scenario": scenario, "moment": moment, "way": way, "begin": begin},
        missing=missing,
        alone=not wants_fragment(),
    )
