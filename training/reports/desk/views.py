"""The desk as it is seen, its files, and the views somebody keeps."""

from datetime import date

from flask import (
    Response,
    abort,
    flash,
    render_template,
    request,
    send_file,
    stream_with_context,
)
from flask_babel import gettext as _

from ...certifications.doubts import count_doubts
from ...certifications.manual.asking import BULK
from ...certifications.manual.titles import TITLES
from ...core.access import guard
from ...core.charts import bar
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ...people.wording import employment_names, kind_names
from ..exports import XLSX, Origin, csv_lines, xlsx_file
from ..views import Page, blueprint
from ..words import mark_words
from . import saving
from .asking import asked_or_422
from .rows import Course, rows_in_order
from .service import Question, desk, everybody, keep_counts_of


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


@blueprint.get("/reports/people.csv")
@guard("certifications.read")
def people_csv() -> Page:
    question, ids, course = everybody(current_person(), asked_or_422(), now=now())
    rows = rows_in_order(question.asking, ids) if question else iter(())
    origin = _origin(question, course)
    lines = stream_with_context(csv_lines(rows, origin))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(origin.on)}.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)


@blueprint.get("/reports/people.xlsx")
@guard("certifications.read")
def people_xlsx() -> Page:
    question, ids, course = everybody(current_person(), asked_or_422(), now=now())
    origin = _origin(question, course)
    file = xlsx_file(rows_in_order(question.asking, ids) if question else (), origin)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{_file_name(origin.on)}.xlsx")


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


def _origin(question: Question | None, course: Course) -> Origin:
    reader, moment = current_person(), now()
    title = question.asking.scheme.certification.title if question else _("Sertifikasi kode etik")
    on = question.asking.day.on if question else moment.date()
    return Origin(reader.agency.name, title, on, reader.name, moment, len(course.modules))


def _file_name(on: date) -> str:
    return f"sertifikasi-{current_person().agency.slug}-{on.isoformat()}"
