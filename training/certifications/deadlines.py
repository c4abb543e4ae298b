"""The term that an amendment gives holders to catch up: tried out and set before it is published."""

from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import ngettext

from ..codes.amendments import amendment_of
from ..codes.rules import small_number
from ..codes.service import find_version
from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import reads_only, see_other, wants_fragment
from ..people.session import current_person
from . import service
from .duties import Deadline, deadline_of, set_days
from .rules import MOST_DELTA_DAYS
from .views import Page, blueprint

ADDRESS = "/codes/<slug>/versions/<int:number>/amendment/deadline"


@blueprint.get(f"{ADDRESS}/preview")
@blueprint.get(ADDRESS)
@guard("codes.publish")
def deadline(slug: str, number: int) -> Page:
    return _page(_deadline(slug, number))


@blueprint.post(f"{ADDRESS}/preview")
@guard("codes.publish")
@reads_only
def preview_deadline(slug: str, number: int) -> Page:
    days = _typed()
    found = _deadline(slug, number, days if days in range(1, MOST_DELTA_DAYS + 1) else None)
    wrong = found.days != days
    if wants_fragment():
        return render_template("certifications/_deadline_day.html", deadline=found, wrong=wrong)
    return _page(found, 422 if wrong else 200, wrong=wrong)


@blueprint.post(ADDRESS)
@guard("codes.publish")
def set_deadline(slug: str, number: int) -> Page:
    found, rev = _deadline(slug, number), small_number(request.form.get("rev", ""))
    try:
        set_days(found, _typed(), rev=rev, actor=current_person(), now=now())
    except ValueError:
        return _page(found, 422, wrong=True)
    except service.Stale:
        db.session.rollback()
        return _page(_deadline(slug, number), 409, stale=True)
    db.session.commit()
    days = found.certification.delta_days
    flash(
        ngettext(
            "Tenggat pembaruan kini %(num)s hari sejak versi baru terbit.",
            "Tenggat pembaruan kini %(num)s hari sejak versi baru terbit.",
            days,
        ),
        "good",
    )
    return see_other("codes.amendment_publication", slug=slug, number=number)


def _deadline(slug: str, number: int, days: int | None = None) -> Deadline:
    version = find_version(current_person(), slug, number) or abort(404)
    amendment = amendment_of(version)
    found = deadline_of(amendment, now(), days=days) if amendment else None
    if found is None or found.amendment.published_at:
        abort(see_other("codes.amendment", slug=slug, number=number))
    return found


def _typed() -> int:
    return small_number(request.form.get("days", "").strip(), 0)


def _page(found: Deadline, code: int = 200, **said: Any) -> Page:
    return render_template("certifications/deadline.html", deadline=found, **said), code
