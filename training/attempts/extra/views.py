"""The page where personnel give a person extra time, or end it; with everything that was granted before."""

from collections.abc import Mapping

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.models import Person
from ...people.session import current_person
from ..views import Page, blueprint
from . import granting
from .granting import LONGEST_REASON, PERCENTS


@blueprint.get("/reports/people/<ref>/extra-time")
@guard("attempts.extend")
def extra_time(ref: str) -> Page:
    return _page(_person(ref))


@blueprint.post("/reports/people/<ref>/extra-time")
@guard("attempts.extend")
def set_extra_time(ref: str) -> Page:
    person, form, moment = _person(ref), request.form, now()
    seen, actor = form.get("seen", ""), current_person()
    try:
        if form.get("do") == "end":
            granting.end(person, seen=seen, actor=actor, now=moment)
            said = _("Tambahan waktu diakhiri. Uji yang sudah dimulai tetap seperti semula.")
        else:
            given = granting.grant(
                person,
                percent=form.get("percent", 0, type=int),
                reason=form.get("reason", ""),
                seen=seen,
                actor=actor,
                now=moment,
            )
            longer = granting.extend_open_runs(given, now=moment) if "open" in form else 0
            said = _said(longer)
    except granting.NotGrantable as error:
        return _page(person, form, refused=_refusal(error.why)), 422
    except granting.Stale:
        db.session.rollback()
        return _page(_person(ref), form, stale=True), 409
    db.session.commit()
    flash(said, "good")
    return see_other("attempts.extra_time", ref=ref)


def _page(
    person: Person, typed: Mapping[str, str] | None = None, *, refused: str = "", stale: bool = False
) -> str:
    granted = granting.history(person.id)
    return render_template(
        "attempts/extra_time.html",
        person=person,
        granted=granted,
        current=next((each for each in granted if each.ended_at is None), None),
        running=len(granting.open_runs(person, now=now())),
        own=person.id == current_person().id,
        percents=PERCENTS,
        longest=LONGEST_REASON,
        typed=typed or {},
        refused=refused,
        stale=stale,
    )


def _person(ref: str) -> Person:
    return granting.find(current_person(), ref) or abort(404)


def _said(longer: int) -> str:
    said = _("Tersimpan. Uji yang dimulai sejak sekarang lebih lama.")
    if not longer:
        return said
    more = ngettext(
        "%(num)s uji yang sedang berjalan ikut diperpanjang.",
        "%(num)s uji yang sedang berjalan ikut diperpanjang.",
        longer,
    )
    return f"{said} {more}"


def _refusal(why: str) -> str:
    return {
        "self": _("Tambahan waktu untuk Anda sendiri diberikan oleh rekan lain di kepegawaian."),
        "percent": _("Pilih berapa banyak tambahannya."),
        "reason": _("Tulis alasannya, paling banyak %(most)s huruf.", most=LONGEST_REASON),
    }[why]
