"""Pages of exports: what can be taken away, its first rows, the file, and who took what."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.i18n import show_days, show_number
from ...core.web import reads_only
from ...people.session import current_person
from . import service
from .composing import NoScheme, compose
from .office import Office, office_of
from .printing import TooMany
from .rules import (
    FORMS,
    KINDS,
    MIMETYPES,
    MOST_PRINTED,
    MOST_YEARS,
    PDF,
    TIMES,
    WITH_SCHEME,
    Asked,
    read_asked,
)
from .tables import Report
from .words import form_words, kind_words, purposes

blueprint = Blueprint("exports", __name__)

Page = str | BaseResponse | tuple[str, int]
SHOWN = 10


@blueprint.get("/reports/exports")
@guard("certifications.read")
def exports() -> Page:
    asked, wrong = read_asked(request.args, today=_today())
    return _page(asked, wrong)


@blueprint.post("/reports/exports")
@guard("certifications.read")
@reads_only
def take() -> Page:
    asked, wrong = read_asked(request.form, today=_today())
    form = request.form.get("form", "")
    if wrong or form not in FORMS[asked.kind]:
        return _page(asked, wrong or {"form": "unknown"})
    try:
        made = service.make(current_person(), asked, form, now=now())
    except TooMany:
        return _page(asked, {"form": "many"})
    except NoScheme:
        return _page(asked, {"form": "unknown"})
    except LookupError:
        abort(404)
    return send_file(made.file, mimetype=MIMETYPES[form], as_attachment=True, download_name=made.name)


@blueprint.get("/reports/exports/log")
@guard("certifications.read")
def log() -> Page:
    page = service.log_page(current_person(), request.args.get("page", 1, type=int))
    times = {row.ref: _times(row.filters) for row in page.rows}
    units = _unit_names(page)
    return render_template(
        "reports/exports_log.html", page=page, kinds=kind_words(), units=units, times=times
    )


def _page(asked: Asked, wrong: dict[str, str]) -> Page:
    office = office_of(current_person().agency)
    report, lines = None, []
    try:
        if not wrong or "form" in wrong:
            report = compose(office, asked, today=_today())
            lines = _preview(report)
    except NoScheme:
        pass
    except LookupError:
        abort(404)
    shown = _choices(office, asked) | {"report": report, "lines": lines}
    page = render_template("reports/exports.html", asked=asked, wrong=_sentences(wrong), **shown)
    return (page, 422) if wrong else page


def _choices(office: Office, asked: Asked) -> dict[str, Any]:
    return {
        "kinds": [(kind, kind_words()[kind], purposes()[kind]) for kind in KINDS],
        "forms": [(form, form_words()[form]) for form in FORMS[asked.kind]],
        "office": office,
        "time": TIMES[asked.kind],
        "with_scheme": asked.kind in WITH_SCHEME,
        "most_printed": MOST_PRINTED if PDF in FORMS[asked.kind] else None,
    }


def _preview(report: Report) -> list[list[str]]:
    """The first rows as texts."""
    return [[_text(cell) for cell in cells] for _person, cells in report.main.rows(SHOWN)][:SHOWN]


def _text(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return "" if cell is None else str(cell)


def _sentences(wrong: dict[str, str]) -> dict[str, str]:
    said = {
        "unreadable": _("Tidak terbaca. Tulis tahun, bulan, lalu hari, misalnya 2026-11-21."),
        "far": _("Antara 1990 dan 2100."),
        "reversed": _("Yang terakhir lebih awal daripada yang pertama."),
        "many_years": _("Paling banyak %(most)s tahun sekaligus.", most=MOST_YEARS),
        "unknown": _("Pilih bentuk berkasnya."),
        "many": _(
            "Terlalu panjang untuk dicetak: paling banyak %(most)s baris. Pilih satu unit, atau unduh XLSX.",
            most=show_number(MOST_PRINTED),
        ),
    }
    return {field: said[code] for field, code in wrong.items()}


def _unit_names(page: Any) -> dict[str, str]:
    """Units by reference, where a file on the page was of one."""
    if not any(row.filters.get("unit") for row in page.rows):
        return {}
    return {place.ref: place.name for place in office_of(current_person().agency).places}


def _times(filters: dict[str, str]) -> str:
    days = [date.fromisoformat(filters[name]) for name in ("since", "until") if name in filters]
    return show_days(*days) if days else ""


def _today() -> date:
    return day_in(current_person().agency.zone, now())
