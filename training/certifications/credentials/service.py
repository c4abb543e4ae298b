"""Signing: a certificate as a credential, and which credentials of an agency are revoked."""

import secrets
import uuid
from datetime import datetime
from typing import Any

import jwt
import sqlalchemy as sa
from flask import url_for
from sqlalchemy.exc import IntegrityError

from ...core.db import db, writing_apart
from ...people.changes import tell_done
from ...people.models import Agency, Person
from ..addresses import public_address, public_origin
from ..models import Certificate, Period
from ..paper import read_paper
from . import badge, keys, statuslist
from .jwk import ALGORITHM
from .models import CertificateCredential

MOST_IN_A_LIST = statuslist.BITS // 2
DRAWS = 20


def credential_jwt(period: Period, *, now: datetime) -> str:
    """The signed credential of a certificate. The first time its place in a status list is drawn and kept,
    by a short transaction of its own."""
    row = _kept(period, now)
    certificate, agency = period.certificate, period.person.agency
    paper = read_paper(certificate.frozen)
    what = badge.Issued(
        address=public_address(certificate.verification_code),
        achievement=f"{issuer_address(agency)}#{period.certification.ref}-{paper.version}",
        number=certificate.number,
        issued_at=certificate.issued_at,
        zone=agency.zone,
    )
    issuer = badge.Issuer(issuer_address(agency), paper.agency, public_origin())
    holder = badge.Holder(row.subject, row.salt, row.identity_hash)
    place = badge.Place(list_address(agency, row.list_number), row.position)
    payload = badge.credential(paper, what, issuer, holder, place)
    return _signed(payload, agency, "JWT", now)


def status_list_jwt(agency: Agency, number: int, *, now: datetime) -> str | None:
    """The signed status list as of this moment; None where no credential has a place in it."""
    placed = sa.select(CertificateCredential.position, Period.revoked_at.is_not(None))
    placed = placed.join(Certificate, Certificate.id == CertificateCredential.certificate_id)
    placed = placed.join(Period, Period.id == Certificate.period_id)
    placed = placed.where(
        CertificateCredential.agency_id == agency.id, CertificateCredential.list_number == number
    )
    if db.session.execute(placed.limit(1)).first() is None:
        return None
    revoked = db.session.execute(placed.where(Period.revoked_at.is_not(None)))
    address = list_address(agency, number)
    issuer = badge.Issuer(issuer_address(agency), agency.name, public_origin())
    payload = badge.status_list(address, issuer, statuslist.encode(row[0] for row in revoked), now=now)
    return _signed(payload, agency, "vc+jwt", now)


def profile(agency: Agency) -> dict[str, Any]:
    """Who the issuer is, for whoever follows the address in a credential."""
    return {
        "@context": [badge.CREDENTIALS_V2, badge.BADGES_V3],
        "id": issuer_address(agency),
        "type": ["Profile"],
        "name": agency.name,
        "url": public_origin(),
        "jwks_uri": f"{public_origin()}{url_for('certifications.issuer_keys', slug=agency.slug)}",
    }


def issuer_address(agency: Agency) -> str:
    """Where the agency's profile is."""
    return f"{public_origin()}{url_for('certifications.issuer', slug=agency.slug)}"


def list_address(agency: Agency, number: int) -> str:
    """Where a status list of the agency is."""
    return f"{public_origin()}{url_for('certifications.status_list', slug=agency.slug, number=number)}"


def find_agency(slug: str) -> Agency | None:
    """The agency by the name in its addresses."""
    return db.session.scalar(sa.select(Agency).where(Agency.slug == slug))


def change_key(agency: Agency, *, by: Person | None, now: datetime) -> str:
    """Sign the agency's credentials with a new key from now on, on record; its `kid`."""
    made = keys.rotate(agency.ref, now=now)
    tell_done("credentials.key_changed", made, agency_id=agency.id, by=by, now=now)
    return made


def _signed(payload: dict[str, Any], agency: Agency, kind: str, now: datetime) -> str:
    key = keys.signing_key(agency.ref, now=now)
    where = url_for("certifications.issuer_key", slug=agency.slug, kid=key.kid)
    headers = {"kid": f"{public_origin()}{where}", "typ": kind}
    return jwt.encode(payload, key.private, algorithm=ALGORITHM, headers=headers)


def _kept(period: Period, now: datetime) -> CertificateCredential:
    number = period.certificate.id
    for _ in range(DRAWS):
        known = db.session.get(CertificateCredential, number)
        if known is not None:
            return known
        values = _drawn(period, now)
        try:
            with writing_apart():
                db.session.add(CertificateCredential(**values))
        except IntegrityError:
            # The place is taken, or somebody asked for the same credential at the same moment.
            continue
    raise RuntimeError("no free place in the status list")


def _drawn(period: Period, now: datetime) -> dict[str, Any]:
    email, salt = period.person.email, secrets.token_hex(16)
    return {
        "certificate_id": period.certificate.id,
        "agency_id": period.agency_id,
        "list_number": _open_list(period.agency_id),
        "position": secrets.randbelow(statuslist.BITS),
        "subject": str(uuid.uuid4()),
        "salt": salt,
        "identity_hash": badge.identity_hash(email, salt) if email else "",
        "made_at": now,
    }


def _open_list(agency_id: int) -> int:
    """A list is filled by half, so that a free place is soon found; then the next one begins."""
    counted = sa.select(CertificateCredential.list_number, sa.func.count())
    counted = counted.where(CertificateCredential.agency_id == agency_id)
    counted = counted.group_by(CertificateCredential.list_number)
    last = db.session.execute(counted.order_by(CertificateCredential.list_number.desc()).limit(1)).first()
    if last is None:
        return 1
    return int(last[0]) if last[1] < MOST_IN_A_LIST else int(last[0]) + 1
