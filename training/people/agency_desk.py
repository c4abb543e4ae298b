"""The operator's page of agencies."""

from flask import render_template
from flask_babel import gettext as _

from ..core.access import guard
from ..core.clock import day_in, now
from ..core.db import db
from ..core.i18n import ZONES
from . import agencies as office
from .desk import Page, blueprint, show_password
from .forms import AgencyForm
from .refusals import Taken
from .session import current_person


@blueprint.route("/agencies", methods=["GET", "POST"])
@guard("agencies.manage")
def agencies() -> Page:
    form = AgencyForm()
    if not form.validate_on_submit():
        return _agencies_page(form, 422 if form.is_submitted() else 200)
    moment = now()
    try:
        agency, person, given = office.open_agency(
            name=form.name.data,
            zone=form.zone.data,
            administrator=form.administrator.data,
            email=form.email.data,
            by=current_person(),
            today=day_in(current_person().agency.zone, moment),
            now=moment,
        )
    except Taken as taken:
        db.session.rollback()
        said = {"email": _("Surel ini sudah dipakai akun lain."), "name": _("Nama ini sudah ada.")}
        form[taken.field].errors = [said[taken.field]]
        return _agencies_page(form, 422)
    db.session.commit()
    return show_password(person, given, agency=agency)


def _agencies_page(form: AgencyForm, status: int) -> tuple[str, int]:
    return render_template("people/agencies.html", form=form, agencies=office.agencies(), zones=ZONES), status
