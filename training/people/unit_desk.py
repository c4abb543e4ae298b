"""The administrator's page of units: the tree, and moving, naming, leading and closing each."""

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from ..core.access import guard
from ..core.clock import day_in, now
from ..core.db import db
from ..core.paging import page_of
from ..core.web import see_other
from . import units as office
from .administration import find_person
from .desk import Page, blueprint
from .forms import UnitForm
from .models import Person, Unit
from .refusals import Loop, StillUsed, Taken
from .session import current_person
from .tree import branches
from .wording import loop_words, still_used_words

MOST_HEADS, SHOWN_UNITS = 50, 100


@blueprint.route("/units", methods=["GET", "POST"])
@guard("people.manage")
def units() -> Page:
    form, known = UnitForm(), office.units_of(current_person().agency)
    _offer(form, known)
    if not form.validate_on_submit():
        return _tree_page(form, known, 422 if form.is_submitted() else 200)
    parent = next((unit for unit in known if unit.ref == form.parent.data), None)
    try:
        office.add_unit(current_person().agency, form.name.data, parent, by=current_person(), now=now())
        db.session.commit()
    except Taken:
        return _name_taken(form)
    flash(_("Unit ditambahkan."), "good")
    return see_other("administration.units")


@blueprint.route("/units/<ref>", methods=["GET", "POST"])
@guard("people.manage")
def unit(ref: str) -> Page:
    found, known = _find(ref), office.units_of(current_person().agency)
    form = UnitForm(name=found.name, parent=_ref_of(known, found.parent_id))
    _offer(form, [other for other in known if other is not found])
    if not form.validate_on_submit():
        return _unit_page(form, found, 422 if form.is_submitted() else 200)
    parent = next((other for other in known if other.ref == form.parent.data), None)
    try:
        office.change_unit(found, form.name.data, parent, by=current_person(), now=now())
    except Taken:
        form.name.errors = [_("Nama ini sudah ada.")]
        return _refused(form, ref)
    except Loop as loop:
        form.parent.errors = [loop_words(loop)]
        return _refused(form, ref)
    db.session.commit()
    flash(_("Unit %(name)s tersimpan.", name=found.name), "good")
    return see_other("administration.units")


@blueprint.post("/units/<ref>/head")
@guard("people.manage")
def unit_head(ref: str) -> Page:
    found, chosen = _find(ref), request.form.get("head", "")
    head = find_person(current_person().agency, chosen) if chosen else None
    if chosen and head is None:
        abort(404)
    office.set_head(found, head, by=current_person(), now=now())
    db.session.commit()
    flash(_("Pimpinan %(name)s tersimpan.", name=found.name), "good")
    return see_other("administration.unit", ref=ref)


@blueprint.post("/units/<ref>/closure")
@guard("people.manage")
def close_unit(ref: str) -> Page:
    found, person, moment = _find(ref), current_person(), now()
    try:
        office.close_unit(found, by=person, today=day_in(person.agency.zone, moment), now=moment)
    except StillUsed as used:
        db.session.rollback()
        flash(still_used_words(used), "bad")
        return see_other("administration.units")
    db.session.commit()
    flash(_("Unit ditutup."), "good")
    return see_other("administration.units")


def _find(ref: str) -> Unit:
    return office.find_unit(current_person().agency, ref) or abort(404)


def _offer(form: UnitForm, known: list[Unit]) -> None:
    form.parent.choices = [
        SelectChoice("", _("— langsung di bawah instansi —")),
        *(SelectChoice(unit.ref, unit.name) for unit in known),
    ]


def _ref_of(known: list[Unit], number: int | None) -> str:
    return next((unit.ref for unit in known if unit.id == number), "")


def _tree_page(form: UnitForm, known: list[Unit], status: int) -> tuple[str, int]:
    agency = current_person().agency
    by_id = {unit.id: unit for unit in known}
    sizes = office.unit_sizes(agency, day_in(agency.zone))
    rows = branches(
        {unit.id: unit.parent_id for unit in known}, sizes, lambda number: by_id[number].name.casefold()
    )
    page = page_of(rows, request.args.get("page", 1, int), SHOWN_UNITS)
    heads = office.heads_of([by_id[row.id] for row in page.rows])
    return render_template("people/units.html", form=form, page=page, units=by_id, heads=heads), status


def _unit_page(form: UnitForm, found: Unit, status: int) -> tuple[str, int]:
    q = request.args.get("q", "").strip()[:100]
    people: list[Person] = office.who_may_lead(found, q, MOST_HEADS)
    return render_template(
        "people/unit.html", form=form, unit=found, people=people, q=q, most=MOST_HEADS
    ), status


def _name_taken(form: UnitForm) -> Page:
    db.session.rollback()
    form.name.errors = [_("Nama ini sudah ada.")]
    return _tree_page(form, office.units_of(current_person().agency), 422)


def _refused(form: UnitForm, ref: str) -> Page:
    db.session.rollback()
    return _unit_page(form, _find(ref), 422)
