"""Where a credential is taken along, and the public addresses by which anybody checks it without asking us:
who issued it, with which keys, and whether it was revoked."""

from flask import Response, abort, jsonify

from ...core.access import guard, public
from ...core.clock import now
from ...people.models import Agency
from ...people.session import current_person
from .. import service as certificates
from ..printing.views import file_name
from ..views import Page, blueprint
from . import keys, service

CREDENTIAL = "application/vc+jwt"


@blueprint.get("/certificates/<ref>/credential.jwt")
@guard("learning.follow")
def credential(ref: str) -> Page:
    """Only for whom it is about: a credential is shown to others by its holder."""
    person = current_person()
    period = certificates.find_certificate(person, ref)
    if period is None or period.person_id != person.id:
        abort(404)
    name = f"{file_name(period.certificate.number)}.jwt"
    signed = service.credential_jwt(period, now=now())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(signed, mimetype=CREDENTIAL, headers=headers)


@blueprint.get("/issuers/<slug>")
@public
def issuer(slug: str) -> Page:
    return jsonify(service.profile(_agency(slug)))


@blueprint.get("/issuers/<slug>/keys")
@public
def issuer_keys(slug: str) -> Page:
    return jsonify(keys=keys.public_jwks(_agency(slug).ref))


@blueprint.get("/issuers/<slug>/keys/<kid>")
@public
def issuer_key(slug: str, kid: str) -> Page:
    known = keys.public_jwks(_agency(slug).ref)
    return jsonify(next((key for key in known if key["kid"] == kid), None) or abort(404))


@blueprint.get("/issuers/<slug>/status/<int:number>")
@public
def status_list(slug: str, number: int) -> Page:
    signed = service.status_list_jwt(_agency(slug), number, now=now()) or abort(404)
    return Response(signed, mimetype=CREDENTIAL)


def _agency(slug: str) -> Agency:
    return service.find_agency(slug) or abort(404)
