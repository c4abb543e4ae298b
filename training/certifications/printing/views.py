"""The certificate as a file."""

from flask import Response, abort

from ...core.access import guard
from ...people.session import current_person
from .. import service
from ..addresses import public_origin
from ..views import Page, blueprint
from .sealing import checkpoints_of
from .sheet import print_sheet, sheet_of


@blueprint.get("/certificates/<ref>.pdf")
@guard("learning.follow")
def certificate_pdf(ref: str) -> Page:
    period = service.find_certificate(current_person(), ref) or abort(404)
    number = period.certificate.id
    checkpoint = checkpoints_of([number]).get(number)
    sheet = sheet_of(period.certificate, checkpoint, origin=public_origin())
    name = f"{file_name(period.certificate.number)}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(print_sheet(sheet), mimetype="application/pdf", headers=headers)


def file_name(number: str) -> str:
    """`ADAB-DINSOS-BANTEN-2026-000123`: a certificate's number where no path may stand."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign == "-") else "-" for sign in number)
