"""Settings, read once from the environment. The defaults are a safe office on one machine."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

PRODUCTION = "production"


class UnsafeSettings(RuntimeError):
    """The settings would put people's records at risk; the message says what to set."""


def settings(instance: Path, environ: dict[str, str] | None = None) -> dict[str, Any]:
    """Flask configuration from environment variables.

    `ADAB_ENV` (`production` or nothing), `SECRET_KEY`, `DATABASE_URL`, `ADAB_ORIGIN` (public address, for
    links on paper), `ADAB_PROXIES` (number of trusted proxies in front).
    Raises UnsafeSettings when production has no secret of its own.
    """
    env = dict(os.environ) if environ is None else environ
    production = env.get("ADAB_ENV") == PRODUCTION
    return {
        "PRODUCTION": production,
        "SECRET_KEY": _secret_key(env, instance, production=production),
        "SQLALCHEMY_DATABASE_URI": database_url(env.get("DATABASE_URL", ""), instance),
        "ORIGIN": env.get("ADAB_ORIGIN", "").rstrip("/"),
        "PROXIES": int(env.get("ADAB_PROXIES", "0")),
        "SESSION_COOKIE_NAME": "adab",
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


def _secret_key(env: dict[str, str], instance: Path, *, production: bool) -> str:
    given = env.get("SECRET_KEY", "")
    if production and len(given) < 32:
        raise UnsafeSettings("Set SECRET_KEY to at least 32 random characters before running in production.")
    if given:
        return given
    kept = instance / "secret_key"
    if not kept.exists():
        instance.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()
