"""Home of everybody, and one person's page for HR."""

from datetime import date

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response as BaseResponse

from ..attempts.regrading.telling import lately_judged_anew
from ..core.access import guard
from ..core.clock import day_in, now
from ..people.session import current_person
from .desk.asking import asked_or_422
from .home import home_of
from .notices import notices_for
from .own.looks import PERSON_PAGE, looked
from .person import person_page

blueprint = Blueprint("reports", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/")
@guard("learning.follow")
def home() -> Page:
    person = current_person()
    retold = lately_judged_anew(person, now())
    return render_template(
        "reports/home.html", home=home_of(person, on=_today()), retold=retold, notices=notices_for(person)
    )


@blueprint.get("/reports/people/<ref>")
@guard("certifications.read")
def person(ref: str) -> Page:
    asked = asked_or_422()
    shown = person_page(current_person(), ref, asked, now=now()) or abort(404)
    page = render_template("reports/person.html", shown=shown, asked=asked, today=_today())
    looked(current_person(), shown.person, PERSON_PAGE, now())
    return page


def _today() -> date:
    return day_in(current_person().agency.zone, now())
