"""Pages where questions come in from a file, always tried out first, and where scenarios go out."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import abort, current_app, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from ...codes.models import Code
from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...modules.rules import shortened
from ...people.session import current_person
from ..covering.scope import Scope, code_to_write_for, scope_of
from ..desk import desk_of
from ..entries import Entry, parsed
from ..formats import InvalidScenario
from ..spelling import tidy
from ..views import Page, blueprint
from . import service
from .detecting import read_file
from .exporting import ENDINGS, FORMS, TYPES, export
from .forms import ConfirmForm, UploadForm
from .models import Batch
from .result import MAX_BYTES, MEGABYTE, Draft
from .xlsx_writer import write_xlsx

SHOWN = 100
UPLOADS = {"scenarios.receive"}


@blueprint.url_value_preprocessor
def _allow_large_files(endpoint: str | None, _values: Any) -> None:
    # Before the CSRF check reads the form; every other page keeps the small limit.
    if endpoint in UPLOADS:
        request.max_content_length = MAX_BYTES + MEGABYTE


@blueprint.get("/scenarios/import")
@guard("scenarios.write")
def bring() -> Page:
    return _upload_page(UploadForm(), code_to_write_for(current_person().agency_id))


@blueprint.post("/scenarios/import")
@guard("scenarios.write")
def receive() -> Page:
    form, code = UploadForm(), code_to_write_for(current_person().agency_id)
    file = request.files.get("file")
    data, name = (file.read(), file.filename or "berkas") if file else (b"", "")
    data, name = (data, name) if data else ((form.text.data or "").encode(), _("tempelan"))
    if code is None or not form.validate() or not data.strip():
        form.file.errors = [*form.file.errors, _("Pilih berkas yang berisi soal, atau tempelkan soalnya.")]
        return _upload_page(form, code), 422
    code_id, known = code.id, _addresses(scope_of(code.id))
    # Nobody else should wait while a long file is read.
    db.session.rollback()
    reading = read_file(data, name=tidy(name)[:200], clauses=known)
    person = current_person()
    batch = service.hold_batch(person, db.session.get_one(Code, code_id), reading, name=tidy(name), now=now())
    db.session.commit()
    return see_other("scenarios.batch", ref=batch.ref)


@blueprint.get("/scenarios/import/<ref>")
@guard("scenarios.write")
def batch(ref: str) -> Page:
    return _report(_batch_or_404(ref), ConfirmForm())


@blueprint.post("/scenarios/import/<ref>")
@guard("scenarios.write")
def confirm(ref: str) -> Page:
    held, form = _batch_or_404(ref), ConfirmForm()
    drafts, clause = service.reading_of(held).drafts, form.clause.data or ""
    if any("clause" in draft.needs for draft in drafts) and clause not in _addresses(scope_of(held.code_id)):
        form.clause.errors = [_("Pilih butirnya.")]
        return _report(held, form), 422
    done = service.confirm(held.code, drafts, clause=clause, author=current_person(), now=now())
    service.discard_batch(held)
    db.session.commit()
    flash(_told(done), "good")
    return see_other("scenarios.desk")


@blueprint.get("/scenarios/template.xlsx")
@guard("scenarios.write")
def template() -> Page:
    code = code_to_write_for(current_person().agency_id)
    clauses = [clause.address for clause in _clauses(scope_of(code.id))] if code else []
    return _download(write_xlsx([], clauses), "templat-skenario.xlsx", TYPES[".xlsx"])


@blueprint.get("/scenarios/export")
@guard("scenarios.write")
def exports() -> Page:
    clause, q = _asked()
    desk = desk_of(current_person())
    entries = desk.matching(clause=clause, q=q)
    return render_template(
        "scenarios/export.html", desk=desk, entries=entries, clause=clause, q=q, forms=FORMS, endings=ENDINGS
    )


@blueprint.get("/scenarios/export/file")
@guard("scenarios.write")
def export_file() -> Page:
    form = request.args.get("form", "")
    if form not in FORMS:
        abort(404)
    clause, q = _asked()
    person = current_person()
    entries = desk_of(person, texts=True).matching(clause=clause, q=q)
    scenarios = [found for entry in entries if (found := _scenario(entry))]
    code = code_to_write_for(person.agency_id)
    clauses = [each.address for each in _clauses(scope_of(code.id))] if code else []
    made = export(scenarios, form, clauses)
    current_app.logger.info("%s took %d scenarios out as %s", person.ref, len(scenarios), form)
    return _download(made.data, f"skenario{made.ending}", made.mimetype)


def _upload_page(form: UploadForm, code: Code | None) -> str:
    return render_template("scenarios/import.html", form=form, code=code, most=MAX_BYTES // MEGABYTE)


def _report(held: Batch, form: ConfirmForm) -> str:
    reading, scope = service.reading_of(held), scope_of(held.code_id)
    plan = service.planned(held.code, reading.drafts)
    clauses = [SelectChoice(c.address, f"{c.address} · {shortened(c.text)}") for c in _clauses(scope)]
    form.clause.choices = [SelectChoice("", _("Pilih butir")), *clauses]
    return render_template(
        "scenarios/batch.html",
        form=form,
        batch=held,
        reading=reading,
        plan=plan,
        counts=Counter(each.action for each in plan),
        common=_common(reading.drafts),
        lacking=sum("clause" in draft.needs for draft in reading.drafts),
        shown=SHOWN,
    )


def _common(drafts: list[Draft]) -> list[str]:
    """What every one of several drafts needs."""
    shared = set.intersection(*(set(draft.needs) for draft in drafts)) if len(drafts) > 1 else set()
    return [need for need in drafts[0].needs if need in shared] if shared else []


def _told(done: Mapping[str, int]) -> str:
    written = done.get("new", 0) + done.get("changed", 0)
    return ngettext("%(num)s draf ditulis.", "%(num)s draf ditulis.", written)


def _batch_or_404(ref: str) -> Batch:
    return service.find_batch(current_person(), ref) or abort(404)


def _scenario(entry: Entry) -> tuple[Any, str] | None:
    try:
        return parsed(entry.shown.source, entry.scenario.slug), entry.shown.source
    except InvalidScenario:
        return None


def _asked() -> tuple[str, str]:
    return tidy(request.args.get("clause", ""))[:60], tidy(request.args.get("q", ""))[:100]


def _clauses(scope: Scope) -> list[Any]:
    return [*scope.clauses, *scope.coming]


def _addresses(scope: Scope) -> frozenset[str]:
    return scope.addresses | frozenset(scope.upcoming)


def _download(data: bytes, name: str, mimetype: str) -> Response:
    response = make_response(data)
    response.headers["Content-Type"] = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
