"""Pages of entries: the list, the form of each kind, an entry with its withdrawal."""

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.administration import find_person, people_page
from ...people.models import Person
from ...people.session import current_person
from ..words import proof_words
from . import service
from .forms import FORMS, EntryForm, WithdrawForm
from .listing import entries_page
from .models import OUTAGE, Entry
from .telling import tell, tell_all
from .words import kind_hints, kind_words

blueprint = Blueprint("entries", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/people-entries")
@guard("entries.manage")
def desk() -> Page:
    q, kind = request.args.get("q", "").strip()[:100], request.args.get("kind", "")
    person = _named(request.args.get("person", ""))
    shown = entries_page(
        current_person(), q=q, kind=kind, person=person, page=request.args.get("page", 1, type=int)
    )
    return render_template(
        "decisions/entries/desk.html",
        shown=shown,
        told=list(zip(shown.items, tell_all(shown.items), strict=True)),
        person=person,
        q=q,
        kind=kind,
        kinds=kind_words(),
        proof=proof_words(),
    )


@blueprint.get("/people-entries/new")
@guard("entries.manage")
def choose() -> Page:
    q = request.args.get("q", "").strip()[:100]
    person, found = _named(request.args.get("person", "")), None
    if person is None:
        agency, number = current_person().agency, request.args.get("page", 1, type=int)
        found = people_page(agency, q=q, page=number)
    return render_template(
        "decisions/entries/choose.html",
        person=person,
        own=person is not None and person.id == current_person().id,
        found=found,
        q=q,
        kinds=kind_words(),
        hints=kind_hints(),
    )


@blueprint.get("/people-entries/about/<ref>/<kind>")
@guard("entries.manage")
def new(ref: str, kind: str) -> Page:
    return _new(_form(kind), _named(ref) or abort(404))


@blueprint.post("/people-entries/about/<ref>/<kind>")
@guard("entries.manage")
def enter(ref: str, kind: str) -> Page:
    return _enter(_form(kind), _named(ref) or abort(404))


@blueprint.get("/people-entries/outage")
@guard("entries.manage")
def new_outage() -> Page:
    return _new(FORMS[OUTAGE](), None)


@blueprint.post("/people-entries/outage")
@guard("entries.manage")
def enter_outage() -> Page:
    return _enter(FORMS[OUTAGE](), None)


@blueprint.get("/people-entries/<ref>")
@guard("entries.manage")
def entry(ref: str) -> Page:
    return _entry(service.find(current_person(), ref) or abort(404), WithdrawForm())


@blueprint.post("/people-entries/<ref>/withdraw")
@guard("entries.manage")
def withdraw(ref: str) -> Page:
    found, form = service.find(current_person(), ref) or abort(404), WithdrawForm()
    try:
        service.withdraw(current_person(), found, reason=form.reason.data or "", now=now())
    except service.Refused as refused:
        db.session.rollback()
        form.tell(refused.why)
        return _entry(found, form), 409 if "entry" in refused.why else 422
    db.session.commit()
    flash(_("Catatan ditarik; riwayat dan alasannya tetap dapat dibaca."), "good")
    return see_other("entries.entry", ref=ref)


def _named(ref: str) -> Person | None:
    return find_person(current_person().agency, ref) if ref else None


def _form(kind: str) -> EntryForm:
    return FORMS[kind]() if kind in FORMS and kind != OUTAGE else abort(404)


def _enter(form: EntryForm, person: Person | None) -> Page:
    if not form.validate():
        return _new(form, person), 422
    try:
        made = service.enter(current_person(), person, form.wanted(), now=now())
    except service.Refused as refused:
        db.session.rollback()
        form.tell(refused.why)
        return _new(form, person), 422
    ref = made.ref
    db.session.commit()
    flash(_("Catatan tersimpan. Pegawai dapat membacanya."), "good")
    return see_other("entries.entry", ref=ref)


def _new(form: EntryForm, person: Person | None) -> str:
    return render_template(
        "decisions/entries/new.html",
        kind=form.kind,
        name=kind_words()[form.kind],
        hint=kind_hints()[form.kind],
        person=person,
        form=form,
        proof=proof_words(),
    )


def _entry(found: Entry, form: WithdrawForm) -> str:
    return render_template(
        "decisions/entries/entry.html",
        entry=found,
        told=tell(found),
        form=form,
        own=found.person_id == current_person().id,
        proof=proof_words(),
    )
