"""Pages of cases: the registrar's desk and one case."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from ...codes.rules import small_number
from ...core.access import guard
from ...core.clock import day_in, now
from ...people.session import current_person
from ..calendar.service import working_days
from ..words import knowledge_words, proof_words, track_words
from .kin import kin_of
from .pages.desk import asked_of, cases_kept_by, desk_of
from .pages.sheet import view_of
from .reading import bring_along, load
from .rules import stand
from .service import standings_of
from .surroundings import history_of, setting_of
from .wording.days import warning_words

blueprint = Blueprint("cases", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/cases")
@guard("cases.manage")
def desk() -> Page:
    keeper, moment = current_person(), now()
    asked = asked_of(request.args, small_number(request.args.get("page", ""), 1))
    cases = cases_kept_by(keeper)
    running = [case for case in cases if case.closed_on is None]
    bring_along(running)
    days = working_days(keeper.agency_id)
    standings = standings_of(running, now=moment, days=days)
    return render_template(
        "decisions/cases/desk.html",
        desk=desk_of(cases, standings, asked, days=days, today=day_in(keeper.agency.zone, moment)),
        asked=asked,
        tracks=track_words(),
        words=proof_words(),
    )


@blueprint.get("/cases/<ref>")
@guard("matters.sit")
def case(ref: str) -> Page:
    found, reader = load(current_person(), ref) or abort(404)
    setting = setting_of(found, now=now())
    history = history_of(found)
    standing = stand(history, setting)
    return render_template(
        "decisions/cases/case.html",
        case=found,
        keeper=reader.keeper,
        view=view_of(found, reader, standing, setting.days, setting.as_of),
        warnings=[warning_words(code) for code in dict.fromkeys(each.code for each in standing.warnings)],
        kin=kin_of(found, reader, standing, history),
        tracks=track_words(),
        words=proof_words(),
        knowledge=knowledge_words(),
    )
