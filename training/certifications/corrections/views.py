"""Pages of requests for correction: the form of whoever asks, the queue and the answer of personnel."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from . import service
from .models import Correction
from .rules import LONGEST, SUBJECTS
from .terms import CORRECTION, term_for
from .words import sentences, state_words, subject_words

blueprint = Blueprint("corrections", __name__)

Page = str | BaseResponse | tuple[str, int]
SHOWN = 25
ASKED = ("about", "wrong", "wanted")
ANSWER = ("decision", "reason")


@blueprint.get("/corrections/new")
@guard("learning.follow")
def new() -> Page:
    about = request.args.get("about", "")
    return _form({"about": about if about in SUBJECTS else ""}, {})


@blueprint.post("/corrections")
@guard("learning.follow")
def ask() -> Page:
    typed = {name: request.form.get(name, "") for name in ASKED}
    try:
        service.ask(current_person(), **typed, now=now())
    except service.Refused as refused:
        db.session.rollback()
        return _form(typed, refused.why), 422
    db.session.commit()
    flash(_("Permintaan koreksi Anda tercatat. Jawabannya muncul di halaman ini."), "good")
    return see_other("own.mine", _anchor="koreksi")


@blueprint.get("/corrections")
@guard("corrections.answer")
def queue() -> Page:
    agency = current_person().agency_id
    return render_template(
        "certifications/corrections/queue.html",
        waiting=service.queue(agency),
        answered=service.answered(agency, limit=SHOWN),
        **_words(),
    )


@blueprint.get("/corrections/<ref>")
@guard("corrections.answer")
def correction(ref: str) -> Page:
    return _one(service.find(current_person(), ref) or abort(404), {}, {})


@blueprint.post("/corrections/<ref>/answer")
@guard("corrections.answer")
def answer(ref: str) -> Page:
    asked = service.find(current_person(), ref) or abort(404)
    typed = {name: request.form.get(name, "") for name in ANSWER}
    try:
        service.answer(asked, **typed, actor=current_person(), now=now())
    except service.Refused as refused:
        db.session.rollback()
        return _one(asked, typed, refused.why), 409 if refused.why.get("person") == "answered" else 422
    db.session.commit()
    flash(_("Jawaban tersimpan dan dapat dibaca pegawai."), "good")
    return see_other("corrections.queue")


def _form(typed: dict[str, str], why: dict[str, str]) -> str:
    term = term_for(CORRECTION, day_in(current_person().agency.zone, now()))
    return render_template(
        "certifications/corrections/new.html",
        typed=typed,
        wrong=sentences(why),
        term=term,
        longest=LONGEST,
        **_words(),
    )


def _one(asked: Correction, typed: dict[str, str], why: dict[str, str]) -> str:
    return render_template(
        "certifications/corrections/correction.html",
        asked=asked,
        typed=typed,
        wrong=sentences(why),
        own=asked.person_id == current_person().id,
        longest=LONGEST,
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"subjects": subject_words(), "states": state_words(), "moment": now()}
