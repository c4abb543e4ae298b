"""Home of everybody; for HR the desk, its files and one person's page."""

from datetime import date
from typing import NoReturn

from flask import (
    Blueprint,
    Response,
    abort,
    make_response,
    render_template,
    request,
    send_file,
    stream_with_context,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ..attempts.regrading.telling import lately_judged_anew
from ..certifications.doubts import count_doubts
from ..core.access import guard
from ..core.clock import day_in, now
from ..core.paging import page_of
from ..people.session import current_person
from .exports import XLSX, Origin, csv_lines, xlsx_file
from .home import home_of
from .person import find, person_page
from .rules import URGENCY, Row, figures, narrow
from .service import Desk, desk
from .words import state_words

blueprint = Blueprint("reports", __name__)

Page = str | BaseResponse | tuple[str, int]
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


@blueprint.get("/")
@guard("learning.follow")
def home() -> Page:
    person = current_person()
    retold = lately_judged_anew(person, now())
    return render_template("reports/home.html", home=home_of(person, on=_today()), retold=retold)


@blueprint.get("/reports/people")
@guard("certifications.read")
def people() -> Page:
    whole, asked = desk(current_person().agency, on=_asked_day()), _filters()
    unit = narrow(whole.rows, unit=asked["unit"])
    rows = narrow(unit, state=asked["status"], words=asked["q"])
    return render_template(
        "reports/people.html",
        desk=whole,
        figures=figures(unit, on=whole.on),
        page=page_of(rows, request.args.get("page", 1, type=int)),
        counts=_counts(unit, asked["status"]),
        asked=asked,
        links={name: value for name, value in asked.items() if value} | _day_link(),
        other_day=whole.on != _today(),
        doubts=count_doubts(current_person()),
    )


@blueprint.get("/reports/people.csv")
@guard("certifications.read")
def people_csv() -> Page:
    whole, rows = _wanted()
    lines = stream_with_context(csv_lines(rows, _origin(whole)))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(whole)}.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)


@blueprint.get("/reports/people.xlsx")
@guard("certifications.read")
def people_xlsx() -> Page:
    whole, rows = _wanted()
    file = xlsx_file(rows, _origin(whole))
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{_file_name(whole)}.xlsx")


@blueprint.get("/reports/people/<ref>")
@guard("certifications.read")
def person(ref: str) -> Page:
    found = find(current_person(), ref) or abort(404)
    on = _asked_day()
    shown = person_page(found, on=on, today=_today())
    return render_template("reports/person.html", shown=shown, on=on, other_day=on != _today())


def _today() -> date:
    return day_in(current_person().agency.zone, now())


def _asked_day() -> date:
    """The day of `?on=`, today without one; a page that says how to write it when it cannot be read."""
    typed = request.args.get("on", "").strip()
    if not typed:
        return _today()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = date.min
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    return _refuse_day(typed)


def _refuse_day(typed: str) -> NoReturn:
    page = render_template(
        "errors/error.html",
        status=422,
        title=_("Tanggal tidak terbaca"),
        text=_("Tertulis “%(typed)s”. Tidak ada yang berubah.", typed=typed[:40]),
        next_step=_("Tulis tahun, bulan, lalu hari, antara 1990 dan 2100, misalnya 2026-11-21."),
    )
    abort(make_response(page, 422))


def _day_link() -> dict[str, str]:
    return {"on": request.args["on"].strip()} if request.args.get("on", "").strip() else {}


def _filters() -> dict[str, str]:
    """What the address asks for; a state nobody can be in asks for nothing."""
    given = {name: request.args.get(name, "").strip()[:100] for name in ("unit", "status", "q")}
    return given | ({} if given["status"] in URGENCY else {"status": ""})


def _counts(rows: list[Row], chosen: str) -> list[tuple[str, str, int]]:
    """The filters by state: (state or empty for all, word, how many); states of nobody are left out."""
    words = state_words()
    found = [(state, words[state], sum(state in row.marks for row in rows)) for state in URGENCY]
    return [("", _("Semua"), len(rows)), *(each for each in found if each[2] or each[0] == chosen)]


def _wanted() -> tuple[Desk, list[Row]]:
    asked = _filters()
    whole = desk(current_person().agency, on=_asked_day())
    return whole, narrow(whole.rows, unit=asked["unit"], state=asked["status"], words=asked["q"])


def _origin(whole: Desk) -> Origin:
    reader = current_person()
    title = whole.scheme.certification.title if whole.scheme else _("Sertifikasi kode etik")
    return Origin(reader.agency.name, title, whole.on, reader.name, now(), whole.modules)


def _file_name(whole: Desk) -> str:
    return f"sertifikasi-{current_person().agency.slug}-{whole.on.isoformat()}"
