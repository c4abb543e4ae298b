"""Pages of whoever is proposed: what is said about them, what they answer, what they were given."""

from flask import abort, render_template
from werkzeug.wrappers import Response as BaseResponse

from ....core.access import guard
from ....core.clock import now
from ....people.session import current_person
from .. import service
from ..awarding import award_of, awards_of
from ..procedure.stages import first_of
from ..views import act_page, blueprint, check_words, taken
from ..wording.steps import act_words, stage_words
from .act_forms import Draft, blank
from .desk import Shown, show_own

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/awards/mine")
@guard("matters.answer")
def mine() -> Page:
    person = current_person()
    found = service.own_nominations(person)
    return render_template(
        "decisions/awards/mine.html",
        awards=awards_of(person),
        nominations=found,
        stages=service.stages_of(found),
        words=stage_words(),
    )


@blueprint.get("/awards/mine/<ref>")
@guard("matters.answer")
def own_nomination(ref: str) -> Page:
    shown = _own(ref)
    return render_template(
        "decisions/awards/nomination.html",
        shown=shown,
        rows=shown.rows(),
        first=first_of(shown.history),
        award=award_of(shown.nomination),
        acts=act_words(),
        **check_words(),
    )


@blueprint.get("/awards/mine/<ref>/<act>")
@guard("matters.answer")
def own_act(ref: str, act: str) -> Page:
    shown = _own(ref)
    if act not in shown.acts:
        abort(404)
    return act_page(shown, act, Draft(blank(act, shown.about(current_person(), now()))))


@blueprint.post("/awards/mine/<ref>/<act>")
@guard("matters.answer")
def own_take(ref: str, act: str) -> Page:
    return taken(_own(ref), act)


def _own(ref: str) -> Shown:
    return show_own(current_person(), ref) or abort(404)
