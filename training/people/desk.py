"""Pages of the administrator's desk: people, units, and for the operator agencies."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from ..core.access import Role, guard
from ..core.clock import day_in, now
from ..core.db import db
from ..core.i18n import ZONES
from ..core.web import see_other
from . import administration as office
from .forms import AgencyForm, PersonForm, UnitForm
from .models import Agency, Person
from .navigation import role_names
from .rules import nip_doubts
from .session import current_person

blueprint = Blueprint("administration", __name__, url_prefix="/administration")

Page = str | Response | tuple[str, int]


@blueprint.get("/people")
@guard("people.manage")
def people() -> Page:
    q = request.args.get("q", "").strip()[:100]
    page = office.people_page(_agency(), q=q, page=request.args.get("page", 1, int))
    return render_template(
        "people/people.html", page=page, q=q, postings=office.postings_of(page.items), role_names=role_names()
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@guard("people.manage")
def new_person() -> Page:
    form = _person_form()
    if form.validate_on_submit():
        try:
            person, password = office.enroll(_agency(), _data(form), **_by())
        except office.Taken as taken:
            return _person_page(form, None, _taken(form, taken))
        db.session.commit()
        _warn_of_nip(person)
        return _show_password(person, password)
    return _person_page(form, None, 422 if form.is_submitted() else 200)


@blueprint.route("/people/<ref>", methods=["GET", "POST"])
@guard("people.manage")
def person(ref: str) -> Page:
    found = _find(ref)
    form = _person_form(found)
    if not form.is_submitted():
        return _person_page(form, found, 200)
    if not form.validate():
        return _person_page(form, found, 422)
    try:
        office.change(found, _data(form), rev=int(form.rev.data), **_by())
    except office.Taken as taken:
        return _person_page(form, found, _taken(form, taken))
    except office.LastAdministrator:
        form.roles.errors = [_last_administrator()]
        return _person_page(form, found, 422)
    except office.Stale:
        return _stale(ref)
    db.session.commit()
    _warn_of_nip(found)
    flash(_("Data %(name)s tersimpan.", name=found.name), "good")
    return see_other("administration.people")


@blueprint.post("/people/<ref>/access")
@guard("people.manage")
def access(ref: str) -> Page:
    found = _find(ref)
    try:
        if request.form.get("open") == "1":
            office.reactivate(found)
        else:
            office.deactivate(found, now=now())
    except office.LastAdministrator:
        db.session.rollback()
        flash(_last_administrator(), "bad")
        return see_other("administration.person", ref=ref)
    db.session.commit()
    flash(_("Akses %(name)s diperbarui.", name=found.name), "good")
    return see_other("administration.person", ref=ref)


@blueprint.post("/people/<ref>/password")
@guard("people.manage")
def password(ref: str) -> Page:
    found = _find(ref)
    given = office.reset_password(found, now=now())
    db.session.commit()
    return _show_password(found, given)


@blueprint.route("/units", methods=["GET", "POST"])
@guard("people.manage")
def units() -> Page:
    form, known = UnitForm(), office.units_of(_agency())
    form.parent.choices = [
        SelectChoice("", _("— langsung di bawah instansi —")),
        *(SelectChoice(unit.ref, unit.name) for unit in known),
    ]
    status = 200
    if form.validate_on_submit():
        parent = next((unit for unit in known if unit.ref == form.parent.data), None)
        try:
            office.add_unit(_agency(), form.name.data, parent)
            db.session.commit()
            flash(_("Unit ditambahkan."), "good")
            return see_other("administration.units")
        except office.Taken as taken:
            status = _taken(form, taken)
    elif form.is_submitted():
        status = 422
    return render_template(
        "people/units.html", form=form, units=known, sizes=office.unit_sizes(_agency())
    ), status


@blueprint.post("/units/<ref>/closure")
@guard("people.manage")
def close_unit(ref: str) -> Page:
    if ref not in {unit.ref for unit in office.units_of(_agency())}:
        abort(404)
    if office.close_unit(_agency(), ref):
        db.session.commit()
        flash(_("Unit ditutup."), "good")
    else:
        flash(_("Unit belum dapat ditutup: masih ada pegawai di sana. Pindahkan dahulu."), "bad")
    return see_other("administration.units")


@blueprint.route("/agencies", methods=["GET", "POST"])
@guard("agencies.manage")
def agencies() -> Page:
    form, status = AgencyForm(), 200
    if form.validate_on_submit():
        try:
            agency, person, given = office.open_agency(
                name=form.name.data,
                zone=form.zone.data,
                administrator=form.administrator.data,
                email=form.email.data,
                **_by(),
            )
            db.session.commit()
            return _show_password(person, given, agency=agency)
        except office.Taken as taken:
            status = _taken(form, taken)
    elif form.is_submitted():
        status = 422
    return render_template("people/agencies.html", form=form, agencies=office.agencies(), zones=ZONES), status


def _agency() -> Agency:
    return current_person().agency


def _find(ref: str) -> Person:
    return office.find_person(_agency(), ref) or abort(404)


def _by() -> dict[str, Any]:
    moment = now()
    return {"by": current_person(), "today": day_in(_agency().zone, moment), "now": moment}


def _person_form(person: Person | None = None) -> PersonForm:
    posting = office.postings_of([person]).get(person.id) if person else None
    form = PersonForm(
        obj=person,
        rev=str(person.rev if person else 0),
        unit=posting.unit.ref if posting else None,
        position=posting.position if posting else "",
        roles=[role for role in person.roles if role in office.GRANTABLE] if person else [],
    )
    names = role_names()
    form.unit.choices = [SelectChoice(unit.ref, unit.name) for unit in office.units_of(_agency())]
    form.roles.choices = [SelectChoice(role.value, names[role]) for role in office.GRANTABLE]
    return form


def _data(form: PersonForm) -> office.PersonData:
    unit = next(unit for unit in office.units_of(_agency()) if unit.ref == form.unit.data)
    return office.PersonData.tidy(
        name=form.name.data,
        nip=form.nip.data or "",
        email=form.email.data or "",
        unit=unit,
        position=form.position.data or "",
        roles=form.roles.data or [],
    )


def _person_page(form: PersonForm, person: Person | None, status: int) -> tuple[str, int]:
    return render_template("people/person.html", form=form, person=person, operator=Role.OPERATOR), status


def _show_password(person: Person, password: str, agency: Agency | None = None) -> str:
    return render_template("people/temporary_password.html", person=person, password=password, agency=agency)


def _taken(form: Any, taken: office.Taken) -> int:
    db.session.rollback()
    said = {
        "nip": _("NIP ini sudah terdaftar. Cari orangnya di daftar pegawai, atau periksa angkanya."),
        "email": _("Surel ini sudah dipakai akun lain."),
        "name": _("Nama ini sudah ada."),
    }
    form[taken.field].errors = [said[taken.field]]
    return 422


def _stale(ref: str) -> Page:
    db.session.rollback()
    current = _find(ref)
    form = PersonForm()
    return render_template("people/person_stale.html", person=current, form=form), 409


def _last_administrator() -> str:
    return _("Instansi harus punya paling sedikit satu administrator aktif. Angkat yang lain dahulu.")


def _warn_of_nip(person: Person) -> None:
    said = {
        "length": _(
            "NIP %(name)s tidak 18 digit. Kemungkinan Excel memotongnya; tersimpan, tetapi periksa lagi.",
            name=person.name,
        ),
        "birth": _("Delapan digit pertama NIP %(name)s bukan tanggal lahir yang wajar.", name=person.name),
        "sex": _("Digit ke-15 NIP %(name)s biasanya 1 atau 2.", name=person.name),
        "rounded": _("NIP %(name)s berakhir 000. Kemungkinan Excel membulatkannya.", name=person.name),
    }
    for doubt in nip_doubts(person.nip) if person.nip else []:
        flash(said[doubt.slug], "note")
