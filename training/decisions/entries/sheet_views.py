"""Attendance of many from a sheet: what it would do, then the entries."""

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ..words import proof_words
from . import attendance
from .forms import SheetForm
from .sheets import MOST_ROWS
from .words import wrong_words

blueprint = Blueprint("entry_sheets", __name__)

Page = str | BaseResponse | tuple[str, int]
SHOWN = 50


@blueprint.get("/people-entries/attendance")
@guard("entries.manage")
def sheet() -> Page:
    return _sheet(SheetForm())


@blueprint.post("/people-entries/attendance")
@guard("entries.manage")
def check() -> Page:
    form = SheetForm()
    try:
        found = attendance.plan(current_person(), form.data_of(), now=now())
    except ValueError:
        form.file.errors = [_unusable()]
        return _sheet(form), 422
    if not (found.new or found.already or found.wrong):
        form.file.errors = [_("Tidak ada baris yang terbaca. Pilih berkas atau tempel barisnya.")]
        return _sheet(form), 422
    return render_template(
        "decisions/entries/check.html",
        found=found,
        shown=found.new[:SHOWN],
        wrong=[(each, wrong_words(each)) for each in found.wrong[:SHOWN]],
        proof=proof_words(),
    )


@blueprint.post("/people-entries/attendance/confirmation")
@guard("entries.manage")
def confirm() -> Page:
    try:
        made = attendance.write(current_person(), request.form.get("text", "").encode(), now=now())
    except ValueError:
        db.session.rollback()
        form = SheetForm()
        form.file.errors = [_unusable()]
        return _sheet(form), 422
    db.session.commit()
    said = ngettext("%(num)s catatan kehadiran tersimpan.", "%(num)s catatan kehadiran tersimpan.", made)
    flash(said if made else _("Tidak ada catatan baru: semuanya sudah tersimpan."), "good")
    return see_other("entries.desk", kind="attendance")


def _sheet(form: SheetForm) -> str:
    return render_template("decisions/entries/sheet.html", form=form, most=MOST_ROWS, proof=proof_words())


def _unusable() -> str:
    return _(
        "Berkas ini tidak dapat dibaca sebagai CSV, atau lebih dari %(most)s baris. Simpan dari Excel "
        "sebagai CSV, dan bagi bila terlalu panjang.",
        most=MOST_ROWS,
    )
