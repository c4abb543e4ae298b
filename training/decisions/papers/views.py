"""The papers of steps as files: for who keeps or sits in a matter, and for whom it is about."""

import re

import sqlalchemy as sa
from flask import Blueprint, Response, abort, render_template

from ...core.access import guard
from ...core.clock import now
from ...core.db import db, writing_apart
from ...core.web import reads_only
from ...ledger.handing import Answer, hand_receipt
from ...people.session import current_person
from .. import gate
from ..awards.pages.desk import show
from ..awards.procedure.acts import Cleared
from ..models import Case, Matter, Step
from ..own_steps import open_steps
from ..words import proof_words
from .blocks import Paper
from .composing import compose
from .composing_awards import compose_award
from .gathering import Told, gather
from .taking import printed_for, took

blueprint = Blueprint("papers", __name__)


@blueprint.get("/cases/<ref>/steps/<int:number>.pdf")
@guard("matters.sit")
def case_step(ref: str, number: int) -> str:
    """What will be kept about it, told before the paper is taken."""
    case = gate.find(current_person(), Case, ref) or abort(404)
    return _before(case, gather(case, number) or abort(404), "cases.case", "papers.take_case_step")


@blueprint.post("/cases/<ref>/steps/<int:number>.pdf")
@guard("matters.sit")
@reads_only
def take_case_step(ref: str, number: int) -> Response:
    """For who keeps or sits in the case; on record, so it is asked for by a form."""
    case = gate.find(current_person(), Case, ref) or abort(404)
    return _take(case, gather(case, number) or abort(404))


@blueprint.get("/cases/<ref>/steps/<int:number>/receipt")
@guard("matters.sit")
def case_step_receipt(ref: str, number: int) -> Answer:
    """That a step of a case is on record, provable without us."""
    case = gate.find(current_person(), Case, ref) or abort(404)
    return _receipt(_step(case, number))


@blueprint.get("/my-matters/<ref>/steps/<int:number>/receipt")
@guard("matters.answer")
def own_step_receipt(ref: str, number: int) -> Answer:
    """The same for whom the matter is about; of no inner step."""
    matter: Matter = gate.find_own(current_person(), Matter, ref) or abort(404)
    return _receipt(_own(matter, _step(matter, number)))


@blueprint.get("/nominations/<ref>/steps/<int:number>.pdf")
@guard("matters.sit")
def nomination_step(ref: str, number: int) -> str:
    """What will be kept about it, told before the paper is taken."""
    told = _of_nomination(ref, number)
    return _before(told.row.matter, told, "awards.nomination", "papers.take_nomination_step")


@blueprint.post("/nominations/<ref>/steps/<int:number>.pdf")
@guard("matters.sit")
@reads_only
def take_nomination_step(ref: str, number: int) -> Response:
    """For who keeps or sits in the nomination; on record, so it is asked for by a form."""
    told = _of_nomination(ref, number)
    return _take(told.row.matter, told)


@blueprint.get("/my-matters/<ref>/steps/<int:number>.pdf")
@guard("matters.answer")
def own_step(ref: str, number: int) -> Response:
    """For whom the matter is about: no inner step, and no trace of a look at what is one's own."""
    subject = current_person()
    matter: Matter = gate.find_own(subject, Matter, ref) or abort(404)
    told = gather(matter, number) or abort(404)
    _own(matter, told.row)
    paper = _composed(told, own=True)
    return _file(printed_for(subject, matter, told.row, paper, now=now()), paper, number)


def _own(matter: Matter, step: Step) -> Step:
    return step if step in open_steps(matter.steps, matter.kind) else abort(404)


def _of_nomination(ref: str, number: int) -> Told:
    """A step the reader may read: what who keeps cases said is for few."""
    shown = show(current_person(), ref) or abort(404)
    told = gather(shown.nomination, number) or abort(404)
    if told.row.kind == Cleared.kind and not shown.tells_case:
        abort(404)
    return told


def _step(matter: Matter, number: int) -> Step:
    rows = sa.select(Step).where(Step.matter_id == matter.id, Step.number == number, Step.salt.is_not(None))
    return db.session.scalar(rows) or abort(404)


def _receipt(step: Step) -> Answer:
    return hand_receipt(f"{step.record_kind}:{step.ref}", f"langkah-{step.number}-{step.kind}")


def _before(matter: Matter, told: Told, home: str, take: str) -> str:
    return render_template(
        "decisions/papers/take.html",
        matter=matter,
        step=told.row,
        title=_composed(told).title,
        home=home,
        take=take,
        receipt="papers.case_step_receipt" if isinstance(matter, Case) else "",
        words=proof_words(),
    )


def _take(matter: Matter, told: Told) -> Response:
    reader, moment, paper = current_person(), now(), _composed(told)
    made = printed_for(reader, matter, told.row, paper, now=moment)
    # Printing takes a while: nobody else's write waits for it.
    with writing_apart():
        took(matter, told.row, reader, now=moment)
    return _file(made, paper, told.step.number)


def _composed(told: Told, *, own: bool = False) -> Paper:
    if isinstance(told.row.matter, Case):
        return compose(told.about, told.step, told.earlier, own=own)
    return compose_award(told.about, told.step, told.earlier)


def _file(made: bytes, paper: Paper, number: int) -> Response:
    kind = re.sub(r"[^a-z0-9]+", "-", paper.title.lower()).strip("-")
    headers = {"Content-Disposition": f'attachment; filename="{number}-{kind}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)
