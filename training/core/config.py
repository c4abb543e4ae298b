"""Settings, read once from the environment. The defaults are a safe office on one machine."""

import os
import re
import secrets
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .outbox.ways import read_sender, read_way

PRODUCTION = "production"


class UnsafeSettings(RuntimeError):
    """The settings would put people's records at risk; the message says what to set."""


def settings(instance: Path, environ: dict[str, str] | None = None) -> dict[str, Any]:
    """Flask configuration from environment variables.

    `ADAB_ENV` (`production` or nothing), `SECRET_KEY`, `DATABASE_URL`, `ADAB_ORIGIN` (public address, for
    links on paper), `ADAB_PROXIES` (number of trusted proxies in front), `ADAB_READERS` (uploads
    read at once), `ADAB_MAIL` and `ADAB_MAIL_FROM` (how letters leave, and from whom; see `outbox.ways`),
    `ADAB_ISSUER_KEYS` (folder of the agencies' keys for credentials, which web workers use),
    `ADAB_KEYS` (folder of the signing keys), `ADAB_CHECKPOINT_MINUTES` (how often the worker signs),
    `ADAB_WITNESSES` (public keys of those who cosign its checkpoints).
    Raises UnsafeSettings on a setting that cannot be meant, and when production has no secret of its own or
    no public address: the one a visitor claims must not end up on a certificate.
    """
    env = dict(os.environ) if environ is None else environ
    production = _is_production(env.get("ADAB_ENV", ""))
    return {
        "PRODUCTION": production,
        "SECRET_KEY": _secret_key(env, instance, production=production),
        "SQLALCHEMY_DATABASE_URI": database_url(env.get("DATABASE_URL", ""), instance),
        "ORIGIN": _origin(env.get("ADAB_ORIGIN", ""), production=production),
        "PROXIES": _proxies(env.get("ADAB_PROXIES", "")),
        "READERS": _readers(env.get("ADAB_READERS", "")),
        "SLOTS_FOLDER": str(instance),
        "KEYS_FOLDER": env.get("ADAB_KEYS", "") or str(instance / "keys"),
        "ISSUER_KEYS_FOLDER": env.get("ADAB_ISSUER_KEYS", ""),
        "WITNESSES": env.get("ADAB_WITNESSES", ""),
        "CHECKPOINT_MINUTES": _minutes(env.get("ADAB_CHECKPOINT_MINUTES", "")),
        **_mail(env, production=production),
        # The prefix makes browsers refuse the cookie from another host or without TLS.
        "SESSION_COOKIE_NAME": "__Host-adab" if production else "adab",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": production,
        "WTF_CSRF_TIME_LIMIT": None,
        "SIGN_IN_IDLE": timedelta(hours=2),
        "SIGN_IN_ABSOLUTE": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "BABEL_DEFAULT_LOCALE": "id",
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_MIMETYPES": ["text/html", "application/json", "text/csv", "image/svg+xml"],
    }


def database_url(given: str, instance: Path) -> str:
    """The SQLAlchemy address: embedded SQLite by default, psycopg 3 for every way PostgreSQL is written."""
    if not given:
        return f"sqlite:///{instance / 'adab.sqlite3'}"
    scheme, _, rest = given.partition("://")
    if scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    return given


def _is_production(given: str) -> bool:
    if given not in {"", PRODUCTION}:
        raise UnsafeSettings(f"ADAB_ENV is {given!r}; it must be {PRODUCTION!r} or not set.")
    return given == PRODUCTION


def _origin(given: str, *, production: bool) -> str:
    origin = given.rstrip("/")
    parts = urlsplit(origin)
    whole = f"{parts.scheme}://{parts.netloc}" == origin and parts.netloc and not parts.username
    if production and not (whole and parts.scheme == "https"):
        raise UnsafeSettings(
            "Set ADAB_ORIGIN to the public https:// address, such as https://adab.example.go.id."
        )
    if origin and not (whole and parts.scheme in {"http", "https"}):
        raise UnsafeSettings(
            f"ADAB_ORIGIN is {given!r}; it must be an address such as https://adab.example.go.id."
        )
    return origin


def _proxies(given: str) -> int:
    if not re.fullmatch(r"[0-9]?", given):
        raise UnsafeSettings(f"ADAB_PROXIES is {given!r}; it must be the number of proxies in front, 0 to 9.")
    return int(given or 0)


def _readers(given: str) -> int:
    if not re.fullmatch(r"[1-9]?", given):
        raise UnsafeSettings(
            f"ADAB_READERS is {given!r}; it must be how many uploads are read at once, 1 to 9."
        )
    return int(given or 2)


def _mail(env: dict[str, str], *, production: bool) -> dict[str, Any]:
    name = "ADAB_MAIL"
    try:
        way = read_way(env.get(name, ""), production=production)
        name = "ADAB_MAIL_FROM"
        return {"MAIL": way, "MAIL_FROM": read_sender(env.get(name, ""), way)}
    except ValueError as fault:
        # Not the value itself: it may hold a password.
        raise UnsafeSettings(f"{name} {fault}.") from None


def _minutes(given: str) -> int:
    if not re.fullmatch(r"[0-9]{0,5}", given):
        raise UnsafeSettings(
            f"ADAB_CHECKPOINT_MINUTES is {given!r}; it must be a number of minutes, 0 to sign by hand only."
        )
    return int(given or 15)


def _secret_key(env: dict[str, str], instance: Path, *, production: bool) -> str:
    given = env.get("SECRET_KEY", "")
    if production and (len(given) < 32 or len(set(given)) < 8):
        raise UnsafeSettings("Set SECRET_KEY to at least 32 random characters before running in production.")
    if given:
        return given
    kept = instance / "secret_key"
    if not kept.exists():
        _keep_secret(kept)
    return kept.read_text()


def _keep_secret(kept: Path) -> None:
    """Whole or not at all, and the first of two processes that start at once decides."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=kept.parent, prefix="secret_key-")
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(written, kept)
    os.unlink(written)
