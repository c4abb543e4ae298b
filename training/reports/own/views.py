"""The officer's own page, and one's own data as a file."""

from datetime import datetime

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as BaseResponse

from ...certifications.corrections.terms import ACCESS, term_for
from ...certifications.corrections.words import state_words, subject_words
from ...core.access import guard
from ...core.clock import day_in, now
from ...core.web import reads_only
from ...ledger.handing import Answer, hand_receipts
from ...people.models import Person
from ...people.session import current_person
from ..exporting.words import kind_words
from .data import own_data_json
from .page import own_page
from .trail import leaves_about

blueprint = Blueprint("own", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/certificates")
@guard("learning.follow")
def mine() -> Page:
    person, moment = current_person(), now()
    return render_template(
        "certifications/mine.html",
        page=own_page(person, now=moment),
        kinds=kind_words(),
        subjects=subject_words(),
        states=state_words(),
        moment=moment,
        term=term_for(ACCESS, day_in(person.agency.zone, moment)),
    )


@blueprint.post("/certificates/data")
@guard("learning.follow")
@reads_only
def data() -> Page:
    person, moment = current_person(), now()
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(person, moment)}"'}
    return Response(own_data_json(person, now=moment), mimetype="application/json", headers=headers)


@blueprint.post("/certificates/receipts")
@guard("learning.follow")
@reads_only
def receipts() -> Answer:
    """The receipts of everything on record about oneself: certificates, outcomes, declarations, decisions."""
    person, moment = current_person(), now()
    leaves = [leaf["idx"] for leaf in leaves_about(person)]
    return hand_receipts(leaves, f"tanda-terima-{day_in(person.agency.zone, moment).isoformat()}")


def _file_name(person: Person, moment: datetime) -> str:
    return f"data-saya-{day_in(person.agency.zone, moment).isoformat()}.json"
