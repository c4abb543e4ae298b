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
from ..core.paging import page_of
from ..core.web import see_other
from ..modules.rules import shortened
from ..people.session import current_person
from . import drafting, service
from .covering.publishing import left_short
from .covering.scope import Scope, code_to_write_for, scope_of
from .desk import desk_of
from .editor.sketch import sketch
from .entries import ARCHIVED, STATES, with_texts
from .forms import NewScenarioForm
from .models import Scenario, ScenarioVersion
from .reviewing.waiting import waiting_for
from .skeleton import FIRST
from .spelling import clean, tidy

blueprint = Blueprint("scenarios", __name__)

Page = str | Response | tuple[str, int]
WAITING_SHOWN = 5
Choices = list[SelectChoice] | dict[str, list[SelectChoice]]


@blueprint.get("/scenarios")
@guard("scenarios.write")
def desk() -> Page:
    found, asked = desk_of(current_person()), _asked()
    narrowed = {name: value for name, value in asked.items() if name != "state"}
    every = found.matching(**narrowed) + found.matching(state=ARCHIVED, **narrowed)
    return render_template(
        "scenarios/desk.html",
        desk=found,
        page=page_of(found.matching(**asked), request.args.get("page", 1, type=int)),
        drafts=with_texts(found.drafts[:WAITING_SHOWN]),
        waiting=waiting_for(current_person()),
        counts=found.counts(every),
        total=sum(not entry.archived for entry in every),
        asked=asked,
        links={name: value for name, value in asked.items() if value},
        most=WAITING_SHOWN,
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
        return render_template("scenarios/retire.html", scenario=scenario, short=left_short(scenario))
    if scenario.live and not reason:
        short = left_short(scenario)
        return render_template("scenarios/retire.html", scenario=scenario, short=short, lacking=True), 422
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


def _asked() -> dict[str, str]:
    """What the address narrows the list to; a state that there is not asks for nothing."""
    most = {"clause": 60, "q": 100, "tag": 80, "state": 20}
    asked = {name: tidy(request.args.get(name, ""))[:length] for name, length in most.items()}
    return asked | ({} if asked["state"] in STATES else {"state": ""})


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
