"""Pages of the trainers: the desk, a new scenario, versions, withdrawal. Writing is in `editor`."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from ..codes.models import Code
from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.i18n import show_date
from ..core.web import see_other
from ..modules.rules import shortened
from ..people.session import current_person
from . import drafting, service
from .desk import desk_of
from .forms import NewScenarioForm
from .models import Scenario, ScenarioVersion
from .scope import Scope, code_to_write_for, scope_of
from .skeleton import FIRST
from .sketch import sketch
from .spelling import clean, tidy

blueprint = Blueprint("scenarios", __name__)

Page = str | Response | tuple[str, int]
Choices = list[SelectChoice] | dict[str, list[SelectChoice]]


@blueprint.get("/scenarios")
@guard("scenarios.write")
def desk() -> Page:
    clause, q = tidy(request.args.get("clause", ""))[:60], tidy(request.args.get("q", ""))[:100]
    found = desk_of(current_person())
    return render_template(
        "scenarios/desk.html", desk=found, entries=found.matching(clause=clause, q=q), clause=clause, q=q
    )


@blueprint.route("/scenarios/new", methods=["GET", "POST"])
@guard("scenarios.write")
def new() -> Page:
    code, form = code_to_write_for(current_person().agency_id), NewScenarioForm()
    form.clause.choices = clause_choices(scope_of(code.id)) if code else []
    if not form.is_submitted():
        form.clause.data = request.args.get("clause")
        return render_template("scenarios/new.html", form=form)
    if code is None or not form.validate():
        return render_template("scenarios/new.html", form=form), 422
    scenario = _opened(code, form)
    db.session.commit()
    return see_other("scenarios.scene", ref=scenario.ref, key=FIRST)


@blueprint.get("/scenarios/<ref>/versions/<int:number>")
@guard("scenarios.write")
def version(ref: str, number: int) -> Page:
    scenario = scenario_or_404(ref)
    found = next((v for v in scenario.versions if v.number == number and v.published_at), None) or abort(404)
    return render_template(
        "scenarios/version.html",
        scenario=scenario,
        version=found,
        story=sketch(found.source),
        **_behind(found),
        superseded=scenario.live is not None and found is not scenario.live,
    )


@blueprint.route("/scenarios/<ref>/retirement", methods=["GET", "POST"])
@guard("scenarios.write")
def retire(ref: str) -> Page:
    scenario, reason = scenario_or_404(ref), clean(request.form.get("reason", ""))[:1000]
    if request.method == "GET":
        return render_template("scenarios/retire.html", scenario=scenario)
    if scenario.live and not reason:
        return render_template("scenarios/retire.html", scenario=scenario, lacking=True), 422
    service.retire(scenario, reason=reason, actor=current_person(), now=now())
    db.session.commit()
    flash(_("Skenario ditarik. Uji yang sedang berjalan tidak terganggu."), "good")
    return see_other("scenarios.desk")


def _behind(found: ScenarioVersion) -> dict[str, Any]:
    """Who answers for a version, and the key that a panel agreed on."""
    names, key = service.names_behind(found), found.key or {}
    return {
        "names": names,
        "key_closed_at": datetime.fromisoformat(key["closed_at"]) if key else None,
        "key_experts": sorted(names.get(ref, "–") for ref in key.get("experts", [])),
        "key_concordance": [value / 1000 for value in key.get("concordance", {}).values()],
    }


def scenario_or_404(ref: str) -> Scenario:
    """A scenario of the person's agency; another agency's is as if there were none."""
    return service.find(current_person(), ref) or abort(404)


def clause_choices(scope: Scope) -> Choices:
    """The clauses to choose from; those to come stand apart."""
    held, coming = (
        [SelectChoice(c.address, f"{c.address} · {shortened(c.text)}") for c in clauses]
        for clauses in (scope.clauses, scope.coming)
    )
    if not coming:
        return held
    waits = _("Menunggu versi %(number)s terbit", number=scope.version)
    if scope.begins:
        waits = _("Berlaku mulai %(day)s", day=show_date(scope.begins))
    return {_("Berlaku sekarang"): held, waits: coming} if held else {waits: coming}


def _opened(code: Code, form: NewScenarioForm) -> Scenario:
    """The new scenario, under a name made of its title that no scenario of the code has."""
    while True:
        try:
            return drafting.open_scenario(
                code,
                slug=drafting.free_slug(code, form.title.data),
                title=form.title.data,
                clause=form.clause.data,
                situation=form.situation.data or "",
                author=current_person(),
                now=now(),
            )
        except drafting.SlugTaken:
            continue
