"""Pages of award schemes: taking an example over, reading what was asked when, closing."""

from datetime import date

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ....core.access import guard
from ....core.clock import day_in, now
from ....core.db import db
from ....core.web import see_other
from ....people.session import current_person
from ..checks.criteria import read_criteria
from ..models import AwardScheme, AwardVersion
from ..refusals import Late
from ..views import blueprint
from ..wording.criteria import criterion_text, sure_words
from . import service as office
from .catalogue import shipped

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/awards/schemes")
@guard("awards.manage")
def schemes() -> Page:
    return _schemes_page()


@blueprint.post("/awards/schemes/adoption")
@guard("awards.manage")
def adopt() -> Page:
    key = request.form.get("key", "")
    if key not in shipped():
        return _schemes_page(), 422
    made = office.adopt(current_person(), key, now=now())
    db.session.commit()
    flash(_("“%(title)s” diambil alih. Sesuaikan dengan keputusan kantor Anda.", title=made.title), "good")
    return see_other(".scheme", ref=made.ref)


@blueprint.get("/awards/schemes/<ref>")
@guard("awards.manage")
def scheme(ref: str) -> Page:
    return _scheme_page(_find(ref))


@blueprint.post("/awards/schemes/<ref>/closing")
@guard("awards.manage")
def close_scheme(ref: str) -> Page:
    try:
        office.close(_find(ref), actor=current_person(), now=now())
    except Late:
        db.session.rollback()
        return _scheme_page(_find(ref)), 409
    db.session.commit()
    flash(_("Skema ditutup. Pengusulan yang berjalan tetap diselesaikan."), "good")
    return see_other(".scheme", ref=ref)


def _schemes_page() -> str:
    found = office.schemes_of(current_person().agency_id)
    taken = {each.title for each in found if each.closed_at is None}
    offered = [each for each in shipped().values() if each.title not in taken]
    return render_template(
        "decisions/awards/schemes.html",
        schemes=found,
        offered=[(each, [criterion_text(one) for one in each.criteria]) for each in offered],
        sure=sure_words(),
    )


def _scheme_page(found: AwardScheme) -> str:
    today = _today()
    current = office.version_on(found, today)
    versions = [(each, _texts(each), each is current) for each in reversed(found.versions)]
    return render_template("decisions/awards/scheme.html", scheme=found, versions=versions, today=today)


def _texts(version: AwardVersion) -> list[str]:
    return [criterion_text(each) for each in read_criteria(version.criteria)]


def _find(ref: str) -> AwardScheme:
    return office.find_scheme(current_person(), ref) or abort(404)


def _today() -> date:
    return day_in(current_person().agency.zone, now())
