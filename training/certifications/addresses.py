"""Addresses that leave the house: on paper, in QR codes and in credentials."""

from flask import current_app, request, url_for


def public_origin() -> str:
    """Where this office is found, without a slash at the end: what it was told (`ADAB_ORIGIN`), else the
    address this visitor came by."""
    return current_app.config["ORIGIN"] or request.host_url.rstrip("/")


def public_address(code: str) -> str:
    """Where anybody may check the certificate with this verification code."""
    return f"{public_origin()}{url_for('certifications.verified', code=code)}"
