"""Pages of appeals of items: the officer's form, the queue and the answer of trainers and personnel."""

from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ...scenarios.models import ScenarioVersion
from ..models import Attempt
from ..views import Page, blueprint, mine
from . import service
from .models import ItemAppeal
from .rules import LONGEST
from .terms import term_for
from .words import sentences, state_words

SHOWN = 25
ANSWER = ("decision", "reason")


@blueprint.get("/attempts/<ref>/items/<int:number>/appeal")
@guard("learning.follow")
def item_appeal(ref: str, number: int) -> Page:
    return _asking(*_appealable(ref, number), number, "", {})


@blueprint.post("/attempts/<ref>/items/<int:number>/appeal")
@guard("learning.follow")
def appeal_item(ref: str, number: int) -> Page:
    (attempt, version), text = _appealable(ref, number), request.form.get("text", "")
    try:
        service.appeal(attempt, number - 1, text=text, now=now())
    except service.Refused as refused:
        db.session.rollback()
        return _asking(attempt, version, number, text, refused.why), 422
    db.session.commit()
    flash(_("Sanggahan Anda tercatat. Jawabannya muncul di halaman ini."), "good")
    return see_other("attempts.item_appeal", ref=ref, number=number)


@blueprint.get("/item-appeals")
@guard("outcomes.confirm")
def item_appeals() -> Page:
    agency = current_person().agency_id
    return render_template(
        "attempts/appeals/queue.html",
        waiting=service.queue(agency),
        answered=service.answered(agency, limit=SHOWN),
        **_words(),
    )


@blueprint.get("/item-appeals/<ref>")
@guard("outcomes.confirm")
def answer_form(ref: str) -> Page:
    return _answering(_found(ref), {}, {})


@blueprint.post("/item-appeals/<ref>/answer")
@guard("outcomes.confirm")
def answer_appeal(ref: str) -> Page:
    made = _found(ref)
    typed = {name: request.form.get(name, "") for name in ANSWER}
    try:
        service.answer(made, **typed, actor=current_person(), now=now())
    except service.Refused as refused:
        db.session.rollback()
        code = 409 if refused.why.get("person") == "answered" else 422
        return _answering(_found(ref), typed, refused.why), code
    db.session.commit()
    flash(_("Jawaban tersimpan dan dapat dibaca pegawai."), "good")
    return see_other("attempts.item_appeals")


def _appealable(ref: str, number: int) -> tuple[Attempt, ScenarioVersion]:
    attempt = mine(ref)
    try:
        return attempt, service.version_at(attempt, number - 1)
    except service.NotAppealable:
        abort(404)


def _asking(attempt: Attempt, version: ScenarioVersion, number: int, text: str, why: dict[str, str]) -> str:
    return render_template(
        "attempts/appeals/ask.html",
        attempt=attempt,
        number=number,
        title=version.title,
        made=service.appeal_of(attempt, number - 1),
        typed={"text": text},
        wrong=sentences(why),
        term=term_for(day_in(current_person().agency.zone, now())),
        **_words(),
    )


def _answering(made: ItemAppeal, typed: dict[str, str], why: dict[str, str]) -> str:
    reader = current_person()
    return render_template(
        "attempts/appeals/answer.html",
        made=made,
        typed=typed,
        wrong=sentences(why),
        own=made.person_id == reader.id,
        authored=made.version.author_id == reader.id,
        proposes=reader.may("outcomes.regrade"),
        regrade=service.regrade_of(made.version),
        **_words(),
    )


def _found(ref: str) -> ItemAppeal:
    return service.find(current_person(), ref) or abort(404)


def _words() -> dict[str, Any]:
    # Whose appeal it is is for personnel: who writes items knows how many, never who.
    named = current_person().may("certifications.read")
    return {"states": state_words(), "moment": now(), "longest": LONGEST, "named": named}
