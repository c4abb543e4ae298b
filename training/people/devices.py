"""The device cookie: a browser in which somebody has signed in keeps a mark and its own count of tries.

It opens nothing. It keeps others from locking an account's owner out (OWASP: "Device Cookies").
"""

import secrets
from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from .models import Person
from .service import Device

KEPT = timedelta(days=180)


def this_device() -> Device | None:
    """Whose device this browser says it is, when we signed that ourselves."""
    try:
        said = _signer().loads(request.cookies.get(_name(), ""), max_age=int(KEPT.total_seconds()))
        return Device(*said)
    except (BadSignature, TypeError):
        return None


def remember(response: Response, person: Person) -> Response:
    """Have this browser keep a fresh mark for the person who has just signed in."""
    response.set_cookie(
        _name(),
        _signer().dumps((person.ref, secrets.token_urlsafe(12))),
        max_age=KEPT,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-device"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="device")
