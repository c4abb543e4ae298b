"""Who is here: each sign-in is a row that can be listed, ended, and runs out by itself."""

import secrets
from datetime import timedelta
from hashlib import sha256

import sqlalchemy as sa
from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from ..core.access import Role
from ..core.clock import day_in, now
from ..core.db import db, writing_apart
from .models import Person, SignIn
from .rules import sign_in_alive

SEEN_EVERY = timedelta(minutes=5)
FREE_ENDPOINTS = {"people.change_password", "people.sign_out", "people.set_language", "static"}

login_manager = LoginManager()
_asked: dict[str, sa.ColumnElement[bool]] = {}


class Visitor(UserMixin):
    """The signed-in person and the sign-in they came by, whose token is Flask-Login's alternative id; `known`
    names what holds of them among what `ask_of_visitors` was told."""

    def __init__(self, sign_in: SignIn, token: str, known: frozenset[str] = frozenset()) -> None:
        self.sign_in = sign_in
        self.known = known
        self.person = sign_in.person
        self.roles = self.person.roles
        self.locale = self.person.locale
        self._token = token

    def get_id(self) -> str:
        return self._token

    def may(self, permission: str) -> bool:
        return self.person.may(permission)


class Stranger(AnonymousUserMixin):
    roles: frozenset[Role] = frozenset()
    locale = None

    def may(self, permission: str) -> bool:
        return False


def init_sessions(app: Flask) -> None:
    """Load the visitor of each request from the sign-in row behind the cookie."""
    login_manager.init_app(app)
    login_manager.anonymous_user = Stranger
    login_manager.user_loader(_load_visitor)
    login_manager.session_protection = None
    app.before_request(_settle)
    app.after_request(_mark_seen)


def ask_of_visitors(name: str, holds: sa.ColumnElement[bool]) -> None:
    """Have it known of every visitor whether `holds` is true of their `SignIn`, in the statement that loads
    them: for folders this one does not know, and only what an index answers."""
    _asked[name] = holds


def begin(person: Person, *, address: str, browser: str) -> SignIn:
    """Open a sign-in for `person` in this browser under a new session; the caller commits."""
    token = secrets.token_urlsafe(32)
    moment = now()
    row = SignIn(
        person=person,
        token_hash=_hash(token),
        started_at=moment,
        seen_at=moment,
        address=address[:45],
        browser=browser[:200],
    )
    db.session.add(row)
    db.session.flush()
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale
    login_user(Visitor(row, token))
    return row


def current_person() -> Person:
    """The signed-in person; only for views behind a guard."""
    return current_user.person


def _load_visitor(token: str) -> Visitor | None:
    asked = (holds.label(name) for name, holds in _asked.items())
    found = sa.select(SignIn, *asked).where(SignIn.token_hash == _hash(token))
    # With the roles, which every page asks for: one statement in all.
    found = found.options(joinedload(SignIn.person).joinedload(Person.grants))
    row, *answers = db.session.execute(found).unique().one_or_none() or (None,)
    if row is None or not _alive(row) or not row.person.here_on(day_in(row.person.agency.zone)):
        return None
    if now() - row.seen_at > SEEN_EVERY:
        g.seen = row.id
    return Visitor(row, token, frozenset(name for name, holds in zip(_asked, answers, strict=True) if holds))


def _alive(row: SignIn) -> bool:
    return sign_in_alive(
        started_at=row.started_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
        now=now(),
        idle=current_app.config["SIGN_IN_IDLE"],
        absolute=current_app.config["SIGN_IN_ABSOLUTE"],
    )


def _mark_seen(response: Response) -> Response:
    # After the answer is made, so that the write neither waits inside the page nor expires its rows.
    if (sign_in_id := g.pop("seen", None)) is not None:
        with writing_apart():
            db.session.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))
    return response


def _settle() -> Response | None:
    if request.endpoint in {"static", "health.healthz", "health.readyz"} or not current_user.is_authenticated:
        return None
    person = current_person()
    g.zone = person.agency.zone
    if person.must_change_password and request.endpoint not in FREE_ENDPOINTS:
        return redirect(url_for("people.change_password"))
    return None


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
