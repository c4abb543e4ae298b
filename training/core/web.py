"""What every response shares: headers, errors, fragments, static addresses, health."""

import hashlib
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request
from flask import url_for as flask_url_for
from flask_compress import Compress
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse
from whitenoise import WhiteNoise

from .access import public
from .db import _reading, db
from .markup import render_markdown
from .requests import SmallNumber, TidyRequest

csrf = CSRFProtect()
compress = Compress()
health = Blueprint("health", __name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PROTECTION = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
YEAR = 31_536_000
TRANSPORT = f"max-age={YEAR}; includeSubDomains"


def init_web(app: Flask) -> None:
    """Attach headers, errors, compression, static files and health to the application."""
    app.request_class = TidyRequest
    app.url_map.converters["int"] = SmallNumber
    csrf.init_app(app)
    compress.init_app(app)
    app.register_blueprint(health)
    public(app.view_functions["static"])
    app.jinja_env.globals["static_url"] = static_url
    app.jinja_env.filters["markdown"] = render_markdown
    app.before_request(_choose_transaction)
    app.teardown_request(_forget_transaction)
    app.after_request(_protect)
    app.register_error_handler(HTTPException, _explain)
    app.register_error_handler(CSRFError, _explain)
    app.register_error_handler(Exception, _explain_fault)
    _drop_stale_compressed(Path(app.static_folder or ""))
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix="static/",
        max_age=YEAR,
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=partial(_protect_file, app),
    )
    if app.config["PROXIES"]:
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page (`HX-Request`, or `HX-Request-Type` of version 4)."""
    kind = request.headers.get("HX-Request-Type")
    if kind is not None:
        return kind == "partial"
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def reads_only(view: Any) -> Any:
    """Mark a POST that changes nothing, so that it does not queue for SQLite's write lock."""
    view.reads_only = True
    return view


def see_other(endpoint: str, **values: object) -> BaseResponse:
    """303 after a successful POST, so that going back never sends it again."""
    return redirect(flask_url_for(endpoint, **values), 303)  # type: ignore[arg-type]


def static_url(name: str) -> str:
    """The address of a static file with its content in it, so that it may be kept for a year."""
    return flask_url_for("static", filename=name, v=_digest(Path(current_app.static_folder or "") / name))


def error_page(code: int, *, detail: str = "") -> tuple[str, int]:
    """The page for an error; `detail` is a sentence in the reader's language that says what to do."""
    said = {"next_step": detail} if detail else {}
    return render_template("errors/error.html", status=code, **said), code


@health.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@public
def readyz() -> Response:
    """The database answers and is migrated."""
    try:
        db.session.execute(sa.text("SELECT version_num FROM alembic_version")).one()
    except sa.exc.SQLAlchemyError:
        return Response("database not ready\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@lru_cache(maxsize=64)
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _drop_stale_compressed(folder: Path) -> None:
    """A compressed file older than its source would be kept for a year under the new address."""
    for compressed in (*folder.rglob("*.br"), *folder.rglob("*.gz")):
        source = compressed.with_suffix("")
        if not source.exists() or source.stat().st_mtime > compressed.stat().st_mtime:
            # A folder that may not be written to holds what was built with it.
            with suppress(OSError):
                compressed.unlink()


def _choose_transaction() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    reads = request.method in {"GET", "HEAD", "OPTIONS"} or getattr(view, "reads_only", False)
    g.transaction_token = _reading.set(reads)


def _forget_transaction(_error: BaseException | None) -> None:
    token = g.pop("transaction_token", None)
    if token is not None:
        _reading.reset(token)


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.update(_protection(current_app))
    # A file sent to a person is personal too, whatever the sender of files says about keeping it.
    if _is_personal() and request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    headers.setdefault("Cache-Control", "no-cache")
    headers.add("Vary", "HX-Request, HX-Request-Type, Cookie")
    return response


def _protect_file(app: Flask, headers: Headers, *_file: str) -> None:
    for name, value in _protection(app).items():
        headers[name] = value


def _protection(app: Flask) -> dict[str, str]:
    """The headers of every response, static files included."""
    return PROTECTION | ({"Strict-Transport-Security": TRANSPORT} if app.config["PRODUCTION"] else {})


def _is_personal() -> bool:
    # Health answers although the database does not, so it must not ask who is here.
    return request.blueprint != health.name and current_user.is_authenticated


def _explain(error: HTTPException) -> tuple[str, int, dict[str, str]] | HTTPException:
    db.session.rollback()
    if error.code is None or error.code < 400:
        return error
    if error.code >= 500:
        _draw_for_a_stranger()
    said = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return *error_page(error.code), said


def _explain_fault(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    current_app.logger.exception("unexpected fault", exc_info=error)
    if current_app.testing:
        raise error
    _draw_for_a_stranger()
    return error_page(503 if isinstance(error, sa.exc.OperationalError) else 500)


def _draw_for_a_stranger() -> None:
    """The page about a fault must not need what just failed: asking the database who is here."""
    login_manager: LoginManager = current_app.login_manager  # type: ignore[attr-defined]
    g._login_user = login_manager.anonymous_user()
