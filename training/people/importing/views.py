"""Pages of an import: the file, its columns, the trial, its progress and outcome."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.requests import showable
from ...core.web import see_other, wants_fragment
from ..desk import Page, blueprint
from ..session import current_person
from . import parts, queueing, receiving
from .apart import sheet_apart
from .cells import Unusable
from .forms import ConfirmForm, OptionsForm, SheetForm
from .limits import MAX_BYTES, MEGABYTE
from .models import DRAFT, PeopleImport
from .options import Options
from .showing import SHOWN_IMPORTS, outcome_of, trial_of
from .trying import options_of, try_out
from .wording import mapping_words, meaning_names, refused_names, unusable_words

UPLOADS: Final = {"administration.imports"}


@blueprint.url_value_preprocessor
def _allow_large_files(endpoint: str | None, _values: Any) -> None:
    # Before the CSRF check reads the form; every other page keeps the small limit.
    if endpoint in UPLOADS and request.method == "POST":
        request.max_content_length = MAX_BYTES + MEGABYTE


@blueprint.route("/imports", methods=["GET", "POST"])
@guard("people.manage")
def imports() -> Page:
    form = SheetForm()
    if not form.validate_on_submit():
        return _imports_page(form, 422 if form.is_submitted() else 200)
    file = request.files.get("file")
    data, name = (file.read(), showable(file.filename or "berkas")) if file else (b"", "")
    # Nobody else should wait while a long sheet is read.
    db.session.rollback()
    try:
        about, packed = sheet_apart(data)
    except Unusable as error:
        form.file.errors = [unusable_words(error)]
        return _imports_page(form, 422)
    row = receiving.keep(current_person(), about, packed, name=name, now=now())
    db.session.commit()
    return see_other("administration.import_columns", ref=row.ref)


@blueprint.route("/imports/<ref>/columns", methods=["GET", "POST"])
@guard("people.manage")
def import_columns(ref: str) -> Page:
    row = _draft(ref)
    if request.method == "GET":
        return _columns_page(row, row.meanings, "", 200)
    chosen = {
        name.removeprefix("column-"): meaning
        for name, meaning in request.form.items()
        if name.startswith("column-")
    }
    try:
        receiving.match(row, chosen, now=now())
    except receiving.BadMapping as error:
        db.session.rollback()
        return _columns_page(_draft(ref), chosen, mapping_words(error), 422)
    today = day_in(row.person.agency.zone)
    try_out(row, options_of(row, today), today=today)
    db.session.commit()
    return see_other("administration.people_import", ref=ref)


@blueprint.get("/imports/<ref>")
@guard("people.manage")
def people_import(ref: str) -> Page:
    row = find_import(ref)
    if row.unfinished:
        page = "people/importing/_progress.html" if wants_fragment() else "people/importing/progress.html"
        return render_template(page, row=row)
    if wants_fragment():
        # Not a 303, which the browser would follow unseen.
        return Response(headers={"HX-Redirect": url_for("administration.people_import", ref=ref)})
    if row.state == DRAFT:
        if not row.counts:
            return see_other("administration.import_columns", ref=ref)
        return _trial_page(row, None, 200)
    return render_template("people/importing/outcome.html", row=row, **outcome_of(row, _page()))


@blueprint.post("/imports/<ref>/options")
@guard("people.manage")
def import_options(ref: str) -> Page:
    row, form = _draft(ref), OptionsForm()
    if not row.counts:
        abort(404)
    if not form.validate():
        return _trial_page(row, form, 422)
    options = Options(form.since.data, form.create_units.data, form.same_by_name.data, form.keep_names.data)
    try_out(row, options, today=day_in(row.person.agency.zone))
    db.session.commit()
    return see_other("administration.people_import", ref=ref)


@blueprint.post("/imports/<ref>/confirmation")
@guard("people.manage")
def import_confirmation(ref: str) -> Page:
    row, form = find_import(ref), ConfirmForm()
    try:
        if not form.validate() or not row.total:
            raise queueing.Outdated
        queueing.confirm(row, form.stamp.data, by=current_person(), now=now())
        db.session.commit()
    except queueing.Outdated:
        db.session.rollback()
        flash(_("Uji coba ini sudah diperbarui atau sudah dikonfirmasi. Periksa lagi keadaannya."), "wait")
        return see_other("administration.people_import", ref=ref)
    queueing.carry_out_now(row)
    return see_other("administration.people_import", ref=ref)


@blueprint.post("/imports/<ref>/cancellation")
@guard("people.manage")
def import_cancellation(ref: str) -> Page:
    row = find_import(ref)
    if row.state == DRAFT:
        parts.discard(row)
        db.session.commit()
        flash(_("Uji coba dibuang. Tidak ada yang berubah."), "note")
        return see_other("administration.imports")
    if queueing.stop(row, now=now()):
        db.session.commit()
        flash(_("Impor dihentikan. Yang sudah ditulis tetap ada dan dapat dibatalkan."), "note")
    return see_other("administration.people_import", ref=ref)


def _imports_page(form: SheetForm, status: int) -> tuple[str, int]:
    rows = receiving.latest(current_person().agency_id, SHOWN_IMPORTS)
    return render_template(
        "people/importing/imports.html", form=form, rows=rows, most=MAX_BYTES // MEGABYTE
    ), status


def _columns_page(
    row: PeopleImport, meanings: Mapping[str, str], refusal: str, status: int
) -> tuple[str, int]:
    return render_template(
        "people/importing/columns.html",
        row=row,
        meanings=meanings,
        names=meaning_names(),
        refused=refused_names(),
        refusal=refusal,
    ), status


def _trial_page(row: PeopleImport, form: OptionsForm | None, status: int) -> tuple[str, int]:
    options = options_of(row, day_in(row.person.agency.zone))
    form = form or OptionsForm(formdata=None, data=vars_of(options))
    shown = trial_of(row, request.args.get("show", ""), _page())
    return render_template(
        "people/importing/trial.html", row=row, form=form, confirm=ConfirmForm(stamp=row.stamp), **shown
    ), status


def vars_of(options: Options) -> dict[str, Any]:
    """The options as the form's fields."""
    return {name: getattr(options, name) for name in ("since", "create_units", "same_by_name", "keep_names")}


def _page() -> int:
    return request.args.get("page", 1, int)


def find_import(ref: str) -> PeopleImport:
    """An import of the own agency, or no page."""
    return receiving.find(current_person().agency_id, ref) or abort(404)


def _draft(ref: str) -> PeopleImport:
    row = find_import(ref)
    return row if row.state == DRAFT else abort(404)
