"""Pages of the administrator's desk: the people, and one person's data and access."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from ..core.access import Role, guard
from ..core.clock import day_in, now
from ..core.db import db
from ..core.web import see_other
from . import administration as office
from . import leaving
from .forms import PersonForm
from .models import Agency, Person
from .navigation import role_names
from .posts import posts_on
from .refusals import Clash, LastAdministrator, Stale, Taken
from .rules import nip_doubts
from .session import current_person
from .units import units_of
from .wording import clash_words, employment_names, kind_names, last_administrator, nip_words

blueprint = Blueprint("administration", __name__, url_prefix="/administration")

Page = str | Response | tuple[str, int]


@blueprint.get("/people")
@guard("people.manage")
def people() -> Page:
    q = request.args.get("q", "").strip()[:100]
    page = office.people_page(_agency(), q=q, page=request.args.get("page", 1, int))
    today = day_in(_agency().zone)
    posts = posts_on([person.id for person in page.items], today)
    return render_template(
        "people/people.html", page=page, q=q, postings=posts, role_names=role_names(), today=today
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@guard("people.manage")
def new_person() -> Page:
    form = _person_form()
    if form.validate_on_submit():
        try:
            person, password = office.enroll(_agency(), _data(form), **_by())
        except Taken as taken:
            return _person_page(form, None, _taken(form, taken))
        db.session.commit()
        _warn_of_nip(person)
        return show_password(person, password)
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
    except Taken as taken:
        return _person_page(form, found, _taken(form, taken))
    except LastAdministrator:
        db.session.rollback()
        form.roles.errors = [last_administrator()]
        return _person_page(form, _find(ref), 422)
    except Clash as clash:
        form.unit.errors = [clash_words(clash)]
        db.session.rollback()
        return _person_page(form, _find(ref), 422)
    except Stale:
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
            leaving.reactivate(found, by=current_person(), now=now())
        else:
            leaving.deactivate(found, by=current_person(), now=now())
    except LastAdministrator:
        db.session.rollback()
        flash(last_administrator(), "bad")
        return see_other("administration.person", ref=ref)
    db.session.commit()
    flash(_("Akses %(name)s diperbarui.", name=found.name), "good")
    return see_other("administration.person", ref=ref)


@blueprint.post("/people/<ref>/password")
@guard("people.manage")
def password(ref: str) -> Page:
    found = _find(ref)
    given = office.reset_password(found, by=current_person(), now=now())
    db.session.commit()
    return show_password(found, given)


def _agency() -> Agency:
    return current_person().agency


def _find(ref: str) -> Person:
    return office.find_person(_agency(), ref) or abort(404)


def _by() -> dict[str, Any]:
    moment = now()
    return {"by": current_person(), "today": day_in(_agency().zone, moment), "now": moment}


def _person_form(person: Person | None = None) -> PersonForm:
    posting = posts_on([person.id], day_in(_agency().zone)).get(person.id) if person else None
    form = PersonForm(
        obj=person,
        rev=str(person.rev if person else 0),
        unit=posting.unit.ref if posting else None,
        position=posting.position if posting else "",
        kind=posting.kind if posting else "",
        roles=[role for role in person.roles if role in office.GRANTABLE] if person else [],
    )
    names = role_names()
    form.unit.choices = [SelectChoice(unit.ref, unit.name) for unit in units_of(_agency())]
    form.kind.choices = [SelectChoice(*pair) for pair in kind_names().items()]
    form.employment.choices = [SelectChoice(*pair) for pair in employment_names().items()]
    form.roles.choices = [SelectChoice(role.value, names[role]) for role in office.GRANTABLE]
    return form


def _data(form: PersonForm) -> office.PersonData:
    unit = next(unit for unit in units_of(_agency()) if unit.ref == form.unit.data)
    return office.PersonData.tidy(
        name=form.name.data,
        nip=form.nip.data or "",
        email=form.email.data or "",
        unit=unit,
        position=form.position.data or "",
        roles=form.roles.data or [],
        kind=form.kind.data or "",
        employment=form.employment.data or "",
        rank=form.rank.data or "",
        joined_on=form.joined_on.data,
    )


def _person_page(form: PersonForm, person: Person | None, status: int) -> tuple[str, int]:
    return render_template("people/person.html", form=form, person=person, operator=Role.OPERATOR), status


def show_password(person: Person, password: str, agency: Agency | None = None) -> str:
    """The page that shows a temporary password, once."""
    return render_template("people/temporary_password.html", person=person, password=password, agency=agency)


def _taken(form: Any, taken: Taken) -> int:
    db.session.rollback()
    said = {
        "nip": _("NIP ini sudah terdaftar. Cari orangnya di daftar pegawai, atau periksa angkanya."),
        "email": _("Surel ini sudah dipakai akun lain."),
    }
    form[taken.field].errors = [said[taken.field]]
    return 422


def _stale(ref: str) -> Page:
    db.session.rollback()
    current = _find(ref)
    form = PersonForm()
    return render_template("people/person_stale.html", person=current, form=form), 409


def _warn_of_nip(person: Person) -> None:
    for doubt in nip_doubts(person.nip, employment=person.employment) if person.nip else []:
        flash(nip_words(doubt.slug, person.name), "note")
