"""What follows an import: the file of rejected rows, taking it back, those who are not in the sheet."""

from __future__ import annotations

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ..desk import Page, blueprint
from ..session import current_person
from ..wording import last_administrator
from . import leavers, parts, queueing, refused
from .forms import LeaversForm
from .models import DRAFT
from .views import find_import

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/imports/<ref>/rejected.<form>")
@guard("people.manage")
def import_rejected(ref: str, form: str) -> Page:
    row = find_import(ref)
    table = refused.table_of(row) if form in TYPES and row.counts else []
    if len(table) < 2:
        abort(404)
    body = refused.as_xlsx(table) if form == "xlsx" else "".join(refused.as_csv(table))
    answer = Response(body, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="ditolak-{row.ref}.{form}"'
    return answer


@blueprint.post("/imports/<ref>/departures")
@guard("people.manage")
def import_departures(ref: str) -> Page:
    row, form = find_import(ref), LeaversForm()
    refs = request.form.getlist("person")
    if row.state == DRAFT:
        return see_other("administration.people_import", ref=ref)
    if not form.validate() or not refs:
        flash(_("Pilih orangnya, lalu isi hari terakhir dan alasannya."), "bad")
        return see_other("administration.people_import", ref=ref)
    missing = parts.take(row.id, "missing") or []
    left = leavers.depart_all(
        missing, refs, last=form.last.data, reason=form.reason.data, by=current_person(), now=now()
    )
    if left is None:
        db.session.rollback()
        flash(last_administrator(), "bad")
        return see_other("administration.people_import", ref=ref)
    db.session.commit()
    flash(ngettext("%(num)s orang dicatat keluar.", "%(num)s orang dicatat keluar.", left), "good")
    return see_other("administration.people_import", ref=ref)


@blueprint.post("/imports/<ref>/undo")
@guard("people.manage")
def import_undo(ref: str) -> Page:
    row = find_import(ref)
    try:
        queueing.ask_back(row, by=current_person(), now=now())
        db.session.commit()
    except queueing.Outdated:
        db.session.rollback()
        flash(_("Impor ini tidak dapat dibatalkan sekarang. Periksa keadaannya."), "wait")
        return see_other("administration.people_import", ref=ref)
    queueing.carry_out_now(row)
    return see_other("administration.people_import", ref=ref)
