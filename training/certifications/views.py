"""Pages of certificates: one's own, the paper itself, and the public check that anybody may use."""

from typing import Any

import segno
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from ..core.access import guard, public
from ..core.clock import day_in, now
from ..people.session import current_person
from . import service
from .models import Period
from .paper import mask_name, read_paper, typed_code, verdict_of
from .standing import as_round, own
from .strips import picture_of, picture_of_round

blueprint = Blueprint("certifications", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/certificates")
@guard("learning.follow")
def mine() -> Page:
    person = current_person()
    today = day_in(person.agency.zone, now())
    held = [_shown(period) for period in service.certificates_of(person)]
    current = own(person, on=today)
    holding = current.holding if current else None
    picture = picture_of(holding, today=today, on=today) if holding else None
    shown = {"held": held, "picture": picture, "holding": holding, "on": today}
    return render_template("certifications/mine.html", **shown)


@blueprint.get("/certificates/<ref>")
@guard("learning.follow")
def certificate(ref: str) -> Page:
    period = service.find_certificate(current_person(), ref) or abort(404)
    zone = current_person().agency.zone
    today = day_in(zone, now())
    address = _public_address(period.certificate.verification_code)
    stands = own(period.person, on=today)
    return render_template(
        "certifications/certificate.html",
        **_shown(period),
        picture=picture_of_round(as_round(period, zone), today=today),
        holding=stands.holding if stands else None,
        on=today,
        address=address,
        qr=_qr(address),
    )


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
    period = service.find_by_code(typed_code(code))
    if period is None:
        return _check_page(404, state="not_found", typed=code[:40])
    shown = _shown(period)
    return _check_page(200, typed="", name=mask_name(shown["paper"].name), **shown)


def _shown(period: Period) -> dict[str, Any]:
    """What the templates need of a certificate, with its state today where it was issued."""
    zone, paper = period.person.agency.zone, read_paper(period.certificate.frozen)
    state = verdict_of(paper, revoked=period.revoked_at is not None, on=day_in(zone, now()))
    revoked_on = day_in(zone, period.revoked_at) if period.revoked_at else None
    return {"paper": paper, "certificate": period.certificate, "state": state, "revoked_on": revoked_on}


def _public_address(code: str) -> str:
    origin = current_app.config["ORIGIN"] or request.host_url.rstrip("/")
    return f"{origin}{url_for('.verified', code=code)}"


def _qr(address: str) -> Markup:
    """The address as a square of plain paths: no inline style, which the content policy forbids."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=2, title=_("Kode QR menuju halaman verifikasi")
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 - drawn by us, the title is escaped by the library


def _check_page(status: int, **shown: Any) -> Response:
    """The public answer, kept out of search engines."""
    response = make_response(render_template("certifications/verified.html", **shown), status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
