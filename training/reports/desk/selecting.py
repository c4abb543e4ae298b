"""From people chosen at the desk, one by one or all that are shown, to a decision about them."""

from flask import abort, request
from flask_babel import gettext as _

from ...certifications.manual.asking import BULK
from ...certifications.manual.bulk import service as bulk
from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import error_page, see_other
from ...people.session import current_person
from ..views import Page, blueprint
from .asking import asked_or_422
from .service import refs_of


@blueprint.post("/reports/people/selection")
@guard("certifications.manage")
def choose_people() -> Page:
    act, reader = request.form.get("action", ""), current_person()
    whole = "all" in request.form
    refs = refs_of(reader, asked_or_422(request.form), now=now()) if whole else request.form.getlist("ref")
    if act not in BULK:
        return error_page(422, detail=_("Pilih apa yang akan dilakukan dengan pegawai terpilih."))
    try:
        ref = bulk.draft(reader, act, refs, now=now()).ref
    except bulk.Unknown:
        abort(404)
    except ValueError:
        most = bulk.MOST_PEOPLE
        return error_page(
            422, detail=_("Pilih paling sedikit satu dan paling banyak %(most)s pegawai.", most=most)
        )
    db.session.commit()
    return see_other("rulings.many", ref=ref)
