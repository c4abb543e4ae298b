"""Pages of a module: what it is about, and its steps, one thing at a time."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ..codes.amendments import change_at
from ..codes.service import citation
from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import see_other
from ..people.session import current_person
from . import service
from .models import DELTA
from .rules import shortened

blueprint = Blueprint("modules", __name__)
blueprint.add_app_template_filter(shortened, "shortened")

Page = str | Response | tuple[str, int]


@blueprint.get("/modules/<ref>")
@guard("learning.follow")
def module(ref: str) -> Page:
    return render_template("modules/module.html", met=_met(ref))


@blueprint.get("/modules/<ref>/steps/<int:number>")
@guard("learning.follow")
def step(ref: str, number: int) -> Page:
    met = _met(ref)
    if not 1 <= number <= met.place.total:
        abort(404)
    if not met.unlocked:
        return redirect(url_for("modules.module", ref=ref))
    if not met.place.reachable(number):
        return redirect(url_for("modules.step", ref=ref, number=met.place.next_step))
    objective = met.module.objectives[number - 1] if number < met.place.total else None
    version, is_delta = met.module.version, met.module.kind == DELTA
    return render_template(
        "modules/step.html",
        met=met,
        number=number,
        objective=objective,
        citation=citation(version),
        changed=change_at(version, objective.clause.address) if objective and is_delta else (),
    )


@blueprint.post("/modules/<ref>/steps/<int:number>")
@guard("learning.follow")
def read_step(ref: str, number: int) -> Page:
    met = _met(ref)
    if not 1 <= number <= met.place.total:
        abort(404)
    if not met.unlocked:
        return see_other("modules.module", ref=ref)
    place = service.mark_read(current_person(), met.module, number, now=now())
    db.session.commit()
    if number == met.place.total and place.complete:
        return see_other("attempts.module_quiz", module_ref=ref)
    return see_other("modules.step", ref=ref, number=min(number + 1, place.next_step))


def _met(ref: str) -> service.CourseModule:
    return service.met(current_person(), ref) or abort(404)
