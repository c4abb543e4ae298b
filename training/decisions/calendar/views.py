"""Pages of the calendar: a year by month, and what the office adds, withdraws and sets."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ..words import proof_words
from . import service, terms
from .forms import DayForm, WeekForm, YearForm
from .page import months, shown_years
from .refusals import Refused
from .shipped import years
from .words import day_name, holiday_words, month_name, week_words

blueprint = Blueprint("calendar", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/cases/calendar")
@guard("cases.manage")
def year() -> Page:
    return _year()


@blueprint.post("/cases/calendar/days")
@guard("cases.manage")
def add_day() -> Page:
    form = DayForm()
    if not form.validate():
        return _year(day=form), 422
    try:
        row = service.add_day(
            current_person(),
            day=form.day.data,
            working=form.working.data == "y",
            name=form.name.data or "",
            reason=form.reason.data or "",
            now=now(),
        )
    except Refused as refused:
        db.session.rollback()
        form.tell(refused.why)
        return _year(day=form), 422
    shown = row.day.year
    db.session.commit()
    flash(_("Hari itu tercatat dan dipakai dalam penghitungan."), "good")
    return see_other("calendar.year", year=shown)


@blueprint.post("/cases/calendar/days/<ref>/withdraw")
@guard("cases.manage")
def withdraw_day(ref: str) -> Page:
    row = service.find_day(current_person(), ref) or abort(404)
    shown = row.day.year
    try:
        service.withdraw_day(current_person(), row, now=now())
    except Refused as refused:
        db.session.rollback()
        form = DayForm()
        form.tell(refused.why)
        return _year(shown, day=form), 422
    db.session.commit()
    flash(_("Catatan itu ditarik; riwayatnya tetap tersimpan."), "good")
    return see_other("calendar.year", year=shown)


@blueprint.post("/cases/calendar/week")
@guard("cases.manage")
def set_week() -> Page:
    form = WeekForm()
    if not form.validate():
        return _year(week=form), 422
    try:
        days = {str(each): each for each in week_words()}.get(form.week.data)
        service.set_week(current_person(), days=days, reason=form.reason.data or "", now=now())
    except Refused as refused:
        db.session.rollback()
        form.tell(refused.why)
        return _year(week=form), 422
    db.session.commit()
    flash(_("Hari kerja dalam seminggu tersimpan."), "good")
    return see_other("calendar.year")


@blueprint.post("/cases/calendar/years")
@guard("cases.manage")
def vouch() -> Page:
    form = YearForm()
    if not form.validate():
        return _year(complete=form), 422
    number = form.year.data or 0
    try:
        service.vouch(current_person(), year=number, reason=form.reason.data or "", now=now())
    except Refused as refused:
        db.session.rollback()
        form.tell(refused.why)
        return _year(number, complete=form), 422
    db.session.commit()
    flash(_("Tahun %(year)s dinyatakan lengkap.", year=str(number)), "good")
    return see_other("calendar.year", year=number)


@blueprint.post("/cases/calendar/settings/<ref>/withdraw")
@guard("cases.manage")
def withdraw_setting(ref: str) -> Page:
    row = terms.find_setting(current_person(), ref) or abort(404)
    terms.withdraw_setting(current_person(), row, now=now())
    db.session.commit()
    flash(_("Ketentuan itu ditarik; riwayatnya tetap tersimpan."), "good")
    if row.track == service.OFFICE:
        return see_other("calendar.year")
    return see_other("calendar_terms.term", track=row.track, key=row.key)


def _year(number: int | None = None, **forms: Any) -> str:
    person = current_person()
    today = day_in(person.agency.zone, now())
    typed = number or request.args.get("year", type=int) or today.year
    shown = min(max(typed, service.FIRST_DAY.year), service.LAST_DAY.year)
    own, settings = service.own_days(person.agency_id), service.office_settings(person.agency_id)
    calendar = service.assemble(own, settings)
    rows = [row for row in own if row.day.year == shown]
    return render_template(
        "decisions/calendar/year.html",
        year=shown,
        years=sorted({*shown_years(calendar, today), shown}),
        calendar=calendar,
        today=today,
        months=months(shown, calendar, [row for row in rows if row.withdrawn_at is None]),
        withdrawn=[row for row in rows if row.withdrawn_at],
        settings=settings,
        shipped=years().get(shown),
        forms={"day": DayForm(), "week": WeekForm(), "complete": YearForm()} | forms,
        kinds=holiday_words(),
        month_name=month_name,
        day_name=day_name,
        weeks=week_words(),
        proof=proof_words(),
    )
