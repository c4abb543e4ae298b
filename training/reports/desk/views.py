"""The desk as it is seen, its files, and the views somebody keeps."""

from flask import (
    abort,
    flash,
    render_template,
    request,
    send_file,
)
from flask_babel import gettext as _

from ...certifications.doubts import count_doubts
from ...certifications.manual.asking import BULK
from ...certifications.manual.titles import TITLES
from ...core.access import guard
from ...core.charts import bar
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import reads_only, see_other
from ...people.session import current_person
from ...people.wording import employment_names, kind_names
from ..exporting.rules import CSV, MIMETYPES, XLSX
from ..views import Page, blueprint
from ..words import mark_words
from . import saving
from .asking import asked_or_422
from .files import make_file
from .service import desk, keep_counts_of


@blueprint.get("/reports/people")
@guard("certifications.read")
def people() -> Page:
    asked, reader = asked_or_422(), current_person()
    shown = desk(reader, asked, number=request.args.get("page", 1, type=int), now=now())
    page = render_template(
        "reports/people.html",
        desk=shown,
        asked=asked,
        today=day_in(reader.agency.zone, now()),
        words=mark_words(),
        kinds=kind_names(),
        employments=employment_names(),
        bar=bar,
        doubts=count_doubts(reader),
        acts=[(act, TITLES[act].link) for act in BULK],
    )
    keep_counts_of(shown, now())
    return page


@blueprint.post("/reports/people.csv")
@guard("certifications.read")
@reads_only
def people_csv() -> Page:
    return _file(CSV)


@blueprint.post("/reports/people.xlsx")
@guard("certifications.read")
@reads_only
def people_xlsx() -> Page:
    return _file(XLSX)


@blueprint.get("/reports/views")
@guard("certifications.read")
def views() -> Page:
    return _views(200)


@blueprint.post("/reports/views")
@guard("certifications.read")
def save_view() -> Page:
    asked = asked_or_422(request.form)
    try:
        saving.save_view(current_person(), request.form.get("name", ""), asked.query, now=now())
    except saving.Unnamed:
        return _views(422, _("Beri nama yang singkat, paling banyak 80 huruf. Tampilan belum disimpan."))
    except saving.TooMany:
        return _views(422, _("Anda sudah menyimpan 30 tampilan. Hapus satu dahulu."))
    db.session.commit()
    flash(_("Tampilan tersimpan."), "good")
    return see_other("reports.people", **asked.links)


@blueprint.post("/reports/views/<ref>")
@guard("certifications.read")
def rename_view(ref: str) -> Page:
    view = saving.find_view(current_person(), ref) or abort(404)
    try:
        saving.rename_view(view, current_person(), request.form.get("name", ""))
    except saving.Unnamed:
        return _views(422, _("Nama itu kosong, terlalu panjang, atau sudah Anda pakai."))
    db.session.commit()
    flash(_("Nama tampilan diganti."), "good")
    return see_other("reports.views")


@blueprint.post("/reports/views/<ref>/deletion")
@guard("certifications.read")
def forget_view(ref: str) -> Page:
    saving.forget_view(saving.find_view(current_person(), ref) or abort(404))
    db.session.commit()
    flash(_("Tampilan dihapus."), "good")
    return see_other("reports.views")


def _views(status: int, wrong: str = "") -> Page:
    db.session.rollback()
    kept = saving.views_of(current_person())
    return render_template("reports/views.html", views=kept, wrong=wrong), status


def _file(form: str) -> Page:
    """Taking a file away is kept on record, so it is asked for by POST; the filters stand in the address."""
    made = make_file(current_person(), asked_or_422(), form, now=now())
    return send_file(made.file, mimetype=MIMETYPES[form], as_attachment=True, download_name=made.name)
