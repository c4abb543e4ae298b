"""Pages that make a copy of a scenario, and put one away or take it out again."""

from flask import flash, render_template, request
from flask_babel import gettext as _

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import see_other
from ..people.session import current_person
from .copying import duplicate
from .covering.scope import scope_of
from .drafting import SlugTaken
from .fitting import NotEditable
from .forms import CopyForm
from .models import Scenario
from .views import Page, blueprint, clause_choices, scenario_or_404


@blueprint.route("/scenarios/<ref>/copy", methods=["GET", "POST"])
@guard("scenarios.write")
def copy(ref: str) -> Page:
    scenario, form = scenario_or_404(ref), CopyForm()
    form.clause.choices = clause_choices(scope_of(scenario.code_id))
    if not form.is_submitted():
        form.clause.data = scenario.current.clause
        return render_template("scenarios/copy.html", form=form, scenario=scenario)
    if not form.validate():
        return render_template("scenarios/copy.html", form=form, scenario=scenario), 422
    try:
        made = _copied(scenario, form)
    except NotEditable as hindrance:
        return render_template("scenarios/copy.html", form=form, scenario=scenario, hindrance=hindrance), 422
    db.session.commit()
    flash(_("Salinan dibuat. Periksa butir pada setiap pilihan, lalu sesuaikan ceritanya."), "good")
    return see_other("scenarios.draft", ref=made.ref)


@blueprint.post("/scenarios/<ref>/archive")
@guard("scenarios.write")
def archive(ref: str) -> Page:
    scenario = scenario_or_404(ref)
    if request.form.get("archived") != "1":
        scenario.archived_at = None
        flash(_("Skenario kembali ke daftar."), "good")
    elif scenario.live:
        flash(_("Skenario ini masih terbit. Tarik dahulu, lalu arsipkan."), "wait")
    else:
        scenario.archived_at = scenario.archived_at or now()
        flash(_("Skenario diarsipkan. Ia tetap dapat ditemukan dengan saringan Arsip."), "good")
    db.session.commit()
    return see_other("scenarios.desk")


def _copied(scenario: Scenario, form: CopyForm) -> Scenario:
    """The copy of what an editor would open, under a name nobody has."""
    while True:
        try:
            return duplicate(
                scenario.current,
                title=form.title.data,
                clause=form.clause.data,
                author=current_person(),
                now=now(),
            )
        except SlugTaken:
            continue
