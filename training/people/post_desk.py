"""The administrator's pages of one person's posts: history, transfer, correction, departure, return."""

from flask import abort, flash, render_template
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from ..core.access import guard
from ..core.clock import day_in, now
from ..core.db import db
from ..core.web import see_other
from . import leaving, posting
from .administration import find_person
from .desk import Page, blueprint
from .history import history_of
from .models import Person, Posting
from .post_forms import DepartureForm, PostForm
from .posts import posts_of
from .refusals import Clash, Gone, LastAdministrator, Stale
from .session import current_person
from .units import units_of
from .wording import clash_words, gone_words, kind_names, last_administrator


@blueprint.get("/people/<ref>/posts")
@guard("people.manage")
def posts(ref: str) -> Page:
    return _posts_page(_find(ref), None, None, 200)


@blueprint.post("/people/<ref>/posts")
@guard("people.manage")
def transfer(ref: str) -> Page:
    """A transfer; of somebody who left, the return."""
    person, form = _find(ref), _offered(PostForm(prefix="post"))
    if not form.validate():
        return _posts_page(person, form, None, 422)
    try:
        posting.claim(person, int(form.rev.data))
        if person.left_on is None:
            posting.transfer(person, _post(form), by=current_person(), now=now())
        else:
            leaving.come_back(person, _post(form), by=current_person(), now=now())
    except Clash as clash:
        return _again(ref, form, clash_words(clash))
    except Gone as gone:
        return _again(ref, form, gone_words(gone))
    except Stale:
        return _stale(ref)
    db.session.commit()
    flash(_("Riwayat %(name)s tersimpan.", name=person.name), "good")
    return see_other("administration.posts", ref=ref)


@blueprint.route("/people/<ref>/posts/<int:number>", methods=["GET", "POST"])
@guard("people.manage")
def post(ref: str, number: int) -> Page:
    """Correct a post that was entered wrongly; posts are numbered from the first."""
    person = _find(ref)
    row = _nth(person, number)
    form = _offered(
        PostForm(
            **{name: getattr(row, name) for name in ("position", "kind", "since", "until")},
            unit=row.unit.ref,
            rev=str(person.rev),
        ),
        row,
    )
    if not form.validate_on_submit():
        return _post_page(person, row, number, form, 422 if form.is_submitted() else 200)
    try:
        posting.claim(person, int(form.rev.data))
        posting.correct(person, row, _post(form), by=current_person(), now=now())
    except Clash as clash:
        form.since.errors = [clash_words(clash)]
        db.session.rollback()
        person = _find(ref)
        return _post_page(person, _nth(person, number), number, form, 422)
    except Stale:
        return _stale(ref)
    db.session.commit()
    flash(_("Koreksi tersimpan. Catatan lama tetap ada di riwayat."), "good")
    return see_other("administration.posts", ref=ref)


@blueprint.post("/people/<ref>/posts/<int:number>/withdrawal")
@guard("people.manage")
def withdraw_post(ref: str, number: int) -> Page:
    person = _find(ref)
    posting.withdraw(person, _nth(person, number), by=current_person(), now=now())
    person.rev += 1
    db.session.commit()
    flash(_("Jabatan itu dicabut. Catatan lamanya tetap ada di riwayat."), "good")
    return see_other("administration.posts", ref=ref)


@blueprint.post("/people/<ref>/departure")
@guard("people.manage")
def departure(ref: str) -> Page:
    person, form = _find(ref), DepartureForm(prefix="leave")
    if not form.validate():
        return _posts_page(person, None, form, 422)
    try:
        posting.claim(person, int(form.rev.data))
        leaving.depart(person, form.last.data, reason=form.reason.data, by=current_person(), now=now())
    except (Gone, LastAdministrator) as refused:
        said = gone_words(refused) if isinstance(refused, Gone) else last_administrator()
        db.session.rollback()
        form.last.errors = [said]
        return _posts_page(_find(ref), None, form, 422)
    except Stale:
        return _stale(ref)
    db.session.commit()
    flash(
        _("%(name)s dicatat keluar. Catatan pelatihan dan sertifikatnya tetap ada.", name=person.name), "good"
    )
    return see_other("administration.posts", ref=ref)


def _find(ref: str) -> Person:
    return find_person(current_person().agency, ref) or abort(404)


def _nth(person: Person, number: int) -> Posting:
    rows = posts_of(person)
    return rows[number - 1] if 0 < number <= len(rows) else abort(404)


def _post(form: PostForm) -> posting.Post:
    unit = next(unit for unit in form.units if unit.ref == form.unit.data)
    return posting.Post(
        unit, form.position.data or "", form.kind.data or "", form.since.data, form.until.data
    )


def _offered(form: PostForm, row: Posting | None = None) -> PostForm:
    """The form with the units to choose from; a post keeps its unit although that is closed by now."""
    units = units_of(current_person().agency)
    if row is not None and row.unit not in units:
        units.append(row.unit)
    form.units = units
    form.unit.choices = [SelectChoice(unit.ref, unit.name) for unit in units]
    form.kind.choices = [SelectChoice(*pair) for pair in kind_names().items()]
    return form


def _posts_page(
    person: Person, form: PostForm | None, leave: DepartureForm | None, status: int
) -> tuple[str, int]:
    rows = posts_of(person)
    present = rows[-1] if rows else None
    today = day_in(person.agency.zone)
    form = form or _offered(
        PostForm(
            formdata=None,
            prefix="post",
            unit=present.unit.ref if present else "",
            position=present.position if present else "",
            kind=present.kind if present else "",
            since=today,
        )
    )
    return render_template(
        "people/posts.html",
        person=person,
        rows=list(enumerate(rows, start=1)),
        history=history_of(person),
        form=form,
        leave=leave or DepartureForm(formdata=None, prefix="leave", last=today),
        kinds=kind_names(),
    ), status


def _post_page(person: Person, row: Posting, number: int, form: PostForm, status: int) -> tuple[str, int]:
    return render_template("people/post.html", person=person, row=row, number=number, form=form), status


def _again(ref: str, form: PostForm, said: str) -> Page:
    db.session.rollback()
    form.since.errors = [said]
    return _posts_page(_find(ref), form, None, 422)


def _stale(ref: str) -> Page:
    db.session.rollback()
    flash(_("Data orang ini baru saja diubah orang lain. Periksa keadaannya, lalu ulangi."), "wait")
    return _posts_page(_find(ref), None, None, 409)
