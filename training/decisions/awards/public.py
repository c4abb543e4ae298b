"""The public check of awards: given, or withdrawn, for whoever holds the code."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...certifications import visitors
from ...certifications.answering import slowed_down, unlisted
from ...certifications.paper import mask_name, typed_code
from ...core.access import public
from ...core.clock import day_in, now
from .awarding import find_by_code
from .models import Award
from .views import blueprint

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/awards/verify")
@public
def verify() -> Page:
    typed = request.args.get("code", "")
    code = typed_code(typed)
    if code:
        return redirect(url_for(".verified", code=code), 303)
    wrong = _("Tulis kode verifikasi yang tercetak di bawah kode QR.") if "code" in request.args else ""
    page = render_template("decisions/awards/verified.html", state="", typed=typed[:40], wrong=wrong)
    return page, 422 if wrong else 200


@blueprint.get("/awards/verify/<code>")
@public
def verified(code: str) -> Page:
    """A code that was given always gets its answer; only guesses are counted, and slowed down."""
    award = find_by_code(typed_code(code))
    if award is not None:
        return unlisted(render_template("decisions/awards/verified.html", **_said(award)))
    wait = visitors.count_unknown(request.remote_addr or "", now())
    if wait:
        return slowed_down(wait)
    page = render_template("decisions/awards/verified.html", state="not_found", typed=code[:40], wrong="")
    return unlisted(page, 404)


def _said(award: Award) -> dict[str, Any]:
    """What anybody may know; why an award was withdrawn is nobody's business."""
    withdrawn = award.withdrawn_at
    return {
        "state": "revoked" if withdrawn else "certified",
        "award": award,
        "paper": award.frozen,
        "name": mask_name(award.frozen["name"]),
        "withdrawn_on": day_in(award.person.agency.zone, withdrawn) if withdrawn else None,
        "typed": "",
        "wrong": "",
    }
