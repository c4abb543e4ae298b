"""The public check: one word about a certificate for whoever holds its code, as a page or as JSON."""

from datetime import date, datetime
from typing import Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..core.access import public
from ..core.clock import now
from . import service, visitors
from .answering import slowed_down, unlisted
from .models import Period
from .paper import mask_name, typed_code
from .views import Page, blueprint, issue_receipt, shown

WORDS = {"certified": "valid", "expired": "expired", "revoked": "revoked"}
JSON_ENDING = ".json"


@blueprint.get("/verify")
@public
def verify() -> Page:
    typed = request.args.get("code", "")
    code = typed_code(typed)
    if code:
        return redirect(url_for(".verified", code=code), 303)
    wrong = _("Tulis kode verifikasi yang tercetak di bawah kode QR.") if "code" in request.args else ""
    return render_template("certifications/verify.html", typed=typed, wrong=wrong), 422 if wrong else 200


@blueprint.get("/verify/<code>")
@public
def verified(code: str) -> Page:
    """A valid code always gets its answer; only guesses are counted, and slowed down."""
    typed, moment = code.removesuffix(JSON_ENDING), now()
    period = service.find_by_code(typed_code(typed))
    if period is not None:
        return _known(code, period, moment)
    wait = visitors.count_unknown(request.remote_addr or "", moment)
    if wait:
        return _refuse(code, wait)
    if _as_json(code):
        return unlisted(jsonify(verdict="unknown", checked_at=_at(moment)), 404)
    page = render_template("certifications/verified.html", state="not_found", typed=typed[:40])
    return unlisted(page, 404)


@blueprint.get("/verify/<code>/receipt")
@public
def verified_receipt(code: str) -> Page:
    """Whoever holds the code may have the receipt; a guess is counted and answered as on the page itself."""
    period = service.find_by_code(typed_code(code))
    answer = verified(code) if period is None else make_response(issue_receipt(period))
    return unlisted(answer, answer.status_code) if isinstance(answer, Response) else answer


def _known(code: str, period: Period, moment: datetime) -> Response:
    found = shown(period)
    if _as_json(code):
        return unlisted(jsonify(_said(found) | {"checked_at": _at(moment)}))
    name = mask_name(found["paper"].name)
    return unlisted(render_template("certifications/verified.html", typed="", name=name, **found))


def _said(found: dict[str, Any]) -> dict[str, Any]:
    """What the page says, for machines. Why something was revoked is nobody's business."""
    paper = found["paper"]
    return {
        "verdict": WORDS[found["state"]],
        "number": found["certificate"].number,
        "name": mask_name(paper.name),
        "agency": paper.agency,
        "title": paper.title,
        "code": paper.code_title,
        "code_version": paper.version,
        "valid_from": paper.valid_from,
        "valid_until": paper.valid_until,
        "revoked_on": _day(found["revoked_on"]),
    }


def _refuse(code: str, wait: int) -> Response:
    said = jsonify(error="too many unknown codes", retry_after=wait) if _as_json(code) else ""
    return slowed_down(wait, said)


def _as_json(code: str) -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return code.endswith(JSON_ENDING) or best == "application/json"


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
