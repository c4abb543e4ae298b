"""Pages for trainers: how well a scenario version does its work, and which live ones need a look."""

from flask import abort, render_template
from werkzeug.wrappers import Response

from ..core.access import guard
from ..core.cells import csv_lines
from ..core.charts import bar
from ..people.session import current_person
from ..scenarios.models import Scenario
from ..scenarios.views import scenario_or_404
from .insight import Insight, insights, live_insights
from .statistics_files import csv_rows
from .statistics_scenes import other_ways, scenes, ways
from .statistics_words import advices, number, percent, sentences, time_words
from .tallies import ENOUGH, TOGETHER
from .views import Page, blueprint

LONGEST = 40
WORDS = {"percent": percent, "figure": number, "bar": bar, "enough": ENOUGH, "together": TOGETHER}


@blueprint.get("/scenarios/statistics")
@guard("scenarios.write")
def statistics_overview() -> Page:
    found = live_insights(Scenario.agency_id == current_person().agency_id)
    flagged = [insight for insight in found if insight.flags]
    calm = [insight for insight in found if insight.shown and not insight.flags]
    waiting = sorted((i for i in found if not i.shown and i.taken), key=lambda insight: -insight.taken)
    return render_template(
        "attempts/statistics_overview.html",
        flagged=flagged[:LONGEST],
        calm=calm[:LONGEST],
        waiting=waiting[:LONGEST],
        counts={"flagged": len(flagged), "calm": len(calm), "waiting": len(waiting)},
        untaken=sum(not insight.taken for insight in found),
        advices=advices,
        **WORDS,
    )


@blueprint.get("/scenarios/<ref>/versions/<int:number>/statistics")
@guard("scenarios.write")
def statistics(ref: str, number: int) -> Page:
    insight = _insight(ref, number)
    if not insight.shown:
        return render_template("attempts/statistics.html", insight=insight, **WORDS)
    return render_template(
        "attempts/statistics.html",
        insight=insight,
        sentences=sentences(insight),
        advices=advices(insight),
        scenes=scenes(insight),
        ways=ways(insight),
        others=other_ways(insight),
        time=time_words(insight.seconds) if insight.seconds else "",
        **WORDS,
    )


@blueprint.get("/scenarios/<ref>/versions/<int:number>/statistics.csv")
@guard("scenarios.write")
def statistics_csv(ref: str, number: int) -> Page:
    insight = _insight(ref, number)
    name = f"{insight.version.scenario.slug}-{number}-statistik.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("".join(csv_lines(csv_rows(insight))), mimetype="text/csv", headers=headers)


def _insight(ref: str, number: int) -> Insight:
    """Of a published version of the agency; a draft has no runs, and there is no page for it."""
    versions = scenario_or_404(ref).versions
    found = next((v for v in versions if v.number == number and v.published_at), None) or abort(404)
    return insights([found])[0]
