"""The papers of steps as files: for who keeps or sits in a matter, and for whom it is about."""

import re

from flask import Blueprint, Response, abort, render_template

from ...core.access import guard
from ...core.clock import now
from ...core.db import writing_apart
from ...core.web import reads_only
from ...people.session import current_person
from .. import gate
from ..models import Case
from ..words import proof_words
from .blocks import Paper
from .composing import compose
from .gathering import gather
from .taking import printed_for, took

blueprint = Blueprint("papers", __name__)


@blueprint.get("/cases/<ref>/steps/<int:number>.pdf")
@guard("matters.sit")
def case_step(ref: str, number: int) -> str:
    """What will be kept about it, told before the paper is taken."""
    case = gate.find(current_person(), Case, ref) or abort(404)
    told = gather(case, number) or abort(404)
    title = compose(told.about, told.step, told.earlier).title
    page = "decisions/papers/take.html"
    return render_template(page, case=case, step=told.row, title=title, words=proof_words())


@blueprint.post("/cases/<ref>/steps/<int:number>.pdf")
@guard("matters.sit")
@reads_only
def take_case_step(ref: str, number: int) -> Response:
    """For who keeps or sits in the case; on record, so it is asked for by a form."""
    reader, moment = current_person(), now()
    case = gate.find(reader, Case, ref) or abort(404)
    told = gather(case, number) or abort(404)
    paper = compose(told.about, told.step, told.earlier)
    made = printed_for(reader, case, told.row, paper, now=moment)
    # Printing takes a while: nobody else's write waits for it.
    with writing_apart():
        took(case, told.row, reader, now=moment)
    return _file(made, paper, number)


@blueprint.get("/my-matters/<ref>/steps/<int:number>.pdf")
@guard("matters.answer")
def own_step(ref: str, number: int) -> Response:
    """For whom the case is about: no inner step."""
    subject = current_person()
    case = gate.find_own(subject, Case, ref) or abort(404)
    told = gather(case, number) or abort(404)
    if told.row.inner:
        abort(404)
    paper = compose(told.about, told.step, told.earlier, own=True)
    return _file(printed_for(subject, case, told.row, paper, now=now()), paper, number)


def _file(made: bytes, paper: Paper, number: int) -> Response:
    kind = re.sub(r"[^a-z0-9]+", "-", paper.title.lower()).strip("-")
    headers = {"Content-Disposition": f'attachment; filename="{number}-{kind}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)
