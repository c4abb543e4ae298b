"""The page of what somebody sits in."""

from flask import Blueprint, render_template

from ...core.access import guard
from ...core.clock import now
from ...people.session import current_person
from ..words import proof_words
from .reading import cases_of, nominations_of

blueprint = Blueprint("seats", __name__)


@blueprint.get("/seats")
@guard("matters.sit")
def seats() -> str:
    reader = current_person()
    return render_template(
        "decisions/seats/seats.html",
        cases=cases_of(reader, now()),
        nominations=nominations_of(reader),
        words=proof_words(),
    )
