"""The page of a certificate: the paper itself."""

from datetime import date
from typing import Any

import segno
from flask import Blueprint, abort, render_template
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from ..core.access import guard
from ..core.clock import day_in, now
from ..ledger.handing import Answer, hand_receipt
from ..people.session import current_person
from . import service
from .addresses import public_address
from .models import Period
from .paper import read_paper, verdict_of
from .rounds import as_round
from .standing import Holding, every_own
from .strips import picture_of_round

blueprint = Blueprint("certifications", __name__)

Page = str | BaseResponse | tuple[str, int]


@blueprint.get("/certificates/<ref>")
@guard("learning.follow")
def certificate(ref: str) -> Page:
    period = service.find_certificate(current_person(), ref) or abort(404)
    zone = current_person().agency.zone
    today = day_in(zone, now())
    address = public_address(period.certificate.verification_code)
    return render_template(
        "certifications/certificate.html",
        **shown(period),
        picture=picture_of_round(as_round(period, zone), today=today),
        holding=_holding(period, today),
        on=today,
        is_mine=period.person_id == current_person().id,
        address=address,
        qr=_qr(address),
    )


@blueprint.get("/certificates/<ref>/receipt")
@guard("learning.follow")
def receipt(ref: str) -> Answer:
    """That the certificate was issued, provable without us."""
    return issue_receipt(service.find_certificate(current_person(), ref) or abort(404))


def issue_receipt(period: Period) -> Answer:
    """The receipt of the leaf by which a certificate was issued."""
    record = f"{period.record_kind}:{period.ref}"
    return hand_receipt(record, period.certificate.number, kind="certificate.issued")


def _holding(period: Period, today: date) -> Holding | None:
    """Where its holder stands with the scheme it is of, as long as that is asked or held."""
    stands = every_own(period.person, on=today)
    same = (each for each in stands if each.scheme.certification.id == period.certification_id)
    return next((each.holding for each in same), None)


def shown(period: Period) -> dict[str, Any]:
    """What the templates need of a certificate, with its state today where it was issued."""
    zone, paper = period.person.agency.zone, read_paper(period.certificate.frozen)
    state = verdict_of(paper, revoked=period.revoked_at is not None, on=day_in(zone, now()))
    revoked_on = day_in(zone, period.revoked_at) if period.revoked_at else None
    return {"paper": paper, "certificate": period.certificate, "state": state, "revoked_on": revoked_on}


def _qr(address: str) -> Markup:
    """The address as a square of plain paths: no inline style, which the content policy forbids."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=2, title=_("Kode QR menuju halaman verifikasi")
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704 - drawn by us, the title is escaped by the library
